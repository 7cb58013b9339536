//! Making a part of the page ready for paper: its pictures loaded, what only a browser knows written down.

use gloo_timers::callback::Timeout;
use gloo_utils::document_element;
use js_sys::{Array, Date, Promise};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Element, HtmlAnchorElement, HtmlElement, HtmlImageElement, HtmlLinkElement};

/// The pictures of a part of the page, asked for at once: those out of sight too, which would come as they are scrolled to.
#[derive(Debug)]
pub struct Pictures {
    all: Vec<HtmlImageElement>,
    lazy: Vec<HtmlImageElement>,
}

impl Pictures {
    /// Asks for the pictures below an element that a selector finds.
    pub fn ask_for(root: &Element, selector: &str) -> Self {
        let all = select::<HtmlImageElement>(root, selector);
        let lazy: Vec<_> =
            all.iter().filter(|picture| picture.get_attribute("loading").as_deref() == Some("lazy")).cloned().collect();
        load(&lazy, "eager");
        Self { all, lazy }
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.all.len()
    }

    /// How many have come or have failed.
    pub fn settled(&self) -> usize {
        self.all.iter().filter(|picture| picture.complete()).count()
    }

    /// How many can't be shown.
    pub fn missing(&self) -> usize {
        self.all.iter().filter(|picture| !picture.complete() || picture.natural_width() == 0).count()
    }

    /// Waits until each is decoded or has failed and the rules for paper are there, for so many milliseconds at most.
    pub async fn wait(&self, milliseconds: u32) {
        let awaited: Array = self.all.iter().map(HtmlImageElement::decode).chain(coming_stylesheets()).collect();
        let late = Promise::new(&mut |resolve, _| {
            Timeout::new(milliseconds, move || drop(resolve.call0(&JsValue::NULL))).forget();
        });
        // Neither of the two is ever rejected.
        let _ = JsFuture::from(Promise::race(&Array::of2(&Promise::all_settled(&awaited), &late))).await;
    }
}

/// The pictures are again asked for when they are scrolled to.
impl Drop for Pictures {
    fn drop(&mut self) {
        load(&self.lazy, "lazy");
    }
}

/// Says when pictures are asked for.
fn load(pictures: &[HtmlImageElement], when: &str) {
    for picture in pictures {
        // Setting an attribute fails only for names that are none.
        let _ = picture.set_attribute("loading", when);
    }
}

/// The stylesheets of the page that are still on their way: those for paper come last.
fn coming_stylesheets() -> impl Iterator<Item = Promise> {
    let links = select::<HtmlLinkElement>(&document_element(), "link[rel=stylesheet]");
    links.into_iter().filter(|link| link.sheet().is_none()).map(|link| {
        Promise::new(&mut |resolve, _| {
            for outcome in ["load", "error"] {
                // Without the listener the time limit ends the wait.
                let _ = link.add_event_listener_with_callback(outcome, &resolve);
            }
        })
    })
}

/// Writes whole addresses into the links below an element that a selector finds: what a link leads to is known to the
/// browser, however short the document has it.
pub fn spell_addresses(root: &Element, links: &str) {
    for link in select::<HtmlAnchorElement>(root, links) {
        let address = link.href();
        let address = address.split_once('#').map_or(address.as_str(), |(page, _)| {
            // A link to the page itself is the page's address, wherever on it the reader is.
            if link.get_attribute("href").is_some_and(|href| href.is_empty()) { page } else { address.as_str() }
        });
        link.set_text_content(Some(address));
    }
}

/// What the clock on the wall shows, in the form of RFC 3339; its offset is not said.
pub fn local_time() -> String {
    let now = Date::new_0();
    let shown = now.get_time() - now.get_timezone_offset() * 60_000.0;
    Date::new(&shown.into()).to_iso_string().into()
}

/// Writes words into the elements that a selector finds.
pub fn write(root: &Element, places: &str, words: &str) {
    for place in select::<HtmlElement>(root, places) {
        place.set_text_content(Some(words));
    }
}

/// The value of an attribute, of the first element below that has it.
pub fn attribute(root: &Element, name: &str) -> Option<String> {
    select::<Element>(root, &format!("[{name}]")).first()?.get_attribute(name)
}

/// Gives the page's custom property `--running-head` a text, as a string (CSS Values 4, section 4.3): the margins of the
/// sheets show it.
pub fn set_running_head(text: &str) {
    if let Some(page) = document_element().dyn_ref::<HtmlElement>() {
        let escaped = text.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', " ");
        // Setting a property fails only where a page's styles may not be changed at all.
        let _ = page.style().set_property("--running-head", &format!("\"{escaped}\""));
    }
}

/// The closest element around one that a selector finds.
pub fn around(element: &Element, selector: &str) -> Option<Element> {
    element.closest(selector).ok().flatten()
}

fn select<T: JsCast>(root: &Element, selector: &str) -> Vec<T> {
    let Ok(found) = root.query_selector_all(selector) else { return Vec::new() };
    (0..found.length()).filter_map(|index| found.item(index)?.dyn_into().ok()).collect()
}
