//! Who shows a viewer, and what it hears of it: a page of the publication's own, or somebody else's page with an
//! `<article-viewer>` on it. It is a part of the scene that everything below the root is shown in.

use std::cell::RefCell;
use std::rc::Rc;

use yew::Callback;

use super::content::Shown;
use super::print_controls::PrintControls;
use super::printer::Printer;
use crate::browser::Promise;
use crate::locale::{Advice, LoadErrorKind};

/// Who shows a viewer.
#[derive(Clone, Debug, PartialEq)]
pub struct Host {
    /// Whether the viewer stands in somebody else's page, whose landmarks are not ours to double.
    pub is_embedded: bool,
    /// An article is shown: its elements are on the page.
    pub on_ready: Callback<Shown>,
    /// There is no article to show, and why.
    pub on_error: Callback<LoadErrorKind>,
    /// What readers are told of it. A page of our own has the words; the program need not carry them in every language.
    pub advice: Callback<LoadErrorKind, Advice>,
    /// Who opens the print dialog.
    pub printer: Printer,
    /// The way to print from outside of the viewer.
    pub printing: PrintingRef,
    /// The publication around the article, where it is rendered ahead for a page of the publication's own.
    #[cfg(not(target_arch = "wasm32"))]
    pub around: Option<super::around::Around>,
}

impl Default for Host {
    fn default() -> Self {
        Self {
            is_embedded: false,
            on_ready: Callback::noop(),
            on_error: Callback::noop(),
            advice: Callback::from(|_| Advice::default()),
            printer: Printer::default(),
            printing: PrintingRef::default(),
            #[cfg(not(target_arch = "wasm32"))]
            around: None,
        }
    }
}

/// The print controls of the article that is shown, for whoever asks for a print from outside of the viewer: as a
/// `NodeRef` holds an element, this holds them while they are there.
#[derive(Clone, Debug, Default)]
pub struct PrintingRef(Rc<RefCell<Option<Rc<PrintControls>>>>);

impl PrintingRef {
    /// Prints, if an article is shown; the promise is kept when the dialog is closed.
    pub fn print(&self) -> Option<Promise> {
        let controls = self.0.borrow().clone();
        controls.map(|controls| controls.print())
    }

    pub(super) fn set(&self, controls: Option<Rc<PrintControls>>) {
        // What was there is dropped when nothing is borrowed any more.
        drop(self.0.replace(controls));
    }
}

/// Two are the same if they hold the same controls, now and later.
impl PartialEq for PrintingRef {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}
