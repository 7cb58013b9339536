//! A paragraph.

use yew::{Html, html};

use super::{Scene, text};
use crate::article::Text;

pub(super) fn paragraph(content: &Text, scene: &Scene) -> Html {
    html! { <p>{ text::text(content, scene) }</p> }
}
