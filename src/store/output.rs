//! What comes out of a build, and how it is made.

use std::fs::File;
use std::path::PathBuf;

use super::{Digest, StoreError};

/// A file that comes out of a build.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Output {
    /// Its path within the folder, with `/` between its parts.
    pub path: String,
    /// Of everything that it is made of: whenever this is the same, so is the file.
    pub made_of: Digest,
    /// Whether its name changes with its content. Such a file stays for some time after the last build that used it:
    /// pages that are open, caches, and other sites still ask for it.
    pub is_hashed: bool,
}

impl Output {
    /// A file whose name stays as it is.
    pub fn new(path: impl Into<String>, made_of: Digest) -> Self {
        Self { path: path.into(), made_of, is_hashed: false }
    }
}

/// What a file holds.
#[derive(Debug)]
pub enum Content {
    /// These bytes.
    Bytes(Vec<u8>),
    /// What another file holds.
    File(PathBuf),
    /// What an open file holds; its path is for messages.
    Open(File, PathBuf),
}

/// Whether a unit was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Made {
    /// It was.
    Done,
    /// What it is made of has changed since the plan was made: it needs a new plan.
    Changed,
}

/// Those outputs of a unit that are to be made.
#[allow(missing_debug_implementations, reason = "it holds a closure")]
pub struct Wanted<'a> {
    wanted: &'a [bool],
    put: &'a mut dyn FnMut(usize, Content) -> Result<(), StoreError>,
}

impl<'a> Wanted<'a> {
    /// Those that are `true`, each to be handed over to `put` with its place.
    pub fn new(wanted: &'a [bool], put: &'a mut dyn FnMut(usize, Content) -> Result<(), StoreError>) -> Self {
        Self { wanted, put }
    }

    /// Whether an output is to be made, by its place among the unit's.
    pub fn has(&self, output: usize) -> bool {
        self.wanted.get(output).copied().unwrap_or_default()
    }

    /// How many of them are to be made.
    pub fn count(&self) -> usize {
        self.wanted.iter().filter(|is_wanted| **is_wanted).count()
    }

    /// Hands over what an output holds.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn put(&mut self, output: usize, content: Content) -> Result<(), StoreError> {
        (self.put)(output, content)
    }
}

/// Everything that comes out of a build, in units that are made in one go: of an article that was read and rendered once
/// come its page and its data. Nothing is made before it is asked for.
///
/// The files are put into the folder in the order of the units: what others load or lead to goes first.
pub trait Plan: Sync {
    /// What each thread that makes units keeps: a renderer.
    type Worker;
    /// Why a unit cannot be made.
    type Error: From<StoreError> + Send;

    /// How many units there are.
    fn len(&self) -> usize;

    /// Whether there is none.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The files of a unit.
    fn outputs(&self, unit: usize) -> Vec<Output>;

    /// What a thread needs before it makes its first unit.
    ///
    /// # Errors
    /// When there is no room for it.
    fn worker(&self) -> Result<Self::Worker, Self::Error>;

    /// Makes those files of a unit that are wanted.
    ///
    /// # Errors
    /// When one of them cannot be made.
    fn make(&self, unit: usize, worker: &mut Self::Worker, wanted: &mut Wanted<'_>) -> Result<Made, Self::Error>;
}
