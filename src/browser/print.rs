//! The print dialog, the key that asks for it, and who gets the page ready for it.

use js_sys::{Function, Promise};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Element, EventTarget, KeyboardEvent};

use super::{Listener, paper};

/// Who opens the print dialog.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Printer {
    /// The page, which is the publication's own: it is printed as it is.
    #[default]
    Page,
    /// The element that the viewer stands in, on somebody else's page: a function that takes what stands at the head of
    /// every sheet, prints the viewer alone, and gives a promise of being done.
    Element(Function),
}

impl Printer {
    /// Opens the print dialog; where dialogs are modal, it is closed when this returns.
    pub async fn print(&self, running_head: &str) {
        match self {
            Self::Page => {
                if let Some(window) = web_sys::window() {
                    // It fails only in a frame that may not open dialogs; there the browser tells why in its console.
                    let _ = window.print();
                }
            }
            Self::Element(print) => {
                // What goes wrong there is told there.
                if let Ok(printed) = print.call1(&JsValue::NULL, &running_head.into()) {
                    let _ = JsFuture::from(Promise::resolve(&printed)).await;
                }
            }
        }
    }

    /// Writes down what stands at the head of every sheet, where the page is the publication's own. Somebody else's page
    /// keeps its own head when it is printed by its own menu.
    pub fn set_running_head(&self, running_head: &str) {
        if matches!(self, Self::Page) {
            paper::set_running_head(running_head);
        }
    }

    /// Takes over the key that prints, Ctrl+P or on Apple's keyboards Command+P: on the page that is the publication's own
    /// everywhere, on somebody else's while the reader is in the viewer.
    pub fn on_key(&self, viewer: &Element, print: impl Fn() + 'static) -> Option<Listener> {
        let target: EventTarget = match self {
            Self::Page => web_sys::window()?.into(),
            Self::Element(_) => viewer.clone().into(),
        };
        Listener::new(&target, "keydown", move |event| {
            let Some(key) = event.dyn_ref::<KeyboardEvent>() else { return };
            let is_print = (key.ctrl_key() || key.meta_key()) && !key.alt_key() && !key.shift_key() && key.key() == "p";
            if is_print {
                event.prevent_default();
                print();
            }
        })
    }
}

/// Does something before whoever asked for it prints, the browser's own menu too. There is no time to wait for anything.
pub fn before(prepare: impl Fn() + 'static) -> Option<Listener> {
    Listener::of_window("beforeprint", move |_| prepare())
}
