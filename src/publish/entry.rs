//! What is kept of an article while a publication is made: enough for every list that it stands in, not its text. Of a
//! hundred thousand articles the texts would fill the memory; the entries do not.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::PublishError;
use super::digest::Digest;
use super::reading::{NamedFile, Stamp};
use crate::article::{
    Article, ArticleId, Image, ImageFormat, ImageSource, Language, Related, SafeUrl, Status, Timestamp,
};

/// An article of a publication, without its text.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Its id.
    pub id: ArticleId,
    /// The language of its text.
    pub in_language: Language,
    /// Its headline.
    pub headline: String,
    /// The section that it stands in.
    pub article_section: Option<String>,
    /// When it was published.
    pub date_published: Timestamp,
    /// When it was changed last, where that is later.
    pub date_modified: Option<Timestamp>,
    /// The name of its publisher.
    pub publisher: Option<String>,
    /// The picture that stands for it in lists.
    pub(super) lead_image: Option<Image>,
    /// Its own address, where it has a whole one.
    pub(super) url: Option<SafeUrl>,
    pub(super) is_withdrawn: bool,
    /// The articles that it names itself to go on to.
    pub(super) named: Vec<Related>,
    /// Its document.
    pub(super) path: PathBuf,
    pub(super) stamp: Stamp,
    /// The files that it names.
    pub(super) files: Vec<NamedFile>,
    /// Of everything that the document says, and of the sizes of its pictures.
    pub(super) digest: Digest,
}

impl Entry {
    pub(super) fn of(
        article: &Article,
        path: &Path,
        stamp: Stamp,
        files: Vec<NamedFile>,
    ) -> Result<Self, PublishError> {
        Ok(Self {
            id: article.id.clone(),
            in_language: article.in_language.clone(),
            headline: article.headline.clone(),
            article_section: article.article_section.clone(),
            date_published: article.date_published.clone(),
            date_modified: article.later_change().cloned(),
            publisher: article.publisher.as_ref().map(|publisher| publisher.name.clone()),
            lead_image: article.lead_image().cloned(),
            url: article.url.clone().filter(SafeUrl::is_whole),
            is_withdrawn: article.creative_work_status == Status::Withdrawn,
            named: article.related.clone(),
            path: path.to_owned(),
            stamp,
            files,
            digest: digest_of(article)?,
        })
    }

    /// What a list in an article of that language says about this one.
    pub fn as_related(&self, language: &Language) -> Related {
        Related {
            id: self.id.clone(),
            headline: Some(self.headline.clone()),
            in_language: (self.in_language != *language).then(|| self.in_language.clone()),
            article_section: self.article_section.clone(),
            date_published: Some(self.date_published.clone()),
            image: self.lead_image.clone(),
        }
    }

    /// The order of a publication: by date of publication, newest first; by id where two have the same.
    pub(super) fn newest_first(&self, other: &Self) -> std::cmp::Ordering {
        let instant = |entry: &Self| entry.date_published.unix_seconds();
        instant(other).cmp(&instant(self)).then_with(|| self.id.cmp(&other.id))
    }

    /// When it was published or changed last.
    pub(super) fn last_change(&self) -> &Timestamp {
        self.date_modified.as_ref().unwrap_or(&self.date_published)
    }
}

/// The digest of an article as it was read, before anything of other articles is in it.
pub(super) fn digest_of(article: &Article) -> Result<Digest, PublishError> {
    let json =
        serde_json::to_vec(article).map_err(|source| PublishError::Json { id: article.id.to_string(), source })?;
    Ok(Digest::of([json.as_slice()]))
}

/// An entry as it is written down between two builds. It is checked again when it is read: nothing gets into an address
/// unchecked, whoever wrote the file.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Record {
    id: String,
    in_language: String,
    headline: String,
    article_section: Option<String>,
    date_published: String,
    date_modified: Option<String>,
    publisher: Option<String>,
    lead_image: Option<ImageRecord>,
    url: Option<String>,
    is_withdrawn: bool,
    named: Vec<NamedRecord>,
    stamp: Stamp,
    files: Vec<NamedFile>,
    digest: Digest,
}

#[derive(Debug, Serialize, Deserialize)]
struct ImageRecord {
    src: Option<String>,
    width: Option<u32>,
    height: Option<u32>,
    alt: String,
    sources: Vec<(String, u32, Option<ImageFormat>)>,
}

/// An article that a document names: what it says of it, and no more.
#[derive(Debug, Serialize, Deserialize)]
struct NamedRecord {
    id: String,
    headline: Option<String>,
    in_language: Option<String>,
}

impl From<&Entry> for Record {
    fn from(entry: &Entry) -> Self {
        let text = ToString::to_string;
        let image = |image: &Image| ImageRecord {
            src: image.src.as_ref().map(|src| src.as_str().to_owned()),
            width: image.width,
            height: image.height,
            alt: image.alt.clone(),
            sources: image.sources.iter().map(|file| (file.src.as_str().to_owned(), file.width, file.format)).collect(),
        };
        let named = |named: &Related| NamedRecord {
            id: named.id.to_string(),
            headline: named.headline.clone(),
            in_language: named.in_language.as_ref().map(|language| language.as_str().to_owned()),
        };
        Self {
            id: entry.id.to_string(),
            in_language: entry.in_language.as_str().to_owned(),
            headline: entry.headline.clone(),
            article_section: entry.article_section.clone(),
            date_published: text(&entry.date_published),
            date_modified: entry.date_modified.as_ref().map(text),
            publisher: entry.publisher.clone(),
            lead_image: entry.lead_image.as_ref().map(image),
            url: entry.url.as_ref().map(|url| url.as_str().to_owned()),
            is_withdrawn: entry.is_withdrawn,
            named: entry.named.iter().map(named).collect(),
            stamp: entry.stamp,
            files: entry.files.clone(),
            digest: entry.digest.clone(),
        }
    }
}

impl Record {
    /// The entry of the document at `path`, or nothing where the record is not one that was written here.
    pub(super) fn into_entry(self, path: PathBuf) -> Option<Entry> {
        let time = |text: &str| Timestamp::parse(text).ok();
        Some(Entry {
            id: ArticleId::parse(&self.id).ok()?,
            in_language: Language::parse(&self.in_language).ok()?,
            headline: self.headline,
            article_section: self.article_section,
            date_published: time(&self.date_published)?,
            date_modified: self.date_modified.as_deref().map(time).map_or(Some(None), |time| time.map(Some))?,
            publisher: self.publisher,
            lead_image: self.lead_image.map(ImageRecord::into_image).map_or(Some(None), |image| image.map(Some))?,
            url: self.url.and_then(|url| SafeUrl::resource(&url).ok()),
            is_withdrawn: self.is_withdrawn,
            named: self.named.into_iter().map(NamedRecord::into_related).collect::<Option<_>>()?,
            path,
            stamp: self.stamp,
            files: self.files,
            digest: self.digest,
        })
    }
}

impl ImageRecord {
    fn into_image(self) -> Option<Image> {
        let src = self.src.map(|src| SafeUrl::picture(&src)).transpose().ok()?;
        let source = |(src, width, format): (String, u32, Option<ImageFormat>)| {
            Some(ImageSource { src: SafeUrl::picture(&src).ok()?, width, format })
        };
        let sources = self.sources.into_iter().map(source).collect::<Option<_>>()?;
        Some(Image { src, width: self.width, height: self.height, alt: self.alt, sources })
    }
}

impl NamedRecord {
    fn into_related(self) -> Option<Related> {
        let in_language = self.in_language.map(|language| Language::parse(&language)).transpose().ok()?;
        let id = ArticleId::parse(&self.id).ok()?;
        let headline = self.headline;
        Some(Related { id, headline, in_language, article_section: None, date_published: None, image: None })
    }
}
