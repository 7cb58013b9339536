//! A picture with its caption and the name of who made it, and several of them together.

use yew::{Html, html};

use super::picture::{Loading, picture};
use super::{Scene, text::text};
use crate::article::{Figure, Gallery};

pub(super) fn figure(figure: &Figure, loading: Loading, scene: &Scene) -> Html {
    html! {
        <figure class="picture">
            { picture(&figure.image, loading, scene) }
            { words(figure, scene) }
        </figure>
    }
}

pub(super) fn gallery(gallery: &Gallery, scene: &Scene) -> Html {
    let picture = |one: &Figure| html! { <li>{ figure(one, Loading::Lazy, scene) }</li> };
    html! {
        <figure class="gallery">
            <ul>{ for gallery.figures.iter().map(picture) }</ul>
            if let Some(caption) = &gallery.caption {
                <figcaption>{ text(caption, scene) }</figcaption>
            }
        </figure>
    }
}

fn words(figure: &Figure, scene: &Scene) -> Html {
    if figure.caption.is_none() && figure.credit.is_none() {
        return Html::default();
    }
    html! {
        <figcaption>
            if let Some(caption) = &figure.caption {
                <span class="caption">{ text(caption, scene) }</span>
            }
            if let Some(credit) = &figure.credit {
                <small class="credit">{ credit.clone() }</small>
            }
        </figcaption>
    }
}
