//! The built site in real browsers, Chromium most of all, driven over WebDriver, against a server of these tests' own.
//!
//! `cargo xtask test` builds the site and runs them. Run by themselves without a site they report themselves ignored.
//! A test gets a browser in which nothing was done yet (`reused`); when it is over, what the browser complained about and
//! did not have to is a failure too (`watch`). What does not belong here: what a page's HTML is (`tests/render.rs`), and what can be seen
//! without a whole site (`tests/browser.rs`).
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

#[cfg(not(target_arch = "wasm32"))]
mod accessibility;
#[cfg(not(target_arch = "wasm32"))]
mod articles;
#[cfg(not(target_arch = "wasm32"))]
mod browser;
#[cfg(not(target_arch = "wasm32"))]
mod compatibility;
#[cfg(not(target_arch = "wasm32"))]
mod corpus;
#[cfg(not(target_arch = "wasm32"))]
mod driver;
#[cfg(not(target_arch = "wasm32"))]
mod embed;
#[cfg(not(target_arch = "wasm32"))]
mod engine;
#[cfg(not(target_arch = "wasm32"))]
mod failures;
#[cfg(not(target_arch = "wasm32"))]
mod hostile;
#[cfg(not(target_arch = "wasm32"))]
mod hydration;
#[cfg(not(target_arch = "wasm32"))]
mod large;
#[cfg(not(target_arch = "wasm32"))]
mod looks;
#[cfg(not(target_arch = "wasm32"))]
mod navigation;
#[cfg(not(target_arch = "wasm32"))]
mod offline;
#[cfg(not(target_arch = "wasm32"))]
mod paper;
#[cfg(not(target_arch = "wasm32"))]
mod pictures;
#[cfg(not(target_arch = "wasm32"))]
mod place;
#[cfg(not(target_arch = "wasm32"))]
mod policies;
#[cfg(not(target_arch = "wasm32"))]
mod printing;
#[cfg(not(target_arch = "wasm32"))]
mod reading;
#[cfg(not(target_arch = "wasm32"))]
mod reused;
#[cfg(not(target_arch = "wasm32"))]
mod serve;
#[cfg(not(target_arch = "wasm32"))]
mod server;
#[cfg(not(target_arch = "wasm32"))]
mod stage;
#[cfg(not(target_arch = "wasm32"))]
mod suite;
#[cfg(not(target_arch = "wasm32"))]
mod watch;
#[cfg(not(target_arch = "wasm32"))]
mod worker;

#[cfg(target_arch = "wasm32")]
fn main() {}

#[cfg(not(target_arch = "wasm32"))]
fn main() -> std::process::ExitCode {
    // The drivers' client can do https, as the library's does, and wants to be told by which code, though it never does any.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let mut suite = suite::Suite::default();
    reading::add_to(&mut suite);
    pictures::add_to(&mut suite);
    navigation::add_to(&mut suite);
    printing::add_to(&mut suite);
    paper::add_to(&mut suite);
    hydration::add_to(&mut suite);
    failures::add_to(&mut suite);
    hostile::add_to(&mut suite);
    corpus::add_to(&mut suite);
    large::add_to(&mut suite);
    offline::add_to(&mut suite);
    worker::add_to(&mut suite);
    policies::add_to(&mut suite);
    serve::add_to(&mut suite);
    accessibility::add_to(&mut suite);
    looks::add_to(&mut suite);
    embed::add_to(&mut suite);
    compatibility::add_to(&mut suite);
    reused::add_to(&mut suite);
    watch::add_to(&mut suite);
    suite.run()
}
