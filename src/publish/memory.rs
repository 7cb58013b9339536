//! What a build remembers of the one before, so that only what changed is read and rendered again.
//!
//! It is a file beside the publication, a JSON object a line: first what holds for all, then a line for each document.
//! Whoever deletes it loses nothing but time: the next build does everything.

use std::collections::{BTreeMap, HashMap};
use std::ffi::OsString;
use std::fs;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::digest::Digest;
use super::entry::{Entry, Record};
use super::reading::Stamp;
use super::write::{ARTICLES, article_data, article_page};
use super::{Finding, PublishError, Report};
use crate::article::ArticleId;

/// A file that was changed so short before the build, in seconds, is read again by the next: a second change within the
/// same step of the clock would not show in its stamp.
const CLOCK_STEP_S: i64 = 2;

/// What is remembered of a build.
#[derive(Debug, Default)]
pub struct Memory {
    pub(super) site: SiteMemory,
    documents: HashMap<PathBuf, Remembered>,
}

/// What holds for the publication as a whole.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct SiteMemory {
    /// Which build it was: the publication says the same, unless somebody replaced it.
    pub(super) build: String,
    /// Which program it was.
    pub(super) program: String,
    /// Of what every page depends on: the files that it loads, the address.
    pub(super) basis: String,
    /// The pages of articles, and what each was made of.
    pub(super) pages: BTreeMap<String, Digest>,
    /// The pages and files that list articles, by path, and what each was made of.
    pub(super) lists: BTreeMap<String, Digest>,
    /// The pictures, sounds and films that came along.
    pub(super) files: BTreeMap<PathBuf, Stamp>,
}

/// What is remembered of a document that was published.
#[derive(Debug)]
pub(super) struct Remembered {
    pub(super) entry: Entry,
    pub(super) report: Report,
    /// Whether its stamp can be trusted, and nothing in it depends on the time.
    is_settled: bool,
}

#[derive(Serialize, Deserialize)]
struct Line {
    file: String,
    record: Record,
    /// With their excerpts, which the findings leave out when they are written.
    findings: Vec<(Finding, Option<String>)>,
    is_settled: bool,
}

impl Memory {
    /// Reads what was written; nothing where there is none, or it is not of this version.
    pub(super) fn read(path: &Path, folder: &Path) -> Self {
        let Ok(text) = fs::read_to_string(path) else { return Self::default() };
        let mut lines = text.lines();
        let site = lines.next().and_then(|line| serde_json::from_str(line).ok());
        let Some(site) = site else { return Self::default() };
        let lines: Vec<&str> = lines.collect();
        let remembered = |line: &&str| {
            let Line { file, record, findings, is_settled } = serde_json::from_str(line).ok()?;
            let path = folder.join(file);
            let entry = record.into_entry(path.clone())?;
            let findings = findings.into_iter().map(|(finding, excerpt)| Finding { excerpt, ..finding });
            Some((path, Remembered { entry, report: Report::of(findings.collect()), is_settled }))
        };
        Self { site, documents: lines.par_iter().filter_map(remembered).collect() }
    }

    /// Writes what is to be remembered of these entries and of what was found in their documents. `now` is when the build
    /// began, in seconds since 1970-01-01T00:00:00Z.
    pub(super) fn write(
        path: &Path,
        site: &SiteMemory,
        entries: &[Entry],
        report: &Report,
        now: i64,
    ) -> Result<(), PublishError> {
        let mut findings: HashMap<&Path, Vec<&Finding>> = HashMap::new();
        for finding in report.findings().iter().filter(|finding| !finding.is_of_publication) {
            findings.entry(&finding.file).or_default().push(finding);
        }
        let line = |entry: &Entry| {
            let file = entry.path.file_name().map(OsString::from).and_then(|name| name.into_string().ok())?;
            let found = findings
                .get(entry.path.as_path())
                .into_iter()
                .flatten()
                .map(|found| ((*found).clone(), found.excerpt.clone()));
            let is_settled = !entry.stamp.is_since(now - CLOCK_STEP_S) && entry.date_published.unix_seconds() <= now;
            serde_json::to_string(&Line { file, record: Record::from(entry), findings: found.collect(), is_settled })
                .ok()
        };
        let lines: Vec<String> = entries.par_iter().filter_map(line).collect();
        let write = || -> std::io::Result<()> {
            let mut file = BufWriter::new(fs::File::create(path)?);
            serde_json::to_writer(&mut file, site)?;
            for line in &lines {
                file.write_all(b"\n")?;
                file.write_all(line.as_bytes())?;
            }
            file.flush()
        };
        write().map_err(PublishError::write(path))
    }

    /// The stamps that the files have now which documents named.
    pub(super) fn stamps(&self, folder: &Path) -> HashMap<PathBuf, Option<Stamp>> {
        let mut named: Vec<&PathBuf> =
            self.documents.values().flat_map(|known| &known.entry.files).map(|file| &file.path).collect();
        named.par_sort_unstable();
        named.dedup();
        named.par_iter().map(|path| ((*path).clone(), Stamp::of(&folder.join(path)).ok())).collect()
    }

    /// What is remembered of a document, if it and the files that it names are as they were.
    pub(super) fn unchanged(&self, path: &Path, stamps: &HashMap<PathBuf, Option<Stamp>>) -> Option<&Remembered> {
        let known = self.documents.get(path).filter(|known| known.is_settled)?;
        let is_same = Stamp::of(path).is_ok_and(|stamp| stamp == known.entry.stamp)
            && known.entry.files.iter().all(|file| stamps.get(&file.path) == Some(&file.stamp));
        is_same.then_some(known)
    }
}

impl SiteMemory {
    /// Whether an article's page was made of just this.
    pub(super) fn has_page(&self, id: &ArticleId, made_of: &Digest) -> bool {
        self.pages.get(id.as_str()) == Some(made_of)
    }

    /// What of it still stands in the publication at `out`: somebody may have deleted a file.
    pub(super) fn still_in(&self, out: &Path) -> Self {
        let is_there = |path: &Path| out.join(path).exists();
        let articles = Path::new(ARTICLES);
        let page = |(id, _): &(&String, &Digest)| {
            is_there(Path::new(&article_page(id))) && is_there(Path::new(&article_data(id)))
        };
        let owned = |(name, digest): (&String, &Digest)| (name.clone(), digest.clone());
        Self {
            pages: self.pages.par_iter().filter(page).map(owned).collect(),
            lists: self.lists.par_iter().filter(|(path, _)| is_there(Path::new(path))).map(owned).collect(),
            files: self
                .files
                .par_iter()
                .filter(|(path, _)| is_there(&articles.join(path)))
                .map(|(path, stamp)| (path.clone(), *stamp))
                .collect(),
            ..Self::default()
        }
    }

    /// Whether a list was made of just this.
    pub(super) fn has_list(&self, path: &str, made_of: &Digest) -> bool {
        self.lists.get(path) == Some(made_of)
    }
}
