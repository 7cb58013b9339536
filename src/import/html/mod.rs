//! HTML in, blocks out. It is text: nothing of it becomes markup, and no address goes unchecked.
//!
//! `walk` goes through the elements, `inline` collects running text; `list`, `table`, `quote`, `figure`, `embed`, `picture` and `notes` know
//! one kind of element each, and `limits` what a document may hold. What does not belong here: which part of a page is its
//! article (`page`).

mod address;
mod embed;
mod figure;
mod inline;
mod limits;
mod list;
mod notes;
mod picture;
mod quote;
mod table;
mod walk;

use std::path::Path;

use dom_query::{Document, NodeRef};
use serde::Serialize;
use url::Url;

use crate::article::{Block, Footnote, Language};

pub(in crate::import) use address::resource;
pub(in crate::import) use figure::is_caption;
pub(in crate::import) use limits::plain;

/// What the elements of a text became.
#[derive(Debug, Default)]
pub struct Converted {
    /// The blocks.
    pub body: Vec<Block>,
    /// The notes that places of the text belong to.
    pub footnotes: Vec<Footnote>,
    /// The texts of paragraphs that are captions by their class and stand beside no picture.
    pub loose_captions: Vec<String>,
    /// What has no counterpart in a document, or no room.
    pub left_out: Vec<LeftOut>,
}

/// Something of a source that is not in the document as it was.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LeftOut {
    /// What it was: an element's name, or a word for it.
    pub what: String,
    /// Its text, where that is not in the document.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub text: String,
    /// Why.
    pub why: String,
}

/// What is known of a text beside its elements.
#[derive(Clone, Copy, Debug, Default)]
pub struct Surroundings<'a> {
    /// The address of the page, of which relative addresses are made whole.
    pub base: Option<&'a Url>,
    /// The language of the document: text in it is not marked.
    pub language: Option<&'a Language>,
    /// The folder of a saved page: addresses of pictures that lie in it stay as they are.
    pub beside: Option<&'a Path>,
}

/// Turns a piece of HTML into blocks.
pub fn blocks(fragment: &str, around: Surroundings<'_>) -> Converted {
    let document = Document::fragment(fragment);
    blocks_of(&document.root(), around)
}

/// The pieces of text of a piece of HTML, in order: each must be in the blocks or left out.
pub fn pieces(fragment: &str) -> Vec<String> {
    pieces_of(&Document::fragment(fragment).root())
}

/// The pieces of text within an element that are shown.
pub(in crate::import) fn pieces_of(root: &NodeRef) -> Vec<String> {
    const HIDDEN: [&str; 9] = ["script", "style", "template", "head", "title", "iframe", "noscript", "rp", "input"];
    let is_shown =
        |node: &NodeRef| !node.ancestors_it(None).any(|around| HIDDEN.iter().any(|name| around.has_name(name)));
    let texts = root.descendants_it().filter(|node| node.is_text() && is_shown(node));
    texts.map(|node| node.text().to_string()).filter(|text| !text.trim().is_empty()).collect()
}

/// Turns the children of an element into blocks.
pub(in crate::import) fn blocks_of(root: &NodeRef, around: Surroundings<'_>) -> Converted {
    let mut walker = walk::Walker::new(around);
    let notes = notes::found(root, &mut walker);
    let mut body = walker.collect(root);
    figure::linked(&mut body, &walker.picture_links);
    let loose_captions = walker.loose_captions;
    let mut left_out = walker.left_out;
    limits::fit(&mut body, &mut left_out);
    Converted { body, footnotes: notes, loose_captions, left_out }
}
