//! Somebody's words, set apart, and whose they are; and the article's own words, lifted out.

use yew::{Html, html};

use super::{Scene, paragraph::paragraph, text::text};
use crate::article::{PullQuote, Quote, Text};

pub(super) fn quote(quote: &Quote, scene: &Scene) -> Html {
    html! {
        <figure class="quote">
            <blockquote>{ for quote.text.iter().map(|words| paragraph(words, scene)) }</blockquote>
            { attribution(quote.attribution.as_ref(), scene) }
        </figure>
    }
}

pub(super) fn pull_quote(quote: &PullQuote, scene: &Scene) -> Html {
    html! {
        <figure class="pull-quote">
            <blockquote>{ paragraph(&quote.text, scene) }</blockquote>
            { attribution(quote.attribution.as_ref(), scene) }
        </figure>
    }
}

fn attribution(name: Option<&Text>, scene: &Scene) -> Html {
    name.map(|name| html! { <figcaption>{ text(name, scene) }</figcaption> }).unwrap_or_default()
}
