//! How many words an article has: what stands between blanks and has a letter or a digit in it. In Vietnamese that is a
//! syllable, and so is the rate at which they are read ([`crate::locale::words_per_minute`]).

use crate::article::{Article, Block, Figure, List, ListItem, Text};

/// The words of the lead and the body, captions and notes included.
pub(super) fn count(article: &Article) -> u64 {
    let notes = article.footnotes.iter().map(|note| of_text(&note.text));
    article.description.as_ref().map_or(0, of_text) + of_blocks(&article.body) + notes.sum::<u64>()
}

fn of_blocks(blocks: &[Block]) -> u64 {
    blocks.iter().map(of_block).sum()
}

fn of_block(block: &Block) -> u64 {
    match block {
        Block::Paragraph { text } => of_text(text),
        Block::Heading(heading) => of_text(&heading.text),
        Block::Figure(figure) => of_figure(figure),
        Block::Gallery(gallery) => {
            gallery.figures.iter().map(of_figure).sum::<u64>() + of_option(gallery.caption.as_ref())
        }
        Block::Quote(quote) => of_texts(&quote.text) + of_option(quote.attribution.as_ref()),
        // The article's own words, which were counted where they stand.
        Block::PullQuote(_) => 0,
        Block::List(list) => of_list(list),
        Block::Table(table) => {
            let headings = table.columns.iter().map(|column| of_text(&column.text.0));
            let cells = table.rows.iter().flatten().map(|cell| of_text(&cell.0));
            of_option(table.caption.as_ref()) + headings.chain(cells).sum::<u64>()
        }
        Block::Preformatted { text } => of_plain(text),
        Block::Aside(aside) => of_option(aside.heading.as_ref()) + of_blocks(&aside.body),
        Block::Questions { items } => items.iter().map(|item| of_text(&item.question) + of_blocks(&item.answer)).sum(),
        Block::Timeline { items } => items.iter().map(|moment| of_text(&moment.label) + of_text(&moment.text)).sum(),
        Block::KeyPoints { items } => of_texts(items),
        Block::Card(card) => of_plain(&card.title) + of_option(card.description.as_ref()),
        Block::Notice(notice) => of_text(&notice.text),
        Block::Unknown(unknown) => of_option(unknown.fallback.as_ref()),
        // Transcripts are read instead of listening, not as well as.
        Block::Divider | Block::Audio(_) | Block::Video(_) => 0,
    }
}

fn of_figure(figure: &Figure) -> u64 {
    of_option(figure.caption.as_ref())
}

fn of_list(list: &List) -> u64 {
    let of_item = |item: &ListItem| match item {
        ListItem::Text(text) => of_text(text),
        ListItem::Nested { text, list } => of_text(text) + of_list(list),
    };
    list.items.iter().map(of_item).sum()
}

fn of_texts(texts: &[Text]) -> u64 {
    texts.iter().map(of_text).sum()
}

fn of_option(text: Option<&Text>) -> u64 {
    text.map_or(0, of_text)
}

fn of_text(text: &Text) -> u64 {
    of_plain(&text.plain())
}

fn of_plain(text: &str) -> u64 {
    text.split_whitespace().filter(|word| word.chars().any(char::is_alphanumeric)).count() as u64
}
