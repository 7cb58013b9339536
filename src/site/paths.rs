//! Where an article's files are within a publication.

/// The folder of articles as data, and of their pictures.
pub(super) const DATA_FOLDER: &str = "articles";

/// An article's page.
pub(super) fn page(id: &str) -> String {
    format!("{id}/index.html")
}

/// An article's document.
pub(super) fn data(id: &str) -> String {
    format!("{DATA_FOLDER}/{id}.json")
}

/// An article that was rendered ahead for the element: beside its document.
pub(super) fn ahead(id: &str) -> String {
    format!("{DATA_FOLDER}/{id}.html")
}

/// An article to include in a page on a server, if the build was asked for it.
pub(super) fn include(id: &str) -> String {
    format!("{DATA_FOLDER}/{id}.include.html")
}
