//! The whole viewer: for a page that fetches the document it shows, and for the `<article-viewer>` element. Everything else
//! is in the library, where a test can reach it; what stands here is what JavaScript sees of it.

/// A page allocates little: an allocator made for wasm weighs 2 KB less after Brotli than the standard library's.
#[cfg(target_arch = "wasm32")]
#[global_allocator]
static ALLOCATOR: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();

/// Loading the program does nothing yet: whoever loads it says what it is for.
#[cfg(target_arch = "wasm32")]
fn main() {}

#[cfg(target_arch = "wasm32")]
mod exports {
    use article_viewer::browser::page::Element;
    use article_viewer::browser::print::Printer;
    use article_viewer::{boot, embed};
    use js_sys::Function;
    use wasm_bindgen::JsError;
    use wasm_bindgen::prelude::wasm_bindgen;

    /// Shows the document that the page's address names.
    #[wasm_bindgen(js_name = startPage)]
    pub fn start_page() {
        boot::document::start();
    }

    /// An article in an `<article-viewer>`. `free()` takes it away.
    #[wasm_bindgen]
    pub struct Mounted(embed::Mounted);

    /// Shows a document in a place. An error says what is wrong with it.
    #[wasm_bindgen]
    pub fn mount(place: &Element, json: &[u8], address: &str, print: Function) -> Result<Mounted, JsError> {
        let mounted = embed::mount(place, json, address, Printer::Element(print))?;
        mounted.map(Mounted).ok_or_else(|| JsError::new("the page has no document to make elements in"))
    }

    #[wasm_bindgen]
    impl Mounted {
        /// The article's id.
        #[wasm_bindgen(getter)]
        pub fn id(&self) -> String {
            self.0.article().id.to_string()
        }

        /// Its headline.
        #[wasm_bindgen(getter)]
        pub fn headline(&self) -> String {
            self.0.article().headline.clone()
        }

        /// The tag of its language.
        #[wasm_bindgen(getter)]
        pub fn language(&self) -> String {
            self.0.article().in_language.as_str().to_owned()
        }
    }
}

#[cfg(not(target_arch = "wasm32"))]
fn main() -> std::process::ExitCode {
    eprintln!("This program runs in a browser. To see it there: cargo xtask serve");
    std::process::ExitCode::FAILURE
}
