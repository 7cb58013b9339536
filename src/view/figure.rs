//! A picture with its caption and the name of who made it, and several of them together.

use yew::{AttrValue, Html, Properties, component, html};

use super::picture::{Loading, picture};
use super::{
    Scene,
    text::{name, text},
};
use crate::article::{Figure as Content, Gallery};

/// What a [`Figure`] shows.
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct FigureProps {
    /// The picture in its frame.
    pub picture: Html,
    /// What is to be seen on it.
    #[prop_or_default]
    pub caption: Option<Html>,
    /// Who made it.
    #[prop_or_default]
    pub credit: Option<AttrValue>,
}

/// A picture with its caption and its credit.
#[component]
pub fn Figure(FigureProps { picture, caption, credit }: &FigureProps) -> Html {
    html! {
        <figure class="picture">
            { picture.clone() }
            if caption.is_some() || credit.is_some() {
                <figcaption>
                    if let Some(caption) = caption {
                        <span class="caption">{ caption.clone() }</span>
                    }
                    if let Some(credit) = credit {
                        <small class="credit">{ name(credit) }</small>
                    }
                </figcaption>
            }
        </figure>
    }
}

/// A figure of a document.
pub(super) fn figure(figure: &Content, loading: Loading, scene: &Scene) -> Html {
    html! {
        <Figure
            picture={picture(&figure.image, loading, scene)}
            caption={figure.caption.as_ref().map(|caption| text(caption, scene))}
            credit={figure.credit.clone().map(AttrValue::from)}
        />
    }
}

pub(super) fn gallery(gallery: &Gallery, scene: &Scene) -> Html {
    let picture = |one: &Content| html! { <li>{ figure(one, Loading::Lazy, scene) }</li> };
    html! {
        <figure class="gallery">
            <ul>{ for gallery.figures.iter().map(picture) }</ul>
            if let Some(caption) = &gallery.caption {
                <figcaption>{ text(caption, scene) }</figcaption>
            }
        </figure>
    }
}
