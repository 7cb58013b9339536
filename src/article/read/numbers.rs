//! What gets a number: footnotes, the places that name them, and the addresses of links. It is the one pass over a
//! document after its fields were read.

use std::collections::HashMap;

use super::Problem;
use super::node::Node;
use crate::article::text::Numbered;
use crate::article::{Article, FootnoteRef, Pointer, SafeUrl, Text, VisitorMut};

/// Gives every place its note's number and counts the places of each note, and every link the number of its address.
/// Two notes of one id are a fault; a note that no place names is a warning. (That every place names a note was checked
/// where the place was read.)
pub(super) fn number(mut article: Article, root: &Node<'_>) -> Option<Article> {
    let mut is_sound = true;
    let mut numbers = Numbers::default();
    for (index, note) in article.footnotes.iter().enumerate() {
        let id = note.id.as_str();
        if numbers.notes.insert(id.to_owned(), (index + 1, 0)).is_some() {
            root.fault_below(|| (format!("/footnotes/{index}/id"), Problem::FootnoteTwice(id.to_owned())));
            is_sound = false;
        }
    }
    article.visit_mut(&mut numbers);
    let beside = [article.is_based_on.as_ref().and_then(|source| source.url.as_ref()), article.license.as_ref()];
    beside.into_iter().flatten().for_each(|url| numbers.give(Numbered::Link(url, &mut 0)));
    article.links = numbers.links;
    for (index, note) in article.footnotes.iter_mut().enumerate() {
        note.references = numbers.notes.get(note.id.as_str()).map_or(0, |(_, places)| *places);
        if note.references == 0 {
            let id = note.id.as_str();
            root.warn_below(|| (format!("/footnotes/{index}"), Problem::UnusedFootnote(id.to_owned())));
        }
    }
    is_sound.then_some(article)
}

/// The numbers that were given so far.
#[derive(Default)]
struct Numbers {
    /// By a footnote's id its number, and how many places have named it.
    notes: HashMap<String, (usize, usize)>,
    /// By an address its number; the rest is of no use. One type of map weighs less than two.
    addresses: HashMap<String, (usize, usize)>,
    links: Vec<SafeUrl>,
}

impl VisitorMut for Numbers {
    fn text(&mut self, text: &mut Text, _: &Pointer<'_>) {
        text.for_each_numbered(&mut |place| self.give(place));
    }
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
                (*number, _) = *self.addresses.entry(url.as_str().to_owned()).or_insert((next, 0));
                if *number == next {
                    self.links.push(url.clone());
                }
            }
        }
    }
}
