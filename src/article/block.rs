//! The blocks that a body is made of.

use serde::{Serialize, Serializer};

use super::{SafeUrl, Text};

/// A block of an article's body. Who shows blocks matches every variant, so that a new one cannot be forgotten.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "type", rename_all = "lowercase")]
pub enum Block {
    /// A paragraph.
    Paragraph {
        /// Its text.
        text: Text,
    },
    /// A heading over what follows.
    Heading(Heading),
    /// A picture with its caption.
    Figure(Figure),
    /// Somebody's words, set apart.
    Quote(Quote),
    /// A list.
    List(List),
}

/// A heading within the body; the headline is level 1.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Heading {
    /// How deep it stands.
    pub level: HeadingLevel,
    /// What it says.
    pub text: Text,
}

/// The levels that a heading in a body may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HeadingLevel {
    /// Directly below the headline.
    Two,
    /// Below a level 2.
    Three,
    /// Below a level 3.
    Four,
}

impl HeadingLevel {
    /// The level of a number; the body's headings begin at 2.
    pub fn from_number(number: u64) -> Option<Self> {
        match number {
            2 => Some(Self::Two),
            3 => Some(Self::Three),
            4 => Some(Self::Four),
            _ => None,
        }
    }

    /// The level's number.
    pub fn number(self) -> u8 {
        match self {
            Self::Two => 2,
            Self::Three => 3,
            Self::Four => 4,
        }
    }
}

impl Serialize for HeadingLevel {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_u8(self.number())
    }
}

/// A picture with its caption and credit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Figure {
    /// The picture.
    pub image: Image,
    /// What stands below it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub caption: Option<Text>,
    /// Who made it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub credit: Option<String>,
}

/// A picture.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Image {
    /// Where it is. Without one the page shows a frame with the alt text: the picture is not at hand.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub src: Option<SafeUrl>,
    /// Its width in CSS pixels.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub width: Option<u32>,
    /// Its height in CSS pixels.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub height: Option<u32>,
    /// What a reader who does not see it should know.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub alt: String,
}

/// Somebody's words, set apart from the text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Quote {
    /// The words, a paragraph each.
    pub text: Vec<Text>,
    /// Whose they are.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub attribution: Option<Text>,
}

/// A list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct List {
    /// Whether the order matters: then its items are numbered.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub ordered: bool,
    /// The items.
    pub items: Vec<Text>,
}
