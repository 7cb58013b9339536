//! What stands below an article: links to others, notes about who wrote it, rights, other articles.

use super::OF_ARTICLES;
use super::lines::{self, Names};
use super::phrases::{ASKS, BELOW, BELOW_STARTS, CREDITS};
use super::shape::{Kind, Shape};

/// How many blocks at the end are looked at for what stands below it.
const FOOT: usize = 12;

/// The part of the words that rules about the end may take together.
const MAX_CUT: f32 = 0.4;

/// What stands below an article, from its end.
pub(super) fn below(shapes: &[Shape], names: &Names, out: &mut [Option<&'static str>]) {
    let total: usize = shapes.iter().map(|shape| shape.words.len()).sum();
    let room = (total as f32 * MAX_CUT) as usize;
    others(shapes, room, out);
    let mut cut = 0;
    for index in (shapes.len().saturating_sub(FOOT)..shapes.len()).rev() {
        let (Some(shape), Some(out)) = (shapes.get(index), out.get_mut(index)) else { continue };
        cut += shape.words.len();
        if cut > room {
            return;
        }
        if out.is_some() || shape.words.is_empty() || shape.kind == Kind::Divider {
            continue;
        }
        let is_own = shape.own_links == shape.links && shape.links >= 3;
        let is_led = is_led(shapes.get(..index).unwrap_or_default(), is_own);
        let is_credit =
            shape.kind != Kind::List && (shape.contains_any(CREDITS) || shape.text.starts_with("photos by"));
        let is_links = shape.links > 0
            && shape.link_share() >= 0.8
            && !is_credit
            && (shape.kind == Kind::List && !is_led || shape.is_running() && shape.words.len() >= 4);
        let why = if is_links {
            Some("links to other articles")
        } else if shape.kind != Kind::Picture
            && shape.words.len() <= 60
            && (shape.contains_any(BELOW) || BELOW_STARTS.iter().any(|start| shape.text.starts_with(start)))
        {
            Some("it stands below the article")
        } else if shape.is_running()
            && shape.words.len() <= 45
            && shape.contains_any(ASKS)
            && (shape.links > 0 || shape.words.len() <= 25)
        {
            Some("it asks readers to subscribe or to follow")
        } else if names.is_about_publisher(shape) {
            Some("about the publisher")
        } else if names.is_about_author(shape) {
            Some("about the author")
        } else if lines::is_date(shape, names) {
            Some("a date, which the document has")
        } else if lines::is_byline(shape, names) {
            Some("a byline, which the document has")
        } else {
            None
        };
        match why {
            Some(why) => *out = Some(why),
            None if shape.kind == Kind::Picture => {}
            None => return,
        }
    }
}

/// Whether links at the end belong to the article: a heading stands over them, or words that end with a colon. Under a
/// heading of no such kind, links that all lead to the same site lead to its other articles.
fn is_led(before: &[Shape], is_own: bool) -> bool {
    let mut above = before.iter().rev().filter(|shape| shape.kind != Kind::Picture).take(3);
    let next = above.next();
    if next.is_some_and(|shape| shape.text.ends_with(':')) {
        return true;
    }
    let heading =
        next.into_iter().chain(above).take_while(|shape| !shape.is_prose()).find(|shape| shape.kind == Kind::Heading);
    heading.is_some_and(|heading| !is_own || heading.contains_any(OF_ARTICLES))
}

/// Other articles below this one, each a heading that is a link with some words: from the first of three.
fn others(shapes: &[Shape], room: usize, out: &mut [Option<&'static str>]) {
    let is_other = |shape: &Shape| {
        shape.kind == Kind::Heading && shape.links > 0 && shape.link_share() > 0.95 && shape.words.len() >= 3
    };
    let places: Vec<usize> =
        shapes.iter().enumerate().filter(|(_, shape)| is_other(shape)).map(|(index, _)| index).collect();
    let Some(&first) = places.first().filter(|_| places.len() >= 3) else { return };
    let after: Vec<&Shape> = shapes.iter().skip(first).collect();
    let words: usize = after.iter().map(|shape| shape.words.len()).sum();
    // Each with some blocks, no more.
    let is_dense = after.len() <= places.len() * 5 && words <= room.max(1);
    if is_dense {
        out.iter_mut().skip(first).for_each(|out| *out = Some("another article"));
    }
}
