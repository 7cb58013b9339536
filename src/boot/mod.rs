//! The start of the browser's two programs.
//!
//! [`page`] brings an article's page to life: everything on it was rendered ahead, so that its program holds nothing but
//! the parts that do something. [`document`] is the whole viewer, for a page that fetches what it shows. What does not
//! belong here: elements (`view`), web-sys (`browser`).

pub mod document;
pub mod page;

use crate::article::Language;

/// The language that the page says it is in.
fn page_language() -> Language {
    crate::browser::page::language().and_then(|tag| Language::parse(&tag).ok()).unwrap_or_default()
}
