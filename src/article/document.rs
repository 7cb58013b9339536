//! An article and what is said about it. Names are those of schema.org's NewsArticle wherever it has one.

use schemars::JsonSchema;
use serde::Serialize;

use super::{Alias, ArticleId, Block, Figure, Image, Language, NoteId, SafeUrl, Text, Timestamp};

/// A document that was read and checked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Article {
    /// Its name in the publication and in addresses.
    pub id: ArticleId,
    /// Where it was before: former ids, and paths within the publication. A publication has pages there that lead on.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<Alias>,
    /// The language of its text.
    pub in_language: Language,
    /// The headline.
    pub headline: String,
    /// Another headline: a shorter one, for lists and running heads.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub alternative_headline: Option<String>,
    /// The line above the headline that says what it belongs to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kicker: Option<String>,
    /// The label that opens the lead: a place or an agency.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dateline: Option<String>,
    /// The lead: the paragraph that says what it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<Text>,
    /// The picture that stands for it in lists and on cards, where that is not the first of the body.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub image: Option<Image>,
    /// The section of the publication.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub article_section: Option<String>,
    /// Where it happened.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub content_location: Option<String>,
    /// When it was published first.
    pub date_published: Timestamp,
    /// When it was changed last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date_modified: Option<Timestamp>,
    /// Not to be published before: a build leaves the article out until then, and says so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub embargo: Option<Timestamp>,
    /// What it is to its publication.
    #[serde(skip_serializing_if = "Kind::is_article")]
    pub kind: Kind,
    /// What became of it since.
    #[serde(skip_serializing_if = "Status::is_usable")]
    pub creative_work_status: Status,
    /// Who wrote it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub author: Vec<Author>,
    /// Who publishes it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub publisher: Option<Publisher>,
    /// Where it was taken from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_based_on: Option<Source>,
    /// Its address in the world, where it has one beside this publication.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<SafeUrl>,
    /// The same article in other languages.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub work_translation: Vec<Translation>,
    /// How many comments it has; shown at 0, left out when absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub comment_count: Option<u64>,
    /// Where the comments are.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub discussion_url: Option<SafeUrl>,
    /// How many words it has; a publication counts them where the document does not say and they can be told apart.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub word_count: Option<u64>,
    /// What it is about, in words to search by.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub keywords: Vec<String>,
    /// Whose it is, as the law has it: "© 2026 The publisher".
    #[serde(skip_serializing_if = "Option::is_none")]
    pub copyright_notice: Option<String>,
    /// The terms under which it may be used.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub license: Option<SafeUrl>,
    /// The text.
    #[schemars(length(min = 1, max = 50_000))]
    pub body: Vec<Block>,
    /// The footnotes, in the order of their numbers.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub footnotes: Vec<Footnote>,
    /// Articles to go on to. Where a document names none, the publication fills in those of the same section.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub related: Vec<Related>,
    /// The addresses that its texts, its source and its licence lead to, each once, in the order of their numbers; worked
    /// out when the document is read. Paper has them as notes.
    #[serde(skip)]
    pub links: Vec<SafeUrl>,
}

/// What a document is to its publication.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// An article: it stands in lists and feeds.
    #[default]
    Article,
    /// A page of the publication's own, as an imprint: it is no news, and stands in no list, section or feed.
    Page,
}

impl Kind {
    /// Whether it stands in lists and feeds.
    pub fn is_article(&self) -> bool {
        *self == Self::Article
    }
}

/// What became of an article since it was published (IPTC's publishing status, of which it takes three).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// It stands.
    #[default]
    Usable,
    /// It stands as it was corrected.
    Corrected,
    /// It does not stand any more: its page says so and shows no text.
    Withdrawn,
}

impl Status {
    /// Whether it stands as it was published.
    pub fn is_usable(&self) -> bool {
        *self == Self::Usable
    }
}

/// Somebody who wrote the article.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Author {
    /// The name as it is printed.
    pub name: String,
    /// What they do.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub job_title: Option<String>,
    /// A page of theirs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<SafeUrl>,
    /// Their picture.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub image: Option<Image>,
}

/// Who publishes the article.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Publisher {
    /// The name as it is printed.
    pub name: String,
    /// Their own site.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<SafeUrl>,
    /// Their sign; its alt text is the name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub logo: Option<Image>,
}

/// Where an article was taken from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Source {
    /// The name as it is printed.
    pub name: String,
    /// Where it stands there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<SafeUrl>,
}

/// The article in another language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Translation {
    /// That language.
    pub in_language: Language,
    /// Where it is.
    pub url: SafeUrl,
    /// What the language calls itself, or the headline there.
    pub name: String,
}

/// A note at the foot of the article.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Footnote {
    /// What the places that it belongs to call it.
    pub id: NoteId,
    /// The note.
    pub text: Text,
    /// How many places name it; worked out when the document is read.
    #[serde(skip)]
    pub references: usize,
}

/// An article to go on to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
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
    /// An article with the fields that every one has, and nothing else.
    pub fn new(id: ArticleId, in_language: Language, headline: String, date_published: Timestamp) -> Self {
        Self {
            id,
            aliases: Vec::new(),
            in_language,
            headline,
            alternative_headline: None,
            kicker: None,
            dateline: None,
            description: None,
            image: None,
            article_section: None,
            content_location: None,
            date_published,
            date_modified: None,
            embargo: None,
            kind: Kind::Article,
            creative_work_status: Status::Usable,
            author: Vec::new(),
            publisher: None,
            is_based_on: None,
            url: None,
            work_translation: Vec::new(),
            comment_count: None,
            discussion_url: None,
            word_count: None,
            keywords: Vec::new(),
            copyright_notice: None,
            license: None,
            body: Vec::new(),
            footnotes: Vec::new(),
            related: Vec::new(),
            links: Vec::new(),
        }
    }

    /// The time of the last change, where it is later than the publication: many systems write both in any case.
    pub fn later_change(&self) -> Option<&Timestamp> {
        let published = self.date_published.unix_seconds();
        self.date_modified.as_ref().filter(|modified| modified.unix_seconds() > published)
    }

    /// The picture that stands for the article in lists: its own choice, else the first of the body, galleries included,
    /// that there is a file of.
    pub fn lead_image(&self) -> Option<&Image> {
        let own = self.image.as_ref().filter(|image| image.src.is_some());
        own.or_else(|| self.body.iter().find_map(first_picture))
    }

    /// What is left of an article that was withdrawn: that it was, its headline and its dates.
    #[must_use]
    pub fn withdrawn(self) -> Self {
        let Self { id, aliases, in_language, headline, date_published, date_modified, .. } = self;
        Self {
            aliases,
            date_modified,
            creative_work_status: Status::Withdrawn,
            // A document has a body.
            body: vec![Block::Divider],
            ..Self::new(id, in_language, headline, date_published)
        }
    }
}

/// The first picture of a block that there is a file of.
fn first_picture(block: &Block) -> Option<&Image> {
    let figures: &[Figure] = match block {
        Block::Figure(figure) => std::slice::from_ref(figure),
        Block::Gallery(gallery) => &gallery.figures,
        _ => &[],
    };
    figures.iter().map(|figure| &figure.image).find(|image| image.src.is_some())
}
