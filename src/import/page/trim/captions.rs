//! Captions that stand in the text as paragraphs, given back to their pictures.

use super::phrases::CREDITS;
use super::shape::Shape;
use crate::article::{Block, Figure, Span, Text};
use crate::import::page::words;

/// The longest caption, in words.
const MAX_CAPTION: usize = 60;

/// The longest credit, in words.
const MAX_CREDIT: usize = 12;

/// Gives pictures without a caption the paragraph that is one.
pub(super) fn joined(body: Vec<Block>, captions: &[String]) -> Vec<Block> {
    let mut out: Vec<Block> = Vec::with_capacity(body.len());
    let mut rest = body.into_iter().peekable();
    while let Some(block) = rest.next() {
        match (&mut out.last_mut(), block) {
            (Some(Block::Figure(figure)), Block::Paragraph { text }) => {
                let shape = Shape::of(&Block::Paragraph { text: text.clone() }, None);
                let next_is_credit = rest
                    .peek()
                    .is_some_and(|next| matches!(next, Block::Paragraph { .. }) && is_credit(&Shape::of(next, None)));
                if figure.caption.is_none() && is_credit(&shape) && figure.credit.is_none() && shape.links == 0 {
                    figure.credit = Some(credit(&shape.plain));
                } else if figure.caption.is_none()
                    && (is_caption(&shape, figure, &text, captions)
                        || next_is_credit && shape.words.len() <= MAX_CAPTION)
                {
                    figure.caption = Some(text);
                } else if figure.caption.is_some() && figure.credit.is_none() && is_credit(&shape) && shape.links == 0 {
                    figure.credit = Some(credit(&shape.plain));
                } else {
                    out.push(Block::Paragraph { text });
                }
            }
            (_, block) => out.push(block),
        }
    }
    out
}

/// A short line that says whose a picture is.
pub(super) fn is_credit(shape: &Shape) -> bool {
    let is_set_apart = shape.text.starts_with('(') && shape.text.ends_with(')');
    !shape.words.is_empty()
        && shape.words.len() <= MAX_CREDIT
        && (shape.contains_any(CREDITS) || is_set_apart && shape.words.len() <= 6)
}

/// A line that says what a picture shows: whose it is stands in it, or it is the alt text, or it is no sentence.
fn is_caption(shape: &Shape, figure: &Figure, text: &Text, captions: &[String]) -> bool {
    if captions.contains(&words::plain(&shape.plain)) {
        return true;
    }
    let count = shape.words.len();
    let is_marked = matches!(text.spans(), [Span::Strong { .. }]);
    let is_alt = !shape.words.is_empty() && words::are_same(&shape.plain, &figure.image.alt);
    let is_no_sentence = count <= 12
        && count > 0
        && !is_marked
        && !shape.plain.trim_end().ends_with(['.', '!', '?', ':', '…', ',', ';', '"', '”', ')'])
        && shape.links == 0;
    let is_set_apart = matches!(text.spans(), [Span::Emphasis { .. }]) && count <= 30;
    is_alt || is_set_apart || count <= MAX_CAPTION && shape.contains_any(CREDITS) || is_no_sentence
}

/// A credit without the brackets around it.
fn credit(plain: &str) -> String {
    let text = plain.split_whitespace().collect::<Vec<_>>().join(" ");
    text.strip_prefix('(').and_then(|text| text.strip_suffix(')')).map_or(text.clone(), str::to_owned)
}
