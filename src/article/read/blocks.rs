//! Reading the blocks of a body.

use super::Problem;
use super::json::Kind;
use super::limits::{BOX, PART, PLAYER};
use super::node::{FromNode, Node};
use crate::article::block::{BLOCKS, BlockKind};
use crate::article::{
    Align, Aside, Audio, Block, CaptionTrack, Card, Cell, Column, Figure, Gallery, Heading, ImageFormat, ImageSource,
    List, ListItem, Moment, Notice, NoticeKind, PullQuote, Question, Quote, Table, Text, Unknown, Video,
};

record!(Heading { level: required("level"), text: required("text") });
record!(Figure counts BOX { image: required("image"), caption: optional("caption"), credit: optional("credit") });
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
record!(ImageSource { src: picture("src"), width: pixels("width"), format: optional("format") });
word!(ImageFormat { Avif: "avif", Webp: "webp", Jpeg: "jpeg", Png: "png" });

/// Blocks are counted by their kinds.
impl FromNode for Block {
    const COUNTS: usize = 0;

    fn from_node(node: &Node<'_>) -> Option<Self> {
        let kind = node.kind_among()?.unwrap_or(BlockKind::Unknown);
        node.count(counts(&kind))?;
        let node = &node.deeper()?;
        match kind {
            BlockKind::Paragraph => node.only("text").map(|text| Self::Paragraph { text }),
            BlockKind::Heading => FromNode::from_node(node).map(Self::Heading),
            BlockKind::Figure => FromNode::from_node(node).map(Self::Figure),
            BlockKind::Gallery => FromNode::from_node(node).map(Self::Gallery),
            BlockKind::Quote => FromNode::from_node(node).map(Self::Quote),
            BlockKind::PullQuote => FromNode::from_node(node).map(Self::PullQuote),
            BlockKind::List => FromNode::from_node(node).map(Self::List),
            BlockKind::Table => FromNode::from_node(node).map(Self::Table),
            BlockKind::Preformatted => node.only("text").map(|text| Self::Preformatted { text }),
            BlockKind::Aside => FromNode::from_node(node).map(Self::Aside),
            BlockKind::Questions => node.only_filled("items").map(|items| Self::Questions { items }),
            BlockKind::Timeline => node.only_filled("items").map(|items| Self::Timeline { items }),
            BlockKind::KeyPoints => node.only_filled("items").map(|items| Self::KeyPoints { items }),
            BlockKind::Divider => node.object(&[]).map(|()| Self::Divider),
            BlockKind::Audio => FromNode::from_node(node).map(Self::Audio),
            BlockKind::Video => FromNode::from_node(node).map(Self::Video),
            BlockKind::Card => FromNode::from_node(node).map(Self::Card),
            BlockKind::Notice => FromNode::from_node(node).map(Self::Notice),
            BlockKind::Unknown => unknown_block(node),
        }
    }
}

/// As how many blocks one counts.
fn counts(kind: &BlockKind) -> usize {
    match kind {
        BlockKind::Paragraph | BlockKind::Heading | BlockKind::Divider | BlockKind::Unknown => 1,
        BlockKind::Preformatted => PART,
        BlockKind::Audio | BlockKind::Video => PLAYER,
        _ => BOX,
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
