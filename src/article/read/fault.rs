//! What can be wrong with a document, in words that tell its editor what to do.

use std::error::Error;
use std::fmt;

use thiserror::Error;

use super::json::JsonError;
use super::limits::{BOX, MAX_BLOCKS, MAX_BYTES, MAX_FIELDS, MAX_NESTING, PART, PLAYER};
use super::place::Places;
use crate::article::{
    AddressError, AliasError, IdError, LanguageError, NoteIdError, TimestampError, told, told_pointer,
};

/// Whether it is only told that a document can't be read, and not why and where: a reader of a page needs no more, and the
/// words, the places and the ways to them are a seventh of the program. The program that is fetched to tell why has the
/// feature `faults`, and so has everything native.
pub(super) const IS_SILENT: bool = cfg!(all(target_arch = "wasm32", not(feature = "faults")));

/// A document that cannot be read, with everything that is wrong with it.
#[derive(Debug)]
pub struct ReadError {
    first: Fault,
    others: Vec<Fault>,
}

/// One thing that is wrong, and where.
#[derive(Debug)]
pub struct Fault {
    /// The place in the document (RFC 6901): `/body/3/image/src`. Empty for the document as a whole. For a field that
    /// is missing, the place where it should be.
    pub pointer: String,
    /// The line, from 1.
    pub line: usize,
    /// The column, from 1, in characters.
    pub column: usize,
    /// What is wrong.
    pub problem: Problem,
}

/// A problem, and the place it was found at.
pub(super) struct Found {
    pub(super) pointer: String,
    /// The byte at which the value begins; for one that is missing, the value that should hold it.
    pub(super) offset: usize,
    pub(super) problem: Problem,
}

/// What is wrong at a place of a document.
#[derive(Debug, Error)]
pub enum Problem {
    /// Bytes that are no text.
    #[error("this is not UTF-8: save the file as UTF-8")]
    NotUtf8,
    /// Characters that are no JSON.
    #[error("this is not JSON: {0}")]
    Json(#[source] JsonError),
    /// A field that stands twice in one object: which one is meant?
    #[error("this field stands twice: leave one of the two out")]
    Twice,
    /// A field that every document has.
    #[error("this field is required: add it{}", misspelt(found.as_deref()))]
    Missing {
        /// A field that is there, that is not known, and that was perhaps meant to be this one.
        found: Option<String>,
    },
    /// A value of another type than the field's.
    #[error("expected {expected}, found {found}")]
    WrongType {
        /// What the field takes.
        expected: &'static str,
        /// What is there.
        found: &'static str,
    },
    /// A text without a character that can be read.
    #[error("this must not be empty: write something; a field that is not required may be left out")]
    Blank,
    /// A list that needs something in it.
    #[error("this list must not be empty")]
    EmptyList,
    /// A block or span of a type that does not exist.
    #[error("unknown {what} `{}`{}", told(found), instead(found, known))]
    UnknownType {
        /// Block or span.
        what: &'static str,
        /// What the document says.
        found: String,
        /// What there is.
        known: &'static [&'static str],
    },
    /// A word that the field does not know.
    #[error("unknown value `{}`{}", told(found), instead(found, known))]
    UnknownWord {
        /// What the document says.
        found: String,
        /// What there is.
        known: &'static [&'static str],
    },
    /// A field that this version of the format does not have: a warning.
    #[error("this field is not known and will be ignored{}", meant(*suggestion))]
    UnknownField {
        /// The field that was perhaps meant.
        suggestion: Option<&'static str>,
    },
    /// A picture without an alt text: a warning.
    #[error("this picture has no alt text: say what a reader who does not see it should know, or \"\" for an ornament")]
    NoAlt,
    /// A row with more or fewer cells than the table has columns.
    #[error("this row has {} and the table {}: {}", counted(*found, "cell"), counted(*expected, "column"), for_row(*found, *expected))]
    RowLength {
        /// The row's cells.
        found: usize,
        /// The table's columns.
        expected: usize,
    },
    /// A footnote that no place names, or a place that names none.
    #[error("there is no footnote `{}`: add it to /footnotes, or mend the id", told(.0))]
    NoFootnote(String),
    /// Two footnotes of one id.
    #[error("the footnote `{0}` stands twice: give one of the two another id")]
    FootnoteTwice(String),
    /// A footnote that no place names: a warning.
    #[error("no place in the text names the footnote `{0}`")]
    UnusedFootnote(String),
    /// A link within the text of a link.
    #[error("a link cannot stand within the text of another: end that one first, and begin this one after it")]
    LinkInLink,
    /// The place of a footnote within the text of a link.
    #[error("a footnote's place cannot stand within the text of a link: put it behind the link")]
    FootnoteInLink,
    /// Blocks within blocks, too deep.
    #[error("blocks, list items and spans nest deeper than {MAX_NESTING} levels here: flatten them")]
    TooDeep,
    /// More blocks, or parts of them, than a document may have.
    #[error(
        "the document has more than {MAX_BLOCKS} blocks, an item, a cell, a marked span or a note counted as {PART}, a \
         picture or a box as {BOX}, a player as {PLAYER}: divide it"
    )]
    TooManyBlocks,
    /// More fields than any object of the format has.
    #[error("this object has more than {MAX_FIELDS} fields: no object of a document does")]
    TooManyFields,
    /// More bytes than a document may have.
    #[error("the document is larger than {} MiB: divide it", MAX_BYTES / 1024 / 1024)]
    TooLarge,
    /// A number that the field cannot be.
    #[error("{} is out of range: {expected}", told(found))]
    OutOfRange {
        /// What the document says.
        found: String,
        /// What the field takes.
        expected: &'static str,
    },
    /// A date that is none.
    #[error(transparent)]
    Date(#[from] TimestampError),
    /// An address that is not safe.
    #[error(transparent)]
    Address(#[from] AddressError),
    /// An id that cannot be one.
    #[error(transparent)]
    Id(#[from] IdError),
    /// A former address that cannot be one.
    #[error(transparent)]
    Alias(#[from] AliasError),
    /// An id of a footnote that cannot be one.
    #[error(transparent)]
    NoteId(#[from] NoteIdError),
    /// A language that is none.
    #[error(transparent)]
    Language(#[from] LanguageError),
    /// The document could not be read, and no reader said why.
    #[error("this document cannot be read")]
    Unread,
}

impl ReadError {
    /// A fault of the file as a whole, found at a byte of it.
    pub(super) fn whole(text: &[u8], offset: usize, problem: Problem) -> Self {
        // Whoever is told no more than that a document can't be read needs no place.
        let (line, column) = if IS_SILENT { (1, 1) } else { Places::new(text).at(offset) };
        Self { first: Fault { pointer: String::new(), line, column, problem }, others: Vec::new() }
    }

    /// What was found, when anything was.
    pub(super) fn from_faults(text: &[u8], found: Vec<Found>) -> Option<Self> {
        let mut faults = in_order(text, found).into_iter();
        faults.next().map(|first| Self { first, others: faults.collect() })
    }

    /// Every fault, in the order of the file; at least one.
    pub fn faults(&self) -> impl Iterator<Item = &Fault> {
        std::iter::once(&self.first).chain(&self.others)
    }
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.first)?;
        match self.others.len() {
            0 => Ok(()),
            more => write!(f, " (and {more} more)"),
        }
    }
}

impl Error for ReadError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.first.problem.source()
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: ", self.line, self.column)?;
        if !self.pointer.is_empty() {
            write!(f, "{}: ", told_pointer(&self.pointer))?;
        }
        self.problem.fmt(f)
    }
}

/// Puts what was found in the order of the file, and gives each its line and column.
pub(super) fn in_order(text: &[u8], found: Vec<Found>) -> Vec<Fault> {
    // They come in the order of the fields, which is nearly the file's; a sorting algorithm would weigh more.
    let mut in_order: Vec<Found> = Vec::with_capacity(found.len());
    for fault in found {
        let at = in_order.partition_point(|other| other.offset <= fault.offset);
        in_order.insert(at, fault);
    }
    let mut places = Places::new(text);
    let with_place = |Found { pointer, offset, problem }| {
        let (line, column) = places.at(offset);
        Fault { pointer, line, column, problem }
    };
    in_order.into_iter().map(with_place).collect()
}

fn misspelt(found: Option<&str>) -> String {
    found.map(|name| format!("; is it misspelt as `{}`?", told(name))).unwrap_or_default()
}

fn counted(count: usize, noun: &str) -> String {
    if count == 1 { format!("1 {noun}") } else { format!("{count} {noun}s") }
}

/// What to do with a row that does not fit to its table.
fn for_row(cells: usize, columns: usize) -> &'static str {
    if cells > columns { "leave a cell out, or add a column" } else { "add a cell; one that is empty is \"\"" }
}

/// What to write instead of an unknown word.
fn instead(found: &str, known: &[&'static str]) -> String {
    match suggestion(found, known) {
        Some(name) => format!("; did you mean `{name}`?"),
        None => format!(": use one of {}", known.join(", ")),
    }
}

fn meant(suggestion: Option<&str>) -> String {
    suggestion.map(|name| format!("; did you mean `{}`?", told(name))).unwrap_or_default()
}

/// The known name that is most like a misspelt one, where one is much like it.
#[cfg(not(target_arch = "wasm32"))]
pub(super) fn suggestion(found: &str, known: &[&'static str]) -> Option<&'static str> {
    const ALIKE: f64 = 0.8;
    // No name of the format is half as long.
    const LONGEST: usize = 50;
    if found.len() > LONGEST {
        return None;
    }
    let score = |name: &&&'static str| strsim::jaro_winkler(&found.to_lowercase(), &name.to_lowercase());
    let best = known.iter().max_by(|one, other| score(one).total_cmp(&score(other)))?;
    (score(&best) >= ALIKE).then_some(*best)
}

/// In a browser nobody mends documents.
#[cfg(target_arch = "wasm32")]
pub(super) fn suggestion(_found: &str, _known: &[&'static str]) -> Option<&'static str> {
    None
}
