//! One source: what kind it is, and the documents in it.

use serde::Serialize;
use thiserror::Error;

use super::Imported;
use super::page::{self, PageError, PageOptions};
use super::page_text::{ImportError, PageTextOptions, page_text};

/// The largest source that is read, in bytes.
pub const MAX_BYTES: usize = page::MAX_BYTES;

/// The kinds of sources.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// An article's web page.
    Page,
    /// The plain text of a newspaper's page.
    Text,
}

/// What sources do not say.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The article's id.
    pub id: Option<String>,
    /// The offset of dates that have none; each kind has its usual one.
    pub offset: Option<String>,
    /// The section articles stand in, where they say none.
    pub section: Option<String>,
    /// Who publishes them, where they say nobody.
    pub publisher: Option<String>,
    /// The time of the source's file.
    pub changed: Option<crate::article::Timestamp>,
    /// The folder of a saved page, of which pictures are to be copied.
    pub beside: Option<std::path::PathBuf>,
}

/// Why a source has no document.
#[derive(Debug, Error)]
pub enum SourceError {
    /// It is no page of an article.
    #[error(transparent)]
    Page(#[from] PageError),
    /// It is no text of a newspaper's page.
    #[error(transparent)]
    Text(#[from] ImportError),
    /// A text in another charset.
    #[error("this is not UTF-8: save the file as UTF-8")]
    NotUtf8,
    /// A fault of this program or of what it stands on.
    #[error("reading it stopped at a fault of this program: please report it, with the source")]
    Stopped,
}

impl Kind {
    /// The kind of a source by what is inside: elements make a page. What is no text is taken for a page, which says what it
    /// is.
    pub fn of(bytes: &[u8]) -> Self {
        const START: usize = 16 * 1024;
        let start: String = bytes.get(..START).unwrap_or(bytes).iter().map(|byte| char::from(*byte)).collect();
        let small = start.to_ascii_lowercase();
        let has_element = ["<!doctype", "<html", "<head", "<body", "<meta", "<title", "<article", "<div", "<p>", "</"];
        if small.trim().is_empty() {
            return Self::Page;
        }
        let is_text = !small.contains('\0')
            && infer::get(bytes).is_none_or(|kind| kind.matcher_type() == infer::MatcherType::Text);
        if !is_text || has_element.iter().any(|element| small.contains(element)) { Self::Page } else { Self::Text }
    }
}

/// Turns a source into its documents.
///
/// # Errors
/// When it has none. A fault of this program is an error of the source, too: the others go on.
pub fn read(bytes: &[u8], kind: Kind, options: &Options) -> Result<Vec<Imported>, SourceError> {
    let read = || match kind {
        Kind::Page => of_page(bytes, options),
        Kind::Text => of_text(bytes, options),
    };
    std::panic::catch_unwind(read).unwrap_or(Err(SourceError::Stopped))
}

fn of_page(bytes: &[u8], options: &Options) -> Result<Vec<Imported>, SourceError> {
    let page = PageOptions {
        address: None,
        id: options.id.clone(),
        offset: options.offset.clone().unwrap_or_else(|| PageOptions::default().offset),
        section: options.section.clone(),
        publisher: options.publisher.clone(),
        published: options.changed.clone(),
        beside: options.beside.clone(),
    };
    Ok(vec![page::page(bytes, &page)?])
}

fn of_text(bytes: &[u8], options: &Options) -> Result<Vec<Imported>, SourceError> {
    let text = std::str::from_utf8(bytes).map_err(|_| SourceError::NotUtf8)?;
    let page = PageTextOptions {
        id: options.id.clone(),
        offset: options.offset.clone().unwrap_or_else(|| PageTextOptions::default().offset),
        section: options.section.clone(),
        publisher: options.publisher.clone(),
    };
    let article = page_text(text, &page)?;
    let found = ["headline", "datePublished", "commentCount", "author", "description"]
        .map(|field| (field.to_owned(), "its line".to_owned()));
    Ok(vec![Imported { article, found: found.into(), left_out: Vec::new(), warnings: Vec::new() }])
}
