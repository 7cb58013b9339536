//! Reading single values: addresses, numbers, texts without marks, dates, ids, and the size of a picture.

use super::Problem;
use super::json::Kind;
use super::node::{FromNode, Node};
use crate::article::characters::is_blank;
use crate::article::{Alias, ArticleId, HeadingLevel, Image, Language, NoteId, SafeUrl, Timestamp};

/// An address that a reader may follow.
pub(super) struct LinkUrl(pub(super) SafeUrl);

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

/// The address of a picture.
pub(super) struct PictureUrl(pub(super) SafeUrl);

impl FromNode for PictureUrl {
    fn from_node(node: &Node<'_>) -> Option<Self> {
        node.parse(SafeUrl::picture).map(Self)
    }
}

impl FromNode for Image {
    fn from_node(node: &Node<'_>) -> Option<Self> {
        node.object(&["src", "width", "height", "alt", "sources"])?;
        let src = node.optional("src").map(|src| src.map(|PictureUrl(url)| url));
        let width = node.optional("width").map(|width| width.map(|Pixels(px)| px));
        let height = node.optional("height").map(|height| height.map(|Pixels(px)| px));
        let alt = node.optional("alt").map(|alt| alt.map(|Alt(text)| text).unwrap_or_default());
        if !node.has("alt") {
            node.warn("alt", Problem::NoAlt);
        }
        let sources = node.or_default("sources");
        Some(Self { src: src?, width: width?, height: height?, alt: alt?, sources: sources? })
    }
}

impl Node<'_> {
    /// The address of a picture that must be there.
    pub(super) fn picture(&self, name: &'static str) -> Option<SafeUrl> {
        self.required(name).map(|PictureUrl(url)| url)
    }

    /// A length in pixels that must be there.
    pub(super) fn pixels(&self, name: &'static str) -> Option<u32> {
        self.required(name).map(|Pixels(px)| px)
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
        if is_blank(text) { node.fault(Problem::Blank) } else { Some(text.to_owned()) }
    }
}

impl<T: FromNode> FromNode for Vec<T> {
    fn from_node(node: &Node<'_>) -> Option<Self> {
        node.items()
    }
}

impl FromNode for NoteId {
    fn from_node(node: &Node<'_>) -> Option<Self> {
        node.parse(Self::parse)
    }
}

impl FromNode for ArticleId {
    fn from_node(node: &Node<'_>) -> Option<Self> {
        node.parse(Self::parse)
    }
}

impl FromNode for Alias {
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
