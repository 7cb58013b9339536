//! A picture in a frame of its size, so that nothing jumps; its alt text in the frame when there is no picture.
//!
//! A picture that fails to load needs no program to show its alt text: the browser puts it where the picture would have
//! been, and the stylesheet makes that place a frame.

use yew::{AttrValue, Html, html};

use super::Scene;
use crate::article::Image;

/// Whether a picture is about as high as it is wide, or higher: cut to a wide shape it would lose what it is about.
fn is_upright(image: &Image) -> bool {
    image.width.zip(image.height).is_some_and(|(width, height)| u64::from(width) * 4 < u64::from(height) * 5)
}

/// When a picture is fetched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Loading {
    /// At once: the reader sees it first.
    Eager,
    /// When the reader comes near it.
    Lazy,
}

pub(super) fn picture(image: &Image, loading: Loading, scene: &Scene) -> Html {
    let Some(src) = &image.src else {
        return html! { <div class="frame missing"><p>{ image.alt.clone() }</p></div> };
    };
    let width = image.width.map(|px| AttrValue::from(px.to_string()));
    let height = image.height.map(|px| AttrValue::from(px.to_string()));
    let loading = match loading {
        Loading::Eager => "eager",
        Loading::Lazy => "lazy",
    };
    html! {
        <div class="frame">
            <img
                class={is_upright(image).then_some("upright")}
                src={scene.address(src)}
                alt={AttrValue::from(image.alt.clone())}
                {width}
                {height}
                {loading}
                decoding="async"
            />
        </div>
    }
}
