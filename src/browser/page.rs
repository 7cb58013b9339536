//! What the page holds for the program, and what the program says about itself to the page.

use web_sys::{Document, Element};

fn document() -> Option<Document> {
    web_sys::window()?.document()
}

/// The element with an id.
pub fn element(id: &str) -> Option<Element> {
    document()?.get_element_by_id(id)
}

/// A parameter of the page's address: `x` of `?src=x`.
pub fn query_parameter(name: &str) -> Option<String> {
    let query = web_sys::window()?.location().search().ok()?;
    web_sys::UrlSearchParams::new_with_str(&query).ok()?.get(name)
}

/// The language that the page says it is in.
pub fn language() -> Option<String> {
    document()?.document_element()?.get_attribute("lang")
}

/// Names the page after what it shows, and says in which language that is.
pub fn describe(title: &str, language: &str, direction: &str) {
    if let Some(document) = document() {
        document.set_title(title);
        if let Some(root) = document.document_element() {
            // Setting an attribute fails only for names that are none.
            let _ = root.set_attribute("lang", language);
            let _ = root.set_attribute("dir", direction);
        }
    }
}
