//! A list, numbered where its order matters.

use yew::{Html, html};

use super::{Scene, text};
use crate::article::List;

pub(super) fn list(list: &List, scene: &Scene) -> Html {
    let items = list.items.iter().map(|item| html! { <li>{ text::text(item, scene) }</li> });
    if list.ordered {
        html! { <ol>{ for items }</ol> }
    } else {
        html! { <ul>{ for items }</ul> }
    }
}
