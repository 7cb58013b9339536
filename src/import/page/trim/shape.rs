//! What can be told of a block without understanding it: its words, and how many of them are links.

use crate::article::{Block, List, ListItem, Span, Text};
use crate::import::html;
use crate::import::page::words;

/// A block as rules see it.
#[derive(Debug)]
pub(super) struct Shape {
    pub(super) kind: Kind,
    /// Its text, white space as one space, in small letters.
    pub(super) text: String,
    /// Its text as it is.
    pub(super) plain: String,
    pub(super) words: Vec<String>,
    /// How many of its words stand in links.
    pub(super) linked: usize,
    /// How many links it has.
    pub(super) links: usize,
    /// How many of them lead to the site that the page is on.
    pub(super) own_links: usize,
}

/// The kinds of blocks that rules tell apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Paragraph,
    Heading,
    List,
    /// A picture or pictures.
    Picture,
    /// A quotation, a table, preformatted text, a player: what stays.
    Other,
    Divider,
}

impl Shape {
    pub(super) fn of(block: &Block, host: Option<&str>) -> Self {
        let kind = match block {
            Block::Paragraph { .. } => Kind::Paragraph,
            Block::Heading(_) => Kind::Heading,
            Block::List(_) => Kind::List,
            Block::Figure(_) | Block::Gallery(_) => Kind::Picture,
            Block::Divider => Kind::Divider,
            _ => Kind::Other,
        };
        let plain = html::plain(block);
        let words = words::of(&plain);
        let text = plain.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase().replace('’', "'");
        let mut links = Links { host, ..Links::default() };
        match block {
            Block::Paragraph { text } => links.text(text, false),
            Block::Heading(heading) => links.text(&heading.text, false),
            Block::List(list) => links.list(list),
            _ => {}
        }
        Self { kind, text, plain, words, linked: links.words, links: links.count, own_links: links.own }
    }

    /// Which part of its words stands in links, from 0 to 1.
    pub(super) fn link_share(&self) -> f32 {
        if self.words.is_empty() { 0.0 } else { self.linked as f32 / self.words.len() as f32 }
    }

    /// Whether it is a text of some length, as an article is made of.
    pub(super) fn is_prose(&self) -> bool {
        let is_text = matches!(self.kind, Kind::Paragraph | Kind::Other);
        is_text && self.words.len() >= 20 && self.link_share() < 0.5
    }

    pub(super) fn is_running(&self) -> bool {
        matches!(self.kind, Kind::Paragraph | Kind::Heading)
    }

    pub(super) fn contains_any(&self, phrases: &[&str]) -> bool {
        phrases.iter().any(|phrase| self.text.contains(phrase))
    }
}

#[derive(Default)]
struct Links<'a> {
    host: Option<&'a str>,
    words: usize,
    count: usize,
    own: usize,
}

impl Links<'_> {
    fn text(&mut self, text: &Text, is_linked: bool) {
        for span in text.spans() {
            match span {
                Span::Plain(plain) if is_linked => self.words += words::of(plain).len(),
                Span::Plain(_) | Span::Break | Span::Footnote(_) => {}
                Span::Link { url, text, .. } => {
                    self.count += 1;
                    let is_own = !url.is_whole() || self.host.is_some_and(|host| url.as_str().contains(host));
                    self.own += usize::from(is_own);
                    self.text(text, true);
                }
                Span::Strong { text }
                | Span::Emphasis { text }
                | Span::Code { text }
                | Span::Sub { text }
                | Span::Sup { text }
                | Span::Mark { text }
                | Span::Abbreviation { text, .. }
                | Span::Language { text, .. } => self.text(text, is_linked),
            }
        }
    }

    fn list(&mut self, list: &List) {
        for item in &list.items {
            match item {
                ListItem::Text(text) => self.text(text, false),
                ListItem::Nested { text, list } => {
                    self.text(text, false);
                    self.list(list);
                }
            }
        }
    }
}
