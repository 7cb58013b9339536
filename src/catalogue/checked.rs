//! Reading an entry that was written down between two builds. It is checked again: nothing gets into an address
//! unchecked, whoever wrote the file.

use serde::de::Error;
use serde::{Deserialize, Deserializer};

use crate::article::{Alias, ArticleId, Image, ImageFormat, ImageSource, Language, SafeUrl, Timestamp};

/// A value that is written as its text, and read by a check of its own.
pub(super) trait Checked: Sized {
    fn check(text: &str) -> Option<Self>;
}

impl Checked for ArticleId {
    fn check(text: &str) -> Option<Self> {
        Self::parse(text).ok()
    }
}

impl Checked for Alias {
    fn check(text: &str) -> Option<Self> {
        Self::parse(text).ok()
    }
}

impl Checked for Language {
    fn check(text: &str) -> Option<Self> {
        Self::parse(text).ok()
    }
}

impl Checked for Timestamp {
    fn check(text: &str) -> Option<Self> {
        Self::parse(text).ok()
    }
}

impl Checked for SafeUrl {
    fn check(text: &str) -> Option<Self> {
        Self::resource(text).ok()
    }
}

fn check<T: Checked, E: Error>(text: &str) -> Result<T, E> {
    T::check(text).ok_or_else(|| E::custom("this was not written by this program"))
}

pub(super) fn one<'de, T: Checked, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    check(&std::borrow::Cow::<'de, str>::deserialize(deserializer)?)
}

pub(super) fn option<'de, T: Checked, D: Deserializer<'de>>(deserializer: D) -> Result<Option<T>, D::Error> {
    Option::<String>::deserialize(deserializer)?.map(|text| check(&text)).transpose()
}

pub(super) fn list<'de, T: Checked, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<T>, D::Error> {
    Vec::<String>::deserialize(deserializer)?.iter().map(|text| check(text)).collect()
}

#[derive(Deserialize)]
struct ImageRecord {
    #[serde(default)]
    src: Option<String>,
    #[serde(default)]
    width: Option<u32>,
    #[serde(default)]
    height: Option<u32>,
    alt: String,
    #[serde(default)]
    sources: Vec<SourceRecord>,
}

#[derive(Deserialize)]
struct SourceRecord {
    src: String,
    width: u32,
    #[serde(default)]
    format: Option<ImageFormat>,
}

pub(super) fn image<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Box<Image>>, D::Error> {
    let Some(record) = Option::<ImageRecord>::deserialize(deserializer)? else { return Ok(None) };
    let url = |text: &str| SafeUrl::picture(text).map_err(D::Error::custom);
    let src = record.src.as_deref().map(url).transpose()?;
    let source = |SourceRecord { src, width, format }: SourceRecord| Ok(ImageSource { src: url(&src)?, width, format });
    let sources = record.sources.into_iter().map(source).collect::<Result<_, D::Error>>()?;
    Ok(Some(Box::new(Image { src, width: record.width, height: record.height, alt: record.alt, sources })))
}
