//! Why files could not be put where they belong.

use std::io;
use std::path::{Path, PathBuf};

use thiserror::Error;

/// Why files could not be put where they belong.
#[derive(Debug, Error)]
pub enum StoreError {
    /// A file or folder that cannot be read.
    #[error("{} cannot be read: {source}", path.display())]
    Read {
        /// The file or folder.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
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
    /// Some of the changes could not be made after others had been.
    #[error(
        "{} cannot be changed: {source}{}; the publication is changed in part, and the next build does the rest",
        path.display(), remedy(source)
    )]
    Interrupted {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// A folder that holds what no build wrote, and no sign that it is meant for a build.
    #[error("{} holds files that no build of ours wrote: choose a new or empty folder, or empty this one", path.display())]
    Foreign {
        /// The folder.
        path: PathBuf,
    },
    /// Something that no build wrote stands where a file of this one belongs.
    #[error("{} was not written by a build and stands where one of its files belongs: move it away, or choose another folder", path.display())]
    InTheWay {
        /// What stands there.
        path: PathBuf,
    },
    /// Two files would have one path.
    #[error("two files would be written to `{path}`: rename what one of them is made of")]
    Twice {
        /// The path within the folder.
        path: String,
    },
    /// Another build is at work for the same folder.
    #[error("another build is writing {}: wait until it is done, or choose another folder", path.display())]
    Busy {
        /// The folder.
        path: PathBuf,
    },
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

impl StoreError {
    pub(super) fn read(path: &Path) -> impl FnOnce(io::Error) -> Self {
        let path = path.to_owned();
        |source| Self::Read { path, source }
    }

    pub(super) fn write(path: &Path) -> impl FnOnce(io::Error) -> Self {
        let path = path.to_owned();
        |source| Self::Write { path, source }
    }

    pub(super) fn interrupted(path: &Path) -> impl FnOnce(io::Error) -> Self {
        let path = path.to_owned();
        |source| Self::Interrupted { path, source }
    }
}
