//! Somebody's words, set apart, and whose they are.

use yew::{Html, html};

use super::{Scene, paragraph::paragraph, text};
use crate::article::Quote;

pub(super) fn quote(quote: &Quote, scene: &Scene) -> Html {
    html! {
        <figure class="quote">
            <blockquote>{ for quote.text.iter().map(|words| paragraph(words, scene)) }</blockquote>
            if let Some(attribution) = &quote.attribution {
                <figcaption>{ text::text(attribution, scene) }</figcaption>
            }
        </figure>
    }
}
