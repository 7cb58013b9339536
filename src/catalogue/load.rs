//! A publisher's folder as a catalogue: every document read on all cores, and put in order.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::{Catalogue, CatalogueError, Entry};
use crate::article::{ArticleId, Timestamp, escaped, told};
use crate::source::{self, Files, Folder, NamedFile, Report};

/// How many files are named in a warning about those that nobody names.
const NAMED_MAX: usize = 5;

/// A catalogue, and what its publisher should know of it.
#[derive(Debug)]
pub struct Loaded {
    /// The catalogue.
    pub catalogue: Catalogue,
    /// Warnings; and faults in a build for development, which goes on.
    pub report: Report,
    /// The documents that were read, and not known before: paths within the folder.
    pub read: Vec<PathBuf>,
}

/// What is known of a document before it is read: it is not read again.
#[derive(Clone, Debug)]
pub struct Known {
    /// Its entry.
    pub entry: Box<Entry>,
    /// What was found in it.
    pub report: Report,
}

/// What becomes of the others when a document is faulty.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Faults {
    /// Nothing is published.
    Refuse,
    /// They are published, and a page says what is wrong with the faulty one: for development.
    Show,
}

/// What becomes of articles whose embargo has not ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Embargo {
    /// They are left out.
    Keep,
    /// They are there like all others: to look at what will be published.
    Ignore,
}

/// On which terms a folder is read.
#[derive(Clone, Copy, Debug)]
pub struct Terms {
    /// The time, in seconds since 1970-01-01T00:00:00Z.
    pub now: i64,
    /// What becomes of the others when a document is faulty.
    pub faults: Faults,
    /// What becomes of articles under embargo.
    pub embargo: Embargo,
}

/// A document, read now or known.
enum Outcome {
    Kept(Box<Entry>, Report),
    Embargoed(Vec<NamedFile>, Option<Timestamp>, Report),
    Faulty(Report),
}

/// Reads the documents of a folder of which nothing is known, `known` being in the order of the documents; all others
/// are taken as they are known. Articles whose embargo has not ended are left out, unless the terms say otherwise. `step` is
/// called after each document.
///
/// # Errors
/// When a document is faulty (unless faults are shown), two have one id, or there is none.
pub fn load(
    folder: &Folder,
    known: Vec<Option<Known>>,
    terms: Terms,
    step: &(dyn Fn() + Sync),
) -> Result<Loaded, CatalogueError> {
    let known = known.into_iter().chain(std::iter::repeat_with(|| None)).take(folder.documents.len());
    let known: Vec<Option<Known>> = known.collect();
    let is_new = |(path, known): (&PathBuf, &Option<Known>)| known.is_none().then(|| path.clone());
    let read = folder.documents.iter().zip(&known).filter_map(is_new).collect();
    let documents: Vec<(&PathBuf, Option<Known>)> = folder.documents.iter().zip(known).collect();
    let files = Files::of(&folder.root);
    let outcomes: Vec<Outcome> = documents
        .into_par_iter()
        .map(|(path, known)| {
            let outcome = match known {
                Some(Known { entry, report }) => Outcome::Kept(entry, report),
                None => outcome_of(&files, path, terms),
            };
            step();
            outcome
        })
        .collect();

    let mut report = Report::default();
    let mut entries: Vec<Entry> = Vec::with_capacity(outcomes.len());
    let (mut faulty, mut embargoed) = (Vec::new(), Vec::new());
    let mut embargo_ends: Option<Timestamp> = None;
    let mut is_empty = true;
    for (path, outcome) in folder.documents.iter().zip(outcomes) {
        is_empty = false;
        match outcome {
            Outcome::Kept(entry, found) => {
                report.extend(found);
                entries.push(*entry);
            }
            Outcome::Embargoed(files, end, found) => {
                report.extend(found);
                embargoed.extend(files);
                let is_first = |end: &Timestamp| {
                    embargo_ends.as_ref().is_none_or(|first| end.unix_seconds() < first.unix_seconds())
                };
                if let Some(end) = end.filter(is_first) {
                    embargo_ends = Some(end);
                }
            }
            Outcome::Faulty(found) => {
                report.extend(found.clone());
                faulty.push((path.clone(), found));
            }
        }
    }
    refuse_second_ids(folder, &files, &mut entries, &mut faulty, &mut report);
    if is_empty {
        let message = "there is no article in this folder: put documents into it, one `*.json` file each";
        report.error(&folder.root, None, message.to_owned());
        return Err(CatalogueError::Faulty(report));
    }
    if report.has_errors() && terms.faults == Faults::Refuse {
        return Err(CatalogueError::Faulty(report));
    }
    warn_of_unnamed_files(folder, &entries, &embargoed, &mut report);
    let mut catalogue = Catalogue::new(entries, faulty, files, terms.now, &mut report);
    catalogue.embargo_ends = embargo_ends;
    Ok(Loaded { catalogue, report, read })
}

impl Catalogue {
    /// Reads every document of a folder: see [`load`].
    ///
    /// # Errors
    /// When a document is faulty, two have one id, there is none, or a folder cannot be read.
    pub fn load(folder: &Path, now: i64) -> Result<Loaded, CatalogueError> {
        let terms = Terms { now, faults: Faults::Refuse, embargo: Embargo::Keep };
        load(&Folder::scan(folder, &[])?, Vec::new(), terms, &|| {})
    }
}

fn outcome_of(files: &Files, path: &Path, terms: Terms) -> Outcome {
    let document = match source::read(files, path, terms.now) {
        Ok(document) => document,
        Err(error) => {
            let mut report = Report::default();
            report.error(&files.path(path), None, error.to_string());
            return Outcome::Faulty(report);
        }
    };
    match &document.article {
        None => Outcome::Faulty(document.report),
        Some(article) if document.is_embargoed && terms.embargo == Embargo::Keep => {
            Outcome::Embargoed(document.files, article.embargo.clone(), document.report)
        }
        Some(article) => {
            let entry = Entry::new(article, path.to_owned(), &document);
            Outcome::Kept(Box::new(entry), document.report)
        }
    }
}

/// Of two documents with one id the second, by their names, is faulty.
fn refuse_second_ids(
    folder: &Folder,
    files: &Files,
    entries: &mut Vec<Entry>,
    faulty: &mut Vec<(PathBuf, Report)>,
    report: &mut Report,
) {
    let mut first: HashMap<ArticleId, PathBuf> = HashMap::with_capacity(entries.len());
    let is_second = |entry: &mut Entry| match first.get(&entry.id) {
        None => {
            first.insert(entry.id.clone(), entry.path.clone());
            false
        }
        Some(_) => true,
    };
    let second: Vec<Entry> = entries.extract_if(.., is_second).collect();
    for entry in second {
        let Some(other) = first.get(&entry.id).map(|other| folder.root.join(other)) else { continue };
        let path = folder.root.join(&entry.path);
        let message = format!(
            "the id `{}` is also that of {}: change one of them",
            entry.id,
            escaped(&other.display().to_string())
        );
        let mut found = Report::default();
        found.error(&path, Some(files.place(&entry.path, "/id")), message);
        report.extend(found.clone());
        faulty.push((entry.path, found));
    }
}

/// Files that nobody names do not come out: whoever put them there should know.
fn warn_of_unnamed_files(folder: &Folder, entries: &[Entry], embargoed: &[NamedFile], report: &mut Report) {
    for link in &folder.links {
        let message = "this is a link to a folder: documents in it are not read; put the folder itself there";
        report.warn_of_others(&folder.root.join(link), None, message.to_owned());
    }
    if folder.others.is_empty() {
        return;
    }
    let files = entries.iter().flat_map(|entry| &entry.files).chain(embargoed);
    let named: HashSet<&Path> = files.map(|file| file.path.as_path()).collect();
    let unnamed: Vec<String> = folder
        .others
        .iter()
        .filter(|path| !named.contains(path.as_path()))
        .map(|path| told(&path.display().to_string()))
        .collect();
    if unnamed.is_empty() {
        return;
    }
    let more = unnamed.len().saturating_sub(NAMED_MAX);
    let mut names = unnamed.get(..NAMED_MAX.min(unnamed.len())).unwrap_or_default().join(", ");
    if more > 0 {
        names.push_str(&format!(" and {more} more"));
    }
    let message = format!("no article shows these files, and they are left out: {names}");
    report.warn_of_others(&folder.root, None, message);
}
