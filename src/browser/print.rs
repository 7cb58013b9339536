//! The print dialog, and the key that asks for it.

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Event, EventTarget, KeyboardEvent};

/// Opens the browser's print dialog; it returns when the dialog is closed, in browsers where the dialog is modal.
pub fn print() {
    if let Some(window) = web_sys::window() {
        // It fails only in a frame that may not open dialogs; there the browser tells why in its console.
        let _ = window.print();
    }
}

/// Something that is done at every event of a kind, until this is dropped.
#[derive(Debug)]
pub struct Listener {
    target: EventTarget,
    kind: &'static str,
    handler: Closure<dyn Fn(Event)>,
}

impl Listener {
    fn new(kind: &'static str, handler: impl Fn(Event) + 'static) -> Option<Self> {
        let target: EventTarget = web_sys::window()?.into();
        let handler = Closure::<dyn Fn(Event)>::new(handler);
        target.add_event_listener_with_callback(kind, handler.as_ref().unchecked_ref()).ok()?;
        Some(Self { target, kind, handler })
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        // Removing fails for nothing that was added.
        let _ = self.target.remove_event_listener_with_callback(self.kind, self.handler.as_ref().unchecked_ref());
    }
}

/// Takes over the key that prints: Ctrl+P, on Apple's keyboards Command+P.
pub fn on_key(print: impl Fn() + 'static) -> Option<Listener> {
    Listener::new("keydown", move |event| {
        let Some(key) = event.dyn_ref::<KeyboardEvent>() else { return };
        let is_print = (key.ctrl_key() || key.meta_key()) && !key.alt_key() && !key.shift_key() && key.key() == "p";
        if is_print {
            event.prevent_default();
            print();
        }
    })
}

/// Does something before whoever asked for it prints, the browser's own menu too. There is no time to wait for anything.
pub fn before(prepare: impl Fn() + 'static) -> Option<Listener> {
    Listener::new("beforeprint", move |_| prepare())
}
