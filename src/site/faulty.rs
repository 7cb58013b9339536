//! Documents that cannot be published, in a build for development: each has a page that says why, where the article's
//! would be.

use std::collections::HashSet;
use std::path::Path;

use yew::AttrValue;

use crate::article::ArticleId;
use crate::catalogue::Catalogue;
use crate::source::{self, Report};
use crate::view::{FaultyDocumentProps, ListLink};

/// The id under which the page of a faulty document stands: its own, where that can be read and is free; else one made
/// of the file's name.
fn id_for(catalogue: &Catalogue, path: &Path) -> String {
    let is_free = |id: &ArticleId| catalogue.entry(id).is_none();
    let stem = slug::slugify(path.file_stem().unwrap_or_default().to_string_lossy());
    let named = || ArticleId::parse(&stem).ok();
    let own = source::id_of_faulty(catalogue.root(), path);
    let id = own.filter(is_free).or_else(named).filter(is_free);
    id.map_or_else(|| format!("{stem}-faulty"), |id| id.to_string())
}

/// The ids of all, in their order: none twice.
pub(super) fn ids(catalogue: &Catalogue) -> Vec<String> {
    let mut ids: Vec<String> = Vec::with_capacity(catalogue.faulty.len());
    let mut taken: HashSet<String> = HashSet::new();
    for (path, _) in &catalogue.faulty {
        let id = id_for(catalogue, path);
        let is_free = taken.insert(id.clone());
        ids.push(if is_free { id } else { format!("{id}-{}", ids.len()) });
    }
    ids
}

/// The way to their pages, from the front page.
pub(super) fn links(catalogue: &Catalogue, ids: &[String]) -> Vec<ListLink> {
    let link = |(path, id): (&Path, &String)| ListLink {
        name: AttrValue::from(file_name(path)),
        address: AttrValue::from(format!("{id}/")),
    };
    catalogue.faulty.iter().map(|(path, _)| path.as_path()).zip(ids).map(link).collect()
}

/// What such a page shows: the findings as a terminal shows them.
pub(super) fn props(path: &Path, report: &Report) -> FaultyDocumentProps {
    FaultyDocumentProps { file: AttrValue::from(file_name(path)), findings: AttrValue::from(report.to_string()) }
}

fn file_name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}
