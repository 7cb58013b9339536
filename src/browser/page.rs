//! What the page holds for the program, and what the program says about itself to the page.

use gloo_utils::{document, document_element, window};
use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;

pub use web_sys::Element;

/// The element with an id.
pub fn element(id: &str) -> Option<Element> {
    document().get_element_by_id(id)
}

/// The first element below another that a selector finds.
pub fn first(root: &Element, selector: &str) -> Option<Element> {
    root.query_selector(selector).ok().flatten()
}

/// Writes words in place of what an element holds.
pub fn write(element: &Element, words: &str) {
    element.set_text_content(Some(words));
}

/// Whether a box is ticked.
pub fn is_ticked(choice: &Element) -> bool {
    choice.dyn_ref().is_some_and(HtmlInputElement::checked)
}

/// Ticks a box, or clears it.
pub fn tick(choice: &Element, is_ticked: bool) {
    if let Some(choice) = choice.dyn_ref::<HtmlInputElement>() {
        choice.set_checked(is_ticked);
    }
}

/// Puts a mark on the browser's timeline, where whoever measures or tests the page finds it.
pub fn mark(name: &str) {
    if let Some(performance) = window().performance() {
        // It fails only for names that are the browser's own.
        let _ = performance.mark(name);
    }
}

/// A parameter of the page's address: `x` of `?src=x`.
pub fn query_parameter(name: &str) -> Option<String> {
    let query = window().location().search().ok()?;
    web_sys::UrlSearchParams::new_with_str(&query).ok()?.get(name)
}

/// The language that the page says it is in.
pub fn language() -> Option<String> {
    document_element().get_attribute("lang")
}

/// Names the page after what it shows, and says in which language that is.
pub fn describe(title: &str, language: &str, direction: &str) {
    document().set_title(title);
    // Setting an attribute fails only for names that are none.
    let _ = document_element().set_attribute("lang", language);
    let _ = document_element().set_attribute("dir", direction);
}
