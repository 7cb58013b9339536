//! A server as a destination: a bucket of Amazon (or of the many that speak as it does), Google or Azure, or WebDAV.

use std::path::Path as FilePath;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use futures_util::StreamExt;
use object_store::path::Path;
use object_store::{
    Attribute, Attributes, Error, ObjectStore, ObjectStoreExt, PutMode, PutMultipartOptions, PutOptions, PutPayload,
    UpdateVersion,
};
use tokio::io::AsyncReadExt;

use super::manifest::PATH;
use super::requests::{Requests, failure, is_unknown};
use super::{Source, UploadError};

/// From so many bytes on a file goes to a bucket in parts, and so many are in memory at a time for each file. Each part
/// but the last has the same length, since some servers want that. What was sent of a file whose upload is killed is
/// kept by the bucket, unseen, until a rule of its own (a lifecycle rule for incomplete uploads) removes it.
const PART: u64 = 8 * 1024 * 1024;

/// A bucket, or a WebDAV server.
#[derive(Debug)]
pub(super) struct Bucket {
    pub(super) store: Arc<dyn ObjectStore>,
    /// What every name begins with.
    pub(super) prefix: Path,
    /// Its name in messages.
    pub(super) name: String,
    /// Whether it is a WebDAV server: it takes files in one piece, and replaces them whatever was there.
    pub(super) is_webdav: bool,
    pub(super) requests: Requests,
}

/// What was read, and by what it can be replaced only if it still is the same.
pub(super) struct Known {
    pub(super) bytes: Vec<u8>,
    pub(super) version: UpdateVersion,
}

/// Whether a file was replaced.
pub(super) enum Replaced {
    /// It was, and this is its version now.
    Yes(UpdateVersion),
    /// Another one was there.
    No,
    /// This server replaces files whatever is there, or cannot tell.
    CannotTell,
}

impl Bucket {
    pub(super) async fn read_manifest(&self) -> Result<Option<Known>, UploadError> {
        let path = self.path(PATH)?;
        let found = match self.store.get(&path).await {
            Err(Error::NotFound { .. }) => return Ok(None),
            found => found.map_err(self.failed(PATH))?,
        };
        let version = UpdateVersion { e_tag: found.meta.e_tag.clone(), version: found.meta.version.clone() };
        let bytes = found.bytes().await.map_err(self.failed(PATH))?;
        Ok(Some(Known { bytes: bytes.to_vec(), version }))
    }

    /// Replaces the manifest if it is the one that was read, or if there still is none.
    pub(super) async fn replace_manifest(
        &self,
        bytes: &[u8],
        known: Option<&UpdateVersion>,
    ) -> Result<Replaced, UploadError> {
        if self.is_webdav {
            return Ok(Replaced::CannotTell);
        }
        let mode = match known {
            None => PutMode::Create,
            Some(UpdateVersion { e_tag: None, version: None }) => return Ok(Replaced::CannotTell),
            Some(version) => PutMode::Update(version.clone()),
        };
        match self.put_manifest(bytes, mode).await {
            Ok(version) => Ok(Replaced::Yes(version)),
            Err(Error::Precondition { .. } | Error::AlreadyExists { .. }) => Ok(Replaced::No),
            Err(Error::NotImplemented { .. }) => Ok(Replaced::CannotTell),
            Err(error) if is_unknown(&error) => Ok(Replaced::CannotTell),
            Err(error) => Err(self.failed(PATH)(error)),
        }
    }

    /// Replaces the manifest whatever is there.
    pub(super) async fn write_manifest(&self, bytes: &[u8]) -> Result<UpdateVersion, UploadError> {
        self.put_manifest(bytes, PutMode::Overwrite).await.map_err(self.failed(PATH))
    }

    async fn put_manifest(&self, bytes: &[u8], mode: PutMode) -> Result<UpdateVersion, Error> {
        let path = self.path_of(PATH)?;
        let attributes = [(Attribute::ContentType, "application/gzip"), (Attribute::CacheControl, "no-store")];
        let options = PutOptions { mode, attributes: attributes.into_iter().collect(), ..PutOptions::default() };
        Ok(self.store.put_opts(&path, bytes.to_vec().into(), options).await?.into())
    }

    /// Uploads a file, and gives how many bytes it has. Readers get all of the old one or all of the new one.
    pub(super) async fn put(&self, path: &str, source: &Source) -> Result<u64, UploadError> {
        let to = self.path(path)?;
        let attributes = attributes_of(source);
        if source.length > PART && !self.is_webdav {
            self.put_parts(&to, path, source, attributes).await?;
            return Ok(source.length);
        }
        let content = tokio::fs::read(&source.file).await.map_err(UploadError::read(&source.file))?;
        if content.len() as u64 != source.length {
            return Err(UploadError::Changed { path: source.file.clone() });
        }
        let options = PutOptions { attributes, ..PutOptions::default() };
        self.store.put_opts(&to, content.into(), options).await.map_err(self.failed(path))?;
        Ok(source.length)
    }

    async fn put_parts(
        &self,
        to: &Path,
        path: &str,
        source: &Source,
        attributes: Attributes,
    ) -> Result<(), UploadError> {
        let options = PutMultipartOptions { attributes, ..PutMultipartOptions::default() };
        let mut upload = self.store.put_multipart_opts(to, options).await.map_err(self.failed(path))?;
        let done = async {
            let mut file = tokio::fs::File::open(&source.file).await.map_err(UploadError::read(&source.file))?;
            let mut left = source.length;
            while left > 0 {
                let part = next_part(&mut file, left.min(PART), &source.file).await?;
                left -= part.content_length() as u64;
                upload.put_part(part).await.map_err(self.failed(path))?;
            }
            upload.complete().await.map_err(self.failed(path))
        };
        if let Err(error) = done.await {
            // The parts would be kept, and paid for; where that fails too, the error that is told is the first.
            let _ = upload.abort().await;
            return Err(error);
        }
        Ok(())
    }

    /// Removes files, many in one request where the server can. What is not there any more is gone already.
    ///
    /// When a request fails, no other is begun, and those that are under way are waited for.
    pub(super) async fn remove(&self, paths: &[String]) -> Result<(), UploadError> {
        let paths: Vec<Path> = paths.iter().map(|path| self.path(path)).collect::<Result<_, _>>()?;
        let has_failed = Arc::new(AtomicBool::new(false));
        let is_stopped = Arc::clone(&has_failed);
        let paths = paths.into_iter().take_while(move |_| !is_stopped.load(Ordering::Relaxed)).map(Ok);
        let mut removed = self.store.delete_stream(futures_util::stream::iter(paths).boxed());
        let mut result = Ok(());
        while let Some(next) = removed.next().await {
            match next {
                Ok(_) | Err(Error::NotFound { .. }) => {}
                Err(error) => {
                    has_failed.store(true, Ordering::Relaxed);
                    result = result.and(Err(self.failed("what is gone")(error)));
                }
            }
        }
        result
    }

    fn path(&self, path: &str) -> Result<Path, UploadError> {
        self.path_of(path).map_err(self.failed(path))
    }

    fn path_of(&self, path: &str) -> Result<Path, Error> {
        let whole = if self.prefix.is_root() { path.to_owned() } else { format!("{}/{path}", self.prefix) };
        Ok(Path::parse(whole)?)
    }

    fn failed(&self, path: &str) -> impl FnOnce(Error) -> UploadError {
        move |error| failure(&self.name, path, &error)
    }
}

async fn next_part(file: &mut tokio::fs::File, length: u64, name: &FilePath) -> Result<PutPayload, UploadError> {
    let mut part = Vec::new();
    file.take(length).read_to_end(&mut part).await.map_err(UploadError::read(name))?;
    if part.len() as u64 != length {
        return Err(UploadError::Changed { path: name.to_owned() });
    }
    Ok(part.into())
}

fn attributes_of(source: &Source) -> Attributes {
    let mut attributes = Attributes::new();
    attributes.insert(Attribute::ContentType, source.media_type.clone().into());
    if let Some(encoding) = source.encoding {
        attributes.insert(Attribute::ContentEncoding, encoding.into());
    }
    if let Some(cache_control) = &source.cache_control {
        attributes.insert(Attribute::CacheControl, cache_control.clone().into());
    }
    attributes
}
