//! How each type of the document is read from its fields.

use super::Problem;
use super::json::Kind;
use super::node::{FromNode, Node};
use crate::article::text::is_blank;
use crate::article::{
    Align, Article, ArticleId, Aside, Audio, Author, Block, CaptionTrack, Card, Cell, Column, Direction, Figure,
    Footnote, FootnoteRef, Gallery, Heading, HeadingLevel, Image, ImageFormat, ImageSource, Language, List, ListItem,
    Moment, NoteId, Notice, NoticeKind, Publisher, PullQuote, Question, Quote, Related, SafeUrl, Source, Span, Status,
    Table, Text, Timestamp, Translation, Unknown, Video,
};

/// Reads every field before it gives up on any, so that all faults are found in one go. Fields in braces at the end are
/// not read but worked out later.
macro_rules! record {
    ($type:ident { $($field:ident: $how:ident($name:literal)),+ $(,)? } $({ $($later:ident),+ })?) => {
        impl FromNode for $type {
            fn from_node(node: &Node<'_>) -> Option<Self> {
                node.object(&[$($name),+])?;
                $(let $field = node.$how($name);)+
                Some(Self { $($field: $field?,)+ $($($later: Default::default()),+)? })
            }
        }
    };
}

/// Reads one of a few words.
macro_rules! word {
    ($type:ident { $($variant:ident: $name:literal),+ $(,)? }) => {
        impl FromNode for $type {
            fn from_node(node: &Node<'_>) -> Option<Self> {
                const KNOWN: &[&str] = &[$($name),+];
                match node.as_str()? {
                    $($name => Some(Self::$variant),)+
                    found => node.fault(Problem::UnknownWord { found: found.to_owned(), known: KNOWN }),
                }
            }
        }
    };
}

record!(Article {
    id: required("id"),
    in_language: required("inLanguage"),
    headline: required("headline"),
    alternative_headline: optional("alternativeHeadline"),
    kicker: optional("kicker"),
    dateline: optional("dateline"),
    description: optional("description"),
    article_section: optional("articleSection"),
    content_location: optional("contentLocation"),
    date_published: required("datePublished"),
    date_modified: optional("dateModified"),
    embargo: optional("embargo"),
    creative_work_status: or_default("creativeWorkStatus"),
    author: or_default("author"),
    publisher: optional("publisher"),
    is_based_on: optional("isBasedOn"),
    url: optional("url"),
    work_translation: or_default("workTranslation"),
    comment_count: optional("commentCount"),
    discussion_url: optional("discussionUrl"),
    word_count: optional("wordCount"),
    keywords: or_default("keywords"),
    copyright_notice: optional("copyrightNotice"),
    license: optional("license"),
    body: filled("body"),
    footnotes: or_default("footnotes"),
    related: or_default("related"),
});

word!(Status { Usable: "usable", Corrected: "corrected", Withdrawn: "withdrawn" });
record!(Author {
    name: required("name"),
    job_title: optional("jobTitle"),
    url: optional("url"),
    image: optional("image"),
});
record!(Publisher { name: required("name"), url: optional("url"), logo: optional("logo") });
record!(Source { name: required("name"), url: optional("url") });
record!(Translation { in_language: required("inLanguage"), url: required("url"), name: required("name") });
record!(Footnote { id: required("id"), text: required("text") } { references });
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
record!(Gallery { figures: filled("figures"), caption: optional("caption") });
record!(Quote { text: filled("text"), attribution: optional("attribution") });
record!(PullQuote { text: required("text"), attribution: optional("attribution") });
record!(List { ordered: or_default("ordered"), start: optional("start"), items: filled("items") });
record!(Column { text: required("text"), align: optional("align") });
word!(Align { Start: "start", Center: "center", End: "end" });
record!(Aside { heading: optional("heading"), body: filled("body") });
record!(Question { question: required("question"), answer: filled("answer") });
record!(Moment { label: required("label"), text: required("text") });
record!(Audio { src: required("src"), title: required("title"), transcript: or_default("transcript") });
record!(Video {
    src: required("src"),
    title: required("title"),
    poster: optional("poster"),
    captions: or_default("captions"),
    transcript: or_default("transcript"),
});
record!(CaptionTrack { src: required("src"), lang: required("lang"), label: required("label") });
record!(Card {
    url: required("url"),
    title: required("title"),
    source: optional("source"),
    description: optional("description"),
});
record!(Notice { kind: required("kind"), date: required("date"), text: required("text") });
word!(NoticeKind { Correction: "correction", Update: "update" });
record!(ImageSource { src: required("src"), width: pixels("width"), format: optional("format") });
word!(ImageFormat { Avif: "avif", Webp: "webp", Jpeg: "jpeg", Png: "png" });
word!(Direction { Ltr: "ltr", Rtl: "rtl" });

const BLOCKS: &[&str] = &[
    "paragraph",
    "heading",
    "figure",
    "gallery",
    "quote",
    "pullquote",
    "list",
    "table",
    "preformatted",
    "aside",
    "questions",
    "timeline",
    "keypoints",
    "divider",
    "audio",
    "video",
    "card",
    "notice",
];

impl FromNode for Block {
    fn from_node(node: &Node<'_>) -> Option<Self> {
        let Some(kind) = node.type_among(BLOCKS)? else { return unknown_block(node) };
        node.count_block()?;
        let node = &node.deeper()?;
        match kind {
            "paragraph" => node.only("text").map(|text| Self::Paragraph { text }),
            "heading" => FromNode::from_node(node).map(Self::Heading),
            "figure" => FromNode::from_node(node).map(Self::Figure),
            "gallery" => FromNode::from_node(node).map(Self::Gallery),
            "quote" => FromNode::from_node(node).map(Self::Quote),
            "pullquote" => FromNode::from_node(node).map(Self::PullQuote),
            "list" => FromNode::from_node(node).map(Self::List),
            "table" => FromNode::from_node(node).map(Self::Table),
            "preformatted" => node.only("text").map(|text| Self::Preformatted { text }),
            "aside" => FromNode::from_node(node).map(Self::Aside),
            "questions" => node.only("items").map(|items| Self::Questions { items }),
            "timeline" => node.only("items").map(|items| Self::Timeline { items }),
            "keypoints" => node.only("items").map(|items| Self::KeyPoints { items }),
            "divider" => node.object(&[]).map(|()| Self::Divider),
            "audio" => FromNode::from_node(node).map(Self::Audio),
            "video" => FromNode::from_node(node).map(Self::Video),
            "card" => FromNode::from_node(node).map(Self::Card),
            _ => FromNode::from_node(node).map(Self::Notice),
        }
    }
}

/// A block of a newer version: whoever only reads shows what it says to show instead; who publishes is told.
fn unknown_block(node: &Node<'_>) -> Option<Block> {
    let kind: Option<String> = node.required("type");
    let fallback = node.optional("fallback");
    let (kind, fallback) = (kind?, fallback?);
    let problem = Problem::UnknownType { what: "block", found: kind.clone(), known: BLOCKS };
    if fallback.is_some() {
        node.warn("type", problem);
    } else {
        node.unless_lenient("type", problem)?;
    }
    Some(Block::Unknown(Unknown { kind, fallback }))
}

/// The rows of a table have a cell for every column.
impl FromNode for Table {
    fn from_node(node: &Node<'_>) -> Option<Self> {
        node.object(&["caption", "columns", "rows", "rowHeaders"])?;
        let caption = node.optional("caption");
        let columns: Option<Vec<Column>> = node.filled("columns");
        let rows: Option<Vec<Vec<Cell>>> = node.filled("rows");
        let row_headers = node.or_default("rowHeaders");
        let table = Self { caption: caption?, columns: columns?, rows: rows?, row_headers: row_headers? };
        let expected = table.columns.len();
        for (index, row) in table.rows.iter().enumerate() {
            if row.len() != expected {
                let found = row.len();
                return node.fault_in_row(index, Problem::RowLength { found, expected });
            }
        }
        Some(table)
    }
}

/// A cell may be empty.
impl FromNode for Cell {
    fn from_node(node: &Node<'_>) -> Option<Self> {
        match node.kind() {
            Kind::Text(text) => Some(Self(Text::from(text.clone().into_owned()))),
            _ => FromNode::from_node(node).map(Self),
        }
    }
}

impl FromNode for ListItem {
    fn from_node(node: &Node<'_>) -> Option<Self> {
        let Kind::Object(_) = node.kind() else { return FromNode::from_node(node).map(Self::Text) };
        let node = &node.deeper()?;
        node.object(&["text", "list"])?;
        let text = node.required("text");
        let list = node.required("list");
        Some(Self::Nested { text: text?, list: Box::new(list?) })
    }
}

const SPANS: &[&str] =
    &["strong", "emphasis", "link", "code", "sub", "sup", "mark", "abbreviation", "language", "footnote", "break"];

impl FromNode for Span {
    fn from_node(node: &Node<'_>) -> Option<Self> {
        match node.kind() {
            Kind::Text(text) => return Some(Self::Plain(text.clone().into_owned())),
            Kind::Object(_) => {}
            _ => return node.wrong_type("a string or a marked span"),
        }
        let Some(kind) = node.type_among(SPANS)? else { return unknown_span(node) };
        let node = &node.deeper()?;
        match kind {
            "break" => node.object(&[]).map(|()| Self::Break),
            "footnote" => {
                let id: NoteId = node.only("id")?;
                node.check_note(id.as_str())?;
                Some(Self::Footnote(FootnoteRef { id, number: 0, occurrence: 0 }))
            }
            "link" => {
                node.object(&["url", "text"])?;
                let url = node.required("url").map(|LinkUrl(url)| url);
                let text = node.required("text");
                Some(Self::Link { url: url?, text: text? })
            }
            "abbreviation" => {
                node.object(&["expansion", "text"])?;
                let expansion = node.required("expansion");
                let text = node.required("text");
                Some(Self::Abbreviation { expansion: expansion?, text: text? })
            }
            "language" => {
                node.object(&["lang", "dir", "text"])?;
                let lang = node.required("lang");
                let dir = node.optional("dir");
                let text = node.required("text");
                Some(Self::Language { lang: lang?, dir: dir?, text: text? })
            }
            "strong" => node.only("text").map(|text| Self::Strong { text }),
            "emphasis" => node.only("text").map(|text| Self::Emphasis { text }),
            "code" => node.only("text").map(|text| Self::Code { text }),
            "sub" => node.only("text").map(|text| Self::Sub { text }),
            "sup" => node.only("text").map(|text| Self::Sup { text }),
            _ => node.only("text").map(|text| Self::Mark { text }),
        }
    }
}

/// A mark of a newer version: whoever only reads shows the characters without it.
fn unknown_span(node: &Node<'_>) -> Option<Span> {
    let kind: String = node.required("type")?;
    node.unless_lenient("type", Problem::UnknownType { what: "span", found: kind, known: SPANS })?;
    let text: Option<Text> = node.optional("text")?;
    Some(Span::Plain(text.map(|text| text.plain()).unwrap_or_default()))
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
        node.object(&["src", "width", "height", "alt", "sources"])?;
        let src = node.optional("src");
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
    /// A length in pixels that must be there.
    fn pixels(&self, name: &str) -> Option<u32> {
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
