//! Every output of a publication: its path, what it is made of, and how it is made. The first is listed here; the others
//! stand beside what they make (`articles`, `lists`, `others`, `moved`).

use std::collections::HashSet;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::context::Context;
use super::lists::FeedPlan;
use super::others::{Other, others};
use super::{BuildError, PageRenderer, headers, moved, paths, surroundings};
use crate::catalogue::{Entry, ListPage, Listing};
use crate::source::{Media, Report, SiteAddress, Stamp, StaticFiles};
use crate::store::{Content, Digest, Made, Output, Plan, Wanted};

/// How much of a publication was made, and not left as it was.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// Articles: each is a page and its data.
    pub articles: usize,
    /// Pages of lists, feeds and other files.
    pub lists: usize,
    /// Pictures, sounds and films.
    pub files: usize,
}

/// The outputs of a publication, in the order in which they are put where readers are: what others load or lead to
/// first.
pub(super) struct SitePlan<'a> {
    context: Context<'a>,
    /// Which names of code come first: those that others load.
    code_names: Vec<(&'a str, bool)>,
    files: Vec<(&'a Path, Stamp)>,
    static_files: StaticFiles,
    /// The same by their places.
    static_paths: Vec<(String, Stamp)>,
    moved: Vec<(String, &'a Entry)>,
    others: Vec<Other>,
    made: [AtomicUsize; 3],
}

/// What is made in one go.
enum Unit<'p> {
    Code(&'p str, bool),
    File(&'p Path, Stamp),
    Static(&'p str, Stamp),
    Article(&'p Entry),
    Moved(&'p str, &'p Entry),
    Faulty(usize),
    List(&'p Listing<'p>, &'p ListPage),
    Feeds(&'p Listing<'p>),
    Other(&'p Other),
}

impl<'a> SitePlan<'a> {
    pub(super) fn new(context: Context<'a>, static_files: StaticFiles) -> Self {
        let Context { catalogue, code, address, .. } = context;
        let mut code_names: Vec<(&str, bool)> =
            code.files.iter().map(|(name, _)| (name, headers::is_hashed(name))).collect();
        // What the publisher has of their own goes before ours: icons, what is said to robots and servers.
        code_names.retain(|(name, _)| !static_files.has(name));
        code_names.sort_by_key(|(_, is_hashed)| !is_hashed);
        let aliases = catalogue.aliases().filter(|(alias, _)| !surroundings::is_taken(alias, &context.listings));
        let moved = aliases.filter_map(|(alias, entry)| Some((moved::path(alias), entry?))).collect();
        let mut others = others(catalogue, address, &context.lists);
        // To ask each for its path is work: of sitemaps, all pages.
        if static_files.iter().len() > 0 {
            others.retain(|other| !static_files.has(&context.output_of_other(other).path));
        }
        let files = catalogue.files().into_iter().collect();
        let static_paths = static_files.iter().map(|(path, stamp)| (path.to_owned(), stamp)).collect();
        Self { context, code_names, files, static_files, static_paths, moved, others, made: Default::default() }
    }

    /// Warnings about links that lead to nothing in the publication, and about former addresses that are taken.
    pub(super) fn lost_links(&self) -> Report {
        let has_static = |path: &str| self.static_files.has(path);
        let catalogue = self.context.catalogue;
        let has_file = |path: &str| surroundings::has_file(path) || has_static(path);
        let mut report = catalogue.lost_links(&surroundings::surroundings(&has_file));
        report.extend(self.static_files.report());
        report.extend(self.static_files_in_the_way());
        for (alias, entry) in
            self.context.catalogue.aliases().filter(|(alias, _)| surroundings::is_taken(alias, &self.context.listings))
        {
            let Some(entry) = entry else { continue };
            let message = format!("the former address `{alias}` is one of the publication's own: leave it out");
            report.warn_of_others(&self.context.catalogue.root().join(&entry.path), None, message);
        }
        report
    }

    /// Faults of static files that stand where an article or a list would.
    pub(super) fn static_files_in_the_way(&self) -> Report {
        let mut report = Report::default();
        if self.static_paths.is_empty() {
            return report;
        }
        let lists: HashSet<String> =
            self.context.list_folders().iter().map(|folder| format!("{folder}index.html")).collect();
        for (path, _) in &self.static_paths {
            let is_article = paths::id_of(path).is_some_and(|id| self.context.catalogue.place_of(id).is_some());
            let is_list = lists.contains(path);
            if is_article || is_list {
                let message = "this would take the place of an article or a list: rename it".to_owned();
                report.error(&self.static_files.path(path), None, message);
            }
        }
        report
    }

    /// How much was made so far.
    pub(super) fn count(&self) -> Count {
        let [articles, lists, files] = self.made.each_ref().map(|made| made.load(Ordering::Relaxed));
        Count { articles, lists, files }
    }

    fn unit(&self, number: usize) -> Option<Unit<'_>> {
        let mut number = number;
        let mut within = |count: usize| {
            let is_within = number < count;
            if !is_within {
                number -= count;
            }
            is_within.then_some(number)
        };
        if let Some(place) = within(self.code_names.len()) {
            return self.code_names.get(place).map(|(name, is_hashed)| Unit::Code(name, *is_hashed));
        }
        if let Some(place) = within(self.files.len()) {
            return self.files.get(place).map(|(path, stamp)| Unit::File(path, *stamp));
        }
        if let Some(place) = within(self.static_paths.len()) {
            return self.static_paths.get(place).map(|(path, stamp)| Unit::Static(path, *stamp));
        }
        if let Some(place) = within(self.context.catalogue.entries.len()) {
            return self.context.catalogue.entries.get(place).map(Unit::Article);
        }
        if let Some(place) = within(self.moved.len()) {
            return self.moved.get(place).map(|(path, entry)| Unit::Moved(path, entry));
        }
        if let Some(place) = within(self.context.faulty.len()) {
            return Some(Unit::Faulty(place));
        }
        if let Some(place) = within(self.context.lists.len()) {
            let (list, page) = self.context.lists.get(place)?;
            return Some(Unit::List(self.context.listings.get(*list)?, page));
        }
        if let Some(place) = within(self.feeds()) {
            return self.context.listings.get(place).map(Unit::Feeds);
        }
        within(self.others.len()).and_then(|place| self.others.get(place)).map(Unit::Other)
    }

    /// How many articles there are.
    pub(super) fn articles(&self) -> usize {
        self.context.catalogue.entries.len()
    }

    /// Of the files that a page shows: those that its article names, and the publisher's own, a logo among them.
    pub(super) fn shown_with(&self, unit: usize) -> Digest {
        let mut parts: Vec<Vec<u8>> = self.static_paths.iter().map(|(_, stamp)| stamp.to_bytes().to_vec()).collect();
        if let Some(Unit::Article(entry)) = self.unit(unit) {
            parts.extend(entry.files.iter().filter_map(|file| Some(file.stamp?.of_media(&file.path))));
        }
        Digest::of(parts.iter().map(Vec::as_slice))
    }

    /// The units of which one makes the file of a path, if any does: few, so that a file is found without going through all.
    pub(super) fn candidates(&self, path: &str) -> Vec<usize> {
        let mut before = 0;
        let mut candidates = Vec::new();
        // In the order of `unit`.
        let mut part = |count: usize, place: Option<usize>| {
            candidates.extend(place.map(|place| before + place));
            before += count;
        };
        part(self.code_names.len(), self.code_names.iter().position(|(name, _)| *name == path));
        let media = path.strip_prefix(&paths::media_folder()).map(Path::new);
        part(
            self.files.len(),
            media.and_then(|file| self.files.binary_search_by(|(known, _)| (*known).cmp(file)).ok()),
        );
        let of_publisher = self.static_paths.binary_search_by(|(known, _)| known.as_str().cmp(path));
        part(self.static_paths.len(), of_publisher.ok());
        let article = paths::id_of(path).and_then(|id| self.context.catalogue.place_of(id));
        part(self.context.catalogue.entries.len(), article);
        part(self.moved.len(), self.moved.iter().position(|(known, _)| known == path));
        let faulty = self.context.faulty.iter().position(|id| paths::page(id) == path);
        part(self.context.faulty.len(), faulty);
        let is_list = |(list, page): &(usize, ListPage)| {
            let folder = self.context.listings.get(*list).map(|list| list.folder.as_str());
            let rest = folder.and_then(|folder| path.strip_prefix(folder)?.strip_prefix(page.folder.as_str()));
            rest == Some("index.html")
        };
        part(self.context.lists.len(), self.context.lists.iter().position(is_list));
        let is_feed = |list: &Listing<'_>| {
            path.strip_prefix(&list.folder).is_some_and(|name| name.starts_with("feed.") && !name.contains('/'))
        };
        part(self.feeds(), self.context.listings.iter().take(self.feeds()).position(is_feed));
        // There is one of each, and not all tell their names without work.
        let is_at_root = !path.contains('/');
        candidates.extend((0..self.others.len()).filter(|_| is_at_root).map(|place| before + place));
        candidates
    }

    /// How many lists have feeds: none where the publication does not know its address.
    fn feeds(&self) -> usize {
        if self.context.address.is_some() { self.context.listings.len() } else { 0 }
    }
}

impl Plan for SitePlan<'_> {
    type Worker = PageRenderer;
    type Error = BuildError;

    fn len(&self) -> usize {
        let (files, articles) = (self.files.len() + self.static_paths.len(), self.context.catalogue.entries.len());
        let parts = [self.code_names.len(), files, articles, self.moved.len()];
        let others = [self.context.faulty.len(), self.context.lists.len(), self.feeds(), self.others.len()];
        parts.into_iter().chain(others).sum()
    }

    fn outputs(&self, unit: usize) -> Vec<Output> {
        match self.unit(unit) {
            None => Vec::new(),
            Some(Unit::Code(name, is_hashed)) => {
                let made_of = self.context.code.files.get(name).map(|file| file.digest).unwrap_or_default();
                vec![Output { is_hashed, ..Output::new(name, made_of) }]
            }
            Some(Unit::File(path, stamp)) => {
                vec![Output::new(paths::media(path), Digest::of([stamp.of_media(path).as_slice()]))]
            }
            Some(Unit::Static(path, stamp)) => vec![Output::new(path, Digest::of([stamp.to_bytes().as_slice()]))],
            Some(Unit::Article(entry)) => self.context.outputs_of_article(entry),
            Some(Unit::Moved(path, entry)) => {
                let address = self.context.address.map(SiteAddress::as_str).unwrap_or_default();
                let shown =
                    [self.context.renderer, address, entry.id.as_str(), &entry.headline, entry.in_language.as_str()];
                vec![Output::new(path, Digest::of_texts(shown))]
            }
            Some(Unit::Faulty(place)) => self.context.outputs_of_faulty(place),
            Some(Unit::List(list, page)) => vec![self.context.output_of_list(list, page)],
            Some(Unit::Feeds(list)) => {
                FeedPlan::new(&self.context, list).map(|feeds| feeds.outputs()).unwrap_or_default()
            }
            Some(Unit::Other(other)) => vec![self.context.output_of_other(other)],
        }
    }

    fn worker(&self) -> Result<PageRenderer, BuildError> {
        self.context.page_renderer()
    }

    fn make(&self, unit: usize, renderer: &mut PageRenderer, wanted: &mut Wanted<'_>) -> Result<Made, BuildError> {
        let Some(unit) = self.unit(unit) else { return Ok(Made::Done) };
        let [articles, lists, files] = &self.made;
        let counter = match unit {
            Unit::Article(_) => Some(articles),
            Unit::File(..) | Unit::Static(..) => Some(files),
            Unit::Code(..) => None,
            Unit::Moved(..) | Unit::Faulty(_) | Unit::List(..) | Unit::Feeds(_) | Unit::Other(_) => Some(lists),
        };
        let before = wanted.count();
        let made = match unit {
            Unit::Code(name, _) => {
                if let Some(file) = self.context.code.files.get(name) {
                    wanted.put(0, self.context.code.files.content(name, file))?;
                }
                Made::Done
            }
            Unit::File(path, stamp) => self.make_file(path, stamp, wanted)?,
            Unit::Static(path, stamp) => match self.static_files.open(path)? {
                Some(file) => {
                    let whole = self.static_files.path(path);
                    wanted.put(0, Content::Open(file, whole.clone()))?;
                    done_if_still(&whole, stamp)
                }
                None => Made::Changed,
            },
            Unit::Article(entry) => self.context.make_article(entry, renderer, wanted)?,
            Unit::Moved(path, entry) => {
                wanted.put(0, Content::Bytes(moved::page(path, entry, self.context.address).into_bytes()))?;
                Made::Done
            }
            Unit::Faulty(place) => self.context.make_faulty(place, renderer, wanted)?,
            Unit::List(list, page) => self.context.make_list(list, page, renderer, wanted)?,
            Unit::Feeds(list) => {
                FeedPlan::new(&self.context, list).map_or(Ok(Made::Done), |feeds| feeds.make(wanted))?
            }
            Unit::Other(other) => self.context.make_other(other, renderer, wanted)?,
        };
        if let Some(counter) = counter.filter(|_| made == Made::Done) {
            let is_article = std::ptr::eq(counter, articles);
            counter.fetch_add(if is_article { 1 } else { before }, Ordering::Relaxed);
        }
        Ok(made)
    }
}

impl SitePlan<'_> {
    fn make_file(&self, path: &Path, stamp: Stamp, wanted: &mut Wanted<'_>) -> Result<Made, BuildError> {
        let folder = &self.context.catalogue.folder;
        let content = match folder.media(path, stamp)? {
            None => return Ok(Made::Changed),
            Some(Media::Drawing(drawing)) => Content::Bytes(drawing),
            Some(Media::File(file)) => Content::Open(file, folder.path(path)),
        };
        wanted.put(0, content)?;
        Ok(done_if_still(&folder.path(path), stamp))
    }
}

/// A file that was copied may have been written to meanwhile.
fn done_if_still(path: &Path, stamp: Stamp) -> Made {
    if Stamp::of(path).is_ok_and(|now| now == stamp) { Made::Done } else { Made::Changed }
}
