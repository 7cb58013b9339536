//! Natively: other formats in, documents out.
//!
//! `source` tells the kinds of sources apart and turns one into an [`Imported`] for each document in it. A kind is a module
//! (`page`, `page_text`); those whose texts are HTML share `html`. `alike` looks at the pages of one site together, `write`
//! keeps a folder of documents, `media` copies the files beside a saved page, `report` says what came of each source. What
//! does not belong here: what a document may hold (`article`), what is said on a terminal (`src/bin/article-viewer/`).

mod alike;
pub mod html;
mod id;
mod media;
pub mod page;
mod page_text;
mod report;
mod source;
mod write;

use std::collections::BTreeMap;

pub use alike::leave_out_alike;
pub use media::copy_beside;
pub use page_text::{ImportError, PageTextOptions, page_text};
pub use report::Entry;
pub use source::{Kind, MAX_BYTES, Options, SourceError, read};
pub use write::{Folder, WriteError, Written};

use crate::article::Article;
use html::LeftOut;

/// A source that became a document.
#[derive(Clone, Debug)]
pub struct Imported {
    /// The document.
    pub article: Article,
    /// Where each field was found, by its name in the document.
    pub found: BTreeMap<String, String>,
    /// What is not in the document as it was.
    pub left_out: Vec<LeftOut>,
    /// What is in the document and may be wrong.
    pub warnings: Vec<String>,
}
