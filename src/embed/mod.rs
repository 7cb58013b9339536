//! What the `<article-viewer>` element calls: an article mounted in somebody else's page, and taken away again.
//!
//! The element itself is a script (`static/element/`), since a custom element can't be written in wasm: attributes,
//! fetching, waiting, events and the isolation on paper stand there, because they must work before this program is there,
//! and when it can't be. What does not belong here: elements (`view`), web-sys (`browser`).

use std::rc::Rc;

use yew::{AppHandle, Renderer};

use crate::article::{self, Article, ReadError};
use crate::browser::page::{Element, Part};
use crate::browser::print::Printer;
use crate::view::{Bases, Content, Viewer, ViewerProps};

/// An article in a place on somebody else's page. Dropping it takes it away, with everything that listens for it.
#[must_use]
pub struct Mounted {
    article: Rc<Article>,
    /// Taken when it is dropped.
    viewer: Option<AppHandle<Viewer>>,
    /// An element of its own for each: Yew leaves its listeners at the one that it renders into.
    _part: Part,
}

/// Reads a document and shows it in a place. Addresses in it begin at `address`, the whole address of the document.
///
/// # Errors
/// When it is not a document that can be read. The place is left as it is.
pub fn mount(place: &Element, json: &[u8], address: &str, printer: Printer) -> Result<Option<Mounted>, ReadError> {
    let article = Rc::new(article::read_leniently(json)?);
    let Some(part) = Part::new(place) else { return Ok(None) };
    let props = ViewerProps {
        bases: Bases::of_document(address),
        printer,
        ..ViewerProps::of(Content::Article(Rc::clone(&article)))
    };
    let viewer = Renderer::<Viewer>::with_root_and_props(part.element().clone(), props).render();
    Ok(Some(Mounted { article, viewer: Some(viewer), _part: part }))
}

impl Mounted {
    /// What is shown.
    pub fn article(&self) -> &Article {
        &self.article
    }
}

impl Drop for Mounted {
    fn drop(&mut self) {
        if let Some(viewer) = self.viewer.take() {
            viewer.destroy();
        }
    }
}
