//! The program of an article that was rendered ahead: on its own page, and where an `<article-viewer>` shows it.
//! Everything else is in the library, where a test can reach it; what stands here is what JavaScript sees of it.

/// A page allocates little: an allocator made for wasm weighs 2 KB less after Brotli than the standard library's.
#[cfg(target_arch = "wasm32")]
#[global_allocator]
static ALLOCATOR: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();

/// Loading the program does nothing yet: whoever loads it says what it is for.
#[cfg(target_arch = "wasm32")]
fn main() {}

#[cfg(target_arch = "wasm32")]
mod exports {
    use article_viewer::browser::Promise;
    use article_viewer::browser::page::Element;
    use article_viewer::view::PrintControls;
    use article_viewer::{boot, embed};
    use js_sys::Function;
    use wasm_bindgen::prelude::wasm_bindgen;
    use wasm_bindgen::{JsCast, JsValue};

    /// Brings the article's own page to life.
    #[wasm_bindgen(js_name = startPage)]
    pub fn start_page() {
        boot::page::start();
    }

    /// An article in an `<article-viewer>`, brought to life. `free()` ends that.
    #[wasm_bindgen]
    pub struct Attached(PrintControls);

    /// Attaches to the article in a place. `print` is called with what stands at the head of every sheet, and gives a
    /// promise of having printed.
    #[wasm_bindgen]
    pub fn attach(place: &Element, language: &str, print: Function) -> Option<Attached> {
        let print = move |head: &str| print.call1(&JsValue::NULL, &head.into()).ok()?.dyn_into::<Promise>().ok();
        embed::page::attach(place, language, print).map(Attached)
    }

    #[wasm_bindgen]
    impl Attached {
        /// Prints the article; the promise is kept when that is done.
        pub fn print(&self) -> Promise {
            self.0.print()
        }
    }
}

#[cfg(not(target_arch = "wasm32"))]
fn main() -> std::process::ExitCode {
    eprintln!("This program runs in a browser. To see it there: cargo xtask serve");
    std::process::ExitCode::FAILURE
}
