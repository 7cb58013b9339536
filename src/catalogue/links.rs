//! Where the links of articles lead within the publication, and whether anything is there.

use std::collections::HashSet;
use std::path::Path;

use percent_encoding::percent_decode_str;
use rayon::prelude::*;

use super::{Catalogue, Entry, listings};
use crate::article::told;
use crate::source::{Link, MEDIA_FOLDER, Place, Report};

/// The folder in which a document comes out: its addresses begin there.
const DOCUMENTS: &str = "articles";

/// What else a publication has.
#[allow(missing_debug_implementations, reason = "it holds a closure")]
pub struct Surroundings<'a> {
    /// Whether there is a file beside articles and lists, by its path within the publication.
    pub has_file: &'a (dyn Fn(&str) -> bool + Sync),
    /// The places in an article's page that a link can lead to, whatever is in it.
    pub anchors: &'a [&'a str],
}

/// A link's end.
enum Target {
    There,
    /// What is wrong, and what to do.
    Lost(String),
}

struct Paths<'a> {
    catalogue: &'a Catalogue,
    around: &'a Surroundings<'a>,
    lists: HashSet<String>,
    files: HashSet<&'a Path>,
}

impl Catalogue {
    /// Warnings about links that lead to nothing, and about related articles that are not there.
    pub fn lost_links(&self, around: &Surroundings<'_>) -> Report {
        let has_links = |entry: &&Entry| !entry.links.is_empty() || !entry.named.is_empty();
        let entries: Vec<&Entry> = self.entries.iter().filter(has_links).collect();
        if entries.is_empty() {
            return Report::default();
        }
        let lists = listings(self, &[]);
        let pages = lists.iter().flat_map(|list| {
            list.pages()
                .into_iter()
                .map(|page| format!("{}{}", list.folder, page.folder).trim_end_matches('/').to_owned())
        });
        let paths =
            Paths { catalogue: self, around, lists: pages.collect(), files: self.files().into_keys().collect() };
        let found: Vec<Report> = entries.par_iter().map(|entry| paths.lost_links_of(entry)).collect();
        let mut report = Report::default();
        found.into_iter().for_each(|found| report.extend(found));
        report
    }
}

impl Paths<'_> {
    fn lost_links_of(&self, entry: &Entry) -> Report {
        let mut report = Report::default();
        let file = self.catalogue.root().join(&entry.path);
        for (index, named) in entry.named.iter().enumerate() {
            let trouble = match self.catalogue.entry(&named.id) {
                None => "is not in this folder: it is left out",
                Some(other) if other.is_withdrawn => "was withdrawn: it is left out",
                Some(_) => continue,
            };
            let (line, column) = named.place;
            let place = Place { line, column, pointer: format!("/related/{index}/id") };
            report.warn_of_others(&file, Some(place), format!("the related article `{}` {trouble}", named.id));
        }
        for Link { target, place } in &entry.links {
            if let Target::Lost(trouble) = self.follow(entry, target) {
                let message = format!("the link `{}` {trouble}", told(target));
                report.warn_of_others(&file, Some(place.clone()), message);
            }
        }
        report
    }

    fn follow(&self, from: &Entry, target: &str) -> Target {
        let (address, anchor) = match target.split_once('#') {
            Some((address, anchor)) => (address, Some(anchor)),
            None => (target, None),
        };
        let address = address.split('?').next().unwrap_or_default();
        if address.is_empty() {
            return if target.starts_with('#') { self.anchor(from, anchor) } else { Target::There };
        }
        let address = percent_decode_str(address).decode_utf8_lossy();
        // What leads out of the publication is somebody else's.
        let Some(path) = within_publication(&address) else { return Target::There };
        let path = path.strip_suffix("index.html").map_or(path.as_str(), |folder| folder.trim_end_matches('/'));
        if let Some(article) = self.catalogue.entry_named(path) {
            return self.anchor(article, anchor);
        }
        let is_data = |path: &str| {
            let id = path.strip_prefix(DOCUMENTS).and_then(|path| path.strip_prefix('/')?.strip_suffix(".json"));
            id.is_some_and(|id| self.catalogue.entry_named(id).is_some())
        };
        let beside_documents = Path::new(path).strip_prefix(DOCUMENTS).unwrap_or(Path::new(""));
        let is_file = beside_documents.strip_prefix(MEDIA_FOLDER).is_ok_and(|path| self.files.contains(path));
        let is_there = path.is_empty()
            || self.lists.contains(path)
            || self.catalogue.has_alias(path)
            || is_data(path)
            || is_file
            || (self.around.has_file)(path);
        if is_there {
            return Target::There;
        }
        if self.files.contains(beside_documents) {
            let there = format!("{MEDIA_FOLDER}/{}", beside_documents.display());
            let there = told(&there);
            return Target::Lost(format!("leads to nothing in this publication: the file comes out as `{there}`"));
        }
        let first = address.split('/').next().unwrap_or_default();
        let is_like_a_host = first.contains('.') && !first.starts_with('.') && first != address;
        Target::Lost(if is_like_a_host {
            "leads to nothing in this publication: begin it with https:// if it leads to another site".to_owned()
        } else {
            "leads to nothing in this publication: another article is `../<id>/`".to_owned()
        })
    }

    fn anchor(&self, article: &Entry, anchor: Option<&str>) -> Target {
        let Some(anchor) = anchor.filter(|anchor| !anchor.is_empty()) else { return Target::There };
        let anchor = percent_decode_str(anchor).decode_utf8_lossy();
        let is_there = self.around.anchors.contains(&&*anchor) || article.has_anchor(&anchor);
        if is_there {
            return Target::There;
        }
        Target::Lost(format!(
            "leads to a place that the article `{}` does not have: leave `#{}` out",
            article.id,
            told(&anchor)
        ))
    }
}

/// Where an address that stands in a document leads: a path within the publication, without a slash at its end.
fn within_publication(address: &str) -> Option<String> {
    let mut parts = vec![DOCUMENTS];
    for part in address.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()?),
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}
