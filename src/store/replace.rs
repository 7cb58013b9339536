//! How what was made takes its place.
//!
//! Nothing is written where readers are until everything is there and on the disk. Then it takes its place, in one of two
//! ways:
//!
//! - Where most files are new and nobody else's stand among them, the staging area becomes the next folder, with second
//!   names for those files that stay, and changes places with the old one: one step for the system (Linux, `renameat2`).
//! - Otherwise, and where the system knows no such step, files are moved one by one, each in one step, what others lead
//!   to first; what is gone goes last. A journal says which ones before the first is moved, and whoever is interrupted is
//!   finished by the next build. In between a reader may find a new page and a list of before: both are whole, every link
//!   between them leads somewhere, and what either loads is there.
//!
//! Why not the first way always: the files of somebody else would have to be moved along, and to give hundreds of
//! thousands of files second names, and to take the old ones away, takes longer than everything else that a build with
//! one changed article does.

use std::collections::HashSet;
use std::fs;
use std::path::Path;

use super::difference::New;
use super::folder::{MARKER, build_name, marker_of};
use super::journal::Journal;
use super::{Difference, Manifest, Record, Store, StoreError};

/// What was done to the folder.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Finished {
    /// The files that are there no more.
    pub removed: Vec<String>,
    /// How many files stay although nothing uses them.
    pub unused: usize,
}

impl Store {
    /// Puts what was made where it belongs, and takes away what is gone.
    ///
    /// # Errors
    /// When a file cannot be written, or something that no build wrote stands in its place.
    pub fn finish(mut self, difference: Difference) -> Result<Finished, StoreError> {
        let removed = difference.removed().map(str::to_owned).collect();
        let finished = Finished { removed, unused: difference.unused.len() };
        if self.is_in_place {
            return Ok(finished);
        }
        if difference.is_empty() {
            self.clear()?;
            return Ok(finished);
        }
        let kept = difference.kept_of(&self.manifest);
        let mut staged = self.staging.take();
        let Difference { new, removed, unused, .. } = difference;
        if staged.len() > new.len() {
            let wanted: HashSet<&str> = new.iter().map(|new| &*new.path).collect();
            let (made, left): (Vec<_>, Vec<_>) = staged.into_iter().partition(|record| wanted.contains(&*record.path));
            left.iter().try_for_each(|record| self.remove_staged(record))?;
            staged = made;
        }
        let made = staged;
        let build = build_name();
        self.write_marker(&build)?;
        let is_exchanged = self.can_exchange(&kept, &made)?;
        let stays: Vec<&Record> = kept.iter().chain(&unused).collect();
        if is_exchanged {
            stays.iter().try_for_each(|record| self.link_staged(record))?;
        }
        let journal = (!is_exchanged).then(|| self.journal(&new, &made, &removed)).transpose()?;
        let next = Manifest::new(build, stays.into_iter().cloned().chain(made).collect());
        let next_path = self.next_manifest();
        next.write(&self.options.disk, &next_path).map_err(StoreError::write(&next_path))?;
        self.options.disk.sync(&self.work).map_err(StoreError::write(&self.work))?;
        match journal {
            None => self.exchange(&next, &new, &removed)?,
            Some(journal) => self.apply(&journal)?,
        }
        self.clear()?;
        Ok(finished)
    }

    /// The folder's files that are new, moved in by a journal in the order of the plan. `made` are in the order of their
    /// paths.
    fn journal(&self, new: &[New], made: &[Record], removed: &[Record]) -> Result<Journal, StoreError> {
        let find = |new: &New| {
            let found = made.binary_search_by(|record| record.path.cmp(&new.path)).ok()?;
            made.get(found)
        };
        let put: Vec<&Record> = new.iter().filter_map(find).collect();
        let before: Vec<Option<&Record>> = put.iter().map(|record| self.manifest.record(&record.path)).collect();
        let journal = Journal::new(&put, &before, removed, MARKER);
        let is_ours = |path: &str| self.is_ours(path);
        journal.check(&self.out, &is_ours)?;
        Ok(journal)
    }

    fn is_ours(&self, path: &str) -> bool {
        self.is_forgotten || path == MARKER || self.manifest.record(path).is_some() || self.is_our_copy(path)
    }

    fn is_our_copy(&self, path: &str) -> bool {
        let original = path.rsplit_once('.').and_then(|(original, _)| self.manifest.record(original));
        original.is_some_and(|record| record.copy_paths().any(|(copy, _)| copy == path))
    }

    fn apply(&self, journal: &Journal) -> Result<(), StoreError> {
        let disk = &self.options.disk;
        journal.write(disk, &self.work.join("journal.next"), &self.journal_path())?;
        self.finish_journal(journal)
    }

    /// Whether the staging area can take the folder's place: most of it is new, and nothing in it is somebody else's.
    fn can_exchange(&self, kept: &[Record], made: &[Record]) -> Result<bool, StoreError> {
        if !self.out.exists() {
            return Ok(kept.is_empty());
        }
        Ok(self.options.may_exchange
            && made.len() >= kept.len()
            && self.work.parent() != Some(&self.out)
            && !self.is_forgotten
            && !self.has_foreign(&self.out, "")?)
    }

    /// Whether a folder holds something that no build wrote.
    fn has_foreign(&self, folder: &Path, within: &str) -> Result<bool, StoreError> {
        let mut is_empty = !within.is_empty();
        for entry in fs::read_dir(folder).map_err(StoreError::read(folder))? {
            let entry = entry.map_err(StoreError::read(folder))?;
            is_empty = false;
            let name = entry.file_name();
            let Some(name) = name.to_str() else { return Ok(true) };
            let path = if within.is_empty() { name.to_owned() } else { format!("{within}/{name}") };
            let kind = entry.file_type().map_err(StoreError::read(folder))?;
            let is_foreign = if kind.is_dir() {
                self.has_foreign(&entry.path(), &path)?
            } else {
                !kind.is_file() || !self.is_ours(&path)
            };
            if is_foreign {
                return Ok(true);
            }
        }
        Ok(is_empty)
    }

    fn link_staged(&self, record: &Record) -> Result<(), StoreError> {
        for path in std::iter::once(record.path.to_string()).chain(record.copy_paths().map(|(path, _)| path)) {
            let (from, to) = (self.out.join(&path), self.staging.folder.join(&path));
            if let Some(folder) = to.parent() {
                self.options.disk.create_folders(folder).map_err(StoreError::write(folder))?;
            }
            self.options.disk.link(&from, &to).map_err(|source| StoreError::Copy { from, to, source })?;
        }
        Ok(())
    }

    fn exchange(&self, next: &Manifest, new: &[New], removed: &[Record]) -> Result<(), StoreError> {
        let disk = &self.options.disk;
        let staging = &self.staging.folder;
        if !self.out.exists() {
            disk.rename(staging, &self.out).map_err(StoreError::write(&self.out))?;
        } else if !disk.exchange(staging, &self.out).map_err(StoreError::write(&self.out))? {
            return self.apply(&self.journal(new, next.records(), removed)?);
        }
        if let Some(parent) = self.out.parent() {
            disk.sync(parent).map_err(StoreError::interrupted(&self.out))?;
        }
        self.keep_manifest()
    }

    fn write_marker(&self, build: &str) -> Result<(), StoreError> {
        let disk = &self.options.disk;
        let folder = &self.staging.folder;
        disk.create_folders(folder).map_err(StoreError::write(folder))?;
        let marker = folder.join(MARKER);
        disk.write(&marker, marker_of(build).as_bytes()).map_err(StoreError::write(&marker))
    }

    fn remove_staged(&self, record: &Record) -> Result<(), StoreError> {
        for path in std::iter::once(record.path.to_string()).chain(record.copy_paths().map(|(path, _)| path)) {
            let path = self.staging.folder.join(path);
            self.options.disk.remove_file(&path).map_err(StoreError::write(&path))?;
        }
        Ok(())
    }
}
