//! What became of a picture.

use wasm_bindgen::JsCast;

/// Whether an `img` element has ended without a picture. Its `error` event may have passed before anyone listened.
pub fn has_failed(element: Option<web_sys::Node>) -> bool {
    element
        .and_then(|node| node.dyn_into::<web_sys::HtmlImageElement>().ok())
        .is_some_and(|image| image.complete() && image.natural_width() == 0 && image.natural_height() == 0)
}
