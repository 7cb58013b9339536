//! What a plan asks for beside what is there: files to make, to keep, to remove. Nothing else decides that.

use rayon::prelude::*;

use super::place::Files;
use super::{Compression, Digest, Manifest, Output, Plan, Record, StoreError, compression};

/// What a plan asks for beside what is there.
#[derive(Debug, Default)]
pub struct Difference {
    /// Files that are there and stay: their places in the manifest.
    kept: Vec<u32>,
    /// Files to make, in the order of the plan; some may be in the staging area already.
    pub(super) new: Vec<New>,
    /// Files that were part of the last build and are none of this.
    pub(super) removed: Vec<Record>,
    /// Files with a hash in their name that nothing uses any more, and whose time is not over.
    pub(super) unused: Vec<Record>,
    /// Whether one of them was in use until now, or one that stays was not.
    has_other_use: bool,
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
    pub(super) folder: Files,
    pub(super) compression: Compression,
    /// In seconds since 1970-01-01T00:00:00Z.
    pub(super) now: i64,
    /// How long a file with a hash in its name stays when nothing uses it, in seconds.
    pub(super) keep_unused_s: i64,
}

/// How many units are compared in one go.
const UNITS: usize = 1_024;

enum Fate {
    Keep(u32),
    Make(New),
}

impl Difference {
    /// The paths of the files to make, in the order of the plan.
    pub fn made(&self) -> impl Iterator<Item = &str> {
        self.new.iter().map(|new| &*new.path)
    }

    /// How many units of the plan have files to make.
    pub fn units(&self) -> usize {
        self.new.chunk_by(|one, next| one.unit == next.unit).count()
    }

    /// The paths of the files to remove.
    pub fn removed(&self) -> impl Iterator<Item = &str> {
        self.removed.iter().map(|record| &*record.path)
    }

    /// The files of a manifest that stay as they are.
    pub(super) fn kept_of(&self, manifest: &Manifest) -> Vec<Record> {
        let records = self.kept.iter().filter_map(|place| manifest.records().get(*place as usize));
        records.map(|record| Record { unused_since: None, ..record.clone() }).collect()
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
        self.new.is_empty() && self.removed.is_empty() && !self.has_other_use
    }

    pub(super) fn of<P: Plan>(plan: &P, there: &There<'_>) -> Result<Self, StoreError> {
        let fates_of = |units: std::ops::Range<usize>| {
            let mut part = Self::default();
            for unit in units {
                for (index, output) in plan.outputs(unit).into_iter().enumerate() {
                    match there.fate_of(unit, index, output) {
                        Fate::Keep(place) => part.kept.push(place),
                        Fate::Make(new) => part.new.push(new),
                    }
                }
            }
            part
        };
        let starts: Vec<usize> = (0..plan.len()).step_by(UNITS).collect();
        let parts: Vec<Self> =
            starts.into_par_iter().map(|start| fates_of(start..(start + UNITS).min(plan.len()))).collect();
        let mut difference = Self::default();
        for part in parts {
            difference.kept.extend(part.kept);
            difference.new.extend(part.new);
        }
        difference.kept.sort_unstable();
        difference.add_rest(there)?;
        Ok(difference)
    }

    /// What was there and is not in the plan any more.
    fn add_rest(&mut self, there: &There<'_>) -> Result<(), StoreError> {
        let records = there.manifest.records();
        let kept = self.kept.iter().filter_map(|place| records.get(*place as usize));
        self.has_other_use = kept.clone().any(|record| record.unused_since.is_some());
        let kept = kept.map(|record| &*record.path);
        let mut planned: Vec<&str> = kept.chain(self.new.iter().map(|new| &*new.path)).collect();
        planned.par_sort_unstable();
        if let Some([path, _]) = planned.array_windows().find(|[one, other]| one == other) {
            return Err(StoreError::Twice { path: (*path).to_owned() });
        }
        let mut planned = planned.into_iter().peekable();
        let (mut removed, mut unused) = (Vec::new(), Vec::new());
        for record in records {
            while planned.next_if(|path| *path < &*record.path).is_some() {}
            if planned.peek() == Some(&&*record.path) {
                continue;
            }
            let since = record.unused_since.unwrap_or(there.now);
            let is_kept = record.is_hashed && there.now - since < there.keep_unused_s && record.is_in(&there.folder);
            if is_kept {
                self.has_other_use |= record.unused_since.is_none();
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
        let known = self.manifest.find(&path);
        match known.filter(|(_, record)| record.made_of == made_of && record.is_in(&self.folder)) {
            Some((place, _)) => Fate::Keep(place),
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
