//! Pages in place of those that were there before: they lead on to where the article is now.

use std::fmt::Write;

use super::head::Head;
use super::html;
use super::paths;
use crate::catalogue::{Catalogue, Entry, way_to_root};
use crate::source::SiteAddress;
use crate::view::names;

/// The name of the file that tells servers that read it what moved where.
pub(super) const REDIRECTS: &str = "_redirects";

/// Where the page of a former address is within the publication.
pub(super) fn path(alias: &str) -> String {
    let is_page = [".html", ".htm"].iter().any(|ending| alias.ends_with(ending));
    if is_page { alias.to_owned() } else { format!("{alias}/index.html") }
}

/// The page at `path` that leads on to an article: it needs nothing else of the publication.
pub(super) fn page(path: &str, entry: &Entry, site: Option<&SiteAddress>) -> String {
    let to = format!("{}{}/", way_to_root(path), entry.id);
    let whole = site.map(|site| site.of(&format!("{}/", entry.id)));
    let head = Head::of_moved(&to, whole.as_deref());
    let (language, direction) = (entry.in_language.as_str(), entry.in_language.direction().as_str());
    let headline = html::text(&entry.headline);
    format!(
        "<!doctype html>\n<html lang=\"{language}\" dir=\"{direction}\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>{headline}</title>{}</head>\
         <body><main id=\"{}\"><p><a href=\"{}\">{headline}</a></p></main></body></html>\n",
        head.as_html(),
        names::VIEWER_ID,
        html::attribute(&to),
    )
}

/// The same for servers that read a `_redirects` file, of those former addresses that are free: pages, and the data that `<article-viewer>` tags of other sites
/// name.
pub(super) fn redirects(catalogue: &Catalogue, is_free: impl Fn(&str) -> bool, site: Option<&SiteAddress>) -> String {
    let root = site.map_or_else(|| "/".to_owned(), SiteAddress::path);
    let mut text = String::new();
    for (alias, entry) in catalogue.aliases().filter(|(alias, _)| is_free(alias)) {
        let Some(entry) = entry else { continue };
        let slash = if path(alias) == alias { "" } else { "/" };
        // Writing to a String does not fail.
        let _ = writeln!(text, "{root}{alias}{slash} {root}{}/ 301", entry.id);
        if !alias.contains(['/', '.']) {
            let _ = writeln!(text, "{root}{} {root}{} 301", paths::data(alias), paths::data(entry.id.as_str()));
        }
    }
    text
}
