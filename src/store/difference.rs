//! What a plan asks for beside what is there: files to make, to keep, to remove. Nothing else decides that.

use std::collections::BTreeMap;
use std::path::Path;

use rayon::prelude::*;

use super::{Compression, Digest, Manifest, Output, Plan, Record, StoreError, compression};

/// Files that were made already, in the staging area.
pub type Staged = BTreeMap<Box<str>, Record>;

/// What a plan asks for beside what is there.
#[derive(Debug, Default)]
pub struct Difference {
    /// Files that are there and stay.
    pub(super) kept: Vec<Record>,
    /// Files to make, in the order of the plan; some may be in the staging area already.
    pub(super) new: Vec<New>,
    /// Files that were part of the last build and are none of this.
    pub(super) removed: Vec<Record>,
    /// Files with a hash in their name that nothing uses any more, and whose time is not over.
    pub(super) unused: Vec<Record>,
    /// Whether one of them was in use until now.
    pub(super) has_newly_unused: bool,
}

/// A file to make.
#[derive(Clone, Debug)]
pub(super) struct New {
    pub(super) unit: usize,
    /// Its place among the unit's files.
    pub(super) index: usize,
    pub(super) path: Box<str>,
    pub(super) made_of: Digest,
    pub(super) is_hashed: bool,
}

/// What there is to compare a plan with.
pub(super) struct There<'a> {
    pub(super) manifest: &'a Manifest,
    pub(super) folder: &'a Path,
    pub(super) compression: Compression,
    /// In seconds since 1970-01-01T00:00:00Z.
    pub(super) now: i64,
    /// How long a file with a hash in its name stays when nothing uses it, in seconds.
    pub(super) keep_unused_s: i64,
}

enum Fate {
    Keep(Record),
    Make(New),
}

impl Difference {
    /// The paths of the files to make, in the order of the plan.
    pub fn made(&self) -> impl Iterator<Item = &str> {
        self.new.iter().map(|new| &*new.path)
    }

    /// The paths of the files to remove.
    pub fn removed(&self) -> impl Iterator<Item = &str> {
        self.removed.iter().map(|record| &*record.path)
    }

    /// How many files stay as they are.
    pub fn kept(&self) -> usize {
        self.kept.len()
    }

    /// How many files stay that nothing uses any more, since others may still ask for them.
    pub fn unused(&self) -> usize {
        self.unused.len()
    }

    /// Whether everything is there and nothing else.
    pub fn is_empty(&self) -> bool {
        self.new.is_empty() && self.removed.is_empty() && !self.has_newly_unused
    }

    pub(super) fn of<P: Plan>(plan: &P, there: &There<'_>) -> Result<Self, StoreError> {
        let fates: Vec<Vec<Fate>> = (0..plan.len())
            .into_par_iter()
            .map(|unit| {
                let outputs = plan.outputs(unit).into_iter().enumerate();
                outputs.map(|(index, output)| there.fate_of(unit, index, output)).collect()
            })
            .collect();
        let mut difference = Self::default();
        for fate in fates.into_iter().flatten() {
            match fate {
                Fate::Keep(record) => difference.kept.push(record),
                Fate::Make(new) => difference.new.push(new),
            }
        }
        difference.add_rest(there)?;
        Ok(difference)
    }

    /// What was there and is not in the plan any more.
    fn add_rest(&mut self, there: &There<'_>) -> Result<(), StoreError> {
        let kept = self.kept.iter().map(|record| &*record.path);
        let mut planned: Vec<&str> = kept.chain(self.new.iter().map(|new| &*new.path)).collect();
        planned.par_sort_unstable();
        if let Some([path, _]) = planned.array_windows().find(|[one, other]| one == other) {
            return Err(StoreError::Twice { path: (*path).to_owned() });
        }
        let mut planned = planned.into_iter().peekable();
        let (mut removed, mut unused) = (Vec::new(), Vec::new());
        for record in there.manifest.records() {
            while planned.next_if(|path| *path < &*record.path).is_some() {}
            if planned.peek() == Some(&&*record.path) {
                continue;
            }
            let since = record.unused_since.unwrap_or(there.now);
            let is_kept = record.is_hashed && there.now - since < there.keep_unused_s && record.is_in(there.folder);
            if is_kept {
                self.has_newly_unused |= record.unused_since.is_none();
                unused.push(Record { unused_since: Some(since), ..record.clone() });
            } else {
                removed.push(record.clone());
            }
        }
        (self.removed, self.unused) = (removed, unused);
        Ok(())
    }
}

impl There<'_> {
    fn fate_of(&self, unit: usize, index: usize, output: Output) -> Fate {
        let Output { path, made_of, is_hashed } = output;
        let made_of = self.with_copies(&path, made_of);
        match self.manifest.record(&path).filter(|record| record.made_of == made_of && record.is_in(self.folder)) {
            Some(record) => Fate::Keep(Record { is_hashed, unused_since: None, ..record.clone() }),
            None => Fate::Make(New { unit, index, path: path.into(), made_of, is_hashed }),
        }
    }

    /// A file is made again when its copies would come out otherwise.
    fn with_copies(&self, path: &str, made_of: Digest) -> Digest {
        if self.compression == Compression::None || !compression::is_compressible(path) {
            return made_of;
        }
        Digest::of([made_of.as_bytes(), &[compression::VERSION]])
    }
}
