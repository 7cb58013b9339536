//! A list, numbered where its order matters, with lists in it.

use yew::{AttrValue, Html, html};

use super::{Scene, text::text};
use crate::article::{List, ListItem};

pub(super) fn list(list: &List, scene: &Scene) -> Html {
    let items = list.items.iter().map(|content| item(content, scene));
    if list.ordered {
        let start = list.start.map(|number| AttrValue::from(number.to_string()));
        html! { <ol {start}>{ for items }</ol> }
    } else {
        html! { <ul>{ for items }</ul> }
    }
}

fn item(item: &ListItem, scene: &Scene) -> Html {
    match item {
        ListItem::Text(content) => html! { <li>{ text(content, scene) }</li> },
        ListItem::Nested { text: content, list: inner } => html! {
            <li>
                { text(content, scene) }
                { list(inner, scene) }
            </li>
        },
    }
}
