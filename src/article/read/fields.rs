//! How each type of the document is read from its fields.

use super::Problem;
use super::json::Kind;
use super::node::{FromNode, Node};
use crate::article::{
    Article, ArticleId, Author, Block, Figure, Heading, HeadingLevel, Image, Language, List, Publisher, Quote, Related,
    SafeUrl, Span, Text, Timestamp,
};

/// Reads every field before it gives up on any, so that all faults are found in one go.
macro_rules! record {
    ($type:ident { $($field:ident: $how:ident($name:literal)),+ $(,)? }) => {
        impl FromNode for $type {
            fn from_node(node: &Node<'_>) -> Option<Self> {
                node.object()?;
                $(let $field = node.$how($name);)+
                Some(Self { $($field: $field?),+ })
            }
        }
    };
}

record!(Article {
    id: required("id"),
    in_language: required("inLanguage"),
    headline: required("headline"),
    dateline: optional("dateline"),
    description: optional("description"),
    article_section: optional("articleSection"),
    date_published: required("datePublished"),
    date_modified: optional("dateModified"),
    author: or_default("author"),
    publisher: optional("publisher"),
    url: optional("url"),
    comment_count: optional("commentCount"),
    keywords: or_default("keywords"),
    body: required("body"),
    related: or_default("related"),
});

record!(Author { name: required("name") });
record!(Publisher { name: required("name"), url: optional("url") });
record!(Related {
    id: required("id"),
    headline: optional("headline"),
    in_language: optional("inLanguage"),
    article_section: optional("articleSection"),
    date_published: optional("datePublished"),
    image: optional("image"),
});

record!(Heading { level: required("level"), text: required("text") });
record!(Figure { image: required("image"), caption: optional("caption"), credit: optional("credit") });
record!(Quote { text: required("text"), attribution: optional("attribution") });
record!(List { ordered: or_default("ordered"), items: required("items") });

const BLOCKS: &[&str] = &["paragraph", "heading", "figure", "quote", "list"];

impl FromNode for Block {
    fn from_node(node: &Node<'_>) -> Option<Self> {
        match node.type_among("block", BLOCKS)? {
            "paragraph" => Some(Self::Paragraph { text: node.required("text")? }),
            "heading" => FromNode::from_node(node).map(Self::Heading),
            "figure" => FromNode::from_node(node).map(Self::Figure),
            "quote" => FromNode::from_node(node).map(Self::Quote),
            _ => FromNode::from_node(node).map(Self::List),
        }
    }
}

const SPANS: &[&str] = &["strong", "emphasis", "link", "code", "sub", "sup", "mark", "language", "break"];

impl FromNode for Span {
    fn from_node(node: &Node<'_>) -> Option<Self> {
        match node.kind() {
            Kind::Text(text) => return Some(Self::Plain(text.clone().into_owned())),
            Kind::Object(_) => {}
            _ => return node.wrong_type("a string or a marked span"),
        }
        let kind = node.type_among("span", SPANS)?;
        if kind == "break" {
            return Some(Self::Break);
        }
        let text: Option<Text> = node.required("text");
        match kind {
            "link" => {
                let url = node.required("url").map(|LinkUrl(url)| url);
                Some(Self::Link { url: url?, text: text? })
            }
            "language" => {
                let lang = node.required("lang");
                Some(Self::Language { lang: lang?, text: text? })
            }
            "strong" => Some(Self::Strong { text: text? }),
            "emphasis" => Some(Self::Emphasis { text: text? }),
            "code" => Some(Self::Code { text: text? }),
            "sub" => Some(Self::Sub { text: text? }),
            "sup" => Some(Self::Sup { text: text? }),
            _ => Some(Self::Mark { text: text? }),
        }
    }
}

/// An address that a reader may follow.
struct LinkUrl(SafeUrl);

impl FromNode for LinkUrl {
    fn from_node(node: &Node<'_>) -> Option<Self> {
        node.parse(SafeUrl::link).map(Self)
    }
}

impl FromNode for SafeUrl {
    fn from_node(node: &Node<'_>) -> Option<Self> {
        node.parse(Self::resource)
    }
}

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

impl FromNode for Image {
    fn from_node(node: &Node<'_>) -> Option<Self> {
        node.object()?;
        let src = node.optional("src");
        let width = node.optional("width").map(|width| width.map(|Pixels(px)| px));
        let height = node.optional("height").map(|height| height.map(|Pixels(px)| px));
        let alt = node.optional("alt").map(|alt| alt.map(|Alt(text)| text).unwrap_or_default());
        Some(Self { src: src?, width: width?, height: height?, alt: alt? })
    }
}

/// An alt text: it may be empty, which says that the picture is an ornament.
struct Alt(String);

impl FromNode for Alt {
    fn from_node(node: &Node<'_>) -> Option<Self> {
        node.as_str().map(|text| Self(text.to_owned()))
    }
}

/// A length in whole CSS pixels.
struct Pixels(u32);

impl FromNode for Pixels {
    fn from_node(node: &Node<'_>) -> Option<Self> {
        const EXPECTED: &str = "a size is a whole number of pixels from 1 to 65535";
        match node.as_number(EXPECTED)? {
            px @ 1..=65_535 => Some(Self(px as u32)),
            _ => node.out_of_range(EXPECTED),
        }
    }
}

impl FromNode for HeadingLevel {
    fn from_node(node: &Node<'_>) -> Option<Self> {
        const EXPECTED: &str = "a heading's level is 2, 3 or 4 (the headline is 1)";
        Self::from_number(node.as_number(EXPECTED)?).or_else(|| node.out_of_range(EXPECTED))
    }
}

impl FromNode for u64 {
    fn from_node(node: &Node<'_>) -> Option<Self> {
        node.as_number("a count is a whole number from 0")
    }
}

impl FromNode for bool {
    fn from_node(node: &Node<'_>) -> Option<Self> {
        match node.kind() {
            Kind::Bool(boolean) => Some(*boolean),
            _ => node.wrong_type("true or false"),
        }
    }
}

impl FromNode for String {
    fn from_node(node: &Node<'_>) -> Option<Self> {
        let text = node.as_str()?;
        if text.trim().is_empty() { node.fault(Problem::Blank) } else { Some(text.to_owned()) }
    }
}

impl<T: FromNode> FromNode for Vec<T> {
    fn from_node(node: &Node<'_>) -> Option<Self> {
        node.items()
    }
}

impl FromNode for ArticleId {
    fn from_node(node: &Node<'_>) -> Option<Self> {
        node.parse(Self::parse)
    }
}

impl FromNode for Language {
    fn from_node(node: &Node<'_>) -> Option<Self> {
        node.parse(Self::parse)
    }
}

impl FromNode for Timestamp {
    fn from_node(node: &Node<'_>) -> Option<Self> {
        node.parse(Self::parse)
    }
}
