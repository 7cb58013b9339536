//! From JSON to a document: every fault of a file, each with its line, column and JSON pointer.
//!
//! `json` gives the tree with the place of every value; what the values mean is read field by field (`document`,
//! `blocks`, `spans`, `values`), so that one fault does not hide the next.

#[macro_use]
mod macros;

mod blocks;
mod document;
mod fault;
mod json;
mod limits;
mod node;
mod numbers;
mod place;
mod spans;
mod values;

pub use fault::{Fault, Problem, ReadError};
pub use json::JsonError;

use std::cell::OnceCell;
#[cfg(target_arch = "wasm32")]
use std::str::from_utf8;

// The same as the standard library's, and some times as fast: of an archive every byte is looked at.
#[cfg(not(target_arch = "wasm32"))]
use simdutf8::compat::from_utf8;

use super::Article;
pub use limits::MAX_BYTES;
use node::{Faults, FromNode, Node};

/// The places of a JSON text, which is parsed once for all that are asked for.
#[derive(Debug)]
pub struct Places<'a> {
    text: &'a [u8],
    /// The text as JSON, once that was asked for; nothing of one that is none.
    root: OnceCell<Option<json::Value<'a>>>,
    places: place::Places<'a>,
}

impl<'a> Places<'a> {
    /// Those of a document. One that is no JSON has its beginning only.
    pub fn of(document: &'a [u8]) -> Self {
        let text = without_mark(document);
        Self { text, root: OnceCell::new(), places: place::Places::new(text) }
    }

    /// The line and column, both from 1, at which the value of a JSON pointer stands, or the closest value around it.
    pub fn find(&mut self, pointer: &str) -> (usize, usize) {
        let offset = self.root().map_or(0, |root| node::offset_of(root, pointer));
        self.places.at(offset)
    }

    /// The characters of the text or number that a JSON pointer leads to.
    pub fn value(&self, pointer: &str) -> Option<String> {
        match &node::value_at(self.root()?, pointer).kind {
            json::Kind::Text(text) => Some(text.clone().into_owned()),
            json::Kind::Number(number) => Some((*number).to_owned()),
            _ => None,
        }
    }

    fn root(&self) -> Option<&json::Value<'a>> {
        let parse = || from_utf8(self.text).ok().and_then(|text| json::parse(text).ok());
        self.root.get_or_init(parse).as_ref()
    }

    /// The text before a line and column, both from 1, and from there on.
    pub fn split_at(&mut self, line: usize, column: usize) -> (&'a [u8], &'a [u8]) {
        self.text.split_at_checked(self.places.offset_of((line, column))).unwrap_or_default()
    }
}

/// A document that was read, and what its publisher should know of it.
#[derive(Debug)]
pub struct Reading {
    /// The document.
    pub article: Article,
    /// What is not wrong but probably not meant.
    pub warnings: Vec<Fault>,
}

/// Reads a document as its publisher does: UTF-8, with or without a byte order mark.
///
/// # Errors
/// Every fault that was found. A file that is not JSON has one.
pub fn read(bytes: &[u8]) -> Result<Reading, ReadError> {
    read_with(bytes, false)
}

/// Reads a document as a reader's browser does: what is newer than this program is let pass.
///
/// # Errors
/// As [`read`], but for blocks, spans and fields that this version does not know.
pub fn read_leniently(bytes: &[u8]) -> Result<Article, ReadError> {
    read_with(bytes, true).map(|reading| reading.article)
}

fn read_with(bytes: &[u8], is_lenient: bool) -> Result<Reading, ReadError> {
    if bytes.len() > MAX_BYTES {
        return Err(ReadError::whole(bytes, 0, Problem::TooLarge));
    }
    let bytes = without_mark(bytes);
    let text = from_utf8(bytes).map_err(|error| ReadError::whole(bytes, error.valid_up_to(), Problem::NotUtf8))?;
    let root = json::parse(text).map_err(|(offset, error)| {
        let error = if fault::IS_SILENT { error } else { error.told_of(text, offset) };
        ReadError::whole(bytes, offset, Problem::Json(error))
    })?;

    let faults = Faults::new(&root, is_lenient);
    let node = Node::root(&root, &faults);
    let article = Article::from_node(&node).and_then(|article| numbers::number(article, &node));
    if fault::IS_SILENT {
        let article = article.filter(|_| !faults.has_failed());
        let reading = article.map(|article| Reading { article, warnings: Vec::new() });
        return reading.ok_or_else(|| ReadError::whole(bytes, 0, Problem::Unread));
    }
    let (errors, warnings) = faults.into_inner();
    match (article, ReadError::from_faults(bytes, errors)) {
        (_, Some(error)) => Err(error),
        (Some(article), None) => Ok(Reading { article, warnings: fault::in_order(bytes, warnings) }),
        // Every reader that gives nothing has noted why; should one forget, the document is refused all the same.
        (None, None) => Err(ReadError::whole(bytes, 0, Problem::Unread)),
    }
}

/// A file without the byte order mark that some editors begin it with.
fn without_mark(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes)
}
