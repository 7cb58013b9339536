//! A folder that builds write into, and the folder beside it in which they work: `.<name>.article-viewer/`.
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
//!
//! What no build wrote is never touched. The manifest lies beside the folder, and not in it: nobody needs it on a server.
//! Where something is mounted on the folder, the work folder is in it, since nothing can be moved in from outside.

use std::collections::HashSet;
use std::fs::{self, File, TryLockError};
use std::io::{self, BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use rayon::prelude::*;

use super::difference::{New, There};
use super::journal::Journal;
use super::place::{Files, is_mount_point};
use super::staging::Staging;
use super::{Compression, Difference, Disk, Made, Manifest, Plan, Record, StoreError, Wanted};

/// The file that says that a folder was written by us, and by which build.
const MARKER: &str = ".article-viewer";

const MARKER_TEXT: &str = "Written by article-viewer. Its builds replace their own files here, and no others.\n";

/// What may stand in a folder before its first build: what servers, version control and hosts want there. Everything
/// that begins with a dot is such, too.
const WELCOME: [&str; 1] = ["CNAME"];

/// What is being done to the folder, and not yet all done.
const JOURNAL: &str = "journal.json";

const S_PER_DAY: i64 = 24 * 60 * 60;

/// How a store works.
#[derive(Debug)]
pub struct Options {
    /// Whether files get compressed copies.
    pub compression: Compression,
    /// For how many days a file with a hash in its name stays when nothing uses it any more.
    pub keep_unused_days: u32,
    /// The time, in seconds since 1970-01-01T00:00:00Z.
    pub now: i64,
    /// Whether two folders may change places.
    pub may_exchange: bool,
    /// What changes files.
    pub disk: Disk,
}

impl Options {
    /// Those that most builds want, at a time.
    pub fn new(now: i64) -> Self {
        Self { compression: Compression::Ahead, keep_unused_days: 30, now, may_exchange: true, disk: Disk::default() }
    }
}

/// A folder that is written, locked for one build.
#[derive(Debug)]
pub struct Store {
    out: PathBuf,
    work: PathBuf,
    options: Options,
    manifest: Manifest,
    /// Whether the folder was written by a build that nothing is remembered of: its files may be replaced where one of
    /// ours belongs.
    is_forgotten: bool,
    /// Whether the staging area is the folder itself, which somebody else takes care of.
    is_in_place: bool,
    staging: Staging,
    /// Held while the folder is worked on; the system lets go of it even when we are killed.
    _lock: Option<File>,
}

/// What was done to the folder.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Finished {
    /// The files that are there no more.
    pub removed: Vec<String>,
    /// How many files stay although nothing uses them.
    pub unused: usize,
}

impl Store {
    /// Opens a folder for a build, and finishes what an interrupted one began.
    ///
    /// # Errors
    /// When the folder holds somebody else's files and none of ours, another build is at work in it, or a file cannot be
    /// read or written.
    pub fn open(out: &Path, options: Options) -> Result<Self, StoreError> {
        let (out, work) = places(out)?;
        // A first build that was interrupted has left files of ours there, and not yet the sign that they are.
        if !work.join(JOURNAL).exists() {
            refuse_foreign(&out)?;
        }
        options.disk.create_folders(&work).map_err(StoreError::write(&work))?;
        let lock_path = work.join("lock");
        let lock = File::create(&lock_path).map_err(StoreError::write(&lock_path))?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(StoreError::Busy { path: out }),
            Err(TryLockError::Error(source)) => return Err(StoreError::Write { path: lock_path, source }),
        }
        let mut store = Self::new(out, work, options, Some(lock));
        store.recover()?;
        store.read_manifest();
        Ok(store)
    }

    /// Looks at a folder without changing anything: what a build would do can be told, and nothing made.
    ///
    /// # Errors
    /// When the folder holds somebody else's files and none of ours, or cannot be read.
    pub fn look(out: &Path, options: Options) -> Result<Self, StoreError> {
        let (out, work) = places(out)?;
        refuse_foreign(&out)?;
        let mut store = Self::new(out, work, options, None);
        store.read_manifest();
        Ok(store)
    }

    /// A folder that is filled from nothing, and that somebody else puts where it belongs when it is full.
    pub fn in_place(out: &Path, options: Options) -> Self {
        let mut store = Self::new(out.to_owned(), out.to_owned(), options, None);
        store.is_in_place = true;
        store.staging = Staging::new(out.to_owned(), store.options.compression);
        store
    }

    fn new(out: PathBuf, work: PathBuf, options: Options, lock: Option<File>) -> Self {
        let staging = Staging::new(work.join("new"), options.compression);
        let manifest = Manifest::default();
        Self { out, work, options, manifest, is_forgotten: false, is_in_place: false, staging, _lock: lock }
    }

    /// What is remembered of the files that are there; nothing where they are not those of the build that is remembered.
    pub fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// What was noted beside the files by the last build.
    pub fn notes(&self) -> Option<BufReader<File>> {
        (!self.is_in_place).then(|| File::open(self.work.join("notes")).ok().map(BufReader::new)).flatten()
    }

    /// Notes something beside the files, for the next build.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn write_notes(&self, write: impl FnOnce(&mut BufWriter<File>) -> io::Result<()>) -> Result<(), StoreError> {
        if self.is_in_place {
            return Ok(());
        }
        let (draft, notes) = (self.work.join("notes.next"), self.work.join("notes"));
        let written = || {
            let mut file = BufWriter::with_capacity(1 << 20, self.options.disk.create(&draft)?);
            write(&mut file)?;
            file.flush()?;
            self.options.disk.rename(&draft, &notes)
        };
        written().map_err(StoreError::write(&notes))
    }

    /// What a plan asks for beside what is there.
    ///
    /// # Errors
    /// When two files of it have one path.
    pub fn difference<P: Plan>(&self, plan: &P) -> Result<Difference, StoreError> {
        let there = There {
            manifest: &self.manifest,
            folder: Files::of(&self.out),
            compression: self.options.compression,
            now: self.options.now,
            keep_unused_s: i64::from(self.options.keep_unused_days) * S_PER_DAY,
        };
        Difference::of(plan, &there)
    }

    /// Makes the files that are new, in the staging area, on all cores. Says how many units need a new plan, since what
    /// they are made of has changed: nothing is lost of the others when they are made by that. `step` is called after
    /// each unit.
    ///
    /// # Errors
    /// When a file cannot be made or written.
    pub fn make<P: Plan>(
        &mut self,
        plan: &P,
        difference: &Difference,
        step: &(dyn Fn() + Sync),
    ) -> Result<usize, P::Error> {
        self.staging.replan();
        let this = &*self;
        let units: Vec<&[New]> = difference.new.chunk_by(|one, next| one.unit == next.unit).collect();
        let changed: Vec<usize> = units
            .par_iter()
            .map_init(
                || None,
                |worker, unit| -> Result<usize, P::Error> {
                    let made = this.make_unit(plan, unit, worker)?;
                    step();
                    Ok(usize::from(made == Made::Changed))
                },
            )
            .collect::<Result<_, _>>()?;
        Ok(changed.into_iter().sum())
    }

    fn make_unit<P: Plan>(&self, plan: &P, unit: &[New], worker: &mut Option<P::Worker>) -> Result<Made, P::Error> {
        let missing: Vec<&New> = unit.iter().filter(|new| !self.staging.has(new)).collect();
        let Some(first) = missing.first() else { return Ok(Made::Done) };
        let last = missing.iter().map(|new| new.index).max().unwrap_or_default();
        let mut wanted = vec![false; last + 1];
        for new in &missing {
            if let Some(wanted) = wanted.get_mut(new.index) {
                *wanted = true;
            }
        }
        let worker = match worker {
            Some(worker) => worker,
            None => worker.insert(plan.worker()?),
        };
        let mut put = |index: usize, content| match missing.iter().find(|new| new.index == index) {
            Some(new) => self.staging.put(&self.options.disk, new, content),
            None => Ok(()),
        };
        plan.make(first.unit, worker, &mut Wanted::new(&wanted, &mut put))
    }

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

    /// Does what a journal says, from wherever it was interrupted.
    fn finish_journal(&self, journal: &Journal) -> Result<(), StoreError> {
        let disk = &self.options.disk;
        journal.apply(disk, &self.staging.folder, &self.out)?;
        self.keep_manifest()?;
        let path = self.journal_path();
        disk.sync(&self.work).map_err(StoreError::interrupted(&self.out))?;
        disk.remove_file(&path).map_err(StoreError::interrupted(&path))
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

    /// Finishes what an interrupted build began, and takes away what it left.
    fn recover(&self) -> Result<(), StoreError> {
        let path = self.journal_path();
        if path.exists() {
            self.finish_journal(&Journal::read(&path)?)?;
        }
        // It was interrupted after the folders had changed places.
        let next = self.next_manifest();
        if Manifest::build_of(&next).is_some_and(|build| self.is_of_build(&build)) {
            self.keep_manifest()?;
        }
        self.clear()
    }

    fn read_manifest(&mut self) {
        let marker = self.out.join(MARKER);
        let manifest = Manifest::read(&self.work.join("manifest")).filter(|known| self.is_of_build(known.build()));
        self.is_forgotten = manifest.is_none() && marker.is_file();
        self.manifest = manifest.unwrap_or_default();
    }

    fn is_of_build(&self, build: &str) -> bool {
        fs::read_to_string(self.out.join(MARKER)).is_ok_and(|marker| marker == marker_of(build))
    }

    fn write_marker(&self, build: &str) -> Result<(), StoreError> {
        let disk = &self.options.disk;
        let folder = &self.staging.folder;
        disk.create_folders(folder).map_err(StoreError::write(folder))?;
        let marker = folder.join(MARKER);
        disk.write(&marker, marker_of(build).as_bytes()).map_err(StoreError::write(&marker))
    }

    fn keep_manifest(&self) -> Result<(), StoreError> {
        let (next, manifest) = (self.next_manifest(), self.work.join("manifest"));
        match self.options.disk.rename(&next, &manifest) {
            // It was kept before an interruption.
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
            kept => kept.map_err(StoreError::interrupted(&manifest)),
        }
    }

    fn remove_staged(&self, record: &Record) -> Result<(), StoreError> {
        for path in std::iter::once(record.path.to_string()).chain(record.copy_paths().map(|(path, _)| path)) {
            let path = self.staging.folder.join(path);
            self.options.disk.remove_file(&path).map_err(StoreError::write(&path))?;
        }
        Ok(())
    }

    /// Takes away what this build, or one that was interrupted, does not need any more.
    fn clear(&self) -> Result<(), StoreError> {
        let disk = &self.options.disk;
        let staging = &self.staging.folder;
        disk.remove_folder(staging).map_err(StoreError::write(staging))?;
        for draft in [self.next_manifest(), self.work.join("notes.next"), self.work.join("journal.next")] {
            if draft.exists() {
                disk.remove_file(&draft).map_err(StoreError::write(&draft))?;
            }
        }
        Ok(())
    }

    fn journal_path(&self) -> PathBuf {
        self.work.join(JOURNAL)
    }

    fn next_manifest(&self) -> PathBuf {
        self.work.join("manifest.next")
    }
}

/// The folder itself, where a link leads to it, and the work folder.
fn places(out: &Path) -> Result<(PathBuf, PathBuf), StoreError> {
    let absolute = std::path::absolute(out).map_err(StoreError::write(out))?;
    let out = match absolute.canonicalize() {
        Ok(real) => real,
        Err(_) if absolute.is_symlink() => {
            let error = io::Error::new(io::ErrorKind::NotFound, "it is a link that leads nowhere");
            return Err(StoreError::Read { path: absolute, source: error });
        }
        Err(_) => absolute,
    };
    let (Some(parent), Some(name)) = (out.parent(), out.file_name()) else {
        return Err(StoreError::Foreign { path: out });
    };
    let work = if out.is_dir() && is_mount_point(&out) {
        out.join(".article-viewer-work")
    } else {
        parent.join(format!(".{}.article-viewer", name.to_string_lossy()))
    };
    Ok((out, work))
}

/// A name for a build that no other has.
fn build_name() -> String {
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
    format!("{}-{}", since.as_nanos(), std::process::id())
}

fn marker_of(build: &str) -> String {
    format!("{MARKER_TEXT}Build {build}\n")
}

/// Refuses a folder that no build of ours wrote and that holds more than what hosts and version control put there: it
/// may have been named by mistake.
fn refuse_foreign(out: &Path) -> Result<(), StoreError> {
    let entries = match fs::read_dir(out) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        entries => entries.map_err(StoreError::read(out))?,
    };
    if out.join(MARKER).is_file() {
        return Ok(());
    }
    for entry in entries {
        let name = entry.map_err(StoreError::read(out))?.file_name();
        let name = name.to_string_lossy();
        if !name.starts_with('.') && !WELCOME.contains(&&*name) {
            return Err(StoreError::Foreign { path: out.to_owned() });
        }
    }
    Ok(())
}
