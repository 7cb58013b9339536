//! The walk through the elements of a text.

use std::rc::Rc;

use dom_query::NodeRef;

use super::inline::{Inline, Mark, MarkKind};
use super::{LeftOut, Surroundings, address, embed, figure, list, picture, quote, table};
use crate::article::{Aside, Block, Direction, Figure, Heading, HeadingLevel, Language, NoteId, SafeUrl, Text};

/// How deep elements may stand within one another; what is deeper is taken as its characters.
const MAX_DEPTH: usize = 150;

/// How deep blocks may stand within boxes. A document has 16 levels, of which spans and lists need most.
const MAX_BOXES: usize = 1;

/// The state of a walk.
pub(super) struct Walker<'a> {
    pub(super) around: Surroundings<'a>,
    pub(super) left_out: Vec<LeftOut>,
    /// The ids of elements that are notes, with the ids of the notes.
    pub(super) notes: Vec<(String, NoteId)>,
    /// How deep the list is that is being read.
    pub(super) lists: usize,
    /// Captions that stand beside no picture.
    pub(super) loose_captions: Vec<String>,
    /// Where links lead that hold nothing but a picture, by the picture's address.
    pub(super) picture_links: Vec<(SafeUrl, SafeUrl)>,
    out: Vec<Block>,
    inline: Inline,
    /// Pictures within a paragraph: they stand behind it.
    pending: Vec<Block>,
    marks: Vec<Mark>,
    elements: usize,
    depth: usize,
    boxes: usize,
}

impl<'a> Walker<'a> {
    pub(super) fn new(around: Surroundings<'a>) -> Self {
        Self {
            around,
            left_out: Vec::new(),
            notes: Vec::new(),
            lists: 0,
            picture_links: Vec::new(),
            loose_captions: Vec::new(),
            out: Vec::new(),
            inline: Inline::default(),
            pending: Vec::new(),
            marks: Vec::new(),
            elements: 0,
            depth: 0,
            boxes: 0,
        }
    }

    /// The blocks of an element's children, apart from those around it.
    pub(super) fn collect(&mut self, node: &NodeRef) -> Vec<Block> {
        self.apart(|walker| walker.children(node))
    }

    /// The blocks of some nodes, apart from those around them.
    pub(super) fn collect_all(&mut self, nodes: &[NodeRef]) -> Vec<Block> {
        self.apart(|walker| nodes.iter().for_each(|node| walker.node(node)))
    }

    fn apart(&mut self, walk: impl FnOnce(&mut Self)) -> Vec<Block> {
        let out = std::mem::take(&mut self.out);
        let inline = std::mem::take(&mut self.inline);
        let pending = std::mem::take(&mut self.pending);
        walk(self);
        self.flush();
        self.pending = pending;
        self.inline = inline;
        std::mem::replace(&mut self.out, out)
    }

    /// Ends the paragraph that is being collected.
    fn flush(&mut self) {
        if let Some(text) = self.inline.take() {
            self.out.push(Block::Paragraph { text });
        }
        self.out.append(&mut self.pending);
    }

    pub(super) fn push_all(&mut self, blocks: Vec<Block>) {
        self.flush();
        self.out.extend(blocks);
    }

    pub(super) fn leave_out(&mut self, what: &str, text: &str, why: &str) {
        // A control without words is no loss.
        if text.trim().is_empty() && what == "button" {
            return;
        }
        self.left_out.push(LeftOut { what: what.to_owned(), text: text.trim().to_owned(), why: why.to_owned() });
    }

    fn children(&mut self, node: &NodeRef) {
        if self.depth >= MAX_DEPTH {
            self.inline.push(&node.text(), &self.marks);
            self.leave_out("elements", "", "they stand too deep within one another: their characters are taken");
            return;
        }
        self.depth += 1;
        node.children().into_iter().for_each(|child| self.node(&child));
        self.depth -= 1;
    }

    fn node(&mut self, node: &NodeRef) {
        if node.is_text() {
            self.inline.push(&node.text(), &self.marks);
        } else if let Some(name) = node.node_name().filter(|_| node.is_element()) {
            self.element(node, &name);
        }
    }

    fn element(&mut self, node: &NodeRef, name: &str) {
        if self.is_note(node) {
            return;
        }
        match name {
            "br" if self.inline.ends_with_break() => self.flush(),
            "br" => self.inline.push_break(&self.marks),
            "hr" => {
                self.flush();
                if !matches!(self.out.last(), None | Some(Block::Divider)) {
                    self.out.push(Block::Divider);
                }
            }
            "img" => self.picture(node),
            "h1" | "h2" => self.heading(node, HeadingLevel::Two),
            "h3" => self.heading(node, HeadingLevel::Three),
            "h4" | "h5" | "h6" => self.heading(node, HeadingLevel::Four),
            "ul" | "ol" | "menu" | "dir" => self.within(node, |walker| list::list(walker, node, name == "ol")),
            "dl" => self.within(node, |walker| list::definitions(walker, node)),
            "table" => self.within(node, |walker| table::table(walker, node)),
            "blockquote" => self.within(node, |walker| quote::quote(walker, node)),
            "pre" | "listing" | "xmp" | "plaintext" => self.preformatted(node),
            "figure" => self.within(node, |walker| figure::figure(walker, node)),
            "aside" | "details" => self.aside(node),
            "audio" | "video" | "iframe" | "embed" | "object" => {
                let blocks = embed::media(self, node, name);
                self.push_all(blocks);
            }
            "script" | "style" | "template" | "head" | "title" | "meta" | "link" | "source" | "track" | "param"
            | "input" | "rp" => {}
            "button" | "select" | "textarea" | "datalist" => {
                self.leave_out(name, &node.text(), "a control, which does nothing in a document")
            }
            "noscript" if is_double(node) => {}
            "svg" | "canvas" => self.leave_out(name, &node.text(), "a drawing, which a document cannot hold"),
            "a" => self.link(node),
            _ if figure::is_caption(node) && self.caption(node) => {}
            _ => self.other(node, name),
        }
    }

    /// A block: it ends the paragraph before it, and has no part in the one after it.
    fn within(&mut self, node: &NodeRef, convert: impl FnOnce(&mut Self) -> Vec<Block>) {
        self.flush();
        let before = self.marks.len();
        self.language(node);
        let blocks = convert(self);
        self.marks.truncate(before);
        self.out.extend(blocks);
    }

    fn other(&mut self, node: &NodeRef, name: &str) {
        let before = self.marks.len();
        self.language(node);
        let kind = match name {
            "b" | "strong" => Some(MarkKind::Strong),
            "i" | "em" | "cite" | "dfn" => Some(MarkKind::Emphasis),
            "code" | "kbd" | "samp" | "tt" | "var" => Some(MarkKind::Code),
            "sub" => Some(MarkKind::Sub),
            "sup" => Some(MarkKind::Sup),
            "mark" => Some(MarkKind::Highlight),
            "abbr" | "acronym" => {
                let expansion = node.attr("title").map(|title| title.trim().to_owned());
                expansion.filter(|title| !Text::from(title.clone()).is_blank()).map(MarkKind::Abbreviation)
            }
            _ => None,
        };
        if let Some(kind) = kind {
            self.mark(kind);
        }
        if is_block(name) {
            self.flush();
            self.children(node);
            self.flush();
        } else {
            self.children(node);
        }
        self.marks.truncate(before);
    }

    /// Marks what follows, unless it is marked so already.
    fn mark(&mut self, kind: MarkKind) {
        if self.marks.iter().any(|mark| mark.kind.is_like(&kind)) && !matches!(kind, MarkKind::Language(..)) {
            return;
        }
        self.elements += 1;
        self.marks.push(Mark { element: self.elements, kind: Rc::new(kind) });
    }

    /// Marks text in another language than what is around it. One mark at most: another takes its place.
    fn language(&mut self, node: &NodeRef) {
        let Some(lang) = node.attr("lang").and_then(|lang| Language::parse(lang.trim()).ok()) else { return };
        let dir = match node.attr("dir").as_deref() {
            Some("rtl") => Some(Direction::Rtl),
            Some("ltr") => Some(Direction::Ltr),
            _ => None,
        };
        let dir = dir.filter(|dir| *dir != lang.direction());
        let is_other = self.around.language.is_none_or(|own| own.primary() != lang.primary());
        let is_within = self.marks.iter().any(|mark| matches!(*mark.kind, MarkKind::Language(..)));
        if (is_other || dir.is_some()) && !is_within {
            self.mark(MarkKind::Language(lang, dir));
        }
    }

    fn link(&mut self, node: &NodeRef) {
        let href = node.attr("href").unwrap_or_default();
        if let Some(target) = href.strip_prefix('#')
            && let Some((_, id)) = self.notes.iter().find(|(element, _)| element == target)
        {
            let id = id.clone();
            self.inline.push_note(id, &self.marks);
            return;
        }
        let before = self.marks.len();
        if let Some(url) = address::link(&href, self.around.base) {
            self.mark(MarkKind::Link(url));
        } else if !href.is_empty() && !href.starts_with('#') && !href.starts_with("javascript:") {
            self.leave_out("a", &href, "an address that a document may not have; the words are there");
        }
        self.children(node);
        self.marks.truncate(before);
    }

    fn picture(&mut self, node: &NodeRef) {
        match picture::image(node, self.around) {
            // A drawn character within a text: it is one.
            Ok(image) if is_symbol(&image.alt) && !self.inline.is_blank() => self.inline.push(&image.alt, &self.marks),
            Ok(image) => {
                let link = self.marks.iter().find_map(|mark| match &*mark.kind {
                    MarkKind::Link(url) => Some(url.clone()),
                    _ => None,
                });
                self.picture_links.extend(image.src.clone().zip(link));
                let figure = Block::Figure(Figure { image, caption: None, credit: None });
                if self.inline.is_blank() { self.out.push(figure) } else { self.pending.push(figure) }
            }
            Err(why) => self.leave_out("img", "", why),
        }
    }

    /// Takes a text for the caption of the picture before it, if there is one without.
    fn caption(&mut self, node: &NodeRef) -> bool {
        if !self.inline.is_blank() || !matches!(self.out.last(), Some(Block::Figure(Figure { caption: None, .. }))) {
            if self.out.iter().rev().take(2).all(|block| !matches!(block, Block::Figure(_) | Block::Gallery(_))) {
                self.loose_captions.push(node.text().split_whitespace().collect::<Vec<_>>().join(" "));
            }
            return false;
        }
        let (caption, credit, rest) = figure::caption(self, &[*node]);
        if let Some(Block::Figure(figure)) = self.out.last_mut() {
            figure.caption = caption;
            figure.credit = figure.credit.take().or(credit);
        }
        self.out.extend(rest);
        true
    }

    fn heading(&mut self, node: &NodeRef, level: HeadingLevel) {
        self.within(node, |walker| {
            let (text, rest) = split(walker.collect(node));
            let heading = text.map(|text| Block::Heading(Heading { level, text }));
            heading.into_iter().chain(rest).collect()
        });
    }

    fn preformatted(&mut self, node: &NodeRef) {
        self.flush();
        let mut text = String::new();
        for piece in node.descendants_it() {
            if piece.is_text() {
                text.push_str(&piece.text());
            } else if piece.has_name("br") {
                text.push('\n');
            }
        }
        let text: String = text.chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\t')).collect();
        let text = text.trim_start_matches('\n').trim_end().to_owned();
        if !Text::from(text.clone()).is_blank() {
            self.out.push(Block::Preformatted { text });
        }
    }

    fn aside(&mut self, node: &NodeRef) {
        if self.boxes >= MAX_BOXES || self.lists > 0 {
            return self.within(node, |walker| walker.collect(node));
        }
        self.boxes += 1;
        self.within(node, |walker| {
            let summary = node.children().into_iter().find(|child| child.has_name("summary"));
            let (heading, mut body) = match summary {
                Some(summary) => {
                    let parts = split(walker.collect(&summary));
                    summary.remove_from_parent();
                    parts
                }
                None => (None, Vec::new()),
            };
            body.extend(walker.collect(node));
            match heading {
                Some(text) if body.is_empty() => vec![Block::Paragraph { text }],
                _ if body.is_empty() => Vec::new(),
                heading => vec![Block::Aside(Aside { heading, body })],
            }
        });
        self.boxes -= 1;
    }

    /// Whether an element is a note, which is no block any more.
    pub(super) fn is_note(&self, node: &NodeRef) -> bool {
        !self.notes.is_empty()
            && node.attr("id").is_some_and(|id| self.notes.iter().any(|(element, _)| *element == *id))
    }
}

/// The texts of blocks as one, a line each, and the blocks that are no text.
pub(super) fn split(blocks: Vec<Block>) -> (Option<Text>, Vec<Block>) {
    let mut texts = Vec::new();
    let mut rest = Vec::new();
    for block in blocks {
        match block {
            Block::Paragraph { text } => texts.push(text),
            Block::Heading(heading) => texts.push(heading.text),
            Block::Divider => {}
            other => rest.push(other),
        }
    }
    (super::inline::lines(texts), rest)
}

/// Whether an alt text is a symbol, as of an emoji that was drawn for browsers without.
fn is_symbol(alt: &str) -> bool {
    !alt.is_empty() && alt.chars().count() <= 8 && !alt.chars().any(|c| c.is_alphanumeric() || c.is_ascii())
}

/// Whether a `noscript` says again what a script shows: a picture that stands beside it.
fn is_double(node: &NodeRef) -> bool {
    let is_picture = |other: &NodeRef| other.has_name("img") || other.descendants_it().any(|part| part.has_name("img"));
    is_picture(node) && node.prev_element_sibling().is_some_and(|before| is_picture(&before))
}

/// Whether an element begins on a line of its own.
pub(super) fn is_block(name: &str) -> bool {
    matches!(
        name,
        "address"
            | "article"
            | "body"
            | "center"
            | "div"
            | "dd"
            | "dt"
            | "fieldset"
            | "figcaption"
            | "footer"
            | "form"
            | "header"
            | "hgroup"
            | "html"
            | "legend"
            | "li"
            | "main"
            | "nav"
            | "noscript"
            | "p"
            | "search"
            | "section"
            | "summary"
            | "tbody"
            | "td"
            | "tfoot"
            | "th"
            | "thead"
            | "tr"
            | "caption"
            | "option"
            | "optgroup"
    )
}
