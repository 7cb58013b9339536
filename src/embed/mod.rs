//! What the `<article-viewer>` element calls, in either of the browser's programs: an article that was rendered ahead is
//! brought to life where it stands ([`page`]); a document is loaded, shown, and another one in its place ([`document`]).
//!
//! The element itself is a script (`static/element/`), since a custom element can't be written in wasm. It has what must
//! work before there is a program, and when there can't be one: attributes, waiting, articles rendered ahead, links, and
//! what is wrong then; and what it does to somebody else's page to print. What does not belong here: elements (`view`),
//! web-sys (`browser`).

pub mod document;
pub mod page;

use yew::Callback;

use crate::browser::{self, Promise};
use crate::view::Printer;

/// A printer that hands what stands at the head of every sheet to a function, which prints and says when it is done.
fn printer(print: impl Fn(&str) -> Option<Promise> + 'static) -> Printer {
    Printer::Element(Callback::from(move |running_head: yew::AttrValue| {
        let printed = print(&running_head);
        let printing: crate::view::Printing = Box::pin(async move {
            if let Some(printed) = printed {
                browser::print::printed(printed).await;
            }
        });
        printing
    }))
}
