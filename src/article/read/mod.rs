//! From JSON to a document: every fault of a file, each with its line, column and JSON pointer.
//!
//! `jsonc_parser`, held to strict JSON, gives the tree with the place of every value; what the values mean is read
//! field by field (`node`, `fields`), so that one fault does not hide the next. It was chosen over `serde_json`, which
//! knows no places and weighed 12 KB more of the wasm after Brotli.

mod fault;
mod fields;
mod node;
mod place;

pub use fault::{Fault, Problem, ReadError};

use jsonc_parser::ast::Value;
use jsonc_parser::{CollectOptions, ParseOptions, parse_to_ast};

use super::Article;
use node::{Faults, FromNode, Node};

/// The line and column, both from 1, at which a place of a JSON text stands, or the closest place around it; the
/// beginning of a text that is no JSON.
pub fn place_of(json: &str, pointer: &str) -> (usize, usize) {
    let offset = tree(json).map_or(0, |root| node::offset_of(&root, pointer));
    place::Places::new(json.as_bytes()).at(offset)
}

/// Reads a document: UTF-8, with or without a byte order mark.
///
/// # Errors
/// Every fault that was found. A file that is not JSON has one.
pub fn read(bytes: &[u8]) -> Result<Article, ReadError> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let text = std::str::from_utf8(bytes)
        .map_err(|error| ReadError::whole(bytes, error.valid_up_to(), Problem::NotUtf8))?;
    let root = tree(text).map_err(|(offset, problem)| ReadError::whole(bytes, offset, problem))?;

    let faults = Faults::default();
    let article = Article::from_node(&Node::root(&root, &faults));
    match (article, ReadError::from_faults(bytes, faults.into_inner())) {
        (_, Some(error)) => Err(error),
        (Some(article), None) => Ok(article),
        // Every reader that gives nothing has noted why; should one forget, the document is refused all the same.
        (None, None) => Err(ReadError::whole(bytes, 0, Problem::Unread)),
    }
}

/// The values of a JSON text (RFC 8259), or where it ends to be one, and why.
fn tree(text: &str) -> Result<Value<'_>, (usize, Problem)> {
    let strict = ParseOptions {
        allow_comments: false,
        allow_loose_object_property_names: false,
        allow_trailing_commas: false,
        allow_missing_commas: false,
        allow_single_quoted_strings: false,
        allow_hexadecimal_numbers: false,
        allow_unary_plus_numbers: false,
        allow_bare_decimal_point_numbers: false,
        allow_non_finite_numbers: false,
        allow_extended_string_escapes: false,
    };
    let parsed = parse_to_ast(text, &CollectOptions::default(), &strict)
        .map_err(|error| (error.range().start, Problem::Json(error)))?;
    parsed.value.ok_or((0, Problem::NoValue))
}
