//! A heading within the body.

use yew::{Html, html};

use super::{Scene, text};
use crate::article::{Heading, HeadingLevel};

pub(super) fn heading(heading: &Heading, scene: &Scene) -> Html {
    let content = text::text(&heading.text, scene);
    match heading.level {
        HeadingLevel::Two => html! { <h2>{ content }</h2> },
        HeadingLevel::Three => html! { <h3>{ content }</h3> },
        HeadingLevel::Four => html! { <h4>{ content }</h4> },
    }
}
