//! The print dialog, and the key that asks for it.

use gloo_utils::window;
use js_sys::Promise;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{EventTarget, KeyboardEvent};

use super::{Listener, listen_actively};

/// Opens the browser's print dialog; where dialogs are modal, it is closed when this returns.
pub fn open_dialog() {
    // It fails only in a frame that may not open dialogs; there the browser tells why in its console.
    let _ = window().print();
}

/// Waits until somebody else has printed. What goes wrong there is told there.
pub async fn printed(by_other: Promise) {
    let _ = JsFuture::from(by_other).await;
}

/// Takes over the key that prints, Ctrl+P or on Apple's keyboards Command+P, below an element or on the whole page.
pub fn on_key(below: Option<&EventTarget>, print: impl Fn() + 'static) -> Listener {
    let page = window();
    listen_actively(below.unwrap_or(&page), "keydown", move |event| {
        let Some(key) = event.dyn_ref::<KeyboardEvent>() else { return };
        if (key.ctrl_key() || key.meta_key()) && !key.alt_key() && !key.shift_key() && is_letter_p(key) {
            event.prevent_default();
            print();
        }
    })
}

/// Whether a key is the letter P: as it is typed (with capitals locked too), or, where the layout has other letters than
/// Latin ones, by its place on the keyboard, which is what browsers go by there.
fn is_letter_p(key: &KeyboardEvent) -> bool {
    let typed = key.key();
    typed.eq_ignore_ascii_case("p") || (!typed.is_ascii() && key.code() == "KeyP")
}

/// Does something before whoever asked for it prints, the browser's own menu too. There is no time to wait for anything.
pub fn before(prepare: impl Fn() + 'static) -> Listener {
    Listener::new(&window(), "beforeprint", move |_| prepare())
}
