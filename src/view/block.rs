//! A block: to each kind its elements, and to those that hold others theirs.

use yew::{Html, html};

use super::picture::Loading;
use super::{Scene, boxes, figure, heading::heading, list::list, media, paragraph::paragraph, quote, table::table};
use crate::article::Block;

pub(super) fn block(block: &Block, loading: Loading, scene: &Scene) -> Html {
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
        Block::Aside(content) => boxes::aside(content.heading.as_ref(), blocks(&content.body, scene), scene),
        Block::Questions { items } => {
            boxes::questions(items.iter().map(|item| (&item.question, blocks(&item.answer, scene))), scene)
        }
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

/// Blocks within a block.
fn blocks(content: &[Block], scene: &Scene) -> impl Iterator<Item = Html> {
    content.iter().map(|piece| block(piece, Loading::Lazy, scene))
}
