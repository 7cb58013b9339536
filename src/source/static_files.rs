//! The files of a publication that are published as they are: `CNAME`, `.well-known/`, `ads.txt`, pictures of its own.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::path::{Path, PathBuf};

use super::open::Root;
use super::{SourceError, Stamp};

/// The files of a folder that are published as they are.
#[derive(Debug, Default)]
pub struct StaticFiles {
    root: Root,
    files: BTreeMap<String, Stamp>,
}

impl StaticFiles {
    /// Looks which files there are, in all folders. Links are followed within the folder, and to files alone.
    ///
    /// # Errors
    /// When a folder or a file cannot be read.
    pub fn scan(root: &Path) -> Result<Self, SourceError> {
        let all = Root::of(root);
        let mut files = BTreeMap::new();
        let mut folders = vec![PathBuf::new()];
        while let Some(within) = folders.pop() {
            let folder = root.join(&within);
            for entry in fs::read_dir(&folder).map_err(SourceError::read(&folder))? {
                let entry = entry.map_err(SourceError::read(&folder))?;
                let path = within.join(entry.file_name());
                if entry.file_type().map_err(SourceError::read(&folder))?.is_dir() {
                    folders.push(path);
                    continue;
                }
                let whole = root.join(&path);
                let opened = all
                    .open(&path)
                    .map_err(|error| SourceError::Read { path: whole, source: std::io::Error::other(error) })?;
                let parts: Vec<_> = path.iter().map(|part| part.to_string_lossy()).collect();
                files.insert(parts.join("/"), Stamp::from(&opened.metadata));
            }
        }
        Ok(Self { root: all, files })
    }

    /// The files by their paths within the folder, with `/` between their parts.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (&str, Stamp)> {
        self.files.iter().map(|(path, stamp)| (path.as_str(), *stamp))
    }

    /// Whether there is a file of this path.
    pub fn has(&self, path: &str) -> bool {
        self.files.contains_key(path)
    }

    /// Opens a file, and gives its path for messages. Nothing when it is not what it was.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn open(&self, path: &str) -> Result<Option<(File, PathBuf)>, SourceError> {
        let whole = self.root.path().join(path);
        let opened = self
            .root
            .open(Path::new(path))
            .map_err(|error| SourceError::Read { path: whole.clone(), source: std::io::Error::other(error) })?;
        let is_same = self.files.get(path) == Some(&Stamp::from(&opened.metadata));
        Ok(is_same.then_some((opened.file, whole)))
    }
}
