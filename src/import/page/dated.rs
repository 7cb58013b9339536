//! When a page says that it was published and changed.

use dom_query::Document;
use serde_json::{Map, Value};

use super::date;
use super::json_ld;
use super::meta::{self, Meta};
use super::said::{Found, found};
use crate::article::Timestamp;

pub(super) fn published(
    document: &Document,
    article: &Map<String, Value>,
    page: &Map<String, Value>,
    meta: &Meta,
    offset: &str,
) -> Option<Found<Timestamp>> {
    const META: [&str; 24] = [
        "article:published_time",
        "og:article:published_time",
        "og:published_time",
        "datepublished",
        "datecreated",
        "parsely-pub-date",
        "sailthru.date",
        "cxenseparse:recs:publishtime",
        "cxenseparse:publishtime",
        "publish-date",
        "publishdate",
        "pubdate",
        "publication_date",
        "published_time",
        "dc.date.issued",
        "dcterms.issued",
        "dc.date",
        "dcterms.created",
        "dcterms.date",
        "date",
        "ptime",
        "displaydate",
        "article.published",
        "dc.terms.date",
    ];
    let read = |written: &str| date::read(written, offset);
    for (object, name) in [(article, "datePublished"), (page, "datePublished"), (article, "dateCreated")] {
        if let Some(time) = json_ld::text(object, name).and_then(|text| read(&text)) {
            return Some(found(time, &format!("JSON-LD {name}")));
        }
    }
    for name in META {
        if let Some(time) = meta.all(name).iter().find_map(|text| read(text)) {
            return Some(found(time, &format!("meta {name}")));
        }
    }
    for name in ["datePublished", "dateCreated"] {
        if let Some(time) = meta::property(document, name).and_then(|text| read(&text)) {
            return Some(found(time, &format!("itemprop {name}")));
        }
    }
    for place in [
        "time[pubdate]",
        "article time",
        "main time",
        "header time",
        "time",
        "[class*='date' i], [id*='date' i]",
        "[class*='time' i], [class*='byline' i]",
    ] {
        let nodes = document.select(place);
        let texts = nodes.nodes().iter().take(30).map(meta::said).filter(|text| text.chars().count() < 100);
        if let Some(time) = texts.into_iter().find_map(|text| read(&text)) {
            return Some(found(time, &format!("element {place}")));
        }
    }
    let href = meta::link(document, "canonical").or_else(|| meta.first(&["og:url"]).map(|(_, url)| url.to_owned()))?;
    in_address(&href).and_then(|day| read(&day)).map(|time| found(time, "address"))
}

/// The day in an address: `/2015/07/12/`, `/2015-07-12-`, `/20150712`.
fn in_address(href: &str) -> Option<String> {
    let parts: Vec<&str> = href.split(['/', '-', '_', '.', '?', '=']).collect();
    let is_number = |part: &str, length: usize| part.len() == length && part.bytes().all(|byte| byte.is_ascii_digit());
    let day = |year: &str, month: &str, day: &str| {
        let is_year = year.starts_with("19") || year.starts_with("20");
        is_year.then(|| format!("{year}-{month}-{day}"))
    };
    let apart = parts.windows(3).find_map(|three| match three {
        [year, month, rest] if is_number(year, 4) && is_number(month, 2) && is_number(rest, 2) => {
            day(year, month, rest)
        }
        _ => None,
    });
    apart.or_else(|| {
        let whole = parts.iter().find(|part| is_number(part, 8) && part.starts_with("20"))?;
        day(whole.get(..4)?, whole.get(4..6)?, whole.get(6..8)?)
    })
}

pub(super) fn modified(
    article: &Map<String, Value>,
    page: &Map<String, Value>,
    meta: &Meta,
    offset: &str,
) -> Option<Found<Timestamp>> {
    for object in [article, page] {
        if let Some(time) = json_ld::text(object, "dateModified").and_then(|text| date::read(&text, offset)) {
            return Some(found(time, "JSON-LD dateModified"));
        }
    }
    let names =
        ["article:modified_time", "og:updated_time", "datemodified", "last-modified", "dcterms.modified", "lastmod"];
    let (name, text) = meta.first(&names)?;
    date::read(text, offset).map(|time| found(time, &format!("meta {name}")))
}
