//! The only room that touches web-sys and gloo: printing, what the page holds and the browser remembers.
//!
//! Everything here is called from effects, event handlers or the start of the program, never while rendering. It
//! compiles natively, so that components do, and is not called there. What does not belong here: anything that knows
//! what an article is.
//!
//! What is gloo's is taken from gloo's member crates (events, timers, window and document); `docs/size.md`
//! says what they weigh. Storage is not: `gloo-storage` panics where storage is blocked, as in a sandboxed frame.

mod listener;
pub mod memory;
pub mod page;
pub mod paper;
pub mod print;

use std::cell::Cell;
use std::future::Future;
use std::rc::Rc;

use wasm_bindgen::JsValue;

pub use js_sys::Promise;
pub use listener::{Listener, listen_actively};
pub use wasm_bindgen_futures::spawn_local;

/// Something that is done in a while, as JavaScript waits for it.
pub fn promise(work: impl Future<Output = ()> + 'static) -> Promise {
    let mut work = Some(work);
    Promise::new(&mut |resolve, _| {
        let work = work.take();
        spawn_local(async move {
            if let Some(work) = work {
                work.await;
            }
            // A promise can be kept by anybody at any time.
            let _ = resolve.call0(&JsValue::NULL);
        });
    })
}

/// Word from whoever asked for something that nobody needs it any more.
#[derive(Clone, Debug, Default)]
pub struct Cancelled(Rc<Cell<bool>>);

/// Two are the same if one is cancelled with the other.
impl PartialEq for Cancelled {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl Cancelled {
    /// Says that nobody needs it.
    pub fn cancel(&self) {
        self.0.set(true);
    }

    /// Whether nobody needs it.
    pub fn is_cancelled(&self) -> bool {
        self.0.get()
    }
}
