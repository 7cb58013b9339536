//! What an upload does with its destination, whatever that is.

use std::sync::Arc;

use object_store::UpdateVersion;
use tokio::task::spawn_blocking;

use super::bucket::{Bucket, Known, Replaced};
use super::folder::Folder;
use super::manifest::{PATH, RemoteManifest};
use super::{Source, UploadError};
use crate::store::Digest;

/// A destination.
pub(super) enum Place {
    /// A bucket, or a WebDAV server.
    Bucket(Bucket),
    /// A folder.
    Folder {
        /// The folder.
        folder: Arc<Folder>,
        /// Its name in messages.
        name: String,
    },
}

/// The manifest that lies at a destination.
pub(super) struct Found {
    /// Empty where there is none.
    pub(super) manifest: RemoteManifest,
    pub(super) version: Version,
}

/// By what a manifest can be replaced only if it is the one that was read.
#[derive(Clone)]
pub(super) enum Version {
    /// There is none.
    None,
    /// The one with this content, which the server knows by this name.
    Of(Digest, UpdateVersion),
}

impl Version {
    fn of(bytes: &[u8], known: UpdateVersion) -> Self {
        Self::Of(Digest::of_content(bytes), known)
    }
}

const NAMELESS: UpdateVersion = UpdateVersion { e_tag: None, version: None };

impl Place {
    /// Its name in messages.
    pub(super) fn name(&self) -> &str {
        match self {
            Self::Bucket(bucket) => &bucket.name,
            Self::Folder { name, .. } => name,
        }
    }

    /// Whether its files lie in folders, where a file can stand in the way of a folder; and beside their compressed
    /// copies, from which a server chooses.
    pub(super) fn is_tree(&self) -> bool {
        match self {
            Self::Bucket(bucket) => bucket.is_webdav,
            Self::Folder { .. } => true,
        }
    }

    /// How many requests were made.
    pub(super) fn requests(&self) -> usize {
        match self {
            Self::Bucket(bucket) => bucket.requests.made(),
            Self::Folder { .. } => 0,
        }
    }

    /// Gets ready for writing.
    pub(super) async fn begin(&self) -> Result<(), UploadError> {
        self.in_folder(|folder| folder.begin()).await
    }

    /// Takes away what is needed while files are written only.
    pub(super) async fn end(&self) -> Result<(), UploadError> {
        self.in_folder(|folder| folder.end()).await
    }

    pub(super) async fn read_manifest(&self) -> Result<Found, UploadError> {
        let Some(Known { bytes, version }) = self.read().await? else {
            return Ok(Found { manifest: RemoteManifest::default(), version: Version::None });
        };
        let manifest = RemoteManifest::parse(&bytes)
            .ok_or_else(|| UploadError::NoManifest { place: self.name().to_owned(), path: PATH.to_owned() })?;
        Ok(Found { manifest, version: Version::of(&bytes, version) })
    }

    /// Replaces the manifest if it is the one that was read, or if there still is none. Gives its version then, and
    /// nothing when somebody else has replaced it.
    ///
    /// Buckets do this in one step. A folder, a WebDAV server and buckets that say that they can't do it (501, or
    /// `AWS_CONDITIONAL_PUT=disabled` for those that don't even say it) do not: there the manifest is read again right
    /// before it is replaced. Who replaces it in the instant between is not noticed (a folder is locked against that,
    /// too).
    pub(super) async fn replace_manifest(
        &self,
        manifest: &RemoteManifest,
        known: &Version,
    ) -> Result<Option<Version>, UploadError> {
        let bytes = manifest.to_bytes().map_err(UploadError::write(PATH))?;
        if let Self::Bucket(bucket) = self {
            let version = match known {
                Version::None => None,
                Version::Of(_, version) => Some(version),
            };
            match bucket.replace_manifest(&bytes, version).await? {
                Replaced::Yes(version) => return Ok(Some(Version::of(&bytes, version))),
                Replaced::No => return Ok(None),
                Replaced::CannotTell => {}
            }
        }
        let is_known = match (self.read().await?, known) {
            (None, Version::None) => true,
            (Some(found), Version::Of(digest, _)) => Digest::of_content(&found.bytes) == *digest,
            _ => false,
        };
        if !is_known {
            return Ok(None);
        }
        let version = match self {
            Self::Bucket(bucket) => bucket.write_manifest(&bytes).await?,
            Self::Folder { .. } => {
                let bytes = bytes.clone();
                self.in_folder(move |folder| folder.write_manifest(&bytes)).await?;
                NAMELESS
            }
        };
        Ok(Some(Version::of(&bytes, version)))
    }

    /// Puts a file where it belongs, in one step for readers, and gives how many bytes it has.
    pub(super) async fn put(&self, path: &str, source: Source) -> Result<u64, UploadError> {
        match self {
            Self::Bucket(bucket) => bucket.put(path, &source).await,
            Self::Folder { folder, .. } => {
                let (folder, path) = (Arc::clone(folder), path.to_owned());
                waited(spawn_blocking(move || folder.put(&path, &source)).await)
            }
        }
    }

    /// Removes files. What is not there any more is gone already.
    pub(super) async fn remove(&self, paths: Vec<String>) -> Result<(), UploadError> {
        match self {
            Self::Bucket(bucket) => bucket.remove(&paths).await,
            Self::Folder { .. } => {
                self.in_folder(move |folder| paths.iter().try_for_each(|path| folder.remove(path))).await
            }
        }
    }

    async fn read(&self) -> Result<Option<Known>, UploadError> {
        match self {
            Self::Bucket(bucket) => bucket.read_manifest().await,
            Self::Folder { folder, .. } => {
                let found = folder.read_manifest()?;
                Ok(found.map(|bytes| Known { bytes, version: NAMELESS }))
            }
        }
    }

    /// Does something in the folder, where it is one, on a thread that may wait for a disk.
    async fn in_folder(
        &self,
        work: impl FnOnce(&Folder) -> Result<(), UploadError> + Send + 'static,
    ) -> Result<(), UploadError> {
        let Self::Folder { folder, .. } = self else { return Ok(()) };
        let folder = Arc::clone(folder);
        waited(spawn_blocking(move || work(&folder)).await)
    }
}

fn waited<T>(result: Result<Result<T, UploadError>, tokio::task::JoinError>) -> Result<T, UploadError> {
    result.unwrap_or_else(|error| Err(UploadError::Start(error.into())))
}
