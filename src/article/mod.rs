//! The document: its types, reading it from JSON with exact errors, safe addresses.
//!
//! A file is checked once, here: whoever holds an [`Article`] may trust every field of it, and nobody behind this room
//! looks at JSON again. What does not belong here: words of the interface (`locale`), elements (`view`), files and
//! folders (`source`).

#[macro_use]
mod macros;

mod address;
mod alias;
mod block;
mod characters;
mod document;
mod host;
mod id;
mod language;
mod media;
mod read;
mod schema;
mod text;
mod timestamp;
mod visit;

pub use address::{AddressError, SafeUrl};
pub use alias::{Alias, AliasError};
pub use block::{
    Align, Aside, Block, Card, Cell, Column, Heading, HeadingLevel, List, ListItem, Moment, Notice, NoticeKind,
    PullQuote, Question, Quote, Table, Unknown,
};
pub use characters::{escaped, needs_escape, push_escaped, told, told_pointer, unturned};
pub use document::{Article, Author, Footnote, Kind, Publisher, Related, Source, Status, Translation};
pub use host::shown_address;
pub use id::{ArticleId, IdError};
pub use language::{Direction, Language, LanguageError};
pub use media::{Audio, CaptionTrack, Figure, Gallery, Image, ImageFormat, ImageSource, Video};
pub use read::{Fault, JsonError, MAX_BYTES, Places, Problem, ReadError, Reading, read, read_leniently};
pub use schema::schema;
pub use text::{FootnoteRef, NoteId, NoteIdError, Span, Text};
pub use timestamp::{Timestamp, TimestampError};
pub use visit::{Pointer, Visitor, VisitorMut};
