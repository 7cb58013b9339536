//! Documents that cannot be published, in a build for development: each has a page that says why, where the article's
//! would be.

use std::fs;
use std::path::Path;

use serde_json::Value;
use yew::AttrValue;

use super::{Publication, Report};
use crate::article::ArticleId;
use crate::view::{FaultyDocumentProps, ListLink};

/// The id under which the page of a faulty document stands: its own, where that can be read and is free; else one made
/// of the file's name.
pub(super) fn id_for(publication: &Publication, path: &Path) -> String {
    let is_free = |id: &ArticleId| !publication.has(id);
    let own = || {
        let document: Value = serde_json::from_slice(&fs::read(path).ok()?).ok()?;
        ArticleId::parse(document.get("id")?.as_str()?).ok()
    };
    let stem = slug::slugify(path.file_stem().unwrap_or_default().to_string_lossy());
    let named = || ArticleId::parse(&stem).ok();
    let id = own().filter(is_free).or_else(named).filter(is_free);
    id.map_or_else(|| format!("{stem}-faulty"), |id| id.to_string())
}

/// The way to their pages, from the front page.
pub(super) fn links(publication: &Publication) -> Vec<ListLink> {
    let link = |path: &Path| ListLink {
        name: AttrValue::from(file_name(path)),
        address: AttrValue::from(format!("{}/", id_for(publication, path))),
    };
    publication.faulty.iter().map(|(path, _)| link(path)).collect()
}

/// What such a page shows: the findings as a terminal shows them.
pub(super) fn props(path: &Path, report: &Report) -> FaultyDocumentProps {
    FaultyDocumentProps { file: AttrValue::from(file_name(path)), findings: AttrValue::from(report.to_string()) }
}

fn file_name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}
