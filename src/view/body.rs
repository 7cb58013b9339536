//! The body: every block with its elements.

use yew::{Html, html};

use super::picture::Loading;
use super::{Scene, figure::figure, heading::heading, list::list, paragraph::paragraph, quote::quote};
use crate::article::Block;

/// How many blocks at the top are likely on the reader's first screen: a picture among them is fetched at once.
const FIRST_SCREEN_BLOCKS: usize = 3;

pub(super) fn body(blocks: &[Block], scene: &Scene) -> Html {
    html! {
        <div class="body">
            { for blocks.iter().enumerate().map(|(index, piece)| block(piece, loading(index), scene)) }
        </div>
    }
}

fn loading(index: usize) -> Loading {
    if index < FIRST_SCREEN_BLOCKS { Loading::Eager } else { Loading::Lazy }
}

fn block(block: &Block, loading: Loading, scene: &Scene) -> Html {
    match block {
        Block::Paragraph { text } => paragraph(text, scene),
        Block::Heading(content) => heading(content, scene),
        Block::Figure(content) => figure(content, loading, scene),
        Block::Quote(content) => quote(content, scene),
        Block::List(content) => list(content, scene),
    }
}
