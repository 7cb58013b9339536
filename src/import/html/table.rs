//! Tables, and tables that only set a page.

use dom_query::NodeRef;

use super::inline::lines;
use super::walk::{Walker, split};
use crate::article::{Block, Cell, Column, Table, Text};

/// More columns than a page can show; a `colspan` may say any number.
const MAX_COLUMNS: usize = 100;

/// A table of data, or the blocks of a table that holds other things than texts.
pub(super) fn table(walker: &mut Walker, node: &NodeRef) -> Vec<Block> {
    let rows = rows(node);
    let cells: Vec<Vec<NodeRef>> = rows.iter().map(cells).filter(|cells| !cells.is_empty()).collect();
    if is_layout(&cells) {
        let mut out: Vec<Block> = Vec::new();
        for child in node.children().into_iter() {
            out.extend(walker.collect_all(&[child]));
        }
        return out;
    }
    let mut beside = Vec::new();
    let captions: Vec<NodeRef> = node.children().into_iter().filter(|child| child.has_name("caption")).collect();
    let captions = captions.iter().filter_map(|caption| take(walker, caption, &mut beside)).collect();
    let caption = lines(captions);
    for stray in strays(node) {
        beside.extend(walker.collect_all(&[stray]));
    }
    let has_head = cells.first().is_some_and(|first| {
        let in_head = first.first().and_then(NodeRef::parent).and_then(|row| row.parent());
        in_head.is_some_and(|head| head.has_name("thead")) || first.iter().all(|cell| cell.has_name("th"))
    });
    let body = cells.iter().skip(usize::from(has_head));
    let row_headers = body.clone().count() > 0
        && body.clone().all(|row| row.first().is_some_and(|cell| cell.has_name("th")))
        && cells.iter().any(|row| row.len() > 1);
    let mut texts: Vec<Vec<Text>> = cells.iter().map(|row| texts(walker, row, &mut beside)).collect();
    let width = texts.iter().map(Vec::len).max().unwrap_or(0);
    texts.iter_mut().for_each(|row| row.resize_with(width, Text::default));
    let mut texts = texts.into_iter().map(|row| row.into_iter().map(|text| Cell(filled(text))));
    let empty = || Cell(Text::from(String::new()));
    let columns: Vec<Column> = match if has_head { texts.next() } else { None } {
        Some(head) => head.map(|text| Column { text, align: None }).collect(),
        None => std::iter::repeat_with(|| Column { text: empty(), align: None }).take(width).collect(),
    };
    let mut rows: Vec<Vec<Cell>> = texts.map(Iterator::collect).collect();
    if columns.is_empty() || (rows.is_empty() && !has_head) {
        return beside;
    }
    if rows.is_empty() {
        rows.push(std::iter::repeat_with(empty).take(width).collect());
    }
    let mut out = vec![Block::Table(Table { caption, columns, rows, row_headers })];
    out.extend(beside);
    out
}

/// A text that may be empty has one piece, if nothing is in it.
fn filled(text: Text) -> Text {
    if text.is_blank() { Text::from(String::new()) } else { text }
}

fn rows<'a>(node: &NodeRef<'a>) -> Vec<NodeRef<'a>> {
    let mut out = Vec::new();
    for child in node.children().into_iter() {
        if child.has_name("tr") {
            out.push(child);
        } else if ["thead", "tbody", "tfoot"].iter().any(|name| child.has_name(name)) {
            out.extend(child.children().into_iter().filter(|row| row.has_name("tr")));
        }
    }
    out
}

/// What stands between rows and cells, where only rows and cells belong.
fn strays<'a>(node: &NodeRef<'a>) -> Vec<NodeRef<'a>> {
    let is_group = |child: &NodeRef| ["thead", "tbody", "tfoot", "tr"].iter().any(|name| child.has_name(name));
    let belongs = |child: &NodeRef| ["caption", "colgroup", "td", "th"].iter().any(|name| child.has_name(name));
    let mut out = Vec::new();
    for child in node.children() {
        if is_group(&child) {
            out.extend(strays(&child));
        } else if !belongs(&child) {
            out.push(child);
        }
    }
    out
}

fn cells<'a>(row: &NodeRef<'a>) -> Vec<NodeRef<'a>> {
    row.children().into_iter().filter(|cell| cell.has_name("td") || cell.has_name("th")).collect()
}

/// Whether a table only sets things beside each other: a cell holds a table, or only one has anything in it.
fn is_layout(cells: &[Vec<NodeRef>]) -> bool {
    let all = || cells.iter().flatten();
    let is_filled = |cell: &&NodeRef| {
        cell.descendants_it().any(|part| part.has_name("img") || part.is_text() && !part.text().trim().is_empty())
    };
    let count = all().filter(is_filled).count();
    let has_inner = || all().any(|cell| cell.descendants_it().any(|part| part.has_name("table")));
    count <= 1 || has_inner()
}

/// The texts of a row, with an empty one for each further column that a cell spans.
fn texts(walker: &mut Walker, row: &[NodeRef], beside: &mut Vec<Block>) -> Vec<Text> {
    let mut out = Vec::new();
    for cell in row {
        let span = cell.attr("colspan").and_then(|span| span.trim().parse::<usize>().ok()).unwrap_or(1);
        out.push(take(walker, cell, beside).unwrap_or_default());
        let more = span.clamp(1, MAX_COLUMNS) - 1;
        out.extend(std::iter::repeat_with(Text::default).take(more.min(MAX_COLUMNS.saturating_sub(out.len()))));
    }
    out
}

/// The text of a cell; lists are lines of it, and what is no text stands behind the table.
fn take(walker: &mut Walker, cell: &NodeRef, beside: &mut Vec<Block>) -> Option<Text> {
    walker.lists += 1;
    let (text, rest) = split(flattened(walker.collect(cell)));
    walker.lists -= 1;
    beside.extend(rest);
    text
}

/// Items of lists as paragraphs.
fn flattened(blocks: Vec<Block>) -> Vec<Block> {
    let mut out = Vec::new();
    for block in blocks {
        match block {
            Block::List(list) => list.items.into_iter().for_each(|item| lines_of(item, &mut out)),
            other => out.push(other),
        }
    }
    out
}

fn lines_of(item: crate::article::ListItem, out: &mut Vec<Block>) {
    use crate::article::ListItem;
    match item {
        ListItem::Text(text) => out.push(Block::Paragraph { text }),
        ListItem::Nested { text, list } => {
            out.push(Block::Paragraph { text });
            list.items.into_iter().for_each(|item| lines_of(item, out));
        }
    }
}
