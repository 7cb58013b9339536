//! What a page says of itself to those who do not read it: search engines, social networks, readers of feeds.
//!
//! All of it is made ahead of time and stands in the page's `head`. What needs a whole address is left out where the
//! publication does not know its own.

use std::fmt::Write;

use super::BuildError;
use super::address::{absolute, address_of};
use super::feeds;
use super::html::attribute;
use super::json_ld;
use super::oembed;
use crate::article::{Article, Image, SafeUrl, Status};
use crate::catalogue::Entry;
use crate::source::SiteAddress;
use crate::view::names;

/// What is said of a list, in characters at most: what search engines show.
const DESCRIPTION_MAX_CHARS: usize = 160;

/// What search engines must not list.
const NO_INDEX: &str = "<meta name=\"robots\" content=\"noindex\">";

/// The elements of a head, in the order in which they were added.
#[derive(Default)]
pub(super) struct Head(String);

impl Head {
    /// The head of an article's page.
    pub(super) fn of_article(
        article: &Article,
        publication_title: &str,
        site: Option<&SiteAddress>,
    ) -> Result<Self, BuildError> {
        let mut head = Self::default();
        let description = article.description.as_ref().map(|lead| lead.plain());
        let address = address_of(article.url.as_ref(), &article.id, site);
        // What stands above the text is not painted in part: the print button would move as the rest of its line is read
        // (HTML, link type "expect").
        head.link("expect", &format!("#{}", names::BODY_ID), &[("blocking", "render")]);
        head.link("alternate", &format!("../articles/{}.json", article.id), &[("type", "application/json")]);
        let is_withdrawn = article.creative_work_status == Status::Withdrawn;
        if is_withdrawn {
            head.0.push_str(NO_INDEX);
        }
        if let Some(site) = site.filter(|_| !is_withdrawn) {
            let address = site.of(&oembed::path(article.id.as_str()));
            head.link("alternate", &address, &[("type", oembed::TYPE), ("title", &article.headline)]);
        }
        head.description(description.as_deref());
        head.canonical(address.as_deref());
        head.translations(article, address.as_deref(), site);
        head.feeds("../", publication_title, site);

        let kind = if article.kind.is_article() { "article" } else { "website" };
        let name = article.publisher.as_ref().map_or(publication_title, |publisher| publisher.name.as_str());
        head.card(kind, &article.headline, description.as_deref(), address.as_deref(), name);
        head.property("article:published_time", article.date_published.written());
        if let Some(modified) = article.later_change() {
            head.property("article:modified_time", modified.written());
        }
        if let Some(section) = &article.article_section {
            head.property("article:section", section);
        }
        article.keywords.iter().for_each(|keyword| head.property("article:tag", keyword));
        head.picture(article.lead_image(), site);
        if let Some(json) = json_ld::news_article(article, address.as_deref(), site)? {
            // Writing to a String does not fail.
            let _ = write!(head.0, "<script type=\"application/ld+json\">{json}</script>");
        }
        Ok(head)
    }

    /// The head of a list of articles at `path`, whose feeds are in `folder`.
    pub(super) fn of_list(list: &ListHead<'_>, site: Option<&SiteAddress>) -> Self {
        let mut head = Self::default();
        let description = list.description.map_or_else(|| in_short(list.entries), str::to_owned);
        let address = site.map(|site| site.of(list.path));
        head.description(Some(&description));
        head.canonical(address.as_deref());
        head.feeds(list.folder_from_page, list.title, site);
        head.card("website", list.title, Some(&description), address.as_deref(), list.publication_title);
        head.picture(list.entries.iter().find_map(|entry| entry.lead_image.as_deref()), site);
        head
    }

    /// The head of a page that search engines must not list.
    pub(super) fn unlisted() -> Self {
        Self(NO_INDEX.to_owned())
    }

    /// The head of a page in place of one that moved: it leads to the other at once.
    pub(super) fn of_moved(to: &str, whole: Option<&str>) -> Self {
        let mut head = Self::unlisted();
        head.canonical(whole);
        head.element("meta", &[("http-equiv", "refresh"), ("content", &format!("0; url={to}"))]);
        head
    }

    /// The elements.
    pub(super) fn as_html(&self) -> &str {
        &self.0
    }

    fn description(&mut self, description: Option<&str>) {
        if let Some(description) = description {
            self.element("meta", &[("name", "description"), ("content", description)]);
        }
    }

    fn canonical(&mut self, address: Option<&str>) {
        if let Some(address) = address {
            self.link("canonical", address, &[]);
        }
    }

    /// The article in other languages, and in its own: search engines want whole addresses, and the page's own among them.
    fn translations(&mut self, article: &Article, address: Option<&str>, site: Option<&SiteAddress>) {
        let (Some(address), false) = (address, article.work_translation.is_empty()) else { return };
        self.link("alternate", address, &[("hreflang", article.in_language.as_str())]);
        for other in &article.work_translation {
            if let Some(address) = absolute(&other.url, site) {
                self.link("alternate", &address, &[("hreflang", other.in_language.as_str())]);
            }
        }
    }

    fn feeds(&mut self, folder: &str, title: &str, site: Option<&SiteAddress>) {
        if site.is_none() {
            return;
        }
        for (name, media_type) in [(feeds::ATOM, feeds::ATOM_TYPE), (feeds::JSON, feeds::JSON_TYPE)] {
            self.link("alternate", &format!("{folder}{name}"), &[("type", media_type), ("title", title)]);
        }
    }

    /// Open Graph (ogp.me). X takes the same, and its own word for the kind of card only.
    fn card(&mut self, kind: &str, title: &str, description: Option<&str>, address: Option<&str>, site_name: &str) {
        self.property("og:type", kind);
        self.property("og:title", title);
        self.property("og:site_name", site_name);
        if let Some(description) = description {
            self.property("og:description", description);
        }
        if let Some(address) = address {
            self.property("og:url", address);
        }
    }

    fn picture(&mut self, image: Option<&Image>, site: Option<&SiteAddress>) {
        // Networks refuse drawings.
        let image = image.filter(|image| image.src.as_ref().is_some_and(|src| !is_drawing(src)));
        let address = image.and_then(|image| absolute(image.src.as_ref()?, site));
        let card = if address.is_some() { "summary_large_image" } else { "summary" };
        self.element("meta", &[("name", "twitter:card"), ("content", card)]);
        let (Some(image), Some(address)) = (image, address) else { return };
        self.property("og:image", &address);
        if let (Some(width), Some(height)) = (image.width, image.height) {
            self.property("og:image:width", &width.to_string());
            self.property("og:image:height", &height.to_string());
        }
        if !image.alt.is_empty() {
            self.property("og:image:alt", &image.alt);
        }
    }

    fn property(&mut self, property: &str, content: &str) {
        self.element("meta", &[("property", property), ("content", content)]);
    }

    fn link(&mut self, rel: &str, address: &str, more: &[(&str, &str)]) {
        let mut attributes = vec![("rel", rel)];
        attributes.extend(more);
        attributes.push(("href", address));
        self.element("link", &attributes);
    }

    fn element(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.0.push('<');
        self.0.push_str(name);
        for (key, value) in attributes {
            // Writing to a String does not fail.
            let _ = write!(self.0, " {key}=\"{}\"", attribute(value));
        }
        self.0.push('>');
    }
}

/// A list of articles, as its head speaks of it.
pub(super) struct ListHead<'a> {
    pub(super) title: &'a str,
    pub(super) publication_title: &'a str,
    /// The page's path within the publication; `""` for the front page.
    pub(super) path: &'a str,
    /// The folder of the list's feeds as seen from the page: `""` or `"../…/"`.
    pub(super) folder_from_page: &'a str,
    pub(super) entries: &'a [&'a Entry],
    /// What the publication says that it is; without that, the newest headlines say it.
    pub(super) description: Option<&'a str>,
}

/// Whether an address is that of an SVG.
fn is_drawing(src: &SafeUrl) -> bool {
    let path = src.as_str().split(['?', '#']).next().unwrap_or_default();
    path.len() > 4 && path.get(path.len() - 4..).is_some_and(|ending| ending.eq_ignore_ascii_case(".svg"))
}

/// The newest headlines: the only thing that a publication says of itself.
fn in_short(entries: &[&Entry]) -> String {
    let mut text = String::new();
    for entry in entries {
        let is_first = text.is_empty();
        let length = text.chars().count() + entry.headline.chars().count() + 3;
        if !is_first && length > DESCRIPTION_MAX_CHARS {
            break;
        }
        if !is_first {
            text.push_str(" · ");
        }
        text.push_str(&entry.headline);
    }
    text
}
