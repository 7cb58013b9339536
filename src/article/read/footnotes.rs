//! Footnotes and the places that name them: the one pass over a document after its fields were read.

use std::collections::HashMap;

use super::Problem;
use super::node::Node;
use crate::article::{Article, Block, Figure, FootnoteRef, ListItem, Text};

/// Gives every place its note's number and counts the places of each note. Two notes of one id are a fault; a note that
/// no place names is a warning. (That every place names a note was checked where the place was read.)
pub(super) fn number(mut article: Article, root: &Node<'_>) -> Option<Article> {
    let mut is_sound = true;
    let mut by_id: HashMap<String, usize> = HashMap::new();
    for (index, note) in article.footnotes.iter().enumerate() {
        let id = note.id.as_str();
        if by_id.insert(id.to_owned(), index).is_some() {
            root.fault_below(&format!("/footnotes/{index}/id"), Problem::FootnoteTwice(id.to_owned()));
            is_sound = false;
        }
    }
    let footnotes = &mut article.footnotes;
    let mut visit = |place: &mut FootnoteRef| {
        let Some(index) = by_id.get(place.id.as_str()).copied() else { return };
        if let Some(note) = footnotes.get_mut(index) {
            note.references += 1;
            (place.number, place.occurrence) = (index + 1, note.references);
        }
    };
    article.description.iter_mut().for_each(|lead| lead.for_each_note(&mut visit));
    article.body.iter_mut().for_each(|block| texts_of(block, &mut |text| text.for_each_note(&mut visit)));
    for (index, note) in article.footnotes.iter().enumerate().filter(|(_, note)| note.references == 0) {
        root.warn_below(&format!("/footnotes/{index}"), Problem::UnusedFootnote(note.id.as_str().to_owned()));
    }
    is_sound.then_some(article)
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
