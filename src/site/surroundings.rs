//! What a link of an article can lead to beside articles and lists.

use super::site_files::MANIFEST;
use super::{feeds, moved, offline, sitemaps};
use crate::catalogue::{Listing, Surroundings};
use crate::view::names;

/// The files at the root of every publication whose names are known ahead of time.
const FILES: [&str; 16] = [
    "404.html",
    "_headers",
    moved::REDIRECTS,
    "apple-touch-icon.png",
    "article.schema.json",
    "embed.js",
    feeds::ATOM,
    feeds::JSON,
    "icon-192.png",
    "icon-512.png",
    MANIFEST,
    sitemaps::NEWS,
    offline::OFFLINE_PAGE,
    "robots.txt",
    sitemaps::SITEMAP,
    "view.html",
];

/// What every publication has, and the files that `has_file` knows.
pub(super) fn surroundings<'a>(has_file: &'a (dyn Fn(&str) -> bool + Sync)) -> Surroundings<'a> {
    Surroundings { has_file, anchors: &[names::BODY_ID, names::PRINT_ID, names::VIEWER_ID, "top"] }
}

/// Whether a path is that of a file beside articles and lists.
pub(super) fn has_file(path: &str) -> bool {
    let is_feed = |path: &str| path.ends_with("/feed.xml") || path.ends_with("/feed.json");
    FILES.contains(&path) || path == offline::WORKER || path.starts_with("section/") && is_feed(path)
}

/// Whether a former address is one that the publication needs itself.
pub(super) fn is_taken(alias: &str, listings: &[Listing<'_>]) -> bool {
    let page = moved::path(alias);
    page == "index.html" || has_file(alias) || listings.iter().any(|list| format!("{}index.html", list.folder) == page)
}
