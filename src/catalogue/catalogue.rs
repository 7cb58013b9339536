//! Articles that belong together, in order.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::{Entry, Named};
use crate::article::{ArticleId, Language, Related, Timestamp};
use crate::source::{Files, Report, Stamp};

/// How many articles a related list has at most.
const RELATED_LIMIT: usize = 6;

/// How far from an article that is alone in its section others are looked for, in either direction.
const NEAR: usize = 40;

/// Articles that belong together, in order.
#[derive(Debug)]
pub struct Catalogue {
    /// The articles, newest first.
    pub entries: Vec<Entry>,
    /// The folder that they came from.
    pub folder: Files,
    /// Documents that cannot be published, with what is wrong with them: empty but in a build for development.
    pub faulty: Vec<(PathBuf, Report)>,
    /// When it was read, in seconds since 1970-01-01T00:00:00Z.
    pub now: i64,
    /// When the first embargo ends that keeps an article out.
    pub embargo_ends: Option<Timestamp>,
    /// The places of the articles of each section, newest first.
    sections: BTreeMap<String, Vec<u32>>,
    /// The places of all articles in the order of their ids.
    by_id: Vec<u32>,
    /// Former addresses that are free, and the places of the articles that were there.
    aliases: BTreeMap<String, u32>,
}

/// An article that another leads to.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pick<'a> {
    entry: &'a Entry,
    named: Option<&'a Named>,
}

impl Catalogue {
    /// Where the folder is that they came from.
    pub fn root(&self) -> &Path {
        self.folder.root()
    }

    pub(super) fn new(
        mut entries: Vec<Entry>,
        faulty: Vec<(PathBuf, Report)>,
        folder: Files,
        now: i64,
        report: &mut Report,
    ) -> Self {
        entries.par_sort_by(Entry::newest_first);
        let mut sections: BTreeMap<String, Vec<u32>> = BTreeMap::new();
        for (place, entry) in (0..).zip(&entries) {
            if let Some(section) = entry.article_section.as_ref().filter(|_| entry.is_listed()) {
                match sections.get_mut(section) {
                    Some(places) => places.push(place),
                    None => drop(sections.insert(section.clone(), vec![place])),
                }
            }
        }
        let mut by_id: Vec<u32> = (0..).zip(&entries).map(|(place, _)| place).collect();
        let id_of = |place: &u32| entries.get(*place as usize).map(|entry| &entry.id);
        by_id.par_sort_unstable_by(|one, other| id_of(one).cmp(&id_of(other)));
        let aliases = BTreeMap::new();
        let mut catalogue = Self { entries, folder, faulty, now, embargo_ends: None, sections, by_id, aliases };
        catalogue.find_aliases(report);
        catalogue
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

    /// The articles that are in lists, newest first.
    pub fn listed(&self) -> impl Iterator<Item = &Entry> {
        self.entries.iter().filter(|entry| entry.is_listed())
    }

    /// The sections by name, each with its articles, newest first.
    pub(super) fn sections(&self) -> impl Iterator<Item = (&str, impl Iterator<Item = &Entry>)> {
        let of = |places: &'_ Vec<u32>| -> Vec<&Entry> { places.iter().filter_map(|place| self.at(*place)).collect() };
        self.sections.iter().map(move |(name, places)| (name.as_str(), of(places).into_iter()))
    }

    /// The article with this id.
    pub fn entry(&self, id: &ArticleId) -> Option<&Entry> {
        self.entry_named(id.as_str())
    }

    pub(super) fn entry_named(&self, id: &str) -> Option<&Entry> {
        self.place_by_id(id).and_then(|place| self.at(place))
    }

    /// Where articles were before, as far as nothing else is there now: former ids and paths.
    pub fn aliases(&self) -> impl ExactSizeIterator<Item = (&str, Option<&Entry>)> {
        self.aliases.iter().map(|(alias, place)| (alias.as_str(), self.at(*place)))
    }

    pub(super) fn has_alias(&self, path: &str) -> bool {
        self.aliases.contains_key(path)
    }

    fn at(&self, place: u32) -> Option<&Entry> {
        self.entries.get(place as usize)
    }

    /// The place of the article with this id among all.
    pub fn place_of(&self, id: &str) -> Option<usize> {
        self.place_by_id(id).map(|place| place as usize)
    }

    fn place_by_id(&self, id: &str) -> Option<u32> {
        let found = self.by_id.binary_search_by(|place| self.at(*place).map(|entry| entry.id.as_str()).cmp(&Some(id)));
        self.by_id.get(found.ok()?).copied()
    }

    /// The articles to go on to from one: those that its document names, else those of its section that are nearest to
    /// it in time, or of the publication, where it is alone in its section; newest first.
    ///
    /// The nearest and not the newest: a new article then changes the pages of its neighbours, and not that of every
    /// article of its section, however many there are.
    pub fn related(&self, entry: &Entry) -> Vec<Related> {
        let related = |pick: Pick<'_>| {
            let mut related = pick.entry.as_related(&entry.in_language);
            if let Some(named) = pick.named.filter(|named| named.headline.is_some()) {
                related.headline.clone_from(&named.headline);
                related.in_language.clone_from(&named.in_language);
            }
            related
        };
        self.picks(entry).into_iter().map(related).collect()
    }

    /// What the related list of an article is made of, beside the article itself: in pieces, each by itself.
    pub fn related_parts<'a>(&'a self, entry: &'a Entry) -> impl Iterator<Item = [&'a [u8]; 3]> {
        self.picks(entry).into_iter().map(|Pick { entry, named }| {
            let headline = named.and_then(|named| named.headline.as_deref()).unwrap_or_default();
            [entry.id.as_str().as_bytes(), entry.card.as_bytes(), headline.as_bytes()]
        })
    }

    fn picks<'a>(&'a self, entry: &'a Entry) -> Vec<Pick<'a>> {
        if entry.is_withdrawn {
            return Vec::new();
        }
        let named = self.named(entry);
        if !named.is_empty() || entry.is_page {
            return named;
        }
        let Some(own) = self.place_by_id(entry.id.as_str()) else { return Vec::new() };
        let section = entry.article_section.as_ref().and_then(|section| self.sections.get(section));
        let Some(places) = section.filter(|places| places.len() > 1) else { return self.near(entry, own) };
        let Ok(rank) = places.binary_search(&own) else { return Vec::new() };
        let last_start = places.len().saturating_sub(RELATED_LIMIT + 1);
        let start = rank.saturating_sub(RELATED_LIMIT / 2).min(last_start);
        let window = places.iter().skip(start).take(RELATED_LIMIT + 1).filter(|place| **place != own);
        window.filter_map(|place| Some(Pick { entry: self.at(*place)?, named: None })).collect()
    }

    /// The articles that are nearest in time to one that is alone in its section: those of its language, as far as there are
    /// any near it.
    fn near<'a>(&'a self, entry: &'a Entry, own: u32) -> Vec<Pick<'a>> {
        let before = (0..own).rev().take(NEAR);
        let after = (own + 1..).take(NEAR);
        // By turns, so that the nearest come first.
        let mut near: Vec<(u32, &Entry)> = interleaved(before, after)
            .filter_map(|place| Some((place, self.at(place).filter(|other| other.is_listed())?)))
            .collect();
        let is_same = |other: &Entry| other.in_language.primary() == entry.in_language.primary();
        if near.iter().any(|(_, other)| is_same(other)) {
            near.retain(|(_, other)| is_same(other));
        }
        near.truncate(RELATED_LIMIT);
        near.sort_by_key(|(place, _)| *place);
        near.into_iter().map(|(_, entry)| Pick { entry, named: None }).collect()
    }

    /// The related list that a document names itself, of articles that are there and stand; what it says of one goes
    /// before what that one says of itself.
    fn named<'a>(&'a self, entry: &'a Entry) -> Vec<Pick<'a>> {
        let mut list: Vec<Pick<'_>> = Vec::new();
        let mut seen = HashSet::from([&entry.id]);
        for named in &entry.named {
            let Some(other) = self.entry(&named.id).filter(|other| !other.is_withdrawn) else { continue };
            if seen.insert(&named.id) {
                list.push(Pick { entry: other, named: Some(named) });
            }
        }
        list
    }

    /// The files beside the documents that articles show and that are there: paths within the folder, in their order.
    pub fn files(&self) -> BTreeMap<&Path, Stamp> {
        let files = self.entries.iter().flat_map(|entry| &entry.files);
        files.filter_map(|file| Some((file.path.as_path(), file.stamp?))).collect()
    }

    fn find_aliases(&mut self, report: &mut Report) {
        let mut aliases: BTreeMap<String, u32> = BTreeMap::new();
        for (place, entry) in (0..).zip(&self.entries) {
            for alias in entry.aliases.iter().map(|alias| alias.as_str()) {
                let other = self.place_by_id(alias).or_else(|| aliases.get(alias).copied());
                match other.and_then(|other| self.at(other)) {
                    None => drop(aliases.insert(alias.to_owned(), place)),
                    Some(other) => {
                        let message = format!(
                            "the former address `{alias}` is that of the article `{}` now, or was too: leave it out of one",
                            other.id
                        );
                        report.warn_of_others(&self.root().join(&entry.path), None, message);
                    }
                }
            }
        }
        self.aliases = aliases;
    }
}

/// What two sequences have, by turns, and then the rest of the longer one.
fn interleaved(one: impl Iterator<Item = u32>, other: impl Iterator<Item = u32>) -> impl Iterator<Item = u32> {
    let (mut one, mut other) = (one.fuse(), other.fuse());
    let mut is_others_turn = true;
    std::iter::from_fn(move || {
        is_others_turn = !is_others_turn;
        if is_others_turn { other.next().or_else(|| one.next()) } else { one.next().or_else(|| other.next()) }
    })
}

/// The text that occurs most often; of several, the one that occurs first.
fn most_frequent<'a>(texts: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let mut counts: HashMap<&str, (usize, std::cmp::Reverse<usize>)> = HashMap::new();
    for (index, text) in texts.enumerate() {
        counts.entry(text).or_insert((0, std::cmp::Reverse(index))).0 += 1;
    }
    counts.into_iter().max_by_key(|(_, rank)| *rank).map(|(text, _)| text)
}
