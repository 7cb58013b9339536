//! Reading running text and its marked spans.

use super::Problem;
use super::json::Kind;
use super::node::{FromNode, Node};
use super::values::LinkUrl;
use crate::article::text::{MARKS, SpanKind};
use crate::article::{Direction, FootnoteRef, NoteId, Span, Text};

word!(Direction { Ltr: "ltr", Rtl: "rtl" });

impl FromNode for Text {
    fn from_node(node: &Node<'_>) -> Option<Self> {
        let text = match node.kind() {
            Kind::Text(text) => Self::from(text.clone().into_owned()),
            Kind::List(_) => Self::from(node.items::<Span>()?),
            _ => return node.wrong_type("a string, or a list of strings and marked spans"),
        };
        if text.is_blank() { node.fault(Problem::Blank) } else { Some(text) }
    }
}

impl FromNode for Span {
    fn from_node(node: &Node<'_>) -> Option<Self> {
        match node.kind() {
            Kind::Text(text) => return Some(Self::Plain(text.clone().into_owned())),
            Kind::Object(_) => {}
            _ => return node.wrong_type("a string or a marked span"),
        }
        let Some(kind) = node.kind_among()? else { return unknown_span(node) };
        let node = &node.deeper()?;
        match kind {
            SpanKind::Break => node.object(&[]).map(|()| Self::Break),
            SpanKind::Footnote if node.is_in_link(Problem::FootnoteInLink)? => Some(Self::Plain(String::new())),
            SpanKind::Footnote => {
                let id: NoteId = node.only("id")?;
                node.check_note(id.as_str())?;
                Some(Self::Footnote(FootnoteRef { id, number: 0, occurrence: 0 }))
            }
            SpanKind::Link if node.is_in_link(Problem::LinkInLink)? => {
                let text: Text = node.required("text")?;
                Some(Self::Plain(text.plain()))
            }
            SpanKind::Link => {
                node.object(&["url", "text"])?;
                let url = node.required("url").map(|LinkUrl(url)| url);
                let text = node.of_link().required("text");
                Some(Self::Link { url: url?, text: text?, number: 0 })
            }
            SpanKind::Abbreviation => {
                node.object(&["expansion", "text"])?;
                let expansion = node.required("expansion");
                let text = node.required("text");
                Some(Self::Abbreviation { expansion: expansion?, text: text? })
            }
            SpanKind::Language => {
                node.object(&["lang", "dir", "text"])?;
                let lang = node.required("lang");
                let dir = node.optional("dir");
                let text = node.required("text");
                Some(Self::Language { lang: lang?, dir: dir?, text: text? })
            }
            SpanKind::Strong => node.only("text").map(|text| Self::Strong { text }),
            SpanKind::Emphasis => node.only("text").map(|text| Self::Emphasis { text }),
            SpanKind::Code => node.only("text").map(|text| Self::Code { text }),
            SpanKind::Sub => node.only("text").map(|text| Self::Sub { text }),
            SpanKind::Sup => node.only("text").map(|text| Self::Sup { text }),
            SpanKind::Mark => node.only("text").map(|text| Self::Mark { text }),
            SpanKind::Plain => unknown_span(node),
        }
    }
}

/// A mark of a newer version: whoever only reads shows the characters without it.
fn unknown_span(node: &Node<'_>) -> Option<Span> {
    let kind: String = node.required("type")?;
    node.unless_lenient("type", Problem::UnknownType { what: "span", found: kind, known: MARKS })?;
    let text: Option<Text> = node.optional("text")?;
    Some(Span::Plain(text.map(|text| text.plain()).unwrap_or_default()))
}
