//! The body: every block with its elements.

use yew::{Html, html};

use super::picture::Loading;
use super::{Scene, boxes, figure, heading::heading, list::list, media, paragraph::paragraph, quote, table::table};
use crate::article::Block;

/// How many blocks at the top are likely on the reader's first screen: a picture among them is fetched at once.
const FIRST_SCREEN_BLOCKS: usize = 3;

pub(super) fn body(content: &[Block], scene: &Scene) -> Html {
    html! {
        <div class="body">
            { for content.iter().enumerate().map(|(index, piece)| block(piece, loading(index), scene)) }
        </div>
    }
}

/// Blocks within a block.
pub(super) fn blocks(content: &[Block], scene: &Scene) -> impl Iterator<Item = Html> {
    content.iter().map(|piece| block(piece, Loading::Lazy, scene))
}

fn loading(index: usize) -> Loading {
    if index < FIRST_SCREEN_BLOCKS { Loading::Eager } else { Loading::Lazy }
}

fn block(block: &Block, loading: Loading, scene: &Scene) -> Html {
    match block {
        Block::Paragraph { text } => paragraph(text, scene),
        Block::Heading(content) => heading(content, scene),
        Block::Figure(content) => figure::figure(content, loading, scene),
        Block::Gallery(content) => figure::gallery(content, scene),
        Block::Quote(content) => quote::quote(content, scene),
        Block::PullQuote(content) => quote::pull_quote(content, scene),
        Block::List(content) => list(content, scene),
        Block::Table(content) => table(content, scene),
        // A line break right after `<pre>` would be dropped by the parser; after `<code>` it stays.
        Block::Preformatted { text } => html! { <pre tabindex="0"><code>{ text.clone() }</code></pre> },
        Block::Aside(content) => boxes::aside(content, scene),
        Block::Questions { items } => boxes::questions(items, scene),
        Block::Timeline { items } => boxes::timeline(items, scene),
        Block::KeyPoints { items } => boxes::key_points(items, scene),
        Block::Divider => html! { <hr /> },
        Block::Audio(content) => media::audio(content, scene),
        Block::Video(content) => media::video(content, scene),
        Block::Card(content) => boxes::card(content, scene),
        Block::Notice(content) => boxes::notice(content, scene),
        Block::Unknown(content) => boxes::unknown(content, scene),
    }
}
