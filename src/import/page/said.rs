//! What a page says of itself, each with where it was found. JSON-LD comes first, then Open Graph, `meta`, microdata and
//! the elements that are usual for it.

use dom_query::Document;
use serde_json::{Map, Value};
use url::Url;

use super::json_ld::{self, JsonLd};
use super::meta::{self, Meta};
use super::{author, dated, words};
use crate::article::{Author, Timestamp};

/// A value with where it was found.
#[derive(Clone, Debug)]
pub(super) struct Found<T> {
    pub(super) value: T,
    pub(super) from: String,
}

pub(super) fn found<T>(value: T, from: &str) -> Found<T> {
    Found { value, from: from.to_owned() }
}

/// What a page says of itself.
#[derive(Debug, Default)]
pub(super) struct Said {
    pub(super) alternative_headline: Option<Found<String>>,
    pub(super) authors: Option<Found<Vec<Author>>>,
    pub(super) authors_of_elements: Option<Found<Vec<Author>>>,
    pub(super) published: Option<Found<Timestamp>>,
    pub(super) modified: Option<Found<Timestamp>>,
    pub(super) section: Option<Found<String>>,
    pub(super) description: Option<Found<String>>,
    pub(super) publisher: Option<Found<String>>,
    pub(super) publisher_url: Option<String>,
    pub(super) language: Option<Found<String>>,
    pub(super) keywords: Option<Found<Vec<String>>>,
    pub(super) address: Option<Found<String>>,
    pub(super) comments: Option<Found<u64>>,
    pub(super) image: Option<Found<String>>,
    pub(super) license: Option<Found<String>>,
    pub(super) copyright: Option<Found<String>>,
    /// The text, as the page says it to machines.
    pub(super) body: Option<String>,
    /// Whether the page says that it is an article.
    pub(super) is_article: bool,
    /// Whether the page says that it is something else: a list, the front page.
    pub(super) is_other: bool,
}

impl Said {
    /// Reads a page before anything is taken out of it.
    pub(super) fn of(document: &Document, offset: &str) -> Self {
        let json = JsonLd::of(document);
        let meta = Meta::of(document);
        let empty = Map::new();
        let article = json.article().unwrap_or(&empty);
        let page = json.page().unwrap_or(&empty);
        let from_json = |name: &str| json_ld::text(article, name).map(|text| found(text, &format!("JSON-LD {name}")));
        let from_meta = |names: &[&'static str]| {
            meta.first(names).map(|(name, text)| found(text.to_owned(), &format!("meta {name}")))
        };
        let from_property =
            |name: &str| meta::property(document, name).map(|text| found(text, &format!("itemprop {name}")));
        let publisher = json.objects(article, "publisher").into_iter().next();
        let publisher_name =
            publisher.and_then(|it| json_ld::text(it, "name")).map(|name| found(name, "JSON-LD publisher"));
        let kind = meta.first(&["og:type"]).map(|(_, kind)| kind.to_lowercase()).unwrap_or_default();
        let keywords = keywords(article, &meta);
        Self {
            alternative_headline: from_json("alternativeHeadline"),
            authors: author::authors(&json, article, &meta),
            authors_of_elements: author::of_elements(document, &json, article),
            published: dated::published(document, article, page, &meta, offset),
            modified: dated::modified(article, page, &meta, offset),
            section: from_json("articleSection").or_else(|| {
                from_meta(&[
                    "article:section",
                    "og:article:section",
                    "section",
                    "sailthru.section",
                    "parsely-section",
                    "dcsext.section",
                ])
            }),
            description: from_json("description").or_else(|| {
                from_meta(&[
                    "og:description",
                    "description",
                    "twitter:description",
                    "dc.description",
                    "dcterms.abstract",
                ])
            }),
            publisher: publisher_name.or_else(|| {
                from_meta(&["og:site_name", "application-name", "dc.publisher", "twitter:app:name:iphone"])
            }),
            publisher_url: publisher.and_then(|it| json_ld::text(it, "url")),
            language: language(document, article, &meta),
            keywords,
            address: address(document, article, &meta),
            comments: comments(article).or_else(|| {
                let said = from_property("commentCount").or_else(|| from_property("interactionCount"))?;
                Some(found(said.value.trim_start_matches("UserComments:").parse().ok()?, &said.from))
            }),
            image: image(&json, article)
                .or_else(|| from_meta(&["og:image:secure_url", "og:image", "twitter:image", "twitter:image:src"])),
            license: from_json("license")
                .or_else(|| meta::link(document, "license").map(|href| found(href, "link license"))),
            copyright: from_json("copyrightNotice")
                .or_else(|| from_meta(&["copyright", "dc.rights", "dcterms.rights"])),
            body: json_ld::raw(article, "articleBody").map(str::to_owned),
            is_article: !article.is_empty() || kind == "article",
            is_other: article.is_empty() && (json.is_list() || kind == "website"),
        }
    }
}

fn language(document: &Document, article: &Map<String, Value>, meta: &Meta) -> Option<Found<String>> {
    let html = document.select_single("html");
    let attribute = |name: &str| html.attr(name).map(|lang| lang.trim().to_owned()).filter(|lang| !lang.is_empty());
    attribute("lang")
        .or_else(|| attribute("xml:lang"))
        .map(|lang| found(lang, "html lang"))
        .or_else(|| json_ld::text(article, "inLanguage").map(|lang| found(lang, "JSON-LD inLanguage")))
        .or_else(|| {
            let names = ["content-language", "language", "inlanguage", "dc.language", "dcterms.language", "og:locale"];
            meta.first(&names).map(|(name, lang)| found(lang.to_owned(), &format!("meta {name}")))
        })
        .or_else(|| {
            let body = document.select_single("body[lang], article[lang], main[lang]").attr("lang")?;
            Some(found(body.trim().to_owned(), "element lang"))
        })
}

fn keywords(article: &Map<String, Value>, meta: &Meta) -> Option<Found<Vec<String>>> {
    let divided = |texts: Vec<String>| -> Vec<String> {
        let separator = if texts.iter().any(|text| text.contains(',')) { ',' } else { ';' };
        let mut out: Vec<String> = Vec::new();
        for word in texts.iter().flat_map(|text| text.split(separator)) {
            let word = words::plain(word);
            let is_word = !word.is_empty() && word.chars().count() <= 80 && word.chars().any(char::is_alphanumeric);
            if is_word && !out.iter().any(|other| other.eq_ignore_ascii_case(&word)) {
                out.push(word);
            }
        }
        out.truncate(30);
        out
    };
    let json = divided(json_ld::texts(article, "keywords"));
    if !json.is_empty() {
        return Some(found(json, "JSON-LD keywords"));
    }
    for name in ["article:tag", "og:article:tag", "news_keywords", "keywords", "parsely-tags", "sailthru.tags"] {
        let words = divided(meta.all(name).to_vec());
        if !words.is_empty() {
            return Some(found(words, &format!("meta {name}")));
        }
    }
    None
}

/// The page's own address, if it names one that leads to this article and not to the site.
fn address(document: &Document, article: &Map<String, Value>, meta: &Meta) -> Option<Found<String>> {
    let entity = article
        .get("mainEntityOfPage")
        .and_then(|entity| entity.as_str().or_else(|| entity.get("@id").and_then(Value::as_str)).map(str::to_owned));
    let candidates = [
        (meta::link(document, "canonical"), "link canonical"),
        (meta.first(&["og:url"]).map(|(_, url)| url.to_owned()), "meta og:url"),
        (json_ld::text(article, "url"), "JSON-LD url"),
        (entity, "JSON-LD mainEntityOfPage"),
        (meta.first(&["twitter:url", "parsely-link"]).map(|(_, url)| url.to_owned()), "meta twitter:url"),
    ];
    let whole = |text: String| {
        let text = if text.starts_with("//") { format!("https:{text}") } else { text };
        Url::parse(&text)
            .ok()
            .filter(|url| matches!(url.scheme(), "http" | "https") && url.host().is_some())
            .map(String::from)
    };
    let mut read = candidates.into_iter().filter_map(|(text, from)| Some(found(whole(text?)?, from)));
    let first = read.next();
    let leads_to_site =
        |it: &Found<String>| Url::parse(&it.value).is_ok_and(|url| url.path() == "/" && url.query().is_none());
    match first {
        Some(it) if leads_to_site(&it) => read.find(|other| !leads_to_site(other)).or(Some(it)),
        first => first,
    }
}

fn comments(article: &Map<String, Value>) -> Option<Found<u64>> {
    let said = json_ld::text(article, "commentCount").and_then(|text| text.parse().ok());
    said.map(|count| found(count, "JSON-LD commentCount"))
}

fn image(json: &JsonLd, article: &Map<String, Value>) -> Option<Found<String>> {
    let object = json
        .objects(article, "image")
        .into_iter()
        .find_map(|it| json_ld::text(it, "url").or_else(|| json_ld::text(it, "contentUrl")));
    let text = || json_ld::text(article, "image").filter(|text| text.contains('/'));
    object.or_else(text).map(|url| found(url, "JSON-LD image"))
}
