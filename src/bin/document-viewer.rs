//! The whole viewer: for a page that fetches the document it shows, and for an `<article-viewer>` whose article was not
//! rendered ahead. Everything else is in the library, where a test can reach it; what stands here is what JavaScript sees
//! of it.

/// A page allocates little: an allocator made for wasm weighs 2 KB less after Brotli than the standard library's.
#[cfg(target_arch = "wasm32")]
#[global_allocator]
static ALLOCATOR: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();

/// Loading the program does nothing yet: whoever loads it says what it is for.
#[cfg(target_arch = "wasm32")]
fn main() {}

#[cfg(target_arch = "wasm32")]
mod exports {
    use article_viewer::boot;
    use article_viewer::browser::Promise;
    use article_viewer::browser::page::Element;
    use article_viewer::embed::document;
    use article_viewer::locale::{Advice, LoadErrorKind};
    use article_viewer::view::Loading;
    use js_sys::{Function, Reflect, Uint8Array};
    use wasm_bindgen::prelude::wasm_bindgen;
    use wasm_bindgen::{JsCast, JsValue};
    use wasm_bindgen_futures::JsFuture;

    /// Shows the document that the page's address names. `load` is called with an address and gives a promise of the
    /// document's bytes or of the kind of what is wrong; `failed` is called with that when there is no article, and `advise`
    /// for the two things that a reader is told of it: what is the matter, and what to do.
    #[wasm_bindgen(js_name = startPage)]
    pub fn start_page(load: Function, failed: Function, advise: Function) {
        let advice = move |kind: LoadErrorKind| {
            let words = advise.call1(&JsValue::NULL, &kind.name().into()).unwrap_or_default();
            let word =
                |index: u32| Reflect::get_u32(&words, index).ok().and_then(|word| word.as_string()).unwrap_or_default();
            Advice { title: word(0).into(), remedy: word(1).into() }
        };
        let load = move |address: &str| loading(load.call1(&JsValue::NULL, &address.into()));
        let failed = move |kind: LoadErrorKind| drop(failed.call1(&JsValue::NULL, &kind.name().into()));
        boot::document::start(load, failed, advice);
    }

    /// A viewer in an `<article-viewer>`. `free()` takes it away.
    #[wasm_bindgen]
    pub struct Mounted(document::Mounted);

    /// Mounts a viewer in an empty element, which shows nothing yet. `print` is called with what stands at the head of every sheet, and
    /// gives a promise of having printed; `ready` with an article's id, headline and language as soon as it is shown;
    /// `failed` with the kind of what is wrong when it can't be.
    #[wasm_bindgen]
    pub fn mount(root: &Element, print: Function, ready: Function, failed: Function) -> Mounted {
        let print = move |head: &str| print.call1(&JsValue::NULL, &head.into()).ok()?.dyn_into::<Promise>().ok();
        // What goes wrong in these functions is told there.
        let on_outcome = move |outcome: document::Outcome| match outcome {
            Ok(article) => {
                let (id, language) = (article.id.as_str(), article.in_language.as_str());
                drop(ready.call3(&JsValue::NULL, &id.into(), &article.headline.as_str().into(), &language.into()));
            }
            Err(kind) => drop(failed.call1(&JsValue::NULL, &kind.name().into())),
        };
        Mounted(document::Mounted::new(root, print, on_outcome))
    }

    #[wasm_bindgen]
    impl Mounted {
        /// Shows a document in place of the one that is there. `load` gives a promise of its bytes or of the kind of what is
        /// wrong. Addresses in it begin at `address`; without one it has no related articles.
        pub fn show(&self, address: Option<String>, load: Function) {
            self.0.show(address.as_deref(), move || loading(load.call0(&JsValue::NULL)));
        }

        /// Prints the article; the promise is kept when that is done.
        pub fn print(&self) -> Option<Promise> {
            self.0.print()
        }
    }

    /// What a function of JavaScript loads.
    fn loading(promise: Result<JsValue, JsValue>) -> Loading {
        Box::pin(async move {
            let loaded = JsFuture::from(Promise::from(promise.unwrap_or_default())).await.unwrap_or_default();
            match loaded.dyn_into::<Uint8Array>() {
                Ok(bytes) => Ok(bytes.to_vec()),
                Err(kind) => Err(LoadErrorKind::named(&kind.as_string().unwrap_or_default())),
            }
        })
    }
}

#[cfg(not(target_arch = "wasm32"))]
fn main() -> std::process::ExitCode {
    eprintln!("This program runs in a browser. To see it there: cargo xtask serve");
    std::process::ExitCode::FAILURE
}
