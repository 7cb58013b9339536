//! Something that is done at every event of a kind. Listeners are gloo's: dropping one removes it.

use web_sys::{Event, EventTarget};

pub use gloo_events::EventListener as Listener;
use gloo_events::EventListenerOptions;

/// Listens to events whose default action may be prevented. By itself gloo listens passively.
pub fn listen_actively(target: &EventTarget, kind: &'static str, handler: impl FnMut(&Event) + 'static) -> Listener {
    Listener::new_with_options(target, kind, EventListenerOptions::enable_prevent_default(), handler)
}
