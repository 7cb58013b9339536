//! The files of a publication that are published as they are: `CNAME`, `.well-known/`, `ads.txt`, pictures of its own.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::path::{Path, PathBuf};

use super::open::{OpenError, Root};
use super::{Report, SourceError, Stamp};

/// The names beginning with a dot that are for servers and others to find. Everything else that does is an editor's or the
/// system's own.
const FOR_OTHERS: [&str; 3] = [".well-known", ".nojekyll", ".htaccess"];

/// The files of a folder that are published as they are.
#[derive(Debug, Default)]
pub struct StaticFiles {
    root: Root,
    files: BTreeMap<String, Stamp>,
    /// Links to folders, which are not followed: paths within the folder.
    links: Vec<PathBuf>,
}

impl StaticFiles {
    /// Looks which files there are, in all folders. Links are followed within the folder, and to files alone.
    ///
    /// # Errors
    /// When a folder or a file cannot be read.
    pub fn scan(root: &Path) -> Result<Self, SourceError> {
        let mut found = Self { root: Root::of(root), ..Self::default() };
        let mut folders = vec![PathBuf::new()];
        while let Some(within) = folders.pop() {
            let folder = root.join(&within);
            for entry in fs::read_dir(&folder).map_err(SourceError::read(&folder))? {
                let entry = entry.map_err(SourceError::read(&folder))?;
                let (name, path) = (entry.file_name(), within.join(entry.file_name()));
                if name.as_encoded_bytes().starts_with(b".") && !FOR_OTHERS.iter().any(|known| name == *known) {
                    continue;
                }
                if entry.file_type().map_err(SourceError::read(&folder))?.is_dir() {
                    folders.push(path);
                    continue;
                }
                match found.root.open(&path) {
                    Ok(opened) => {
                        let parts: Vec<_> = path.iter().map(|part| part.to_string_lossy()).collect();
                        found.files.insert(parts.join("/"), Stamp::from(&opened.metadata));
                    }
                    // It went meanwhile.
                    Err(OpenError::Missing) => {}
                    Err(_) if entry.path().is_dir() => found.links.push(path),
                    Err(error) => return Err(unread(&entry.path(), error)),
                }
            }
        }
        Ok(found)
    }

    /// Warnings about what is left out.
    pub fn report(&self) -> Report {
        let mut report = Report::default();
        for link in &self.links {
            let message = "this is a link to a folder: what is in it is left out; put the folder itself there";
            report.warn_of_others(&self.root.path().join(link), None, message.to_owned());
        }
        report
    }

    /// Where a file is.
    pub fn path(&self, path: &str) -> PathBuf {
        self.root.path().join(path)
    }

    /// The files by their paths within the folder, with `/` between their parts.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (&str, Stamp)> {
        self.files.iter().map(|(path, stamp)| (path.as_str(), *stamp))
    }

    /// Whether there is a file of this path.
    pub fn has(&self, path: &str) -> bool {
        self.files.contains_key(path)
    }

    /// Opens a file. Nothing when it is not what it was, or is there no more.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn open(&self, path: &str) -> Result<Option<File>, SourceError> {
        match self.root.open(Path::new(path)) {
            Ok(opened) => {
                Ok(Some(opened.file).filter(|_| self.files.get(path) == Some(&Stamp::from(&opened.metadata))))
            }
            Err(OpenError::Missing) => Ok(None),
            Err(error) => Err(unread(&self.path(path), error)),
        }
    }
}

fn unread(path: &Path, error: OpenError) -> SourceError {
    SourceError::Read { path: path.to_owned(), source: std::io::Error::other(error) }
}
