//! The name of an article in its publication and in its addresses.

use std::fmt;

use serde::{Serialize, Serializer};
use thiserror::Error;

use super::told;

/// Names that the output uses for itself, beside the articles' folders.
pub(super) const RESERVED: [&str; 4] = ["articles", "oembed", "page", "section"];

/// Names of devices, which no file or folder can have on Windows, with or without an ending.
pub(super) const DEVICES: [&str; 22] = [
    "aux", "con", "nul", "prn", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9", "lpt1", "lpt2",
    "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9",
];

/// The longest id, in bytes: it becomes a folder's name, and file systems stop at 255.
const MAX_LENGTH: usize = 200;

/// An article's id: small Latin letters, digits and single hyphens, so that it can be a folder's name and part of an
/// address as it stands.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ArticleId(String);

/// Why a text is not an [`ArticleId`].
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum IdError {
    /// A character that may not be there, or a hyphen at an end or beside another.
    #[error("`{}` cannot be an id: use small letters a-z, digits and single hyphens between them", told(.0))]
    Form(String),
    /// The output has a folder of that name.
    #[error("the id `{0}` is taken by the viewer itself: choose another")]
    Reserved(String),
    /// A folder of that name cannot be on every computer.
    #[error("the id `{0}` is the name of a device on Windows, where no folder can have it: choose another")]
    Device(String),
    /// It would not fit into a file name.
    #[error("the id is longer than 200 characters: shorten it")]
    TooLong,
}

impl ArticleId {
    /// Checks an id.
    ///
    /// # Errors
    /// When it could not be a folder's name in the output.
    pub fn parse(text: &str) -> Result<Self, IdError> {
        let is_word =
            |word: &str| !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
        if text.len() > MAX_LENGTH {
            Err(IdError::TooLong)
        } else if !text.split('-').all(is_word) {
            Err(IdError::Form(text.to_owned()))
        } else if RESERVED.contains(&text) {
            Err(IdError::Reserved(text.to_owned()))
        } else if DEVICES.contains(&text) {
            Err(IdError::Device(text.to_owned()))
        } else {
            Ok(Self(text.to_owned()))
        }
    }

    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for ArticleId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Serialize for ArticleId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

value_schema!(ArticleId, "Id", {
    "description": "Small letters a-z, digits and single hyphens between them.",
    "type": "string",
    "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$",
    "maxLength": 200,
    "not": { "enum": ([&RESERVED[..], &DEVICES].concat()) },
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_only_what_can_be_a_folder() {
        assert!(ArticleId::parse("viec-cang-kho-2").is_ok());
        for wrong in ["", "-a", "a-", "a--b", "A", "ế", "a/b", "..", "a.b", "a b"] {
            assert_eq!(ArticleId::parse(wrong), Err(IdError::Form(wrong.to_owned())));
        }
        for taken in RESERVED {
            assert_eq!(ArticleId::parse(taken), Err(IdError::Reserved(taken.into())));
        }
        for device in DEVICES {
            assert_eq!(ArticleId::parse(device), Err(IdError::Device(device.into())));
            assert!(ArticleId::parse(&format!("{device}-1")).is_ok());
        }
        assert_eq!(ArticleId::parse(&"a".repeat(201)), Err(IdError::TooLong));
    }
}
