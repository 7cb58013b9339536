//! Documents that are shown in a place on somebody else's page, one after another.

use std::cell::RefCell;
use std::rc::Rc;

use yew::{AppHandle, Callback, Renderer};

use crate::article::Language;
use crate::browser::page::Element;
use crate::browser::{Cancelled, Promise};
use crate::locale::LoadErrorKind;
use crate::view::{Bases, DocumentViewer, DocumentViewerProps, Host, Loading, Shown, Source};

/// A viewer in a place. Dropping it takes it away, with everything that listens for it.
#[must_use]
pub struct Mounted {
    host: Host,
    /// Taken when it is dropped.
    viewer: RefCell<Option<AppHandle<DocumentViewer>>>,
    /// The load that is on its way, or was last.
    current: RefCell<Cancelled>,
    /// An element that nothing else is in, and that goes with the viewer: Yew leaves its listeners at it.
    root: Element,
}

/// What becomes of a load.
pub type Outcome = Result<Shown, LoadErrorKind>;

impl Mounted {
    /// A viewer in an empty element, which shows nothing yet. Whoever made the element takes it away with the viewer.
    pub fn new(
        root: &Element,
        print: impl Fn(&str) -> Option<Promise> + 'static,
        on_outcome: impl Fn(Outcome) + 'static,
    ) -> Self {
        let on_outcome = Rc::new(on_outcome);
        let on_error = Rc::clone(&on_outcome);
        let host = Host {
            is_embedded: true,
            on_ready: Callback::from(move |article| on_outcome(Ok(article))),
            on_error: Callback::from(move |error| on_error(Err(error))),
            printer: super::printer(print),
            ..Host::default()
        };
        Self { host, viewer: RefCell::new(None), current: RefCell::default(), root: root.clone() }
    }

    /// Loads a document and shows it in place of the one that is there. Addresses in it begin at its whole address; it may
    /// have none.
    pub fn show(&self, address: Option<&str>, load: impl Fn() -> Loading + 'static) {
        let bases = address.map(Bases::of_document);
        let source = Source { bases, loader: Callback::from(move |()| load()), cancelled: Cancelled::default() };
        self.current.replace(source.cancelled.clone()).cancel();
        let props = DocumentViewerProps { source, language: Language::default(), host: self.host.clone() };
        let mut viewer = self.viewer.borrow_mut();
        match viewer.as_mut() {
            Some(viewer) => viewer.update(props),
            None => {
                let root = self.root.clone();
                *viewer = Some(Renderer::<DocumentViewer>::with_root_and_props(root, props).render());
            }
        }
    }

    /// Prints the article alone, if there is one; the promise is kept when the dialog is closed.
    pub fn print(&self) -> Option<Promise> {
        self.host.printing.print()
    }
}

impl Drop for Mounted {
    fn drop(&mut self) {
        if let Some(viewer) = self.viewer.take() {
            viewer.destroy();
        }
    }
}
