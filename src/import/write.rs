//! A folder of documents that were imported: what was written is remembered, so that the next import changes only what
//! its source changed, and nothing that somebody edited.
//!
//! `DIR/.article-viewer/imported` has a JSON object a line for every document that was written: its id, its source and a
//! digest of its bytes. The last line of an id counts. A line is written before its document: if the program stops in
//! between, the document is missing, and the next import writes it.

use std::collections::{HashMap, HashSet};
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use thiserror::Error;

use crate::article::{self, Article, ArticleId, IdError};

/// Where a folder keeps what is remembered.
const KEPT: &str = ".article-viewer";
const RECORD: &str = "imported";

/// How many articles may want one id.
const MAX_SAME: usize = 100_000;

/// A folder of documents.
#[derive(Debug)]
pub struct Folder {
    path: PathBuf,
    record: File,
    /// What was written, by id.
    written: HashMap<String, Line>,
    /// The ids of sources.
    ids: HashMap<String, String>,
    /// The sources of this run.
    seen: HashSet<String>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
struct Line {
    id: String,
    source: String,
    digest: String,
}

/// What became of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Written {
    /// It is new, or its source changed.
    Anew(PathBuf),
    /// It is there already, as it would be written.
    Unchanged(PathBuf),
    /// Somebody edited it, and its source did not change: it is kept.
    Kept(PathBuf),
    /// Somebody edited it, and its source changed as well: the new one stands beside it.
    Beside {
        /// The one that was edited.
        edited: PathBuf,
        /// The new one.
        new: PathBuf,
    },
}

impl Written {
    /// The file that has the document as it was imported, or as somebody edited it since.
    pub fn path(&self) -> &Path {
        match self {
            Self::Anew(path) | Self::Unchanged(path) | Self::Kept(path) => path,
            Self::Beside { new, .. } => new,
        }
    }
}

/// Why a document was not written.
#[derive(Debug, Error)]
pub enum WriteError {
    /// The system does not let a file or folder be written.
    #[error("{}: {source}: make room, or let it be written to", .path.display())]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// What came out is no document.
    #[error("what came of it is no document: {0}")]
    Invalid(String),
    /// There is no id left.
    #[error(transparent)]
    Id(#[from] IdError),
    /// It cannot be written as JSON.
    #[error(transparent)]
    Json(#[from] serde_json::Error),
}

impl Folder {
    /// Opens a folder, and makes it where there is none.
    ///
    /// # Errors
    /// When it cannot be written to.
    pub fn open(path: &Path) -> Result<Self, WriteError> {
        let kept = path.join(KEPT);
        fs::create_dir_all(&kept).map_err(|source| io_error(&kept, source))?;
        let file = kept.join(RECORD);
        let lines = match fs::read_to_string(&file) {
            Ok(lines) => lines,
            Err(error) if error.kind() == io::ErrorKind::NotFound => String::new(),
            Err(source) => return Err(io_error(&file, source)),
        };
        let (mut written, mut ids) = (HashMap::new(), HashMap::new());
        // The last line may have been cut by a program that stopped.
        for line in lines.lines().filter_map(|line| serde_json::from_str::<Line>(line).ok()) {
            if ArticleId::parse(&line.id).is_ok() {
                ids.insert(line.source.clone(), line.id.clone());
                written.insert(line.id.clone(), line);
            }
        }
        let mut record =
            OpenOptions::new().create(true).append(true).open(&file).map_err(|source| io_error(&file, source))?;
        if !lines.is_empty() && !lines.ends_with('\n') {
            record.write_all(b"\n").map_err(|source| io_error(&file, source))?;
        }
        Ok(Self { path: path.to_owned(), record, written, ids, seen: HashSet::new() })
    }

    /// The folder.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Writes a document. Its id may become another: one that is not taken.
    ///
    /// # Errors
    /// When it is no document, or cannot be written. Then nothing of it is there.
    pub fn put(&mut self, source: &str, article: &mut Article) -> Result<Written, WriteError> {
        let source = self.source(source, article);
        article.id = self.id(&source, &article.id)?;
        let mut bytes = serde_json::to_vec_pretty(article)?;
        bytes.push(b'\n');
        article::read(&bytes).map_err(|error| WriteError::Invalid(error.to_string()))?;
        let path = self.path.join(format!("{}.json", article.id));
        let digest = digest(&bytes);
        let before = self.written.get(article.id.as_str()).map(|line| line.digest.clone());
        let there = match fs::read(&path) {
            Ok(bytes) => Some(self::digest(&bytes)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            Err(source) => return Err(io_error(&path, source)),
        };
        let line = Line { id: article.id.as_str().to_owned(), source, digest: digest.clone() };
        match there {
            Some(there) if there == digest => {
                if before.as_ref() != Some(&digest) {
                    self.remember(line)?;
                }
                Ok(Written::Unchanged(path))
            }
            Some(there) if before.as_ref() != Some(&there) => {
                if before == Some(digest) {
                    return Ok(Written::Kept(path));
                }
                let new = self.path.join(format!("{}.imported.json", article.id));
                self.remember(line)?;
                self.replace(&new, &bytes)?;
                Ok(Written::Beside { edited: path, new })
            }
            _ => {
                self.remember(line)?;
                self.replace(&path, &bytes)?;
                Ok(Written::Anew(path))
            }
        }
    }

    /// What a source is called: by the article's address, else by its own. Two sources of one run are two.
    fn source(&mut self, source: &str, article: &Article) -> String {
        let address = article.url.as_ref().map(|url| url.as_str().to_owned());
        let name = match address {
            Some(address) if !self.seen.contains(&address) => address,
            _ => source.to_owned(),
        };
        self.seen.insert(name.clone());
        name
    }

    /// The id of a source: the one that it has, else the wanted one with the first number that makes it its own.
    fn id(&mut self, source: &str, wanted: &ArticleId) -> Result<ArticleId, WriteError> {
        if let Some(id) = self.ids.get(source) {
            return Ok(ArticleId::parse(id)?);
        }
        for number in 1..MAX_SAME {
            let id = if number == 1 { wanted.as_str().to_owned() } else { format!("{wanted}-{number}") };
            let is_taken =
                self.written.contains_key(&id) || fs::symlink_metadata(self.path.join(format!("{id}.json"))).is_ok();
            if !is_taken {
                self.ids.insert(source.to_owned(), id.clone());
                return Ok(ArticleId::parse(&id)?);
            }
        }
        Err(WriteError::Id(IdError::TooLong))
    }

    fn remember(&mut self, line: Line) -> Result<(), WriteError> {
        let mut json = serde_json::to_vec(&line)?;
        json.push(b'\n');
        let write = self.record.write_all(&json);
        write.map_err(|source| io_error(&self.path.join(KEPT).join(RECORD), source))?;
        self.written.insert(line.id.clone(), line);
        Ok(())
    }

    /// Writes a file whole or not at all.
    pub(super) fn replace(&self, path: &Path, bytes: &[u8]) -> Result<(), WriteError> {
        let part = self.path.join(KEPT).join(format!("part-{}", std::process::id()));
        let write = || {
            let mut file = File::create(&part)?;
            file.write_all(bytes)?;
            file.sync_data()?;
            fs::rename(&part, path)
        };
        write().map_err(|source| {
            let _ = fs::remove_file(&part);
            io_error(path, source)
        })
    }
}

fn io_error(path: &Path, source: io::Error) -> WriteError {
    WriteError::Io { path: path.to_owned(), source }
}

/// A digest of a file's bytes, in hexadecimal.
pub(super) fn digest(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}
