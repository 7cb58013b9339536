//! What a document may hold: blocks beyond it are left out, and the report says so.

use super::LeftOut;
use crate::article::{Block, Figure, List, ListItem, Span, Text};

/// As how many blocks a body may count, some fewer than a document has: its fields are to have room, too.
const MAX_BLOCKS: usize = 48_000;

/// How long the texts of a body may be, in bytes: JSON writes them longer.
const MAX_TEXT: usize = 5 * 1024 * 1024;

/// Leaves out the blocks at the end that have no room.
pub(super) fn fit(body: &mut Vec<Block>, left_out: &mut Vec<LeftOut>) {
    let (mut count, mut length) = (0, 0);
    let fits = |block: &Block| {
        let (cost, bytes) = weight(block);
        (count, length) = (count + cost, length + bytes);
        count <= MAX_BLOCKS && length <= MAX_TEXT
    };
    let kept = body.iter().position({
        let mut fits = fits;
        move |block| !fits(block)
    });
    for block in body.drain(kept.unwrap_or(body.len())..) {
        let why = "a document has no room for it: divide the source".to_owned();
        left_out.push(LeftOut { what: "blocks".to_owned(), text: plain(&block), why });
    }
}

/// As how many blocks one counts, never fewer than the reader counts, and the length of its texts.
fn weight(block: &Block) -> (usize, usize) {
    let mut sum = Sum::default();
    sum.block(block);
    (sum.count, sum.length)
}

#[derive(Default)]
struct Sum {
    count: usize,
    length: usize,
}

impl Sum {
    fn block(&mut self, block: &Block) {
        self.count += 8;
        match block {
            Block::Paragraph { text } => self.text(text),
            Block::Heading(heading) => self.text(&heading.text),
            Block::Figure(figure) => self.figure(figure),
            Block::Gallery(gallery) => {
                gallery.figures.iter().for_each(|figure| self.figure(figure));
                gallery.caption.iter().for_each(|text| self.text(text));
            }
            Block::Quote(quote) => quote.text.iter().chain(&quote.attribution).for_each(|text| self.text(text)),
            Block::PullQuote(quote) => self.text(&quote.text),
            Block::List(list) => self.list(list),
            Block::Table(table) => {
                table.caption.iter().for_each(|text| self.text(text));
                table.columns.iter().for_each(|column| self.text(&column.text.0));
                for row in &table.rows {
                    self.count += 4;
                    row.iter().for_each(|cell| self.text(&cell.0));
                }
            }
            Block::Preformatted { text } => self.length += text.len(),
            Block::Aside(aside) => {
                aside.heading.iter().for_each(|text| self.text(text));
                aside.body.iter().for_each(|block| self.block(block));
            }
            Block::Audio(_) => self.count += 200,
            Block::Video(video) => self.count += 200 + 8 * video.captions.len(),
            Block::Card(card) => card.description.iter().for_each(|text| self.text(text)),
            Block::Questions { .. }
            | Block::Timeline { .. }
            | Block::KeyPoints { .. }
            | Block::Divider
            | Block::Notice(_)
            | Block::Unknown(_) => {}
        }
    }

    fn figure(&mut self, figure: &Figure) {
        self.count += 8;
        self.length += figure.image.src.as_ref().map_or(0, |src| src.as_str().len());
        figure.caption.iter().for_each(|text| self.text(text));
    }

    fn list(&mut self, list: &List) {
        for item in &list.items {
            match item {
                ListItem::Text(text) => self.text(text),
                ListItem::Nested { text, list } => {
                    self.text(text);
                    self.list(list);
                }
            }
        }
    }

    fn text(&mut self, text: &Text) {
        self.count += 4;
        for span in text.spans() {
            self.count += 4;
            match span {
                Span::Plain(text) => self.length += text.len(),
                Span::Break | Span::Footnote(_) => {}
                Span::Link { url, text, .. } => {
                    self.length += url.as_str().len();
                    self.text(text);
                }
                Span::Strong { text }
                | Span::Emphasis { text }
                | Span::Code { text }
                | Span::Sub { text }
                | Span::Sup { text }
                | Span::Mark { text }
                | Span::Abbreviation { text, .. }
                | Span::Language { text, .. } => self.text(text),
            }
        }
    }
}

/// The text of a block.
pub(in crate::import) fn plain(block: &Block) -> String {
    let list = |list: &List| list_lines(list).join("\n");
    let all = |texts: &mut dyn Iterator<Item = &Text>| texts.map(Text::plain).collect::<Vec<_>>().join("\n");
    match block {
        Block::Paragraph { text } => text.plain(),
        Block::Heading(heading) => heading.text.plain(),
        Block::Figure(figure) => words_of(figure),
        Block::Gallery(gallery) => {
            let words = gallery.figures.iter().map(words_of).chain(gallery.caption.iter().map(Text::plain));
            words.collect::<Vec<_>>().join("\n")
        }
        Block::Quote(quote) => all(&mut quote.text.iter().chain(&quote.attribution)),
        Block::PullQuote(quote) => quote.text.plain(),
        Block::List(inner) => list(inner),
        Block::Table(table) => {
            let heads = table.columns.iter().map(|column| &column.text.0);
            all(&mut table.caption.iter().chain(heads).chain(table.rows.iter().flatten().map(|cell| &cell.0)))
        }
        Block::Preformatted { text } => text.clone(),
        Block::Aside(aside) => {
            let heading = aside.heading.iter().map(Text::plain);
            heading.chain(aside.body.iter().map(plain)).collect::<Vec<_>>().join("\n")
        }
        Block::Audio(audio) => audio.title.clone(),
        Block::Video(video) => video.title.clone(),
        Block::Card(card) => card.title.clone(),
        Block::Questions { .. }
        | Block::Timeline { .. }
        | Block::KeyPoints { .. }
        | Block::Divider
        | Block::Notice(_)
        | Block::Unknown(_) => String::new(),
    }
}

/// The caption and the credit of a picture.
fn words_of(figure: &Figure) -> String {
    let caption = figure.caption.iter().map(Text::plain);
    caption.chain(figure.credit.clone()).collect::<Vec<_>>().join("\n")
}

fn list_lines(list: &List) -> Vec<String> {
    let mut out = Vec::new();
    for item in &list.items {
        match item {
            ListItem::Text(text) => out.push(text.plain()),
            ListItem::Nested { text, list } => {
                out.push(text.plain());
                out.extend(list_lines(list));
            }
        }
    }
    out
}
