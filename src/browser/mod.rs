//! The only room that touches web-sys: printing, fetching, what the page holds and the browser remembers, the console.
//!
//! Everything here is called from effects, event handlers or the start of the program, never while rendering. It
//! compiles natively, so that components do, and is not called there. What does not belong here: anything that knows
//! what an article is.

pub mod console;
pub mod fetch;
mod listener;
pub mod memory;
pub mod page;
pub mod paper;
pub mod print;

pub use listener::Listener;
pub use wasm_bindgen_futures::spawn_local;
