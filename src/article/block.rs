//! The blocks that a body is made of.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Serialize, Serializer};
use strum::{EnumDiscriminants, EnumString, VariantNames};

use super::characters::visible;
use super::{Audio, Figure, Gallery, SafeUrl, Text, Timestamp, Video};

// Who shows blocks matches every variant, so that a new one cannot be forgotten.
/// A block of an article's body.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema, EnumDiscriminants)]
#[serde(tag = "type", rename_all = "lowercase")]
#[strum_discriminants(
    name(BlockKind),
    vis(pub(super)),
    doc = "The kinds of blocks. A document names them as this says: the variants of [`Block`] in small letters.",
    derive(EnumString, VariantNames),
    strum(serialize_all = "lowercase")
)]
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
    /// Several pictures.
    Gallery(Gallery),
    /// Somebody's words, set apart.
    Quote(Quote),
    /// Words of the article itself, lifted out to be seen.
    PullQuote(PullQuote),
    /// A list.
    List(List),
    /// A table.
    Table(Table),
    /// Characters whose line breaks and spaces count: code, a form, a poem set by its spaces.
    Preformatted {
        /// The characters.
        text: String,
    },
    /// A box beside the main thread.
    Aside(Aside),
    /// Questions with their answers.
    Questions {
        /// In the order in which they were asked.
        #[schemars(length(min = 1))]
        items: Vec<Question>,
    },
    /// What happened when.
    Timeline {
        /// In the order of time.
        #[schemars(length(min = 1))]
        items: Vec<Moment>,
    },
    /// What a reader in a hurry should know.
    KeyPoints {
        /// A point each.
        #[schemars(length(min = 1))]
        items: Vec<Text>,
    },
    /// A break in the text, between two paragraphs that are not about the same.
    Divider,
    /// Something to listen to.
    Audio(Audio),
    /// Something to watch.
    Video(Video),
    /// A page elsewhere that the article shows the way to. Nothing is loaded from it.
    Card(Card),
    /// Word of a correction or an update, with its time.
    Notice(Notice),
    /// A block of a version of the format that is newer than this program.
    #[serde(untagged)]
    #[strum_discriminants(strum(disabled))]
    Unknown(Unknown),
}

/// The types of blocks that this version knows: all kinds but the unknown.
pub(super) const BLOCKS: &[&str] = match BlockKind::VARIANTS {
    [known @ .., _unknown] => known,
    [] => &[],
};

/// A heading within the body; the headline is level 1.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
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

/// Somebody's words, set apart from the text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Quote {
    /// The words, a paragraph each.
    #[schemars(length(min = 1))]
    pub text: Vec<Text>,
    /// Whose they are.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub attribution: Option<Text>,
}

/// Words of the article itself, lifted out to be seen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct PullQuote {
    /// The words.
    pub text: Text,
    /// Whose they are.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub attribution: Option<Text>,
}

/// A list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct List {
    /// Whether the order matters: then its items are numbered.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub ordered: bool,
    /// The number of the first item, where it is not 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start: Option<u64>,
    /// The items.
    #[schemars(length(min = 1))]
    pub items: Vec<ListItem>,
}

/// An item of a list. In JSON a text, or an object with a list below it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(untagged)]
pub enum ListItem {
    /// A text.
    Text(Text),
    /// A text with a list below it.
    Nested {
        /// The text.
        text: Text,
        /// The list below it.
        list: Box<List>,
    },
}

/// A table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Table {
    /// What it shows.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub caption: Option<Text>,
    /// The columns, with their headings.
    #[schemars(length(min = 1))]
    pub columns: Vec<Column>,
    /// The rows: a cell for each column.
    #[schemars(length(min = 1))]
    pub rows: Vec<Vec<Cell>>,
    /// Whether the first cell of a row is its heading.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub row_headers: bool,
}

/// A column of a table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Column {
    /// Its heading.
    pub text: Cell,
    /// To which side its cells are set.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub align: Option<Align>,
}

/// To which side a column is set, in the direction of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Align {
    /// Where lines begin.
    Start,
    /// In the middle.
    Center,
    /// Where lines end: numbers.
    End,
}

/// A cell of a table: a text that may be empty.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Cell(pub Text);

/// A box beside the main thread.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Aside {
    /// What it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub heading: Option<Text>,
    /// What stands in it.
    #[schemars(length(min = 1))]
    pub body: Vec<Block>,
}

/// A question with its answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Question {
    /// What was asked.
    pub question: Text,
    /// What was answered.
    #[schemars(length(min = 1))]
    pub answer: Vec<Block>,
}

/// What happened at a time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Moment {
    /// The time, as the publisher writes it.
    pub label: Text,
    /// What happened.
    pub text: Text,
}

/// A page elsewhere.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Card {
    /// Where it is.
    pub url: SafeUrl,
    /// What it is called.
    pub title: String,
    /// Whose it is: a site, a person.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// What it says: the words of a post, a summary.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<Text>,
}

/// Word of a change to the article.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Notice {
    /// What kind of change.
    pub kind: NoticeKind,
    /// When.
    pub date: Timestamp,
    /// What was changed, and why.
    pub text: Text,
}

/// The kinds of changes that readers are told of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum NoticeKind {
    /// Something was wrong.
    Correction,
    /// Something came to be known.
    Update,
}

/// A block that this version does not know.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(extend("required" = ["type", "fallback"]))]
pub struct Unknown {
    /// What the document calls it.
    #[serde(rename = "type")]
    #[schemars(with = "NewerBlock")]
    pub kind: String,
    /// What to show instead.
    #[schemars(with = "Text")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fallback: Option<Text>,
}

value_schema!(HeadingLevel, "HeadingLevel", {
    "description": "2, 3 or 4: the headline is level 1.",
    "enum": [2, 3, 4],
});

/// A type of block that a later version may have, in a JSON Schema.
struct NewerBlock;

value_schema!(NewerBlock, "NewerBlock", {
    "description": "A type of block that this version does not know.",
    "type": "string",
    "pattern": visible(),
    "not": { "enum": BLOCKS },
});

impl JsonSchema for Cell {
    fn schema_name() -> Cow<'static, str> {
        "Cell".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "The text of a cell; it may be empty.",
            "anyOf": [{ "type": "string" }, generator.subschema_for::<Text>()],
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_names_a_block_as_the_reader_does() {
        assert_eq!((BLOCKS.first(), BLOCKS.last()), (Some(&"paragraph"), Some(&"notice")));
        for name in BLOCKS {
            assert!(name.parse::<BlockKind>().is_ok(), "{name}");
        }
        assert!("unknown".parse::<BlockKind>().is_err());
        let written = serde_json::to_value(Block::PullQuote(PullQuote { text: Text::default(), attribution: None }));
        assert_eq!(written.unwrap()["type"], "pullquote");
    }
}
