//! A page that was rendered ahead: its live parts are brought to life where they stand, and the rest is left alone.
//!
//! A live part (an island) is a component that was rendered into an element of its own; nothing around it is compared,
//! fetched or rendered again, however long the article is.

use yew::Renderer;

use crate::browser::page;
use crate::browser::print::Printer;
use crate::view::{PrintButton, PrintButtonProps, host};

/// Brings the print button to life. A page without one is left alone.
pub fn start() {
    if let Some(host) = page::element(host::PRINT_ID) {
        let props = PrintButtonProps { language: super::page_language(), printer: Printer::Page };
        Renderer::<PrintButton>::with_root_and_props(host, props).hydrate();
    }
}
