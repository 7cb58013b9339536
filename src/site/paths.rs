//! Where an article's files are within a publication.

use std::path::Path;

use crate::source::MEDIA_FOLDER;

/// The folder of articles as data, and of the files that they name.
pub(super) const DATA_FOLDER: &str = "articles";

/// The folder of the answers that turn an article's address into a frame.
pub(super) const OEMBED_FOLDER: &str = "oembed";

/// The folder of the files that articles name, with its slash.
pub(super) fn media_folder() -> String {
    format!("{DATA_FOLDER}/{MEDIA_FOLDER}/")
}

/// A file of the publisher's folder, by its path there: a picture, a sound, a film, a text track.
pub(super) fn media(path: &Path) -> String {
    let parts: Vec<_> = path.iter().map(|part| part.to_string_lossy()).collect();
    media_folder() + &parts.join("/")
}

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

/// The id of the article that a file is of, if it is one's.
pub(super) fn id_of(path: &str) -> Option<&str> {
    let name = match path.strip_suffix("/index.html") {
        Some(id) => return Some(id),
        None => [DATA_FOLDER, OEMBED_FOLDER].iter().find_map(|folder| path.strip_prefix(folder)?.strip_prefix('/'))?,
    };
    [".include.html", ".html", ".json"].iter().find_map(|ending| name.strip_suffix(ending))
}

/// An article to include in a page on a server, if the build was asked for it.
pub(super) fn include(id: &str) -> String {
    format!("{DATA_FOLDER}/{id}.include.html")
}
