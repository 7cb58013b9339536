//! What the browser remembers for the reader, on this device.

use gloo_utils::window;

/// The text that was kept under a name. Where nothing may be kept, nothing was.
pub fn kept(name: &str) -> Option<String> {
    window().local_storage().ok()??.get_item(name).ok()?
}

/// Keeps a text under a name, where that is allowed and there is room.
pub fn keep(name: &str, text: &str) {
    if let Ok(Some(storage)) = window().local_storage() {
        let _ = storage.set_item(name, text);
    }
}
