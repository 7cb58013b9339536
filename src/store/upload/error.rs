//! Why a publication could not be uploaded, and what to do about it.

use std::io;
use std::path::PathBuf;

use thiserror::Error;

use crate::store::StoreError;

/// Why a publication could not be uploaded.
///
/// After each of them the destination shows readers whole files, and the same command does the rest.
#[derive(Debug, Error)]
pub enum UploadError {
    /// What was built cannot be read, or a build is at work in it.
    #[error(transparent)]
    Local(#[from] StoreError),
    /// A folder that holds no finished build.
    #[error("{} holds no finished build: build the publication first", path.display())]
    NoBuild {
        /// The folder.
        path: PathBuf,
    },
    /// A built file is not as the build left it.
    #[error("{} is not as the build left it: build the publication again", path.display())]
    Changed {
        /// The file.
        path: PathBuf,
    },
    /// An address that leads nowhere.
    #[error(
        "`{address}` is no destination: {reason}; s3://bucket/prefix, gs://bucket/prefix, az://container/prefix, https://host/path (WebDAV), file:///path and the path of a folder are"
    )]
    Address {
        /// The address.
        address: String,
        /// What is wrong with it.
        reason: String,
    },
    /// A setting that is none, or keys that cannot be used.
    #[error("{place} cannot be opened: {reason}")]
    Settings {
        /// The destination.
        place: String,
        /// What is wrong.
        reason: String,
    },
    /// No keys in the environment.
    #[error("there is no key to {place}: set {variables} in the environment")]
    NoKeys {
        /// The destination.
        place: String,
        /// The variables to set.
        variables: &'static str,
    },
    /// A file whose name or description cannot be sent.
    #[error("{path:?} cannot be uploaded: {reason}")]
    Unsendable {
        /// Its path in the publication.
        path: String,
        /// What is in the way, and what to do.
        reason: &'static str,
    },
    /// The server does not know the key, or the key does not give the right.
    #[error(
        "{place} refuses the key ({answer}): check the key and that it gives the right to read, write and delete there; \
         of what is not there yet, S3 says so only to a key that may list the bucket (s3:ListBucket)"
    )]
    Denied {
        /// The destination.
        place: String,
        /// What the server answered.
        answer: String,
    },
    /// There is no such bucket.
    #[error("{place}: there is no such bucket ({answer}): create it, or correct its name, region or endpoint")]
    NoBucket {
        /// The destination.
        place: String,
        /// What the server answered.
        answer: String,
    },
    /// The clock here is too far from the server's.
    #[error("{place} says that the clock of this computer is wrong ({answer}): set it right")]
    Clock {
        /// The destination.
        place: String,
        /// What the server answered.
        answer: String,
    },
    /// The bucket is kept elsewhere.
    #[error("{place} is kept elsewhere ({answer}): set its region and its endpoint")]
    Region {
        /// The destination.
        place: String,
        /// What the server answered.
        answer: String,
    },
    /// No server was reached, or the connection broke each time.
    #[error(
        "{place} cannot be reached: {reason}; check the address, the network and the proxy (HTTPS_PROXY, NO_PROXY), and run the same command again"
    )]
    Unreachable {
        /// The destination.
        place: String,
        /// What the system says.
        reason: String,
    },
    /// The server answered to the end that it can't.
    #[error("{place} is overloaded or out of order ({answer}): run the same command again later")]
    Unavailable {
        /// The destination.
        place: String,
        /// What the server answered.
        answer: String,
    },
    /// The server answered something else.
    #[error("{place} refuses {path}: {answer}")]
    Refused {
        /// The destination.
        place: String,
        /// The file.
        path: String,
        /// What the server answered.
        answer: String,
    },
    /// What lies where the manifest belongs is none.
    #[error(
        "{place}/{path} is no manifest, or was written by a newer version: install that version, or delete this file, and everything is uploaded again"
    )]
    NoManifest {
        /// The destination.
        place: String,
        /// Where the manifest belongs.
        path: String,
    },
    /// Somebody else published at the same time.
    #[error(
        "somebody else published to {place} meanwhile: run the same command again, which compares with what is there now"
    )]
    Conflict {
        /// The destination.
        place: String,
    },
    /// Somebody else is uploading into the same folder.
    #[error("somebody else is uploading to {}: wait until it is done", path.display())]
    Busy {
        /// The folder.
        path: PathBuf,
    },
    /// The destination is a folder that builds write into.
    #[error("{} is a folder that builds write into: choose another folder to upload to", path.display())]
    IsBuild {
        /// The folder.
        path: PathBuf,
    },
    /// A folder that cannot be written.
    #[error("{} cannot be written: {source}; when that is mended, run the same command again", path.display())]
    Write {
        /// The file or folder.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// A file that cannot be read.
    #[error("{} cannot be read: {source}", path.display())]
    Read {
        /// The file or folder.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// The system gives no threads.
    #[error("the upload cannot be started: {0}")]
    Start(io::Error),
}

impl UploadError {
    pub(super) fn read(path: impl Into<PathBuf>) -> impl FnOnce(io::Error) -> Self {
        let path = path.into();
        |source| Self::Read { path, source }
    }

    pub(super) fn write(path: impl Into<PathBuf>) -> impl FnOnce(io::Error) -> Self {
        let path = path.into();
        |source| Self::Write { path, source }
    }
}
