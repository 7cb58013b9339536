//! The staging area: files are made here, with their compressed copies, before any of them goes where readers are.

use std::collections::{HashMap, HashSet};
use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError, RwLock};

use super::difference::New;
use super::{Compression, Content, Digest, Disk, Hashing, Record, StoreError, compression};

/// How much of a file is copied in one go, in bytes.
const PIECE: usize = 1 << 18;

/// How many folders are known to be there without asking: those that most files are in come first.
const MAX_FOLDERS: usize = 1_000;

/// The folder in which files are made, and what is there already.
#[derive(Debug)]
pub(super) struct Staging {
    pub(super) folder: PathBuf,
    compression: Compression,
    /// What was made since the plan was made.
    made: Mutex<Vec<Record>>,
    /// What was made by an earlier plan, by its path.
    earlier: HashMap<Box<str>, Record>,
    /// Some folders that are there.
    folders: RwLock<HashSet<PathBuf>>,
}

impl Staging {
    pub(super) fn new(folder: PathBuf, compression: Compression) -> Self {
        Self { folder, compression, made: Mutex::default(), earlier: HashMap::new(), folders: RwLock::default() }
    }

    /// Whether a file was made by an earlier plan of just what it is to be made of.
    pub(super) fn has(&self, new: &New) -> bool {
        self.earlier.get(&new.path).is_some_and(|record| record.made_of == new.made_of)
    }

    /// Begins another plan: what was made is there already.
    pub(super) fn replan(&mut self) {
        let made = std::mem::take(&mut *self.lock());
        self.earlier.extend(made.into_iter().map(|record| (record.path.clone(), record)));
    }

    /// Makes a file with its copies.
    pub(super) fn put(&self, disk: &Disk, new: &New, content: Content) -> Result<(), StoreError> {
        let path = self.folder.join(&*new.path);
        if let Some(folder) = path.parent() {
            self.create(disk, folder)?;
        }
        let (digest, length, copies) = match content {
            Content::Bytes(bytes) => {
                disk.write(&path, &bytes).map_err(StoreError::write(&path))?;
                (Digest::of_content(&bytes), bytes.len() as u64, self.copies(disk, new, &path, &bytes)?)
            }
            Content::File(from) if compression::is_compressible(&new.path) || from == path => {
                let bytes = fs::read(&from).map_err(StoreError::read(&from))?;
                if from != path {
                    disk.write(&path, &bytes).map_err(StoreError::write(&path))?;
                }
                (Digest::of_content(&bytes), bytes.len() as u64, self.copies(disk, new, &path, &bytes)?)
            }
            Content::File(from) => copy(disk, File::open(&from).map_err(StoreError::read(&from))?, &from, &path)?,
            Content::Open(file, from) => copy(disk, file, &from, &path)?,
        };
        let New { path, made_of, is_hashed, .. } = new.clone();
        let record = Record { path, made_of, content: digest, length, copies, is_hashed, unused_since: None };
        self.lock().push(record);
        Ok(())
    }

    /// What was made by any plan, in the order of the paths.
    pub(super) fn take(&mut self) -> Vec<Record> {
        let mut made = std::mem::take(&mut *self.lock());
        let mut earlier = std::mem::take(&mut self.earlier);
        made.iter().for_each(|record| drop(earlier.remove(&record.path)));
        made.extend(earlier.into_values());
        made.sort_unstable_by(|one, other| one.path.cmp(&other.path));
        made
    }

    fn copies(&self, disk: &Disk, new: &New, path: &Path, content: &[u8]) -> Result<[u64; 2], StoreError> {
        let mut lengths = [0, 0];
        if self.compression == Compression::None {
            return Ok(lengths);
        }
        let copies = compression::copies(&new.path, content).map_err(StoreError::write(path))?;
        for ((ending, copy), length) in compression::ENDINGS.into_iter().zip(copies).zip(&mut lengths) {
            let copied = with_ending(path, ending);
            match copy {
                Some(copy) => {
                    disk.write(&copied, &copy).map_err(StoreError::write(&copied))?;
                    *length = copy.len() as u64;
                }
                // Of an earlier attempt.
                None if copied.exists() => disk.remove_file(&copied).map_err(StoreError::write(&copied))?,
                None => {}
            }
        }
        Ok(lengths)
    }

    fn create(&self, disk: &Disk, folder: &Path) -> Result<(), StoreError> {
        if self.folders.read().unwrap_or_else(PoisonError::into_inner).contains(folder) {
            return Ok(());
        }
        disk.create_folders(folder).map_err(StoreError::write(folder))?;
        let mut folders = self.folders.write().unwrap_or_else(PoisonError::into_inner);
        if folders.len() < MAX_FOLDERS {
            folders.insert(folder.to_owned());
        }
        Ok(())
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Vec<Record>> {
        self.made.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Copies what an open file holds. Not by `fs::copy`: the rights that a publisher's file has are not those that a server's
/// needs.
fn copy(disk: &Disk, mut source: File, from: &Path, to: &Path) -> Result<(Digest, u64, [u64; 2]), StoreError> {
    let failed = |source| StoreError::Copy { from: from.to_owned(), to: to.to_owned(), source };
    let mut target = disk.create(to).map_err(failed)?;
    let mut hashing = Hashing::default();
    let mut piece = vec![0; PIECE];
    let mut length = 0;
    loop {
        let read = match source.read(&mut piece) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            read => read.map_err(StoreError::read(from))?,
        };
        let Some(bytes) = piece.get(..read).filter(|bytes| !bytes.is_empty()) else { break };
        hashing.more(bytes);
        target.write_all(bytes).map_err(failed)?;
        length += read as u64;
    }
    Ok((hashing.finish(), length, [0, 0]))
}

fn with_ending(file: &Path, ending: &str) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(".");
    name.push(ending);
    PathBuf::from(name)
}
