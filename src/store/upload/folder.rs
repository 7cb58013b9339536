//! A folder as a destination: on this computer, or where a network drive is mounted.

use std::collections::HashSet;
use std::fs::{self, File, TryLockError};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use super::manifest::{FOLDER, PATH};
use super::{Source, UploadError};
use crate::store::Disk;

/// A folder that is uploaded to.
///
/// Each file is written into a staging area within it and then moved to where it belongs, in one step. A lock keeps two
/// uploads apart where the file system knows locks; where it does not, the manifest is read again right before it is
/// replaced, and in the instant between somebody else's may be lost.
#[derive(Debug)]
pub(super) struct Folder {
    root: PathBuf,
    disk: Disk,
    /// Held while files are written; the system lets go of it even when we are killed.
    lock: Mutex<Option<File>>,
    /// How many files were written: their names in the staging area.
    written: AtomicUsize,
    /// Those that were made or found.
    folders: Mutex<HashSet<PathBuf>>,
}

impl Folder {
    pub(super) fn new(root: &Path, disk: Disk) -> Result<Self, UploadError> {
        let root = std::path::absolute(root).map_err(UploadError::read(root))?;
        // It is a file where builds write, which says that they do.
        if root.join(FOLDER).is_file() {
            return Err(UploadError::IsBuild { path: root });
        }
        Ok(Self { root, disk, lock: Mutex::default(), written: AtomicUsize::default(), folders: Mutex::default() })
    }

    /// Gets ready for writing.
    pub(super) fn begin(&self) -> Result<(), UploadError> {
        self.create_folder(&self.own())?;
        let path = self.own().join("lock");
        let lock = File::create(&path).map_err(UploadError::write(&path))?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(UploadError::Busy { path: self.root.clone() }),
            // Some network drives know no locks.
            Err(TryLockError::Error(error)) if error.kind() == io::ErrorKind::Unsupported => {}
            Err(TryLockError::Error(source)) => return Err(UploadError::Write { path, source }),
        }
        *self.lock.lock().unwrap_or_else(PoisonError::into_inner) = Some(lock);
        self.clear()?;
        self.create_folder(&self.staging())
    }

    /// Takes away what is needed while files are written only.
    pub(super) fn end(&self) -> Result<(), UploadError> {
        self.clear()
    }

    pub(super) fn read_manifest(&self) -> Result<Option<Vec<u8>>, UploadError> {
        let path = self.root.join(PATH);
        match fs::read(&path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            read => read.map(Some).map_err(UploadError::read(path)),
        }
    }

    pub(super) fn write_manifest(&self, bytes: &[u8]) -> Result<(), UploadError> {
        // It may be on the disk only when everything is that it speaks of.
        self.disk.sync(&self.root).map_err(UploadError::write(&self.root))?;
        let staged = self.staged();
        self.disk.write(&staged, bytes).map_err(UploadError::write(&staged))?;
        self.rename(&staged, PATH)
    }

    /// Puts a file where it belongs, and gives how many bytes it has.
    pub(super) fn put(&self, path: &str, source: &Source) -> Result<u64, UploadError> {
        let staged = self.staged();
        let mut from = File::open(&source.file).map_err(UploadError::read(&source.file))?;
        let mut to = self.disk.create(&staged).map_err(UploadError::write(&staged))?;
        let length = io::copy(&mut from, &mut to).and_then(|length| to.flush().map(|()| length));
        let length = length.map_err(UploadError::write(&staged))?;
        if length != source.length {
            return Err(UploadError::Changed { path: source.file.clone() });
        }
        self.rename(&staged, path)?;
        Ok(length)
    }

    /// Removes a file, and its folders if nothing else is in them.
    pub(super) fn remove(&self, path: &str) -> Result<(), UploadError> {
        let file = self.root.join(path);
        if fs::symlink_metadata(&file).is_ok_and(|found| !found.is_dir()) {
            self.disk.remove_file(&file).map_err(UploadError::write(&file))?;
        }
        let mut folder = file.parent();
        while let Some(empty) = folder.filter(|folder| *folder != self.root && self.disk.remove_empty_folder(folder)) {
            self.folders.lock().unwrap_or_else(PoisonError::into_inner).remove(empty);
            folder = empty.parent();
        }
        Ok(())
    }

    fn rename(&self, from: &Path, path: &str) -> Result<(), UploadError> {
        let to = self.root.join(path);
        if let Some(folder) = to.parent() {
            self.create_folder(folder)?;
        }
        // An empty folder of before is in the way of a file.
        if to.is_dir() {
            let _ = self.disk.remove_empty_folder(&to);
        }
        self.disk.rename(from, &to).map_err(UploadError::write(to))
    }

    fn create_folder(&self, folder: &Path) -> Result<(), UploadError> {
        let mut folders = self.folders.lock().unwrap_or_else(PoisonError::into_inner);
        if !folders.contains(folder) {
            self.disk.create_folders(folder).map_err(UploadError::write(folder))?;
            folders.insert(folder.to_owned());
        }
        Ok(())
    }

    fn clear(&self) -> Result<(), UploadError> {
        let staging = self.staging();
        self.folders.lock().unwrap_or_else(PoisonError::into_inner).remove(&staging);
        self.disk.remove_folder(&staging).map_err(UploadError::write(staging))
    }

    fn own(&self) -> PathBuf {
        self.root.join(FOLDER)
    }

    fn staging(&self) -> PathBuf {
        self.own().join("new")
    }

    fn staged(&self) -> PathBuf {
        self.staging().join(self.written.fetch_add(1, Ordering::Relaxed).to_string())
    }
}
