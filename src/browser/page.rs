//! What the page holds for the program, and what the program says about itself to the page.

use web_sys::Document;

pub use web_sys::Element;

fn document() -> Option<Document> {
    web_sys::window()?.document()
}

/// The element with an id.
pub fn element(id: &str) -> Option<Element> {
    document()?.get_element_by_id(id)
}

/// An element at the end of another one, until this is dropped.
#[derive(Debug)]
#[must_use]
pub struct Part(Element);

impl Part {
    /// Adds a `div`.
    pub fn new(place: &Element) -> Option<Self> {
        let part = document()?.create_element("div").ok()?;
        place.append_child(&part).ok()?;
        Some(Self(part))
    }

    /// The element.
    pub fn element(&self) -> &Element {
        &self.0
    }
}

impl Drop for Part {
    fn drop(&mut self) {
        self.0.remove();
    }
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
