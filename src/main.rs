//! The browser program: it starts the page. Everything else is in the library, where a test can reach it.

#[cfg(target_arch = "wasm32")]
fn main() {
    article_viewer::boot::start();
}

#[cfg(not(target_arch = "wasm32"))]
fn main() -> std::process::ExitCode {
    eprintln!("This program runs in a browser. To see it there: cargo xtask serve");
    std::process::ExitCode::FAILURE
}
