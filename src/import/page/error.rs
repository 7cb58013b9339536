//! Why a source is no article's page.

use thiserror::Error;

use crate::article::{IdError, TimestampError};

/// Why a page does not become a document.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum PageError {
    /// Another kind of file.
    #[error("this is {0}, not a web page: give the page itself")]
    OtherFile(&'static str),
    /// Bytes that are no text in any charset.
    #[error("these bytes are no text: save the page as HTML")]
    NotText,
    /// No file, or white space.
    #[error("there is nothing in it: save the page again")]
    Empty,
    /// More than a page of an article has.
    #[error("the page has more than {limit} MiB: save the article alone", limit = super::guard::MAX_BYTES >> 20)]
    TooLarge,
    /// Elements within elements, more than a browser takes.
    #[error("elements stand more than {limit} deep within one another: this is no page that a browser shows", limit = super::guard::MAX_DEPTH)]
    TooDeep,
    /// A page that asks for a script.
    #[error("the page has no text without its scripts: open it in a browser, and save it from there")]
    NeedsScript,
    /// A page that asks who reads it.
    #[error(
        "the page asks to log in, or to prove that a person reads it: open it in a browser, and save it from there"
    )]
    Login,
    /// A page that leads to articles.
    #[error("the page has links to articles, and none of its own text: give the article's own page")]
    FrontPage,
    /// A page with too little text.
    #[error("no article was found in it: give the article's own page, saved with its text")]
    NoArticle,
    /// The wanted id cannot be one.
    #[error(transparent)]
    Id(#[from] IdError),
    /// A date that cannot be one.
    #[error(transparent)]
    Date(#[from] TimestampError),
}
