//! Pictures, sound and film.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::address::PictureAddress;
use super::{Language, SafeUrl, Text};

/// A picture.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Image {
    /// Where it is. Without one the page shows a frame with the alt text: the picture is not at hand.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<PictureAddress>")]
    pub src: Option<SafeUrl>,
    /// Its width in CSS pixels.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 1, max = 65_535))]
    pub width: Option<u32>,
    /// Its height in CSS pixels.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 1, max = 65_535))]
    pub height: Option<u32>,
    /// What a reader who does not see it should know. Empty for an ornament.
    pub alt: String,
    /// The same picture in other widths and formats, the best format first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<ImageSource>,
}

/// A file of a picture that a browser may choose instead of `src`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ImageSource {
    /// Where it is.
    #[schemars(with = "PictureAddress")]
    pub src: SafeUrl,
    /// Its width in pixels of the file.
    #[schemars(range(min = 1, max = 65_535))]
    pub width: u32,
    /// Its format, where it is not that of `src`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub format: Option<ImageFormat>,
}

/// The formats that not every browser reads, so that a page must offer a choice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum ImageFormat {
    /// `image/avif`
    Avif,
    /// `image/webp`
    Webp,
    /// `image/jpeg`
    Jpeg,
    /// `image/png`
    Png,
}

impl ImageFormat {
    /// The media type (IANA).
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Avif => "image/avif",
            Self::Webp => "image/webp",
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
        }
    }
}

/// A picture with its caption and credit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Figure {
    /// The picture.
    pub image: Image,
    /// What stands below it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub caption: Option<Text>,
    /// Who made it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub credit: Option<String>,
}

/// Pictures that belong together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Gallery {
    /// The pictures, each with a caption of its own where it has one.
    #[schemars(length(min = 1))]
    pub figures: Vec<Figure>,
    /// What stands below all of them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub caption: Option<Text>,
}

/// Something to listen to. It never plays unasked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Audio {
    /// Where the sound is.
    pub src: SafeUrl,
    /// What it is called: on paper this and the address are all that is left of it.
    pub title: String,
    /// What is said in it, a paragraph each.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub transcript: Vec<Text>,
}

/// Something to watch. It never plays unasked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Video {
    /// Where the film is.
    pub src: SafeUrl,
    /// What it is called: on paper this, the poster and the address are all that is left of it.
    pub title: String,
    /// The picture that stands for it until it plays, with the size that it has.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub poster: Option<Image>,
    /// What is said in it as text over the picture (WebVTT), a track for each language.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub captions: Vec<CaptionTrack>,
    /// What is said and shown in it, a paragraph each.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub transcript: Vec<Text>,
}

/// Captions of a film in one language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct CaptionTrack {
    /// Where the WebVTT file is.
    pub src: SafeUrl,
    /// Its language.
    pub lang: Language,
    /// How a menu calls it.
    pub label: String,
}
