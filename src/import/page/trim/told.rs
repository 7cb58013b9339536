//! The text that a page says to machines (`articleBody`), against the blocks that were found.

use std::collections::HashSet;

use super::shape::{Kind, Shape};
use crate::import::page::words;

/// How many words are compared at a time.
const SHINGLE: usize = 3;

/// The fewest words of a text that says something.
const MIN_WORDS: usize = 80;

/// Leaves out paragraphs that are not in the text that the page says, if both are of one article.
pub(super) fn compare(shapes: &[Shape], said: &str, out: &mut [Option<&'static str>]) {
    let said = words::of(&words::plain(said));
    if said.len() < MIN_WORDS {
        return;
    }
    let told: HashSet<&[String]> = said.windows(SHINGLE).collect();
    let share = |words: &[String]| {
        let all = words.windows(SHINGLE).count();
        let hits = words.windows(SHINGLE).filter(|three| told.contains(three)).count();
        if all == 0 { None } else { Some(hits as f32 / all as f32) }
    };
    let found: Vec<String> =
        shapes.iter().filter(|shape| shape.kind != Kind::Picture).flat_map(|shape| shape.words.clone()).collect();
    let of_found: HashSet<&[String]> = found.windows(SHINGLE).collect();
    let covered = told.iter().filter(|three| of_found.contains(*three)).count() as f32 / told.len().max(1) as f32;
    // A teaser says too little of the text to judge it by.
    if covered < 0.85 || share(&found).is_none_or(|share| share < 0.6) {
        return;
    }
    for (shape, out) in shapes.iter().zip(out) {
        let is_text = shape.kind == Kind::Paragraph
            || matches!(shape.kind, Kind::Heading | Kind::List) && shape.link_share() > 0.5;
        if is_text && out.is_none() && share(&shape.words).is_some_and(|share| share < 0.2) {
            *out = Some("it is not in the text that the page says to machines (articleBody)");
        }
    }
}
