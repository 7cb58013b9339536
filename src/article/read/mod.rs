//! From JSON to a document: every fault of a file, each with its line, column and JSON pointer.
//!
//! `serde_json` reads the characters; what they mean is read field by field from the tree that comes out
//! (`node`, `fields`), so that one fault does not hide the next. Where a fault stands in the file is looked up only
//! when there is one (`locate`).

mod fault;
mod fields;
mod locate;
mod node;

pub use fault::{Fault, Problem, ReadError};

use super::Article;
use node::{Faults, FromNode, Node};

/// The line and column, both from 1, at which a place of a JSON text stands, or the closest place around it.
pub fn place_of(json: &str, pointer: &str) -> (usize, usize) {
    locate::line_and_column(json.as_bytes(), locate::offset(json, pointer))
}

/// Reads a document: UTF-8, with or without a byte order mark.
///
/// # Errors
/// Every fault that was found. A file that is not JSON has one.
pub fn read(bytes: &[u8]) -> Result<Article, ReadError> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let (line, column) = locate::line_and_column(bytes, error.valid_up_to());
        ReadError::one(Fault { pointer: String::new(), line, column, problem: Problem::NotUtf8 })
    })?;
    let root = serde_json::from_str(text).map_err(|error| {
        let (line, column) = (error.line(), error.column());
        ReadError::one(Fault { pointer: String::new(), line, column, problem: Problem::Json(error) })
    })?;

    let faults = Faults::default();
    let article = Article::from_node(&Node::root(&root, &faults));
    match (article, ReadError::from_faults(text, faults.into_inner())) {
        (_, Some(error)) => Err(error),
        (Some(article), None) => Ok(article),
        // Every reader that gives nothing has noted why; should one forget, the document is refused all the same.
        (None, None) => Err(ReadError::one(Fault { pointer: String::new(), line: 1, column: 1, problem: Problem::Unread })),
    }
}
