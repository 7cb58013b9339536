//! Why a publication could not be made.

use std::io;
use std::path::{Path, PathBuf};

use thiserror::Error;

use super::Report;

/// Why a publication could not be made.
#[derive(Debug, Error)]
pub enum PublishError {
    /// Documents that cannot be published as they are.
    #[error("the articles have faults that must be mended first")]
    Faulty(Report),
    /// A file or folder that cannot be read.
    #[error("{} cannot be read: {source}", path.display())]
    Read {
        /// The file or folder.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// A file that cannot be written.
    #[error("{} cannot be written: {source}", path.display())]
    Write {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// The page that Trunk built is not the one expected.
    #[error("{}: {what}: build it with Trunk from this project's index.html", path.display())]
    Shell {
        /// The page.
        path: PathBuf,
        /// What is the matter with it.
        what: String,
    },
    /// An article could not be turned into JSON.
    #[error("the article `{id}` cannot be written as JSON: {source}")]
    Json {
        /// Its id.
        id: String,
        /// What serde says.
        source: serde_json::Error,
    },
    /// The renderer could not be started.
    #[error("the renderer cannot be started: {0}")]
    Renderer(#[source] io::Error),
}

impl PublishError {
    pub(super) fn read(path: &Path) -> impl FnOnce(io::Error) -> Self {
        let path = path.to_owned();
        |source| Self::Read { path, source }
    }

    pub(super) fn write(path: &Path) -> impl FnOnce(io::Error) -> Self {
        let path = path.to_owned();
        |source| Self::Write { path, source }
    }
}
