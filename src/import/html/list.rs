//! Lists, and lists of terms with what they mean.

use dom_query::NodeRef;

use super::inline::lines;
use super::walk::{Walker, split};
use crate::article::{Block, Gallery, List, ListItem, Span, Text};

/// How deep lists may stand within one another.
const MAX_LISTS: usize = 5;

/// A list; what no item can hold stands between two of them.
pub(super) fn list(walker: &mut Walker, node: &NodeRef, ordered: bool) -> Vec<Block> {
    let start = node.attr("start").and_then(|start| start.trim().parse::<u64>().ok()).filter(|_| ordered);
    walker.lists += 1;
    let items: Vec<Vec<Block>> = parts(walker, node);
    walker.lists -= 1;
    if let Some(gallery) = gallery(&items) {
        return vec![gallery];
    }
    let mut out = Vec::new();
    let mut open = Open { ordered, number: start.unwrap_or(1), first: 1, items: Vec::new() };
    for item in items {
        let mut texts: Vec<Text> = Vec::new();
        open.begin();
        for block in item {
            match block {
                Block::Paragraph { text } => texts.push(text),
                Block::Heading(heading) => texts.push(Text::from(vec![Span::Strong { text: heading.text }])),
                Block::List(below) if walker.lists < MAX_LISTS => open.nest(std::mem::take(&mut texts), below),
                Block::Divider => {}
                other => {
                    open.add(std::mem::take(&mut texts));
                    open.close(&mut out);
                    out.push(other);
                }
            }
        }
        open.add(texts);
        open.number = open.number.saturating_add(1);
    }
    open.close(&mut out);
    out
}

/// The list that items are added to.
struct Open {
    ordered: bool,
    /// The number of the item that is being added, and of the first.
    number: u64,
    first: u64,
    items: Vec<ListItem>,
}

impl Open {
    fn begin(&mut self) {
        if self.items.is_empty() {
            self.first = self.number;
        }
    }

    fn add(&mut self, texts: Vec<Text>) {
        if let Some(text) = lines(texts) {
            self.items.push(ListItem::Text(text));
        }
    }

    /// A list within an item. Without a text that it belongs to, its items are items of this one.
    fn nest(&mut self, texts: Vec<Text>, below: List) {
        match lines(texts) {
            Some(text) => self.items.push(ListItem::Nested { text, list: Box::new(below) }),
            None => match self.items.last_mut() {
                Some(ListItem::Nested { list, .. }) => list.items.extend(below.items),
                Some(item @ ListItem::Text(_)) => {
                    if let ListItem::Text(text) = item {
                        *item = ListItem::Nested { text: std::mem::take(text), list: Box::new(below) };
                    }
                }
                None => self.items.extend(below.items),
            },
        }
    }

    fn close(&mut self, out: &mut Vec<Block>) {
        if self.items.is_empty() {
            return;
        }
        let items = std::mem::take(&mut self.items);
        let start = Some(self.first).filter(|first| self.ordered && *first != 1);
        out.push(Block::List(List { ordered: self.ordered, start, items }));
        self.first = self.number;
    }
}

/// The blocks of each item. What stands between items is one, too.
fn parts(walker: &mut Walker, node: &NodeRef) -> Vec<Vec<Block>> {
    let children = node.children();
    let groups = children.chunk_by(|a, b| !a.has_name("li") && !b.has_name("li"));
    let items = groups.map(|group| match group {
        [item] if item.has_name("li") && walker.is_note(item) => Vec::new(),
        [item] if item.has_name("li") => walker.collect(item),
        between => walker.collect_all(between),
    });
    items.filter(|blocks| !blocks.is_empty()).collect()
}

/// A list of pictures is a gallery.
fn gallery(items: &[Vec<Block>]) -> Option<Block> {
    let figures: Option<Vec<_>> = items
        .iter()
        .map(|item| match item.as_slice() {
            [Block::Figure(figure)] => Some(figure.clone()),
            _ => None,
        })
        .collect();
    figures.filter(|figures| figures.len() > 1).map(|figures| Block::Gallery(Gallery { figures, caption: None }))
}

/// Terms with what they mean: an item each, the term marked.
pub(super) fn definitions(walker: &mut Walker, node: &NodeRef) -> Vec<Block> {
    let mut out = Vec::new();
    let mut items: Vec<ListItem> = Vec::new();
    let mut texts: Vec<Text> = Vec::new();
    let close = |texts: &mut Vec<Text>, items: &mut Vec<ListItem>| {
        items.extend(lines(std::mem::take(texts)).map(ListItem::Text));
    };
    // Groups of terms may stand in a `div` each (HTML, section 4.4.9).
    let groups = node
        .children()
        .into_iter()
        .flat_map(|child| if child.has_name("div") { child.children() } else { vec![child] });
    walker.lists += 1;
    for child in groups.collect::<Vec<_>>() {
        let is_term = child.has_name("dt");
        let (text, rest) = if is_term || child.has_name("dd") {
            split(walker.collect(&child))
        } else {
            split(walker.collect_all(&[child]))
        };
        if is_term {
            close(&mut texts, &mut items);
            texts.extend(text.map(|text| Text::from(vec![Span::Strong { text }])));
        } else {
            texts.extend(text);
        }
        if !rest.is_empty() {
            close(&mut texts, &mut items);
            if !items.is_empty() {
                out.push(Block::List(List { ordered: false, start: None, items: std::mem::take(&mut items) }));
            }
            out.extend(rest);
        }
    }
    walker.lists -= 1;
    close(&mut texts, &mut items);
    if !items.is_empty() {
        out.push(Block::List(List { ordered: false, start: None, items }));
    }
    out
}
