//! Which files a publisher's folder holds.

use std::fs;
use std::path::{Path, PathBuf};

use super::{CONFIGURATION_FILE, SourceError};

/// A folder with all folders in it. What begins with a dot is editors' and systems' own, and left out.
#[derive(Debug, Default)]
pub struct Folder {
    /// Where it is.
    pub root: PathBuf,
    /// Its documents, `*.json`: paths within it, in the order of their names.
    pub documents: Vec<PathBuf>,
    /// Every other file: paths within it, in the order of their names.
    pub others: Vec<PathBuf>,
    /// Links to other folders, which are not followed.
    pub links: Vec<PathBuf>,
}

impl Folder {
    /// Looks which files there are, and reads none. `left_out` are folders that are none of it: paths as `root` is one.
    ///
    /// # Errors
    /// When a folder cannot be read.
    pub fn scan(root: &Path, left_out: &[&Path]) -> Result<Self, SourceError> {
        let mut found = Self { root: root.to_owned(), ..Self::default() };
        let mut folders = vec![PathBuf::new()];
        while let Some(within) = folders.pop() {
            let folder = root.join(&within);
            for entry in fs::read_dir(&folder).map_err(SourceError::read(&folder))? {
                let entry = entry.map_err(SourceError::read(&folder))?;
                let name = entry.file_name();
                if name.as_encoded_bytes().starts_with(b".") {
                    continue;
                }
                let path = within.join(&name);
                let kind = entry.file_type().map_err(SourceError::read(&folder))?;
                if within.as_os_str().is_empty() && name == CONFIGURATION_FILE || left_out.contains(&&*entry.path()) {
                    continue;
                }
                if kind.is_dir() {
                    folders.push(path);
                } else if kind.is_symlink() && entry.path().is_dir() {
                    found.links.push(path);
                } else if path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("json")) {
                    // A link that leads nowhere is told when it is read.
                    found.documents.push(path);
                } else {
                    found.others.push(path);
                }
            }
        }
        found.documents.sort_unstable();
        found.others.sort_unstable();
        found.links.sort_unstable();
        Ok(found)
    }
}
