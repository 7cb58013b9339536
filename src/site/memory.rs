//! What a build remembers of the documents of the one before, so that only those are read again that changed.
//!
//! It is noted beside the publication, a JSON object a line. Whoever deletes it loses nothing but time. It says nothing of
//! what is to be made again: that is the manifest's.

use std::collections::{HashMap, HashSet};
use std::io::{self, BufRead, Write};
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::catalogue::{Catalogue, Entry, Known, Loaded};
use crate::source::{Finding, Folder, Report, Stamp};
use crate::store::{Store, StoreError};

/// How many lines are read or written in one go, on all cores.
const LINES: usize = 4_096;

/// What is remembered of documents that were published, by their paths within the folder.
#[derive(Debug, Default)]
pub(super) struct Memory {
    documents: HashMap<PathBuf, Remembered>,
    /// How many lines it was read from: of a document that changed, the last counts.
    lines: usize,
}

#[derive(Debug)]
struct Remembered {
    known: Known,
    /// Whether its stamp can be trusted, and nothing in it depends on the time.
    is_settled: bool,
}

#[derive(Serialize)]
struct Line<'a> {
    entry: &'a Entry,
    /// With their excerpts, which the findings leave out when they are written.
    findings: Vec<(&'a Finding, &'a Option<String>)>,
    is_settled: bool,
}

#[derive(Deserialize)]
struct OwnedLine {
    entry: Box<Entry>,
    findings: Vec<(Finding, Option<String>)>,
    is_settled: bool,
}

impl Memory {
    /// Reads what another build of this renderer noted of the documents of a folder; nothing of another's.
    pub(super) fn read(mut notes: impl BufRead, renderer: &str, root: &Path) -> Self {
        let mut first = String::new();
        if notes.read_line(&mut first).is_err() || serde_json::from_str(&first).ok() != Some(renderer.to_owned()) {
            return Self::default();
        }
        let (mut documents, mut read) = (HashMap::new(), 0);
        let mut lines = notes.lines().map_while(Result::ok);
        loop {
            let some: Vec<String> = lines.by_ref().take(LINES).collect();
            if some.is_empty() {
                return Self { documents, lines: read };
            }
            read += some.len();
            documents.par_extend(some.par_iter().filter_map(|line| remembered(line, root)));
        }
    }

    /// Writes down what is known of documents, all of them or some more.
    pub(super) fn note(&self, store: &Store, renderer: &str, loaded: &Loaded) -> Result<(), StoreError> {
        let Loaded { catalogue, report, read } = loaded;
        let is_as_before = self.documents.is_empty() && self.lines > 0;
        if is_as_before && read.is_empty() {
            return Ok(());
        }
        let findings = by_file(report);
        if is_as_before && self.lines + read.len() < 2 * catalogue.entries.len() {
            let read: HashSet<&Path> = read.iter().map(PathBuf::as_path).collect();
            let more = catalogue.entries.iter().filter(|entry| read.contains(entry.path.as_path()));
            let more: Vec<&Entry> = more.collect();
            // Whoever was interrupted here may have left half a line.
            return store
                .append_notes(|out| out.write_all(b"\n").and_then(|()| write(out, &more, catalogue, &findings)));
        }
        let all: Vec<&Entry> = catalogue.entries.iter().collect();
        store.write_notes(|out| {
            serde_json::to_writer(&mut *out, renderer)?;
            out.write_all(b"\n")?;
            write(out, &all, catalogue, &findings)
        })
    }

    /// What is known after a folder was read, for reading it again.
    pub(super) fn of(catalogue: Catalogue, report: &Report) -> Self {
        let findings = by_file(report);
        let Catalogue { entries, folder, now, .. } = catalogue;
        let remembered = |entry: Entry| {
            let found = findings.get(folder.path(&entry.path).as_path());
            let report = Report::of(found.into_iter().flatten().map(|found| (*found).clone()).collect());
            let is_settled = is_settled(&entry, now);
            let path = entry.path.clone();
            (path, Remembered { known: Known { entry: Box::new(entry), report }, is_settled })
        };
        Self { documents: entries.into_iter().map(remembered).collect(), lines: 0 }
    }

    /// Takes what is known of the documents of a folder, in their order: nothing of those that changed, or name a file
    /// that did. What is left is of documents that are gone.
    pub(super) fn known(&mut self, folder: &Folder) -> Vec<Option<Known>> {
        if self.documents.is_empty() {
            return Vec::new();
        }
        let documents = &self.documents;
        let mut named: Vec<&Path> = documents
            .values()
            .flat_map(|remembered| &remembered.known.entry.files)
            .map(|file| file.path.as_path())
            .collect();
        named.par_sort_unstable();
        named.dedup();
        let stamp = |path: &&Path| (path.to_path_buf(), Stamp::of(&folder.root.join(path)).ok());
        let stamps: HashMap<PathBuf, Option<Stamp>> = named.par_iter().map(stamp).collect();
        let is_unchanged = |path: &PathBuf| {
            documents.get(path).is_some_and(|remembered| {
                let Entry { stamp, files, .. } = &*remembered.known.entry;
                remembered.is_settled
                    && Stamp::of(&folder.root.join(path)).is_ok_and(|now| now == *stamp)
                    && files.iter().all(|file| stamps.get(&file.path) == Some(&file.stamp))
            })
        };
        let unchanged: Vec<bool> = folder.documents.par_iter().map(is_unchanged).collect();
        let known = |(path, is_unchanged): (&PathBuf, bool)| {
            let remembered = self.documents.remove(path)?;
            is_unchanged.then_some(remembered.known)
        };
        folder.documents.iter().zip(unchanged).map(known).collect()
    }
}

fn write(
    out: &mut impl Write,
    entries: &[&Entry],
    catalogue: &Catalogue,
    findings: &HashMap<&Path, Vec<&Finding>>,
) -> io::Result<()> {
    for entries in entries.chunks(LINES) {
        let line = |entry: &&Entry| {
            let found = findings.get(catalogue.root().join(&entry.path).as_path());
            let findings = found.into_iter().flatten().map(|found| (*found, &found.excerpt)).collect();
            let is_settled = is_settled(entry, catalogue.now);
            serde_json::to_string(&Line { entry, findings, is_settled }).ok()
        };
        let lines: Vec<String> = entries.par_iter().filter_map(line).collect();
        for line in lines {
            out.write_all(line.as_bytes())?;
            out.write_all(b"\n")?;
        }
    }
    Ok(())
}

fn remembered(line: &str, root: &Path) -> Option<(PathBuf, Remembered)> {
    let OwnedLine { entry, findings, is_settled } = serde_json::from_str(line).ok()?;
    let file = root.join(&entry.path);
    let findings = findings.into_iter().map(|(finding, excerpt)| Finding { excerpt, file: file.clone(), ..finding });
    let report = Report::of(findings.collect());
    Some((entry.path.clone(), Remembered { known: Known { entry, report }, is_settled }))
}

/// What was found in each document by itself.
fn by_file(report: &Report) -> HashMap<&Path, Vec<&Finding>> {
    let mut findings: HashMap<&Path, Vec<&Finding>> = HashMap::new();
    for finding in report.findings().iter().filter(|finding| !finding.is_of_publication) {
        findings.entry(&finding.file).or_default().push(finding);
    }
    findings
}

fn is_settled(entry: &Entry, now: i64) -> bool {
    entry.stamp.is_settled(now) && entry.date_published.unix_seconds() <= now
}
