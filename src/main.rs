//! The program of an article's page. Everything else is in the library, where a test can reach it.

/// A page allocates little: an allocator made for wasm weighs 2 KB less after Brotli than the standard library's.
#[cfg(target_arch = "wasm32")]
#[global_allocator]
static ALLOCATOR: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();

#[cfg(target_arch = "wasm32")]
fn main() {
    article_viewer::boot::page::start();
}

#[cfg(not(target_arch = "wasm32"))]
fn main() -> std::process::ExitCode {
    eprintln!("This program runs in a browser. To see it there: cargo xtask serve");
    std::process::ExitCode::FAILURE
}
