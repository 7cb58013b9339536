//! The folder that a publication is written into, file by file, from several threads.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use super::{PublishError, compress};

/// Whether files get compressed copies beside them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Compression {
    /// They do: for servers that send such copies.
    Ahead,
    /// They do not: for development.
    None,
}

/// A folder that files are put into.
pub(super) struct Files {
    root: PathBuf,
    compression: Compression,
    /// What was put, without the compressed copies.
    put: Mutex<Vec<PathBuf>>,
}

impl Files {
    pub(super) fn new(root: &Path, compression: Compression) -> Self {
        Self { root: root.to_owned(), compression, put: Mutex::default() }
    }

    /// Writes a file, and its compressed copies.
    pub(super) fn put(&self, path: impl AsRef<Path>, content: &[u8]) -> Result<(), PublishError> {
        let file = self.place_for(path.as_ref())?;
        fs::write(&file, content).map_err(PublishError::write(&file))?;
        self.compress(&file, content)?;
        self.note(path.as_ref());
        Ok(())
    }

    /// Copies a file, and compresses the copy.
    pub(super) fn copy(&self, from: &Path, path: &Path) -> Result<(), PublishError> {
        let file = self.place_for(path)?;
        fs::copy(from, &file).map_err(|source| PublishError::Copy {
            from: from.to_owned(),
            to: file.clone(),
            source,
        })?;
        self.compress_in_place(&file)?;
        self.note(path);
        Ok(())
    }

    /// Makes the compressed copies of a file that stands in the folder already.
    pub(super) fn compress_in_place(&self, file: &Path) -> Result<(), PublishError> {
        if self.compression == Compression::None || !compress::is_compressible(ending(file)) {
            return Ok(());
        }
        let content = fs::read(file).map_err(PublishError::read(file))?;
        self.compress(file, &content)
    }

    /// What was put.
    pub(super) fn into_put(self) -> Vec<PathBuf> {
        self.put.into_inner().unwrap_or_else(PoisonError::into_inner)
    }

    fn place_for(&self, path: &Path) -> Result<PathBuf, PublishError> {
        let file = self.root.join(path);
        if let Some(folder) = file.parent() {
            fs::create_dir_all(folder).map_err(PublishError::write(folder))?;
        }
        Ok(file)
    }

    fn compress(&self, file: &Path, content: &[u8]) -> Result<(), PublishError> {
        if self.compression == Compression::None {
            return Ok(());
        }
        for (ending, copy) in compress::copies(ending(file), content).map_err(PublishError::write(file))? {
            let copied = with_ending(file, ending);
            fs::write(&copied, copy).map_err(PublishError::write(&copied))?;
        }
        Ok(())
    }

    fn note(&self, path: &Path) {
        self.put.lock().unwrap_or_else(PoisonError::into_inner).push(path.to_owned());
    }
}

/// A compressed copy's name: that of the file, with one more ending.
pub(super) fn with_ending(file: &Path, ending: &str) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(".");
    name.push(ending);
    PathBuf::from(name)
}

fn ending(file: &Path) -> &str {
    file.extension().and_then(OsStr::to_str).unwrap_or_default()
}
