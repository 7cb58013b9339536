//! What is wrong with a document, and where: fetched when the viewer could not read one. Everything else is in the library,
//! where a test can reach it.

#[cfg(target_arch = "wasm32")]
#[global_allocator]
static ALLOCATOR: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();

/// Loading the program does nothing yet.
#[cfg(target_arch = "wasm32")]
fn main() {}

#[cfg(target_arch = "wasm32")]
mod exports {
    use article_viewer::article;
    use wasm_bindgen::prelude::wasm_bindgen;

    /// What is wrong with a document, for whoever publishes it: the first fault and how many more there are. Nothing if a
    /// reader can be shown it.
    #[wasm_bindgen]
    pub fn check(document: &[u8]) -> Option<String> {
        article::read_leniently(document).err().map(|error| error.to_string())
    }
}

#[cfg(not(target_arch = "wasm32"))]
fn main() -> std::process::ExitCode {
    eprintln!("This program runs in a browser. To see it there: cargo xtask serve");
    std::process::ExitCode::FAILURE
}
