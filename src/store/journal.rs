//! Changes that are made one by one, and go through to the end whoever interrupts them: they are written down before the
//! first, and done again by the next build until the last is.

use std::collections::HashSet;
use std::fs;
use std::io;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::{Disk, Record, StoreError};

/// Changes to a folder, in the order in which they are made: paths within it.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Journal {
    /// Files that stand where a folder is needed, or the other way round: removed before anything else.
    cleared: Vec<String>,
    /// Files that are moved in from the staging area.
    put: Vec<String>,
    /// Files that are removed when everything new is there.
    removed: Vec<String>,
}

impl Journal {
    /// What leads from the files of one build to those of the next. `put` are the new ones in the order in which they are
    /// to come, the marker last.
    pub(super) fn new(put: &[&Record], before: &[Option<&Record>], removed: &[Record], marker: &str) -> Self {
        let mut journal = Self::default();
        for (record, before) in put.iter().zip(before) {
            let copies: Vec<String> = record.copy_paths().map(|(path, _)| path).collect();
            let old = before.iter().flat_map(|record| record.copy_paths()).map(|(path, _)| path);
            journal.removed.extend(old.filter(|path| !copies.contains(path)));
            journal.put.extend(copies);
            journal.put.push(record.path.to_string());
        }
        // What others load goes after them.
        let (code, others): (Vec<&Record>, Vec<&Record>) = removed.iter().partition(|record| record.is_hashed);
        for record in others.into_iter().chain(code) {
            journal.removed.extend(record.copy_paths().map(|(path, _)| path));
            journal.removed.push(record.path.to_string());
        }
        journal.put.push(marker.to_owned());
        journal.move_obstacles();
        journal
    }

    /// Puts first what has to go before something can come: a file in place of a folder, a folder in place of a file.
    fn move_obstacles(&mut self) {
        if self.removed.is_empty() {
            return;
        }
        let put: HashSet<&str> = self.put.iter().map(String::as_str).collect();
        let removed: HashSet<&str> = self.removed.iter().map(String::as_str).collect();
        let files = self.put.iter().flat_map(|path| ancestors(path)).filter(|folder| removed.contains(folder));
        let mut first: HashSet<String> = files.map(str::to_owned).collect();
        let is_within = |path: &&String| ancestors(path).any(|folder| put.contains(folder));
        first.extend(self.removed.iter().filter(is_within).cloned());
        if !first.is_empty() {
            (self.cleared, self.removed) =
                std::mem::take(&mut self.removed).into_iter().partition(|path| first.contains(path));
        }
    }

    /// Refuses changes that something stands in the way of that no build wrote. `is_ours` tells by a path.
    pub(super) fn check(&self, out: &Path, is_ours: &dyn Fn(&str) -> bool) -> Result<(), StoreError> {
        let goes: HashSet<&str> = self.cleared.iter().map(String::as_str).collect();
        let mut seen = HashSet::new();
        for path in &self.put {
            for folder in ancestors(path) {
                if !seen.insert(folder) {
                    continue;
                }
                let place = out.join(folder);
                let is_free = fs::symlink_metadata(&place).map_or(true, |found| found.is_dir());
                if !is_free && !goes.contains(folder) {
                    return Err(StoreError::InTheWay { path: place });
                }
            }
            let place = out.join(path);
            match fs::symlink_metadata(&place) {
                Err(_) => {}
                Ok(found) if found.is_dir() => nothing_foreign_in(out, path, &goes)?,
                Ok(found) if found.is_file() && is_ours(path) => {}
                Ok(_) => return Err(StoreError::InTheWay { path: place }),
            }
        }
        Ok(())
    }

    /// Writes the journal down, for good.
    pub(super) fn write(&self, disk: &Disk, draft: &Path, path: &Path) -> Result<(), StoreError> {
        let write = || -> io::Result<()> {
            let file = disk.create(draft)?;
            let mut writer = io::BufWriter::new(&file);
            serde_json::to_writer(&mut writer, self)?;
            io::Write::flush(&mut writer)?;
            drop(writer);
            file.sync_all()?;
            disk.rename(draft, path)
        };
        write().map_err(StoreError::write(path))
    }

    /// Reads a journal that was written.
    pub(super) fn read(path: &Path) -> Result<Self, StoreError> {
        let text = fs::read(path).map_err(StoreError::read(path))?;
        serde_json::from_slice(&text).map_err(|error| StoreError::read(path)(error.into()))
    }

    /// Makes the changes, from wherever they were interrupted.
    pub(super) fn apply(&self, disk: &Disk, staging: &Path, out: &Path) -> Result<(), StoreError> {
        self.cleared.iter().try_for_each(|path| remove(disk, out, path))?;
        let mut folders = HashSet::new();
        for path in &self.put {
            let (from, to) = (staging.join(path), out.join(path));
            if let Some(folder) = to.parent()
                && folders.insert(folder.to_owned())
            {
                disk.create_folders(folder).map_err(StoreError::interrupted(folder))?;
            }
            // An empty folder of before is in the way of a file.
            if to.is_dir() {
                let _ = disk.remove_empty_folder(&to);
            }
            match disk.rename(&from, &to) {
                // It was moved before an interruption. Whether it really is there is seen by the next build.
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                moved => moved.map_err(StoreError::interrupted(&to))?,
            }
        }
        self.removed.iter().try_for_each(|path| remove(disk, out, path))
    }
}

/// Removes a file, and its folders if nothing else is in them.
fn remove(disk: &Disk, out: &Path, path: &str) -> Result<(), StoreError> {
    let file = out.join(path);
    if fs::symlink_metadata(&file).is_ok_and(|found| !found.is_dir()) {
        disk.remove_file(&file).map_err(StoreError::interrupted(&file))?;
    }
    let mut folder = file.parent();
    while let Some(empty) = folder.filter(|folder| *folder != out && disk.remove_empty_folder(folder)) {
        folder = empty.parent();
    }
    Ok(())
}

/// The folders that a path leads through, the outermost first.
fn ancestors(path: &str) -> impl Iterator<Item = &str> {
    path.match_indices('/').filter_map(|(at, _)| path.get(..at))
}

/// Refuses a folder in a file's place, unless everything in it goes.
fn nothing_foreign_in(out: &Path, folder: &str, goes: &HashSet<&str>) -> Result<(), StoreError> {
    let place = out.join(folder);
    for entry in fs::read_dir(&place).map_err(StoreError::read(&place))? {
        let entry = entry.map_err(StoreError::read(&place))?;
        let path = format!("{folder}/{}", entry.file_name().to_string_lossy());
        let is_folder = entry.file_type().is_ok_and(|kind| kind.is_dir());
        if is_folder && fs::read_dir(entry.path()).is_ok_and(|mut inner| inner.next().is_some()) {
            nothing_foreign_in(out, &path, goes)?;
        } else if !goes.contains(path.as_str()) {
            return Err(StoreError::InTheWay { path: out.join(path) });
        }
    }
    Ok(())
}
