//! What is kept of an article while a publication is made: enough for every list that it stands in, not its text.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use super::checked;
use crate::article::{Alias, Article, ArticleId, Image, Language, Related, SafeUrl, Status, Timestamp};
use crate::source::{Document, Fingerprint, Link, NamedFile, Stamp};

/// An article of a publication, without its text.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Entry {
    /// Its id.
    #[serde(deserialize_with = "checked::one")]
    pub id: ArticleId,
    /// The language of its text.
    #[serde(deserialize_with = "checked::one")]
    pub in_language: Language,
    /// Its headline.
    pub headline: String,
    /// The section that it stands in.
    pub article_section: Option<String>,
    /// When it was published.
    #[serde(deserialize_with = "checked::one")]
    pub date_published: Timestamp,
    /// When it was changed last, where that is later.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "checked::option")]
    pub date_modified: Option<Timestamp>,
    /// The name of its publisher.
    pub publisher: Option<String>,
    /// The picture that stands for it in lists.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "checked::image")]
    pub lead_image: Option<Box<Image>>,
    /// Its own address.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "checked::option")]
    pub url: Option<SafeUrl>,
    /// Whether it does not stand any more: it is in no list.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_withdrawn: bool,
    /// Whether it is a page of the publication's own: it is in no list, and no news.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_page: bool,
    /// Where it was before.
    #[serde(default, skip_serializing_if = "Vec::is_empty", deserialize_with = "checked::list")]
    pub aliases: Vec<Alias>,
    /// The articles that it names itself to go on to.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub named: Vec<Named>,
    /// Where it leads within the publication, as far as its addresses are relative.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub links: Vec<Link>,
    /// The places in its page that a link can lead to, in alphabetical order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub anchors: Vec<String>,
    /// Its document, within the publisher's folder.
    pub path: PathBuf,
    /// What tells its document from another.
    pub stamp: Stamp,
    /// The files that it names.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<NamedFile>,
    /// Of everything that the document says, and of the sizes of its pictures.
    pub whole: Fingerprint,
    /// Of what the lists of other articles show of it.
    pub card: Fingerprint,
    /// Of what the publication's own lists show of it.
    pub teaser: Fingerprint,
}

/// An article that another names to go on to.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Named {
    /// Its id.
    #[serde(deserialize_with = "checked::one")]
    pub id: ArticleId,
    /// What it is called there, where that is not its headline.
    pub headline: Option<String>,
    /// The language of that.
    #[serde(deserialize_with = "checked::option")]
    pub in_language: Option<Language>,
    /// Where it is named: line and column, both from 1.
    pub place: (usize, usize),
}

impl Entry {
    /// The entry of an article that was read from the document at `path`.
    pub fn new(article: &Article, path: PathBuf, document: &Document) -> Self {
        let lead_image = article.lead_image().cloned().map(Box::new);
        let section = article.article_section.as_deref();
        let shown = (&article.headline, &article.in_language, section, &article.date_published, &lead_image);
        let named = article.related.iter().zip(&document.related).map(|(named, place)| Named {
            id: named.id.clone(),
            headline: named.headline.clone(),
            in_language: named.in_language.clone(),
            place: (place.line, place.column),
        });
        Self {
            card: Fingerprint::of(&shown),
            teaser: Fingerprint::of(&(shown, &article.description)),
            whole: document.fingerprint,
            id: article.id.clone(),
            in_language: article.in_language.clone(),
            headline: article.headline.clone(),
            article_section: article.article_section.clone(),
            date_published: article.date_published.clone(),
            date_modified: article.later_change().cloned(),
            publisher: article.publisher.as_ref().map(|publisher| publisher.name.clone()),
            url: article.url.clone(),
            is_withdrawn: article.creative_work_status == Status::Withdrawn,
            is_page: !article.kind.is_article(),
            aliases: article.aliases.clone(),
            named: named.collect(),
            links: document.links.clone(),
            anchors: anchors(article),
            path,
            stamp: document.stamp,
            files: document.files.clone(),
            lead_image,
        }
    }

    /// Whether it stands in lists.
    pub fn is_listed(&self) -> bool {
        !self.is_withdrawn && !self.is_page
    }

    /// What a list in an article of that language says about this one.
    pub fn as_related(&self, language: &Language) -> Related {
        Related {
            id: self.id.clone(),
            headline: Some(self.headline.clone()),
            in_language: (self.in_language != *language).then(|| self.in_language.clone()),
            article_section: self.article_section.clone(),
            date_published: Some(self.date_published.clone()),
            image: self.lead_image.as_deref().cloned(),
        }
    }

    /// Whether a link can lead to a place in its page.
    pub(super) fn has_anchor(&self, anchor: &str) -> bool {
        self.anchors.binary_search_by(|known| known.as_str().cmp(anchor)).is_ok()
    }

    /// The order of a publication: by date of publication, newest first; by id where two have the same.
    pub(super) fn newest_first(&self, other: &Self) -> std::cmp::Ordering {
        let instant = |entry: &Self| entry.date_published.unix_seconds();
        instant(other).cmp(&instant(self)).then_with(|| self.id.cmp(&other.id))
    }

    /// When it was published or changed last.
    pub fn last_change(&self) -> &Timestamp {
        self.date_modified.as_ref().unwrap_or(&self.date_published)
    }
}

/// The ids of an article's notes and of the places that name them, as its page has them.
fn anchors(article: &Article) -> Vec<String> {
    let of_note = |id: &str, references: usize| {
        let more = (2..=references).map(|number| format!("to-note-{id}-{number}")).collect::<Vec<_>>();
        [format!("note-{id}"), format!("to-note-{id}")].into_iter().chain(more)
    };
    let mut anchors: Vec<String> =
        article.footnotes.iter().flat_map(|note| of_note(note.id.as_str(), note.references)).collect();
    anchors.sort_unstable();
    anchors
}
