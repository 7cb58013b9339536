//! Something that is done at every event of a kind.

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Event, EventTarget};

/// Something that is done at every event of a kind, until this is dropped.
#[derive(Debug)]
#[must_use = "dropping it removes it"]
pub struct Listener {
    target: EventTarget,
    kind: &'static str,
    handler: Closure<dyn Fn(Event)>,
}

impl Listener {
    /// Listens to an element's events of a kind.
    pub fn new(target: &EventTarget, kind: &'static str, handler: impl Fn(Event) + 'static) -> Option<Self> {
        let handler = Closure::<dyn Fn(Event)>::new(handler);
        target.add_event_listener_with_callback(kind, handler.as_ref().unchecked_ref()).ok()?;
        Some(Self { target: target.clone(), kind, handler })
    }

    /// Listens to the window's events of a kind.
    pub(super) fn of_window(kind: &'static str, handler: impl Fn(Event) + 'static) -> Option<Self> {
        Self::new(&web_sys::window()?.into(), kind, handler)
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        // Removing fails for nothing that was added.
        let _ = self.target.remove_event_listener_with_callback(self.kind, self.handler.as_ref().unchecked_ref());
    }
}
