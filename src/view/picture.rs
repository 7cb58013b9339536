//! A picture in a frame of its size, so that nothing jumps; its alt text in the frame when there is no picture.
//!
//! A picture that fails to load needs no program to show its alt text: the browser puts it where the picture would have
//! been, and the stylesheet makes that place a frame.

use yew::{AttrValue, Html, html};

use super::Scene;
use crate::article::Image;

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
