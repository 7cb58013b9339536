//! Natively: other formats in, documents out.
//!
//! A format is a module that gives an [`crate::article::Article`]. What does not belong here: files and folders
//! (`src/bin/article-viewer/`), what a document may hold (`article`).

mod page_text;

pub use page_text::{ImportError, PageTextOptions, page_text};
