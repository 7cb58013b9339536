//! A folder of documents and pictures, read, checked and put in order: an entry for each article.

use std::collections::{BTreeMap, HashMap};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;

use super::entry::{self, Entry};
use super::memory::Remembered;
use super::progress::Progress;
use super::reading::{self, Stamp};
use super::{Memory, Place, PublishError, Report, SiteAddress};
use crate::article::{Article, ArticleId, Language, Related};

/// How many articles a related list has at most.
const RELATED_LIMIT: usize = 6;

/// Articles that belong together, in order.
#[derive(Debug)]
pub struct Publication {
    /// The articles, newest first.
    pub entries: Vec<Entry>,
    /// The folder that they came from.
    pub folder: PathBuf,
    /// Where it will be served, as far as that is known.
    pub address: Option<SiteAddress>,
    /// Documents that cannot be published, with what is wrong with them: empty but in a build for development.
    pub(super) faulty: Vec<(PathBuf, Report)>,
    /// The places of the articles of each section, newest first.
    sections: BTreeMap<String, Vec<usize>>,
    by_id: HashMap<ArticleId, usize>,
    /// When it was read, in seconds since 1970-01-01T00:00:00Z.
    pub(super) now: i64,
}

/// A publication, and what its publisher should know of it.
#[derive(Debug)]
pub struct Loaded {
    /// The publication.
    pub publication: Publication,
    /// Warnings; and faults in a build for development, which goes on.
    pub report: Report,
    /// How many documents were read, and not remembered.
    pub read: usize,
}

/// What becomes of the others when a document is faulty.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Faults {
    /// Nothing is published.
    Refuse,
    /// They are published, and a page says what is wrong with the faulty one: for development.
    Show,
}

/// A document, read now or remembered.
enum Outcome {
    Kept(Box<Entry>, Report),
    Embargoed(Report),
    Faulty(Report),
}

impl Publication {
    /// Reads every `*.json` of a folder and looks for the pictures that they name. Articles whose embargo ends after
    /// `now`, in seconds since 1970-01-01T00:00:00Z, are left out.
    ///
    /// # Errors
    /// When a document is faulty, two have one id, there is none, or a file cannot be read.
    pub fn load(folder: &Path, now: i64) -> Result<Loaded, PublishError> {
        Self::load_changed(folder, now, &Memory::default(), Faults::Refuse)
    }

    /// The same, without reading what is as it was when it was remembered.
    ///
    /// # Errors
    /// As [`Publication::load`]. When faults are shown, a faulty document is no error.
    pub fn load_changed(folder: &Path, now: i64, memory: &Memory, faults: Faults) -> Result<Loaded, PublishError> {
        let paths = documents(folder)?;
        let progress = Progress::new("Reading", paths.len());
        let stamps = memory.stamps(folder);
        let read_count = AtomicUsize::new(0);
        let outcome_of = |path: &PathBuf| {
            let remembered = memory.unchanged(path, &stamps);
            let outcome = match remembered {
                Some(known) => Ok(recall(known)),
                None => {
                    read_count.fetch_add(1, Ordering::Relaxed);
                    read(path, now)
                }
            };
            progress.step();
            outcome
        };
        let outcomes: Vec<Result<Outcome, PublishError>> = paths.par_iter().map(outcome_of).collect();
        progress.finish();

        let mut report = Report::default();
        let mut entries: Vec<Entry> = Vec::with_capacity(paths.len());
        let mut faulty = Vec::new();
        let mut embargoed = 0_usize;
        let mut first_with_id: HashMap<ArticleId, PathBuf> = HashMap::with_capacity(paths.len());
        for (path, outcome) in paths.iter().zip(outcomes) {
            let entry = match outcome? {
                Outcome::Kept(entry, found) => {
                    report.extend(found);
                    entry
                }
                Outcome::Embargoed(found) => {
                    report.extend(found);
                    embargoed += 1;
                    continue;
                }
                Outcome::Faulty(found) => {
                    report.extend(found.clone());
                    faulty.push((path.clone(), found));
                    continue;
                }
            };
            if let Some(other) = first_with_id.get(&entry.id) {
                let message = format!("the id `{}` is also that of {}: change one of them", entry.id, other.display());
                let mut found = Report::default();
                found.error(path, Some(Place::find(&text_of(path), "/id")), message);
                report.extend(found.clone());
                faulty.push((path.clone(), found));
                continue;
            }
            first_with_id.insert(entry.id.clone(), path.clone());
            entries.push(*entry);
        }
        if entries.is_empty() && embargoed == 0 && !report.has_errors() {
            let message = "there is no article in this folder: put documents into it, one `*.json` file each";
            report.error(folder, None, message.to_owned());
            return Err(PublishError::Faulty(report));
        }
        if report.has_errors() && faults == Faults::Refuse {
            return Err(PublishError::Faulty(report));
        }
        let publication = Self::in_order(entries, faulty, folder, now);
        publication.warn_of_lost_links(&mut report);
        Ok(Loaded { publication, report, read: read_count.into_inner() })
    }

    fn in_order(mut entries: Vec<Entry>, faulty: Vec<(PathBuf, Report)>, folder: &Path, now: i64) -> Self {
        entries.par_sort_by(Entry::newest_first);
        let mut sections: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (place, entry) in entries.iter().enumerate() {
            if let Some(section) = &entry.article_section {
                sections.entry(section.clone()).or_default().push(place);
            }
        }
        let by_id = entries.iter().enumerate().map(|(place, entry)| (entry.id.clone(), place)).collect();
        Self { entries, folder: folder.to_owned(), address: None, faulty, sections, by_id, now }
    }

    /// The name of the publication: the publisher that most of its articles name.
    pub fn title(&self) -> Option<&str> {
        most_frequent(self.entries.iter().filter_map(|entry| entry.publisher.as_deref()))
    }

    /// The language of the front page: the one that most of the articles are in.
    pub fn language(&self) -> Language {
        let tag = most_frequent(self.entries.iter().map(|entry| entry.in_language.as_str()));
        tag.and_then(|tag| Language::parse(tag).ok()).unwrap_or_default()
    }

    /// The sections by name, with the places of their articles in [`Self::entries`], newest first.
    pub fn sections(&self) -> impl Iterator<Item = (&str, &[usize])> {
        self.sections.iter().map(|(name, places)| (name.as_str(), places.as_slice()))
    }

    /// Whether there is an article with this id.
    pub(super) fn has(&self, id: &ArticleId) -> bool {
        self.by_id.contains_key(id)
    }

    /// The articles to go on to from one: those that its document names, else those of its section that are nearest to
    /// it in time, newest first.
    ///
    /// The nearest and not the newest: a new article then changes the pages of its neighbours, and not that of every
    /// article of its section, however many there are.
    pub fn related(&self, entry: &Entry) -> Vec<Related> {
        let named = self.named(entry);
        if !named.is_empty() {
            return named;
        }
        let section = entry.article_section.as_ref().and_then(|section| self.sections.get(section));
        let (Some(places), Some(own)) = (section, self.by_id.get(&entry.id)) else { return Vec::new() };
        let Ok(rank) = places.binary_search(own) else { return Vec::new() };
        let last_start = places.len().saturating_sub(RELATED_LIMIT + 1);
        let start = rank.saturating_sub(RELATED_LIMIT / 2).min(last_start);
        let window = places.iter().skip(start).take(RELATED_LIMIT + 1).filter(|place| *place != own);
        window.filter_map(|place| Some(self.entries.get(*place)?.as_related(&entry.in_language))).collect()
    }

    /// The related list that a document names itself, of articles that are there; what it says of one goes before what
    /// that one says of itself.
    fn named(&self, entry: &Entry) -> Vec<Related> {
        let mut list: Vec<Related> = Vec::new();
        for named in &entry.named {
            let Some(other) = self.by_id.get(&named.id).and_then(|place| self.entries.get(*place)) else { continue };
            if named.id == entry.id || list.iter().any(|earlier| earlier.id == named.id) {
                continue;
            }
            let mut related = other.as_related(&entry.in_language);
            if named.headline.is_some() {
                related.headline.clone_from(&named.headline);
                related.in_language.clone_from(&named.in_language);
            }
            list.push(related);
        }
        list
    }

    /// Reads an article again, for what its entry does not hold, and gives it its related list.
    ///
    /// # Errors
    /// When the document is not what it was any more.
    pub fn article(&self, entry: &Entry) -> Result<Article, PublishError> {
        let changed = || PublishError::Changed { path: entry.path.clone() };
        let mut article = reading::read(&entry.path, self.now)?.article.ok_or_else(changed)?;
        if entry::digest_of(&article)? != entry.digest {
            return Err(changed());
        }
        article.related = self.related(entry);
        Ok(article)
    }

    /// The files beside the documents that articles show and that are there: paths within the folder.
    pub(super) fn files(&self) -> BTreeMap<&Path, Stamp> {
        let files = self.entries.iter().flat_map(|entry| &entry.files);
        files.filter_map(|file| Some((file.path.as_path(), file.stamp?))).collect()
    }

    fn warn_of_lost_links(&self, report: &mut Report) {
        for entry in &self.entries {
            let is_lost = |named: &Related| !self.by_id.contains_key(&named.id);
            for (index, named) in entry.named.iter().enumerate().filter(|(_, named)| is_lost(named)) {
                let message = format!("the related article `{}` is not in this folder: it is left out", named.id);
                let place = Place::find(&text_of(&entry.path), &format!("/related/{index}/id"));
                report.warn_of_others(&entry.path, place, message);
            }
        }
    }
}

fn read(path: &Path, now: i64) -> Result<Outcome, PublishError> {
    let document = reading::read(path, now)?;
    let mut report = document.report;
    let Some(article) = document.article else { return Ok(Outcome::Faulty(report)) };
    if let Some(embargo) = article.embargo.as_ref().filter(|embargo| embargo.unix_seconds() > now) {
        let message = format!("the article is left out until its embargo ends at {embargo}");
        report.warning(path, Some(Place::find(&document.json, "/embargo")), message);
        return Ok(Outcome::Embargoed(report));
    }
    let entry = Entry::of(&article, path, document.stamp, document.files)?;
    Ok(Outcome::Kept(Box::new(entry), report))
}

fn recall(known: &Remembered) -> Outcome {
    Outcome::Kept(Box::new(known.entry.clone()), known.report.clone())
}

/// The documents of a folder, by name. Files that begin with a dot are editors' and systems' own.
fn documents(folder: &Path) -> Result<Vec<PathBuf>, PublishError> {
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder).map_err(PublishError::read(folder))? {
        let entry = entry.map_err(PublishError::read(folder))?;
        let path = entry.path();
        let is_json = path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("json"));
        let is_hidden = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
        let is_folder = entry.file_type().is_ok_and(|kind| kind.is_dir() || kind.is_symlink() && path.is_dir());
        // A link that leads nowhere is told when it is read.
        if is_json && !is_hidden && !is_folder {
            paths.push(path);
        }
    }
    paths.sort();
    Ok(paths)
}

/// The text of a document that was read before, for the place of a finding.
fn text_of(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_default()
}

/// The text that occurs most often; of several, the one that occurs first.
fn most_frequent<'a>(texts: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let mut counts: HashMap<&str, (usize, std::cmp::Reverse<usize>)> = HashMap::new();
    for (index, text) in texts.enumerate() {
        counts.entry(text).or_insert((0, std::cmp::Reverse(index))).0 += 1;
    }
    counts.into_iter().max_by_key(|(_, rank)| *rank).map(|(text, _)| text)
}
