//! Running text: characters, and spans that mark some of them. There is no markup in it, and nothing in it becomes any.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Serialize, Serializer};
use strum::{EnumDiscriminants, EnumString, VariantNames};
use thiserror::Error;

use super::address::LinkAddress;
use super::characters::{is_blank, visible};
use super::{Direction, Language, SafeUrl, told};

/// A run of text. In JSON a string, or an array of strings and marked spans.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text(Vec<Span>);

/// A piece of a text. Spans nest.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema, EnumDiscriminants)]
#[serde(tag = "type", rename_all = "lowercase")]
#[strum_discriminants(
    name(SpanKind),
    vis(pub(super)),
    doc = "The kinds of spans. A document names them as this says: the variants of [`Span`] in small letters.",
    derive(EnumString, VariantNames),
    strum(serialize_all = "lowercase")
)]
pub enum Span {
    /// Of strong importance.
    Strong {
        /// What is marked.
        text: Text,
    },
    /// Stressed.
    Emphasis {
        /// What is marked.
        text: Text,
    },
    /// A link. Within its text stands neither another link nor the place of a footnote.
    Link {
        /// Where it leads.
        #[schemars(with = "LinkAddress")]
        url: SafeUrl,
        /// What is marked.
        text: Text,
        /// The number of the address among those of the document, from 1; worked out when the document is read.
        #[serde(skip)]
        number: usize,
    },
    /// Something a computer reads or writes.
    Code {
        /// What is marked.
        text: Text,
    },
    /// Below the line: the 2 of H₂O.
    Sub {
        /// What is marked.
        text: Text,
    },
    /// Above the line: the 2 of m².
    Sup {
        /// What is marked.
        text: Text,
    },
    /// Highlighted, because it matters here.
    Mark {
        /// What is marked.
        text: Text,
    },
    /// A short form, with what it stands for.
    Abbreviation {
        /// What it stands for.
        expansion: String,
        /// What is marked.
        text: Text,
    },
    /// In another language than what is around it.
    Language {
        /// That language.
        lang: Language,
        /// The direction it is written in here, where that is not the language's usual one.
        #[serde(skip_serializing_if = "Option::is_none")]
        dir: Option<Direction>,
        /// What is marked.
        text: Text,
    },
    /// The place that a footnote belongs to.
    Footnote(FootnoteRef),
    /// A line break that is part of the content, as in an address or a poem.
    Break,
    /// Characters, as they are.
    #[serde(untagged)]
    #[strum_discriminants(strum(disabled))]
    Plain(String),
}

/// The marks that this version knows: all kinds of spans but characters without a mark.
pub(super) const MARKS: &[&str] = match SpanKind::VARIANTS {
    [marks @ .., _plain] => marks,
    [] => &[],
};

/// A place of a text that gets a number.
pub(super) enum Numbered<'a> {
    /// The place that a footnote belongs to.
    Note(&'a mut FootnoteRef),
    /// A link: its address, and its number.
    Link(&'a SafeUrl, &'a mut usize),
}

/// The place that a footnote belongs to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct FootnoteRef {
    /// The note's id.
    pub id: NoteId,
    /// The note's number, from 1; worked out when the document is read.
    #[serde(skip)]
    pub number: usize,
    /// Which of the places that name the note this is, from 1; worked out when the document is read.
    #[serde(skip)]
    pub occurrence: usize,
}

/// The id of a footnote within its document: letters, digits, `-` and `_`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct NoteId(String);

/// A text that is not the id of a footnote.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("`{}` cannot be a footnote's id: use letters a-z, digits, - and _, at most 60 of them", told(.0))]
pub struct NoteIdError(String);

impl NoteId {
    /// Checks an id.
    ///
    /// # Errors
    /// When it could not be part of an element's id in every browser.
    pub fn parse(text: &str) -> Result<Self, NoteIdError> {
        let is_fit = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
        let is_id = (1..=60).contains(&text.len()) && text.bytes().all(is_fit);
        if is_id { Ok(Self(text.to_owned())) } else { Err(NoteIdError(text.to_owned())) }
    }

    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Text {
    /// The pieces, in order.
    pub fn spans(&self) -> &[Span] {
        &self.0
    }

    /// Whether there is nothing to read in it.
    pub fn is_blank(&self) -> bool {
        is_blank(&self.plain())
    }

    /// The characters alone, for places that take no marks: a title, a description, a comparison.
    pub fn plain(&self) -> String {
        let mut out = String::new();
        self.push_plain(&mut out);
        out
    }

    /// The text as it may stand apart from its article, as in a list: without the places of footnotes, without the numbers
    /// of addresses, and of a link that leads to a place within the article only the words.
    pub fn excerpt(&self) -> Self {
        let mut spans = Vec::new();
        for span in &self.0 {
            match span {
                Span::Footnote(_) => {}
                Span::Link { url, text, .. } if url.as_str().starts_with('#') => spans.extend(text.excerpt().0),
                Span::Link { url, text, .. } => {
                    spans.push(Span::Link { url: url.clone(), text: text.excerpt(), number: 0 });
                }
                other => {
                    let mut other = other.clone();
                    if let Some(text) = other.text_mut() {
                        *text = text.excerpt();
                    }
                    spans.push(other);
                }
            }
        }
        Self(spans)
    }

    /// Every place in it that gets a number, in order.
    pub(super) fn for_each_numbered(&mut self, visit: &mut impl FnMut(Numbered<'_>)) {
        for span in &mut self.0 {
            if let Some(text) = span.text_mut() {
                text.for_each_numbered(visit);
            }
            match span {
                Span::Footnote(note) => visit(Numbered::Note(note)),
                Span::Link { url, number, .. } => visit(Numbered::Link(url, number)),
                _ => {}
            }
        }
    }

    fn push_plain(&self, out: &mut String) {
        for span in &self.0 {
            match span {
                Span::Plain(text) => out.push_str(text),
                Span::Break => out.push('\n'),
                Span::Footnote(_) => {}
                Span::Strong { text }
                | Span::Emphasis { text }
                | Span::Link { text, .. }
                | Span::Code { text }
                | Span::Sub { text }
                | Span::Sup { text }
                | Span::Mark { text }
                | Span::Abbreviation { text, .. }
                | Span::Language { text, .. } => text.push_plain(out),
            }
        }
    }
}

impl Span {
    /// What is marked, to be changed.
    fn text_mut(&mut self) -> Option<&mut Text> {
        match self {
            Self::Plain(_) | Self::Break | Self::Footnote(_) => None,
            Self::Strong { text }
            | Self::Emphasis { text }
            | Self::Link { text, .. }
            | Self::Code { text }
            | Self::Sub { text }
            | Self::Sup { text }
            | Self::Mark { text }
            | Self::Abbreviation { text, .. }
            | Self::Language { text, .. } => Some(text),
        }
    }
}

impl From<Vec<Span>> for Text {
    fn from(spans: Vec<Span>) -> Self {
        Self(spans)
    }
}

impl From<String> for Text {
    fn from(text: String) -> Self {
        Self(vec![Span::Plain(text)])
    }
}

impl Serialize for Text {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0.as_slice() {
            [Span::Plain(text)] => serializer.serialize_str(text),
            spans => spans.serialize(serializer),
        }
    }
}

value_schema!(NoteId, "NoteId", {
    "description": "The id of a footnote within its document: letters a-z, digits, - and _.",
    "type": "string",
    "pattern": "^[A-Za-z0-9_-]{1,60}$",
});

impl JsonSchema for Text {
    fn schema_name() -> Cow<'static, str> {
        "Text".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "Running text: a string, or a list of strings and marked spans. It must not be blank.",
            "anyOf": [
                { "type": "string", "pattern": visible() },
                { "type": "array", "items": generator.subschema_for::<Span>(), "minItems": 1 },
            ],
        })
    }
}
