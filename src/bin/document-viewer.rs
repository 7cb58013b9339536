//! The whole viewer, for a page that fetches the document it shows. Everything else is in the library, where a test can reach it.

/// A page allocates little: an allocator made for wasm weighs 2 KB less after Brotli than the standard library's.
#[cfg(target_arch = "wasm32")]
#[global_allocator]
static ALLOCATOR: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();

#[cfg(target_arch = "wasm32")]
fn main() {
    article_viewer::boot::document::start();
}

#[cfg(not(target_arch = "wasm32"))]
fn main() -> std::process::ExitCode {
    eprintln!("This program runs in a browser. To see it there: cargo xtask serve");
    std::process::ExitCode::FAILURE
}
