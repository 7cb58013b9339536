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
    /// A document that somebody wrote to while it was read.
    #[error("{} changed while it was read: build again when it is written", path.display())]
    Changed {
        /// The document.
        path: PathBuf,
    },
    /// A file that cannot be written.
    #[error("{} cannot be written: {source}{}; an earlier publication is as it was", path.display(), remedy(source))]
    Write {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// A file that cannot be copied.
    #[error(
        "{} cannot be copied to {}: {source}{}; an earlier publication is as it was",
        from.display(), to.display(), remedy(source)
    )]
    Copy {
        /// The file.
        from: PathBuf,
        /// Where it was to go.
        to: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// A folder that holds what no build wrote: a build would delete it.
    #[error("{} holds files that no build of ours wrote: choose a new or empty folder, or empty this one", path.display())]
    Foreign {
        /// The folder.
        path: PathBuf,
    },
    /// Another build is at work for the same folder.
    #[error("another build is writing {}: wait until it is done, or choose another folder", path.display())]
    Busy {
        /// The folder.
        path: PathBuf,
    },
    /// XML could not be written.
    #[error("a feed or a sitemap cannot be written as XML: {0}")]
    Xml(#[source] io::Error),
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

/// What to do about a file that cannot be written.
fn remedy(source: &io::Error) -> &'static str {
    match source.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => ": free some disk space",
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
            ": get the right to write there, or choose another folder"
        }
        io::ErrorKind::CrossesDevices => ": choose a folder below the one that a disk is mounted on",
        _ => "",
    }
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
