//! What gets a number: footnotes, the places that name them, and the addresses of links. It is the one pass over a
//! document after its fields were read.

use std::collections::HashMap;

use super::Problem;
use super::node::Node;
use crate::article::text::Numbered;
use crate::article::{Article, Block, Figure, FootnoteRef, ListItem, SafeUrl, Text};

/// Gives every place its note's number and counts the places of each note, and every link the number of its address.
/// Two notes of one id are a fault; a note that no place names is a warning. (That every place names a note was checked
/// where the place was read.)
pub(super) fn number(mut article: Article, root: &Node<'_>) -> Option<Article> {
    let mut is_sound = true;
    let mut numbers = Numbers::default();
    for (index, note) in article.footnotes.iter().enumerate() {
        let id = note.id.as_str();
        if numbers.notes.insert(id.to_owned(), (index + 1, 0)).is_some() {
            root.fault_below(&format!("/footnotes/{index}/id"), Problem::FootnoteTwice(id.to_owned()));
            is_sound = false;
        }
    }
    let mut visit = |text: &mut Text| text.for_each_numbered(&mut |place| numbers.give(place));
    article.description.iter_mut().for_each(&mut visit);
    article.body.iter_mut().for_each(|block| texts_of(block, &mut visit));
    article.footnotes.iter_mut().for_each(|note| visit(&mut note.text));
    let beside = [article.is_based_on.as_ref().and_then(|source| source.url.as_ref()), article.license.as_ref()];
    beside.into_iter().flatten().for_each(|url| numbers.give(Numbered::Link(url, &mut 0)));
    article.links = numbers.links;
    for (index, note) in article.footnotes.iter_mut().enumerate() {
        note.references = numbers.notes.get(note.id.as_str()).map_or(0, |(_, places)| *places);
        if note.references == 0 {
            root.warn_below(&format!("/footnotes/{index}"), Problem::UnusedFootnote(note.id.as_str().to_owned()));
        }
    }
    is_sound.then_some(article)
}

/// The numbers that were given so far.
#[derive(Default)]
struct Numbers {
    /// By a footnote's id its number, and how many places have named it.
    notes: HashMap<String, (usize, usize)>,
    /// By an address its number.
    addresses: HashMap<String, usize>,
    links: Vec<SafeUrl>,
}

impl Numbers {
    fn give(&mut self, place: Numbered<'_>) {
        match place {
            Numbered::Note(FootnoteRef { id, number, occurrence }) => {
                if let Some((note, places)) = self.notes.get_mut(id.as_str()) {
                    *places += 1;
                    (*number, *occurrence) = (*note, *places);
                }
            }
            Numbered::Link(url, number) => {
                let next = self.links.len() + 1;
                *number = *self.addresses.entry(url.as_str().to_owned()).or_insert(next);
                if *number == next {
                    self.links.push(url.clone());
                }
            }
        }
    }
}

/// Every text of a block that may hold a footnote's place, in the order in which it is read.
fn texts_of(block: &mut Block, visit: &mut impl FnMut(&mut Text)) {
    match block {
        Block::Paragraph { text } => visit(text),
        Block::Heading(heading) => visit(&mut heading.text),
        Block::Figure(figure) => texts_of_figure(figure, visit),
        Block::Gallery(gallery) => {
            gallery.figures.iter_mut().for_each(|figure| texts_of_figure(figure, visit));
            gallery.caption.iter_mut().for_each(visit);
        }
        Block::Quote(quote) => quote.text.iter_mut().chain(&mut quote.attribution).for_each(visit),
        Block::PullQuote(quote) => std::iter::once(&mut quote.text).chain(&mut quote.attribution).for_each(visit),
        Block::List(list) => list.items.iter_mut().for_each(|item| texts_of_item(item, visit)),
        Block::Table(table) => {
            let headings = table.columns.iter_mut().map(|column| &mut column.text.0);
            let cells = table.rows.iter_mut().flatten().map(|cell| &mut cell.0);
            table.caption.iter_mut().chain(headings).chain(cells).for_each(visit);
        }
        Block::Aside(aside) => {
            aside.heading.iter_mut().for_each(&mut *visit);
            aside.body.iter_mut().for_each(|block| texts_of(block, visit));
        }
        Block::Questions { items } => {
            for item in items {
                visit(&mut item.question);
                item.answer.iter_mut().for_each(|block| texts_of(block, visit));
            }
        }
        Block::Timeline { items } => items.iter_mut().for_each(|moment| {
            visit(&mut moment.label);
            visit(&mut moment.text);
        }),
        Block::KeyPoints { items } => items.iter_mut().for_each(visit),
        Block::Audio(audio) => audio.transcript.iter_mut().for_each(visit),
        Block::Video(video) => video.transcript.iter_mut().for_each(visit),
        Block::Card(card) => card.description.iter_mut().for_each(visit),
        Block::Notice(notice) => visit(&mut notice.text),
        Block::Unknown(unknown) => unknown.fallback.iter_mut().for_each(visit),
        Block::Preformatted { .. } | Block::Divider => {}
    }
}

fn texts_of_figure(figure: &mut Figure, visit: &mut impl FnMut(&mut Text)) {
    figure.caption.iter_mut().for_each(visit);
}

fn texts_of_item(item: &mut ListItem, visit: &mut impl FnMut(&mut Text)) {
    match item {
        ListItem::Text(text) => visit(text),
        ListItem::Nested { text, list } => {
            visit(text);
            list.items.iter_mut().for_each(|item| texts_of_item(item, visit));
        }
    }
}
