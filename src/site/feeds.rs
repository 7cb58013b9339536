//! What readers subscribe to: the newest articles as Atom (RFC 4287) and as JSON Feed 1.1 (jsonfeed.org).

use std::io;

use serde::Serialize;

use super::address::{absolute, address_of};
use super::xml;
use crate::article::{Article, Timestamp};
use crate::source::SiteAddress;

/// The names of a list's feeds, in its folder, and their media types.
pub(super) const ATOM: &str = "feed.xml";
pub(super) const ATOM_TYPE: &str = "application/atom+xml";
pub(super) const JSON: &str = "feed.json";
pub(super) const JSON_TYPE: &str = "application/feed+json";

/// How many articles a feed has at most: who reads a feed once in a while finds the newest of some days.
pub(super) const LIMIT: usize = 30;

/// The newest articles of a list.
pub(super) struct Feed<'a> {
    pub(super) title: &'a str,
    pub(super) language: &'a str,
    pub(super) site: &'a SiteAddress,
    /// The list's folder within the publication: `""` or `"section/<slug>/"`.
    pub(super) folder: &'a str,
    /// Newest first.
    pub(super) articles: &'a [Article],
}

#[derive(Serialize)]
struct JsonFeed<'a> {
    version: &'a str,
    title: &'a str,
    home_page_url: String,
    feed_url: String,
    language: &'a str,
    items: Vec<JsonItem<'a>>,
}

#[derive(Serialize)]
struct JsonItem<'a> {
    id: String,
    url: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    external_url: Option<String>,
    title: &'a str,
    /// An item must have some content; where there is no lead, the headline is all there is.
    content_text: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    summary: Option<String>,
    date_published: &'a Timestamp,
    #[serde(skip_serializing_if = "Option::is_none")]
    date_modified: Option<&'a Timestamp>,
    language: &'a str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    authors: Vec<JsonAuthor<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    tags: Vec<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    image: Option<String>,
}

#[derive(Serialize)]
struct JsonAuthor<'a> {
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
}

impl Feed<'_> {
    /// As JSON Feed.
    pub(super) fn json(&self) -> serde_json::Result<Vec<u8>> {
        serde_json::to_vec(&JsonFeed {
            version: "https://jsonfeed.org/version/1.1",
            title: self.title,
            home_page_url: self.site.of(self.folder),
            feed_url: self.site.of(&format!("{}{JSON}", self.folder)),
            language: self.language,
            items: self.articles.iter().map(|article| self.item(article)).collect(),
        })
    }

    fn item<'a>(&'a self, article: &'a Article) -> JsonItem<'a> {
        let page = self.page(article);
        let elsewhere = self.address(article);
        let lead = article.description.as_ref().map(|lead| lead.plain());
        JsonItem {
            id: page.clone(),
            external_url: (elsewhere != page).then_some(elsewhere),
            url: page,
            title: &article.headline,
            content_text: lead.clone().unwrap_or_else(|| article.headline.clone()),
            summary: lead,
            date_published: &article.date_published,
            date_modified: article.later_change(),
            language: article.in_language.as_str(),
            authors: article
                .author
                .iter()
                .map(|author| JsonAuthor {
                    name: &author.name,
                    url: author.url.as_ref().and_then(|url| absolute(url, Some(self.site))),
                })
                .collect(),
            tags: article.article_section.iter().chain(&article.keywords).map(String::as_str).collect(),
            image: self.image(article),
        }
    }

    /// As Atom.
    pub(super) fn atom(&self) -> io::Result<Vec<u8>> {
        xml::document(|xml| {
            let feed = xml.create_element("feed");
            let feed = feed.with_attributes([("xmlns", "http://www.w3.org/2005/Atom"), ("xml:lang", self.language)]);
            feed.write_inner_content(|xml| self.atom_content(xml)).map(drop)
        })
    }

    fn atom_content(&self, xml: &mut xml::Xml) -> io::Result<()> {
        let address = self.site.of(&format!("{}{ATOM}", self.folder));
        xml::text(xml, "id", &address)?;
        xml::text(xml, "title", self.title)?;
        let changed = |article: &&Article| last_change(article).unix_seconds();
        let newest = self.articles.iter().max_by_key(changed).map(last_change);
        xml::text(xml, "updated", newest.map_or("1970-01-01T00:00:00Z", Timestamp::written))?;
        // Every entry needs an author: this one stands for those that name nobody (RFC 4287, section 4.1.1).
        person(xml, self.title)?;
        for (rel, media_type, href) in
            [("self", ATOM_TYPE, address.as_str()), ("alternate", "text/html", &self.site.of(self.folder))]
        {
            let link = xml.create_element("link");
            link.with_attributes([("rel", rel), ("type", media_type), ("href", href)]).write_empty()?;
        }
        for article in self.articles {
            let language = [("xml:lang", article.in_language.as_str())];
            let entry = xml.create_element("entry").with_attributes(language);
            entry.write_inner_content(|xml| self.atom_entry(xml, article))?;
        }
        Ok(())
    }

    fn atom_entry(&self, xml: &mut xml::Xml, article: &Article) -> io::Result<()> {
        let page = self.page(article);
        xml::text(xml, "id", &page)?;
        xml::text(xml, "title", &article.headline)?;
        xml::text(xml, "published", article.date_published.written())?;
        xml::text(xml, "updated", last_change(article).written())?;
        for author in &article.author {
            person(xml, &author.name)?;
        }
        let link = xml.create_element("link");
        link.with_attributes([("rel", "alternate"), ("type", "text/html"), ("href", page.as_str())]).write_empty()?;
        for term in article.article_section.iter().chain(&article.keywords) {
            xml.create_element("category").with_attribute(("term", &*xml::allowed(term))).write_empty()?;
        }
        if let Some(lead) = &article.description {
            xml::text(xml, "summary", &lead.plain())?;
        }
        Ok(())
    }

    /// The article's page in this publication.
    fn page(&self, article: &Article) -> String {
        self.site.of(&format!("{}/", article.id))
    }

    /// Where the article is to be found: elsewhere, if it says so.
    fn address(&self, article: &Article) -> String {
        address_of(article.url.as_ref(), &article.id, Some(self.site)).unwrap_or_else(|| self.page(article))
    }

    fn image(&self, article: &Article) -> Option<String> {
        absolute(article.lead_image()?.src.as_ref()?, Some(self.site))
    }
}

fn person(xml: &mut xml::Xml, name: &str) -> io::Result<()> {
    xml.create_element("author").write_inner_content(|xml| xml::text(xml, "name", name)).map(drop)
}

fn last_change(article: &Article) -> &Timestamp {
    article.later_change().unwrap_or(&article.date_published)
}
