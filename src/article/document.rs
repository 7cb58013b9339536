//! An article and what is said about it. Names are those of schema.org's NewsArticle wherever it has one.

use serde::Serialize;

use super::{ArticleId, Block, Image, Language, SafeUrl, Text, Timestamp};

/// A document that was read and checked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Article {
    /// Its name in the publication and in addresses.
    pub id: ArticleId,
    /// The language of its text.
    pub in_language: Language,
    /// The headline.
    pub headline: String,
    /// The label that opens the lead: a place or an agency.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dateline: Option<String>,
    /// The lead: the paragraph that says what it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<Text>,
    /// The section of the publication.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub article_section: Option<String>,
    /// When it was published first.
    pub date_published: Timestamp,
    /// When it was changed last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date_modified: Option<Timestamp>,
    /// Who wrote it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub author: Vec<Author>,
    /// Who publishes it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub publisher: Option<Publisher>,
    /// Its address in the world, where it has one beside this publication.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<SafeUrl>,
    /// How many comments it has; shown at 0, left out when absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub comment_count: Option<u64>,
    /// What it is about, in words to search by.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub keywords: Vec<String>,
    /// The text.
    pub body: Vec<Block>,
    /// Articles to go on to. Where a document names none, the publication fills in those of the same section.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub related: Vec<Related>,
}

/// Somebody who wrote the article.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Author {
    /// The name as it is printed.
    pub name: String,
}

/// Who publishes the article.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Publisher {
    /// The name as it is printed.
    pub name: String,
    /// Their own site.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<SafeUrl>,
}

/// An article to go on to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Related {
    /// Its id in the same publication.
    pub id: ArticleId,
    /// Its headline; a publication fills it in for its own articles.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub headline: Option<String>,
    /// The language of the headline, where it is not the document's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub in_language: Option<Language>,
    /// Its section.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub article_section: Option<String>,
    /// When it was published.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date_published: Option<Timestamp>,
    /// A small picture.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub image: Option<Image>,
}

impl Article {
    /// The time of the last change, where it is later than the publication: many systems write both in any case.
    pub fn later_change(&self) -> Option<&Timestamp> {
        let published = self.date_published.unix_seconds();
        self.date_modified.as_ref().filter(|modified| modified.unix_seconds() > published)
    }

    /// The first picture of the body that there is a file of: it stands for the article in lists.
    pub fn lead_image(&self) -> Option<&Image> {
        self.body.iter().find_map(|block| match block {
            Block::Figure(figure) => figure.image.src.as_ref().map(|_| &figure.image),
            Block::Paragraph { .. } | Block::Heading(_) | Block::Quote(_) | Block::List(_) => None,
        })
    }
}
