//! The document: its types, reading it from JSON with exact errors, safe addresses, related articles.
//!
//! A file is checked once, here: whoever holds an [`Article`] may trust every field of it, and nobody behind this room
//! looks at JSON again. What does not belong here: words of the interface (`locale`), elements (`view`), files and
//! folders (`publish`).

mod address;
mod block;
mod document;
mod id;
mod language;
mod read;
mod related;
mod text;
mod timestamp;

pub use address::{AddressError, SafeUrl};
pub use block::{Block, Figure, Heading, HeadingLevel, Image, List, Quote};
pub use document::{Article, Author, Publisher, Related};
pub use id::{ArticleId, IdError};
pub use language::{Direction, Language, LanguageError};
pub use read::{Fault, JsonError, Problem, ReadError, place_of, read};
pub use related::{newest_first, related_by_section};
pub use text::{Span, Text};
pub use timestamp::{Timestamp, TimestampError};
