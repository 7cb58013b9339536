//! Who opens the print dialog.

use std::future::Future;
use std::pin::Pin;

use yew::{AttrValue, Callback};

/// A print that somebody else does, until it is done.
pub type Printing = Pin<Box<dyn Future<Output = ()>>>;

/// Who opens the print dialog.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Printer {
    /// The page, which is the publication's own: it is printed as it is.
    #[default]
    Page,
    /// The element that the viewer stands in, on somebody else's page. It is told what stands at the head of every sheet.
    Element(Callback<AttrValue, Printing>),
}
