//! Every output of a publication: its path, what it is made of, and how it is made. The first is listed here; the others
//! stand beside what they make (`articles`, `lists`, `others`, `moved`).

use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::articles::DATA_FOLDER;
use super::code::Code;
use super::lists::FeedPlan;
use super::others::{Other, others};
use super::shell::{Frame, Program};
use super::{BuildError, PageRenderer, SiteAddress, faulty, moved, site_files, surroundings};
use crate::article::Language;
use crate::catalogue::{Catalogue, Entry, ListPage, Listing, listings};
use crate::locale::Locale;
use crate::source::{Report, Stamp};
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

/// The page around what differs from page to page.
#[derive(Debug)]
pub(super) struct Frames {
    pub(super) article: Frame,
    /// Pages of the publication, on which no program runs.
    pub(super) list: Frame,
    /// The page that fetches its document.
    pub(super) document: Frame,
    /// The page without a network.
    pub(super) offline: Frame,
}

/// The outputs of a publication, in the order in which they are put where readers are: what others load or lead to
/// first.
pub(super) struct SitePlan<'a> {
    pub(super) catalogue: &'a Catalogue,
    pub(super) code: &'a Code,
    pub(super) address: Option<&'a SiteAddress>,
    /// Which version of this program renders.
    pub(super) renderer: &'a str,
    pub(super) title: String,
    pub(super) language: Language,
    pub(super) frames: Frames,
    /// Of what the pages of all articles are made of, beside the articles.
    pub(super) articles_digest: Digest,
    /// Of what everything else is made of, beside articles.
    pub(super) site_digest: Digest,
    pub(super) listings: Vec<Listing<'a>>,
    lists: Vec<(usize, ListPage)>,
    /// Which names of code come first: those that others load.
    code_names: Vec<(&'a str, bool)>,
    files: Vec<(&'a Path, Stamp)>,
    moved: Vec<(String, &'a Entry)>,
    /// The ids under which faulty documents are shown.
    pub(super) faulty: Vec<String>,
    others: Vec<Other>,
    made: [AtomicUsize; 3],
}

/// What is made in one go.
enum Unit<'p> {
    Code(&'p str, bool),
    File(&'p Path, Stamp),
    Article(&'p Entry),
    Moved(&'p str, &'p Entry),
    Faulty(usize),
    List(&'p Listing<'p>, &'p ListPage),
    Feeds(&'p Listing<'p>),
    Other(&'p Other),
}

impl<'a> SitePlan<'a> {
    pub(super) fn new(
        catalogue: &'a Catalogue,
        code: &'a Code,
        shell_path: &Path,
        address: Option<&'a SiteAddress>,
        renderer: &'a str,
    ) -> Result<Self, BuildError> {
        let language = catalogue.language();
        let title = catalogue.title().unwrap_or(Locale::of(&language).labels().articles).to_owned();
        let frames = frames(code, shell_path)?;
        let address_text = address.map(SiteAddress::as_str).unwrap_or_default();
        let shared = [renderer, title.as_str(), address_text];
        let articles_digest = Digest::of_texts(shared.into_iter().chain(frames.article.parts()));
        let pages = [&frames.list, &frames.document, &frames.offline].into_iter().flat_map(Frame::parts);
        let site_digest =
            Digest::of_texts(shared.into_iter().chain([language.as_str(), code.worker.as_str()]).chain(pages));
        let listings = listings(catalogue);
        let pages = |(place, list): (usize, &Listing<'_>)| list.pages().into_iter().map(move |page| (place, page));
        let lists: Vec<(usize, ListPage)> = listings.iter().enumerate().flat_map(pages).collect();
        let mut code_names: Vec<(&str, bool)> =
            code.files.iter().map(|(name, _)| (name, site_files::is_hashed(name))).collect();
        code_names.sort_by_key(|(_, is_hashed)| !is_hashed);
        let aliases = catalogue.aliases().filter(|(alias, _)| !is_taken(alias, &listings));
        let moved = aliases.filter_map(|(alias, entry)| Some((moved::path(alias), entry?))).collect();
        let others = others(catalogue, address, &lists);
        Ok(Self {
            faulty: faulty::ids(catalogue),
            files: catalogue.files().into_iter().collect(),
            catalogue,
            code,
            address,
            renderer,
            title,
            language,
            frames,
            articles_digest,
            site_digest,
            listings,
            lists,
            code_names,
            moved,
            others,
            made: Default::default(),
        })
    }

    /// Warnings about links that lead to nothing in the publication, and about former addresses that are taken.
    pub(super) fn lost_links(&self) -> Report {
        let mut report = self.catalogue.lost_links(&surroundings::surroundings());
        for (alias, entry) in self.catalogue.aliases().filter(|(alias, _)| is_taken(alias, &self.listings)) {
            let Some(entry) = entry else { continue };
            let message = format!("the former address `{alias}` is one of the publication's own: leave it out");
            report.warn_of_others(&self.catalogue.root.join(&entry.path), None, message);
        }
        report
    }

    /// How much was made so far.
    pub(super) fn count(&self) -> Count {
        let [articles, lists, files] = self.made.each_ref().map(|made| made.load(Ordering::Relaxed));
        Count { articles, lists, files }
    }

    /// The lists' pages, as paths of folders within the publication.
    pub(super) fn list_folders(&self) -> Vec<String> {
        let folder = |(place, page): &(usize, ListPage)| {
            let list = self.listings.get(*place)?;
            Some(format!("{}{}", list.folder, page.folder))
        };
        self.lists.iter().filter_map(folder).collect()
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
        if let Some(place) = within(self.catalogue.entries.len()) {
            return self.catalogue.entries.get(place).map(Unit::Article);
        }
        if let Some(place) = within(self.moved.len()) {
            return self.moved.get(place).map(|(path, entry)| Unit::Moved(path, entry));
        }
        if let Some(place) = within(self.faulty.len()) {
            return Some(Unit::Faulty(place));
        }
        if let Some(place) = within(self.lists.len()) {
            let (list, page) = self.lists.get(place)?;
            return Some(Unit::List(self.listings.get(*list)?, page));
        }
        if let Some(place) = within(self.feeds()) {
            return self.listings.get(place).map(Unit::Feeds);
        }
        within(self.others.len()).and_then(|place| self.others.get(place)).map(Unit::Other)
    }

    /// How many lists have feeds: none where the publication does not know its address.
    fn feeds(&self) -> usize {
        if self.address.is_some() { self.listings.len() } else { 0 }
    }
}

impl Plan for SitePlan<'_> {
    type Worker = PageRenderer;
    type Error = BuildError;

    fn len(&self) -> usize {
        let parts = [self.code_names.len(), self.files.len(), self.catalogue.entries.len(), self.moved.len()];
        let others = [self.faulty.len(), self.lists.len(), self.feeds(), self.others.len()];
        parts.into_iter().chain(others).sum()
    }

    fn outputs(&self, unit: usize) -> Vec<Output> {
        match self.unit(unit) {
            None => Vec::new(),
            Some(Unit::Code(name, is_hashed)) => {
                let made_of = self.code.files.get(name).map(|file| file.digest).unwrap_or_default();
                vec![Output { is_hashed, ..Output::new(name, made_of) }]
            }
            Some(Unit::File(path, stamp)) => {
                vec![Output::new(file_path(path), Digest::of([stamp.to_bytes().as_slice()]))]
            }
            Some(Unit::Article(entry)) => self.outputs_of_article(entry),
            Some(Unit::Moved(path, entry)) => {
                let address = self.address.map(SiteAddress::as_str).unwrap_or_default();
                let shown = [self.renderer, address, entry.id.as_str(), &entry.headline, entry.in_language.as_str()];
                vec![Output::new(path, Digest::of_texts(shown))]
            }
            Some(Unit::Faulty(place)) => self.outputs_of_faulty(place),
            Some(Unit::List(list, page)) => vec![self.output_of_list(list, page)],
            Some(Unit::Feeds(list)) => FeedPlan::new(self, list).map(|feeds| feeds.outputs()).unwrap_or_default(),
            Some(Unit::Other(other)) => vec![self.output_of_other(other)],
        }
    }

    fn worker(&self) -> Result<PageRenderer, BuildError> {
        PageRenderer::new()
    }

    fn make(&self, unit: usize, renderer: &mut PageRenderer, wanted: &mut Wanted<'_>) -> Result<Made, BuildError> {
        let Some(unit) = self.unit(unit) else { return Ok(Made::Done) };
        let [articles, lists, files] = &self.made;
        let counter = match unit {
            Unit::Article(_) => Some(articles),
            Unit::File(..) => Some(files),
            Unit::Code(..) => None,
            Unit::Moved(..) | Unit::Faulty(_) | Unit::List(..) | Unit::Feeds(_) | Unit::Other(_) => Some(lists),
        };
        let before = wanted.count();
        let made = match unit {
            Unit::Code(name, _) => {
                if let Some(file) = self.code.files.get(name) {
                    wanted.put(0, self.code.files.content(name, file))?;
                }
                Made::Done
            }
            Unit::File(path, stamp) => self.make_file(path, stamp, wanted)?,
            Unit::Article(entry) => self.make_article(entry, renderer, wanted)?,
            Unit::Moved(path, entry) => {
                wanted.put(0, Content::Bytes(moved::page(path, entry, self.address).into_bytes()))?;
                Made::Done
            }
            Unit::Faulty(place) => self.make_faulty(place, renderer, wanted)?,
            Unit::List(list, page) => self.make_list(list, page, renderer, wanted)?,
            Unit::Feeds(list) => FeedPlan::new(self, list).map_or(Ok(Made::Done), |feeds| feeds.make(wanted))?,
            Unit::Other(other) => self.make_other(other, renderer, wanted)?,
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
        let file = self.catalogue.root.join(path);
        let is_same = || Stamp::of(&file).is_ok_and(|now| now == stamp);
        if !is_same() {
            return Ok(Made::Changed);
        }
        wanted.put(0, Content::File(file.clone()))?;
        Ok(if is_same() { Made::Done } else { Made::Changed })
    }
}

/// Where a file of the publisher's folder comes out.
fn file_path(path: &Path) -> String {
    let parts: Vec<_> = path.iter().map(|part| part.to_string_lossy()).collect();
    format!("{DATA_FOLDER}/{}", parts.join("/"))
}

/// Whether a former address is one that the publication needs itself.
fn is_taken(alias: &str, listings: &[Listing<'_>]) -> bool {
    let path = moved::path(alias);
    path == "index.html"
        || surroundings::has_file(alias)
        || listings.iter().any(|list| format!("{}index.html", list.folder) == path)
}

fn frames(code: &Code, shell_path: &Path) -> Result<Frames, BuildError> {
    let frame = |program, site_script| {
        let wrong = |what: String| BuildError::Shell { path: shell_path.to_owned(), what };
        code.shell.frame(program, site_script).map_err(|error| wrong(error.to_string()))
    };
    let site_script = Some(code.site_script.as_str());
    Ok(Frames {
        article: frame(Program::Page(&code.start_page), site_script)?,
        list: frame(Program::None, site_script)?,
        document: frame(Program::Other(&code.start_document), site_script)?,
        offline: frame(Program::None, None)?,
    })
}
