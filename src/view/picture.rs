//! A picture in a frame of its size, so that nothing jumps; its alt text in the frame when there is no picture.
//!
//! A picture that fails to load needs no program to show its alt text: the browser puts it where the picture would have
//! been, and the stylesheet makes that place a frame.

use yew::{AttrValue, Html, html};

use super::Scene;
use crate::article::{Image, ImageFormat, ImageSource};

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
    macro_rules! img {
        ($($class:tt)*) => {
            html! {
                <img
                    $($class)*
                    src={scene.address(src)}
                    srcset={source_set(image, None, scene)}
                    sizes={SIZES.filter(|_| !image.sources.is_empty())}
                    alt={AttrValue::from(image.alt.clone())}
                    {width}
                    {height}
                    {loading}
                    decoding="async"
                />
            }
        };
    }
    let img = if is_upright(image) { img!(class = "upright") } else { img!() };
    let formats = formats(image);
    if formats.is_empty() {
        return html! { <div class="frame">{ img }</div> };
    }
    let source = |format: ImageFormat| {
        html! { <source type={format.media_type()} srcset={source_set(image, Some(format), scene)} sizes={SIZES} /> }
    };
    html! {
        <div class="frame">
            <picture>
                { for formats.into_iter().map(source) }
                { img }
            </picture>
        </div>
    }
}

/// How wide a picture is shown: as wide as a phone, at most as wide as pictures get on a desk (`--breakout`).
const SIZES: Option<&str> = Some("(min-width: 52rem) 52rem, 100vw");

/// The formats that a picture is also there in, in the order of the document: a browser takes the first it knows.
fn formats(image: &Image) -> Vec<ImageFormat> {
    let mut formats = Vec::new();
    for format in image.sources.iter().filter_map(|source| source.format) {
        if !formats.contains(&format) {
            formats.push(format);
        }
    }
    formats
}

/// The files of one format with their widths, as `srcset` lists them (HTML, section 4.8.4.2.1).
fn source_set(image: &Image, format: Option<ImageFormat>, scene: &Scene) -> Option<AttrValue> {
    let files = image.sources.iter().filter(|source| source.format == format);
    // A comma would end the address.
    let file = |source: &ImageSource| format!("{} {}w", scene.address(&source.src).replace(',', "%2C"), source.width);
    let files: Vec<String> = files.map(file).collect();
    (!files.is_empty()).then(|| AttrValue::from(files.join(", ")))
}
