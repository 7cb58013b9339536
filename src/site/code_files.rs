//! The files of code that a publication brings along: what Trunk built, with what is made of it.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use sha2::{Digest as _, Sha256};

use super::BuildError;
use crate::store::{Content, Digest};

/// A file within this program: its path within the folder that Trunk left, and what it holds.
pub type BuiltIn = (&'static str, &'static [u8]);

/// Trunk's folder, and what changes in it. Nothing is written: these become outputs of the plan.
#[derive(Debug)]
pub(super) struct CodeFiles {
    folder: PathBuf,
    files: BTreeMap<String, CodeFile>,
    /// Files of the folder that come out under another name or in another file.
    taken: BTreeSet<String>,
}

/// A file of code.
#[derive(Debug)]
pub(super) struct CodeFile {
    pub(super) digest: Digest,
    /// Nothing where it is the file of that name in Trunk's folder.
    content: Option<Vec<u8>>,
}

impl CodeFiles {
    /// Every file beside the shell, and in folders beside it. What begins with a dot is not for readers.
    pub(super) fn beside(shell: &Path) -> Result<Self, BuildError> {
        let folder = shell.parent().unwrap_or(Path::new("")).to_owned();
        let mut files = BTreeMap::new();
        let mut folders = vec![folder.clone()];
        while let Some(inner) = folders.pop() {
            let unread = |source| BuildError::Code { path: inner.clone(), source };
            for entry in fs::read_dir(&inner).map_err(unread)? {
                let path = entry.map_err(unread)?.path();
                let name = path.file_name().unwrap_or_default();
                if name.as_encoded_bytes().starts_with(b".") || path == shell {
                    continue;
                }
                if path.is_dir() {
                    folders.push(path);
                } else if let Ok(within) = path.strip_prefix(&folder) {
                    let content = read(&path)?;
                    let file = CodeFile { digest: Digest::of_content(&content), content: None };
                    files.insert(within.to_string_lossy().replace('\\', "/"), file);
                }
            }
        }
        Ok(Self { folder, files, taken: BTreeSet::new() })
    }

    /// Files that stand within this program.
    pub(super) fn built_in<'f>(files: impl Iterator<Item = &'f BuiltIn>) -> Self {
        let file = |(name, content): &BuiltIn| {
            let file = CodeFile { digest: Digest::of_content(content), content: Some(content.to_vec()) };
            ((*name).to_owned(), file)
        };
        Self { folder: PathBuf::new(), files: files.map(file).collect(), taken: BTreeSet::new() }
    }

    /// Whether there is a file of this name.
    pub(super) fn has(&self, name: &str) -> bool {
        self.files.contains_key(name)
    }

    /// The files by their names.
    pub(super) fn iter(&self) -> impl ExactSizeIterator<Item = (&str, &CodeFile)> {
        self.files.iter().map(|(name, file)| (name.as_str(), file))
    }

    /// The file of this name.
    pub(super) fn get(&self, name: &str) -> Option<&CodeFile> {
        self.files.get(name)
    }

    /// What a file holds.
    pub(super) fn content(&self, name: &str, file: &CodeFile) -> Content {
        match &file.content {
            Some(content) => Content::Bytes(content.clone()),
            None => Content::File(self.folder.join(name)),
        }
    }

    /// Takes a file that comes out under another name or in another file.
    pub(super) fn take(&mut self, name: &str) -> Result<Vec<u8>, BuildError> {
        self.taken.insert(name.to_owned());
        match self.files.remove(name) {
            Some(CodeFile { content: Some(content), .. }) => Ok(content),
            _ => read(&self.folder.join(name)),
        }
    }

    /// The same as text.
    pub(super) fn text(&mut self, name: &str) -> Result<String, BuildError> {
        Ok(String::from_utf8_lossy(&self.take(name)?).trim().to_owned())
    }

    /// Adds a file under a name that changes with its content, so that it can be kept for ever, and gives the name.
    pub(super) fn put(&mut self, stem: &str, extension: &str, content: &[u8]) -> String {
        let name = format!("{stem}-{}.{extension}", hash(content));
        self.put_as(&name, content);
        name
    }

    /// Adds a file under a name that stays.
    pub(super) fn put_as(&mut self, name: &str, content: &[u8]) {
        let file = CodeFile { digest: Digest::of_content(content), content: Some(content.to_owned()) };
        self.files.insert(name.to_owned(), file);
    }

    /// Removes from Trunk's folder what came out otherwise, where that folder is to be the publication.
    pub(super) fn remove_taken(&self) -> Result<(), BuildError> {
        for name in self.taken.iter().filter(|name| !self.files.contains_key(*name)) {
            let path = self.folder.join(name);
            match fs::remove_file(&path) {
                Err(source) if source.kind() != io::ErrorKind::NotFound => {
                    return Err(BuildError::Code { path, source });
                }
                _ => {}
            }
        }
        Ok(())
    }
}

fn read(path: &Path) -> Result<Vec<u8>, BuildError> {
    fs::read(path).map_err(|source| BuildError::Code { path: path.to_owned(), source })
}

/// What changes with a content, in a form for names.
pub(super) fn hash(content: &[u8]) -> String {
    Sha256::digest(content).iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}
