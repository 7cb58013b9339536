//! A folder that builds write into, and the folder beside it in which they work: `.<name>.article-viewer/`.
//!
//! What no build wrote is never touched. The manifest lies beside the folder, and not in it: nobody needs it on a server.
//! Where something is mounted on the folder, the work folder is in it, since nothing can be moved in from outside.

use std::fs::{self, File, TryLockError};
use std::io::{self, BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::difference::{New, There};
use super::folder::{MARKER, marker_of, places, refuse_foreign};
use super::journal::Journal;
use super::place::Files;
use super::staging::Staging;
use super::{Compression, Difference, Disk, Made, Manifest, Plan, StoreError, Wanted};

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
    pub(super) out: PathBuf,
    pub(super) work: PathBuf,
    pub(super) options: Options,
    pub(super) manifest: Manifest,
    /// Whether the folder was written by a build that nothing is remembered of: its files may be replaced where one of
    /// ours belongs.
    pub(super) is_forgotten: bool,
    /// Whether the staging area is the folder itself, which somebody else takes care of.
    pub(super) is_in_place: bool,
    pub(super) staging: Staging,
    /// Held while the folder is worked on; the system lets go of it even when we are killed.
    _lock: Option<File>,
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

    /// Notes something more.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn append_notes(&self, write: impl FnOnce(&mut BufWriter<File>) -> io::Result<()>) -> Result<(), StoreError> {
        let notes = self.work.join("notes");
        let written = || {
            let mut file = BufWriter::new(self.options.disk.append(&notes)?);
            write(&mut file)?;
            file.flush()
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

    /// Does what a journal says, from wherever it was interrupted.
    pub(super) fn finish_journal(&self, journal: &Journal) -> Result<(), StoreError> {
        let disk = &self.options.disk;
        journal.apply(disk, &self.staging.folder, &self.out)?;
        self.keep_manifest()?;
        let path = self.journal_path();
        disk.sync(&self.work).map_err(StoreError::interrupted(&self.out))?;
        disk.remove_file(&path).map_err(StoreError::interrupted(&path))
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

    pub(super) fn keep_manifest(&self) -> Result<(), StoreError> {
        let (next, manifest) = (self.next_manifest(), self.work.join("manifest"));
        match self.options.disk.rename(&next, &manifest) {
            // It was kept before an interruption.
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
            kept => kept.map_err(StoreError::interrupted(&manifest)),
        }
    }

    /// Takes away what this build, or one that was interrupted, does not need any more.
    pub(super) fn clear(&self) -> Result<(), StoreError> {
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

    pub(super) fn journal_path(&self) -> PathBuf {
        self.work.join(JOURNAL)
    }

    pub(super) fn next_manifest(&self) -> PathBuf {
        self.work.join("manifest.next")
    }
}
