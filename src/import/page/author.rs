//! Who wrote it: names, without the words around them.

use dom_query::Document;
use serde_json::{Map, Value};

use super::json_ld::{self, JsonLd};
use super::meta::{self, Meta};
use super::said::{Found, found};
use super::words;
use crate::article::{Author, SafeUrl, Text};

/// What stands before a name, in small letters.
const BEFORE: [&str; 22] = [
    "written by ",
    "reported by ",
    "posted by ",
    "words by ",
    "story by ",
    "by: ",
    "by ",
    "von ",
    "por ",
    "par ",
    "di ",
    "da ",
    "door ",
    "av ",
    "af ",
    "oleh ",
    "tekst: ",
    "text: ",
    "autor: ",
    "author: ",
    "от ",
    "автор: ",
];

/// The names of `meta` elements that say it.
const META: [&str; 14] = [
    "dc:creator",
    "dcterms:creator",
    "dcterm:creator",
    "dc.creator",
    "dcterms.creator",
    "author",
    "article:author",
    "og:article:author",
    "article:author_name",
    "parsely-author",
    "sailthru.author",
    "byl",
    "byline",
    "creator",
];

/// The longest name, in characters: what is longer is a sentence.
const MAX_NAME: usize = 100;

/// How many authors are taken.
const MAX_AUTHORS: usize = 20;

/// Authors in what the page says to machines.
pub(super) fn authors(json: &JsonLd, article: &Map<String, Value>, meta: &Meta) -> Option<Found<Vec<Author>>> {
    let objects = json.objects(article, "author").into_iter();
    let mut authors: Vec<Author> = objects
        .filter_map(|object| {
            let url = json_ld::text(object, "url").and_then(|url| SafeUrl::resource(&url).ok());
            let job_title = json_ld::text(object, "jobTitle").filter(|title| title.chars().count() <= MAX_NAME);
            author(&json_ld::texts(object, "name").join(" "), url.filter(SafeUrl::is_whole), job_title)
        })
        .collect();
    if authors.is_empty() {
        authors = json_ld::texts(article, "author").iter().filter_map(|text| author(text, None, None)).collect();
    }
    if let Some(authors) = some(authors) {
        return Some(found(authors, "JSON-LD author"));
    }
    for name in META {
        let authors = meta.all(name).iter().filter_map(|text| author(text, None, None)).collect();
        if let Some(authors) = some(authors) {
            return Some(found(authors, &format!("meta {name}")));
        }
    }
    None
}

/// Authors in the elements that usually hold their names.
pub(super) fn of_elements(
    document: &Document,
    json: &JsonLd,
    article: &Map<String, Value>,
) -> Option<Found<Vec<Author>>> {
    for place in [
        "[itemprop~='author'] [itemprop~='name']",
        "[itemprop~='author']",
        "[rel~='author']",
        "[class~='author-name']",
        "[class~='byline-name']",
        "[class~='byline__name']",
        "[class~='author']",
        "[class~='byline']",
        "[class~='Byline']",
    ] {
        let nodes = document.select(place);
        let texts = nodes.nodes().iter().take(10).map(meta::said).filter(|text| text.chars().count() <= MAX_NAME);
        let authors = texts.filter_map(|text| author(&text, None, None)).collect();
        if let Some(authors) = some(authors) {
            return Some(found(authors, &format!("element {place}")));
        }
    }
    let creators = json.objects(article, "creator").into_iter();
    let creators =
        creators.filter_map(|object| author(&json_ld::texts(object, "name").join(" "), None, None)).collect();
    some(creators).map(|authors| found(authors, "JSON-LD creator"))
}

/// Each once.
fn some(authors: Vec<Author>) -> Option<Vec<Author>> {
    let mut out: Vec<Author> = Vec::new();
    for author in authors {
        if !out.iter().any(|other| words::are_same(&other.name, &author.name)) {
            out.push(author);
        }
    }
    out.truncate(MAX_AUTHORS);
    (!out.is_empty()).then_some(out)
}

/// An author, if a text is a name.
pub(super) fn author(text: &str, url: Option<SafeUrl>, job_title: Option<String>) -> Option<Author> {
    let name = name(text)?;
    Some(Author { name, job_title, url, image: None })
}

/// The name in a text: no address, no sentence, no date.
pub(super) fn name(text: &str) -> Option<String> {
    let text = words::plain(text);
    let mut name = text
        .trim_matches(|c: char| c.is_whitespace() || matches!(c, ',' | '|' | '·' | '•' | '—' | '–' | '-' | ':' | '/'));
    loop {
        let small = name.to_lowercase();
        let Some(before) = BEFORE.iter().find(|before| small.starts_with(**before)) else { break };
        let length = before.chars().count();
        name = name.char_indices().nth(length).and_then(|(at, _)| name.get(at..)).unwrap_or_default().trim();
    }
    // A date after the name, or what they do behind a line.
    let name = name.split(['|', '•', '·', '\u{2022}']).next().unwrap_or(name).trim();
    // An address or a note after the name.
    let name = name.split_once(" (").filter(|(_, after)| after.contains("://")).map_or(name, |(name, _)| name).trim();
    let is_dated = name.bytes().filter(u8::is_ascii_digit).count() > 4;
    let is_address = name.contains("://") || name.starts_with("www.") || name.starts_with('@') || name.starts_with('/');
    let is_name = name.chars().any(char::is_alphabetic)
        && name.chars().count() <= MAX_NAME
        && !Text::from(name.to_owned()).is_blank();
    (is_name
        && !is_address
        && !is_dated
        && !matches!(name.to_lowercase().as_str(), "by" | "admin" | "null" | "undefined" | "none"))
    .then(|| name.to_owned())
}
