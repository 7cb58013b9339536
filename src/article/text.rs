//! Running text: characters, and spans that mark some of them. There is no markup in it, and nothing in it becomes any.

use serde::{Serialize, Serializer};

use super::{Language, SafeUrl};

/// A run of text. In JSON a string, or an array of strings and marked spans.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text(Vec<Span>);

/// A piece of a [`Text`]. Spans nest.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "type", rename_all = "lowercase")]
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
    /// A link.
    Link {
        /// Where it leads.
        url: SafeUrl,
        /// What is marked.
        text: Text,
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
    /// In another language than what is around it.
    Language {
        /// That language.
        lang: Language,
        /// What is marked.
        text: Text,
    },
    /// A line break that is part of the content, as in an address or a poem.
    Break,
    /// Characters, as they are.
    #[serde(untagged)]
    Plain(String),
}

impl Text {
    /// The pieces, in order.
    pub fn spans(&self) -> &[Span] {
        &self.0
    }

    /// Whether there is nothing to read in it.
    pub fn is_blank(&self) -> bool {
        self.plain().trim().is_empty()
    }

    /// The characters alone, for places that take no marks: a title, a description, a comparison.
    pub fn plain(&self) -> String {
        let mut out = String::new();
        self.push_plain(&mut out);
        out
    }

    fn push_plain(&self, out: &mut String) {
        for span in &self.0 {
            match span {
                Span::Plain(text) => out.push_str(text),
                Span::Break => out.push('\n'),
                Span::Strong { text }
                | Span::Emphasis { text }
                | Span::Link { text, .. }
                | Span::Code { text }
                | Span::Sub { text }
                | Span::Sup { text }
                | Span::Mark { text }
                | Span::Language { text, .. } => text.push_plain(out),
            }
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
