//! Why a folder or a document could not be read.

use std::io;
use std::path::{Path, PathBuf};

use thiserror::Error;

use crate::article::escaped;

/// Why a folder or a document could not be read. A faulty document is none: its report says what is wrong.
#[derive(Debug, Error)]
pub enum SourceError {
    /// A file or folder that cannot be read.
    #[error("{} cannot be read: {source}", escaped(&path.display().to_string()))]
    Read {
        /// The file or folder.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// A folder that is not there.
    #[error("there is no folder {}: make it, or mend the name", escaped(&path.display().to_string()))]
    NoFolder {
        /// The folder.
        path: PathBuf,
    },
    /// A file where a folder should be.
    #[error("{} is a file: name the folder that it is in", escaped(&path.display().to_string()))]
    FileForFolder {
        /// The file.
        path: PathBuf,
    },
    /// A document that somebody wrote to whenever it was read.
    #[error("{} changes again and again while it is read: build again when it is written", escaped(&path.display().to_string()))]
    Changing {
        /// The document.
        path: PathBuf,
    },
}

impl SourceError {
    pub(super) fn read(path: &Path) -> impl FnOnce(io::Error) -> Self {
        let path = path.to_owned();
        |source| Self::Read { path, source }
    }
}
