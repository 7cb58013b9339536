//! The print dialog, and the key that asks for it.

use wasm_bindgen::JsCast;
use web_sys::KeyboardEvent;

use super::Listener;

/// Opens the browser's print dialog; it returns when the dialog is closed, in browsers where the dialog is modal.
pub fn print() {
    if let Some(window) = web_sys::window() {
        // It fails only in a frame that may not open dialogs; there the browser tells why in its console.
        let _ = window.print();
    }
}

/// Takes over the key that prints: Ctrl+P, on Apple's keyboards Command+P.
pub fn on_key(print: impl Fn() + 'static) -> Option<Listener> {
    Listener::of_window("keydown", move |event| {
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
    Listener::of_window("beforeprint", move |_| prepare())
}
