//! A picture with its caption and the name of who made it.

use yew::{Html, html};

use super::picture::{Loading, picture};
use super::{Scene, text};
use crate::article::Figure;

pub(super) fn figure(figure: &Figure, loading: Loading, scene: &Scene) -> Html {
    let has_words = figure.caption.is_some() || figure.credit.is_some();
    html! {
        <figure class="picture">
            { picture(&figure.image, loading, scene) }
            if has_words {
                <figcaption>
                    if let Some(caption) = &figure.caption {
                        <span class="caption">{ text::text(caption, scene) }</span>
                    }
                    if let Some(credit) = &figure.credit {
                        <small class="credit">{ credit.clone() }</small>
                    }
                </figcaption>
            }
        </figure>
    }
}
