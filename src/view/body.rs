//! The body: its blocks one after another. The paragraphs of a long body stand in stretches, which a browser lays out as
//! the reader comes near them (`content-visibility` in `article.css`).

use std::ops::Range;

use yew::{Html, html};

use super::picture::Loading;
use super::{Scene, block::block, names};
use crate::article::Block;

/// How many blocks at the top are likely on the reader's first screen: a picture among them is fetched at once.
const FIRST_SCREEN_BLOCKS: usize = 3;

/// Bodies of more blocks than this have stretches: up to here the whole layout takes less than a frame on a phone.
const LONG_BODY_BLOCKS: usize = 100;

/// How much text a stretch has at most: some screens of a phone. `article.css` knows how high that is.
const STRETCH_CHARACTERS: usize = 6_000;

pub(super) fn body(content: &[Block], scene: &Scene) -> Html {
    html! {
        <div class="body" id={names::BODY_ID}>
            { for stretches(content).into_iter().map(|run| stretch(content, run, scene)) }
        </div>
    }
}

/// Blocks one after another, in an element of their own if they are several.
fn stretch(content: &[Block], run: Range<usize>, scene: &Scene) -> Html {
    let is_alone = run.len() == 1;
    let pieces = content.iter().enumerate().skip(run.start).take(run.len());
    let pieces = pieces.map(|(index, piece)| block(piece, loading(index), scene));
    if is_alone {
        pieces.collect()
    } else {
        html! { <div class="stretch">{ for pieces }</div> }
    }
}

/// The runs of blocks that are laid out together. Only paragraphs are, so that nothing wider than the text is cut, and
/// runs end between two of them, so that no distance changes.
fn stretches(content: &[Block]) -> Vec<Range<usize>> {
    let is_long = content.len() > LONG_BODY_BLOCKS;
    let mut runs: Vec<Range<usize>> = Vec::new();
    let mut characters = 0;
    for (index, piece) in content.iter().enumerate() {
        let length = match piece {
            Block::Paragraph { text } if is_long => Some(text.plain().chars().count()),
            _ => None,
        };
        match (length, runs.last_mut()) {
            (Some(length), Some(run)) if characters > 0 && characters + length <= STRETCH_CHARACTERS => {
                run.end = index + 1;
                characters += length;
            }
            _ => {
                runs.push(index..index + 1);
                characters = length.unwrap_or_default();
            }
        }
    }
    runs
}

fn loading(index: usize) -> Loading {
    if index < FIRST_SCREEN_BLOCKS { Loading::Eager } else { Loading::Lazy }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paragraph(characters: usize) -> Block {
        Block::Paragraph { text: "x".repeat(characters).into() }
    }

    #[test]
    fn a_short_body_is_laid_out_as_it_is() {
        let body: Vec<Block> = (0..LONG_BODY_BLOCKS).map(|_| paragraph(10)).collect();
        assert_eq!(stretches(&body), (0..LONG_BODY_BLOCKS).map(|index| index..index + 1).collect::<Vec<_>>());
    }

    #[test]
    fn paragraphs_of_a_long_body_stand_together_and_nothing_else_does() {
        let mut body: Vec<Block> = (0..LONG_BODY_BLOCKS).map(|_| paragraph(STRETCH_CHARACTERS / 40)).collect();
        body.insert(50, Block::Divider);
        body.push(paragraph(STRETCH_CHARACTERS + 1));
        body.push(paragraph(1));
        assert_eq!(stretches(&body), [0..40, 40..50, 50..51, 51..91, 91..101, 101..102, 102..103]);
    }
}
