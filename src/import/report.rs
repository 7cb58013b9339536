//! What came of each source: a JSON object a line.

use std::collections::BTreeMap;

use serde::Serialize;

use super::html::LeftOut;
use super::{Imported, Kind};
use crate::article::Block;

/// What came of a source, or of one of the documents in it.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Entry {
    /// The source, as it was called.
    pub source: String,
    /// The document's file; none where there is none.
    pub document: Option<String>,
    /// The kind of the source.
    pub format: Option<Kind>,
    /// Where each field was found, by its name in the document.
    pub found: BTreeMap<String, String>,
    /// How many blocks of each type there are.
    pub blocks: BTreeMap<&'static str, usize>,
    /// What is not in the document as it was.
    pub left_out: Vec<LeftOut>,
    /// What may be wrong.
    pub warnings: Vec<String>,
    /// Why there is no document, with what to do.
    pub error: Option<String>,
}

impl Entry {
    /// What came of a source that became a document.
    pub fn of(source: &str, kind: Kind, imported: &Imported) -> Self {
        let mut blocks = BTreeMap::new();
        count(&imported.article.body, &mut blocks);
        Self {
            source: source.to_owned(),
            document: None,
            format: Some(kind),
            found: imported.found.clone(),
            blocks,
            left_out: imported.left_out.clone(),
            warnings: imported.warnings.clone(),
            error: None,
        }
    }

    /// What came of a source that did not.
    pub fn failed(source: &str, kind: Option<Kind>, error: String) -> Self {
        Self { source: source.to_owned(), format: kind, error: Some(error), ..Self::default() }
    }

    /// The line of a report.
    ///
    /// # Errors
    /// When it is no JSON, which it always is.
    pub fn to_json(&self) -> Result<String, serde_json::Error> {
        serde_json::to_string(self)
    }
}

fn count(body: &[Block], out: &mut BTreeMap<&'static str, usize>) {
    for block in body {
        *out.entry(name(block)).or_default() += 1;
        if let Block::Aside(aside) = block {
            count(&aside.body, out);
        }
    }
}

/// What a document calls a block.
fn name(block: &Block) -> &'static str {
    match block {
        Block::Paragraph { .. } => "paragraph",
        Block::Heading(_) => "heading",
        Block::Figure(_) => "figure",
        Block::Gallery(_) => "gallery",
        Block::Quote(_) => "quote",
        Block::PullQuote(_) => "pullquote",
        Block::List(_) => "list",
        Block::Table(_) => "table",
        Block::Preformatted { .. } => "preformatted",
        Block::Aside(_) => "aside",
        Block::Questions { .. } => "questions",
        Block::Timeline { .. } => "timeline",
        Block::KeyPoints { .. } => "keypoints",
        Block::Divider => "divider",
        Block::Audio(_) => "audio",
        Block::Video(_) => "video",
        Block::Card(_) => "card",
        Block::Notice(_) => "notice",
        Block::Unknown(_) => "unknown",
    }
}
