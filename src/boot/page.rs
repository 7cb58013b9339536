//! A page that was rendered ahead: its live parts are brought to life where they stand, and the rest is left alone.
//!
//! Nothing is compared, fetched or rendered again, however long the article is.

use std::mem;

use crate::browser::page;
use crate::locale::Locale;
use crate::view::{PrintControls, Printer, names};

/// Brings the print button to life. A page without one is left alone.
pub fn start() {
    let controls =
        page::element(names::PRINT_ID).and_then(|print| page::first(&print, &format!(".{}", names::PRINT_CONTROLS)));
    let language = super::page_language();
    if let Some(attached) =
        controls.and_then(|controls| PrintControls::attach(&controls, Locale::of(&language), Printer::Page))
    {
        // For as long as the page is there.
        mem::forget(attached);
    }
}
