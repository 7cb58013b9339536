//! The lists of articles: their pages and their feeds.

use std::rc::Rc;

use yew::AttrValue;

use super::context::Context;
use super::feeds::{self, Feed};
use super::head::{Head, ListHead};
use super::shell::Page;
use super::{BuildError, PageRenderer, faulty};
use crate::article::{Article, Timestamp};
use crate::catalogue::{Entry, ListPage, Listing, way_to_root};
use crate::locale::Locale;
use crate::source::SiteAddress;
use crate::store::{Content, Digest, Made, Output, Wanted};
use crate::view::{FrontPageProps, ListLink, ListPlace};

/// What a page of a list shows.
struct Shown<'p> {
    /// Its folder within the publication.
    folder: String,
    /// The publication's root as seen from it.
    site: String,
    heading: Option<String>,
    /// The sections with their addresses as seen from it.
    sections: Vec<(&'p str, String)>,
    entries: &'p [&'p Entry],
    faulty: Vec<ListLink>,
}

impl Context<'_> {
    fn shown<'p>(&'p self, list: &'p Listing<'_>, page: &ListPage) -> Shown<'p> {
        let folder = format!("{}{}", list.folder, page.folder);
        let site = way_to_root(&folder);
        let numbered = page.number.map(|number| Locale::of(&self.language).page(number));
        let heading: Vec<&str> = list.title.into_iter().chain(numbered.as_deref()).collect();
        // Only where readers come in: with a new section not every page of every list is made again.
        let sections = match page.number {
            None => {
                let of = |list: &'p Listing<'_>| Some((list.title?, format!("{site}{}", list.folder)));
                self.listings.iter().filter_map(of).collect()
            }
            Some(_) => Vec::new(),
        };
        Shown {
            heading: (!heading.is_empty()).then(|| heading.join(" · ")),
            faulty: if folder.is_empty() { faulty::links(self.catalogue, &self.faulty) } else { Vec::new() },
            entries: list.entries.get(page.articles.clone()).unwrap_or_default(),
            folder,
            site,
            sections,
        }
    }

    /// A time as it is said where the publication is.
    fn in_its_zone(&self, time: &Timestamp) -> Timestamp {
        let said = || {
            let zone = self.configuration.time_zone.clone()?;
            let there = jiff::Timestamp::from_second(time.unix_seconds()).ok()?.to_zoned_datetime(zone);
            Timestamp::parse(&there.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string()).ok()
        };
        said().unwrap_or_else(|| time.clone())
    }

    /// The page of a list.
    pub(super) fn output_of_list(&self, list: &Listing<'_>, page: &ListPage) -> Output {
        let shown = self.shown(list, page);
        let texts = [shown.heading.as_deref(), page.older.as_deref(), page.newer.as_deref()];
        let texts = texts.map(Option::unwrap_or_default).into_iter();
        let sections = shown.sections.iter().flat_map(|(name, address)| [*name, address.as_str()]);
        let faulty = shown.faulty.iter().flat_map(|link| [link.name.as_str(), link.address.as_str()]);
        let texts = texts.chain(["sections"]).chain(sections).chain(["faulty"]).chain(faulty).map(str::as_bytes);
        // The id is the link; that something else is shown of an article is in the other; and its section leads to its list.
        let entries = shown.entries.iter().flat_map(|entry| {
            let section = self.section_folder(entry).unwrap_or_default();
            [entry.id.as_str().as_bytes(), entry.teaser.as_bytes(), section.as_bytes()]
        });
        let made_of = Digest::of([self.site_digest.as_bytes()].into_iter().chain(texts).chain(entries));
        Output::new(format!("{}index.html", shown.folder), made_of)
    }

    /// Makes the page of a list.
    pub(super) fn make_list(
        &self,
        list: &Listing<'_>,
        page: &ListPage,
        renderer: &PageRenderer,
        wanted: &mut Wanted<'_>,
    ) -> Result<Made, BuildError> {
        let Shown { folder, site, heading, sections, entries, faulty } = self.shown(list, page);
        let articles: Option<Vec<Rc<Article>>> = entries.iter().map(|entry| self.read(entry).map(Rc::new)).collect();
        let Some(articles) = articles else { return Ok(Made::Changed) };
        let title =
            heading.as_ref().map_or_else(|| self.title.clone(), |heading| format!("{heading} – {}", self.title));
        let head = Head::of_list(
            &ListHead {
                title: &title,
                publication_title: &self.title,
                path: &folder,
                folder_from_page: &way_to_root(&page.folder),
                entries,
                description: self.configuration.description.as_deref().filter(|_| list.section.is_none()),
            },
            self.address,
        );
        // On the list of a section its name leads nowhere else.
        let leads_to = |entry: &&Entry| self.section_folder(entry).filter(|_| list.section.is_none());
        let section_folders =
            entries.iter().map(|entry| leads_to(entry).map(|folder| AttrValue::from(folder.to_owned()))).collect();
        let link = |(name, address): (&str, String)| ListLink {
            name: AttrValue::from(name.to_owned()),
            address: AttrValue::from(address),
        };
        let place = ListPlace {
            site: AttrValue::from(site.clone()),
            heading: heading.map(AttrValue::from),
            older: page.older.clone().map(AttrValue::from),
            newer: page.newer.clone().map(AttrValue::from),
            sections: sections.into_iter().map(link).collect(),
        };
        let newest = entries.first();
        let props = FrontPageProps {
            title: AttrValue::from(self.title.clone()),
            language: self.language.clone(),
            articles,
            place,
            publication: None,
            section_folders,
            edition: newest.filter(|_| folder.is_empty()).map(|newest| self.in_its_zone(&newest.date_published)),
            faulty,
        };
        let content = renderer.list(props);
        let language = &self.language;
        let page = Page { site: &site, language, title: &title, head: head.as_html(), content: &content };
        wanted.put(0, Content::Bytes(self.frames.list.fill(&page).into_bytes()))?;
        Ok(Made::Done)
    }
}

/// The feeds of a list.
pub(super) struct FeedPlan<'p> {
    plan: &'p Context<'p>,
    site: &'p SiteAddress,
    list: &'p Listing<'p>,
    title: String,
}

impl<'p> FeedPlan<'p> {
    /// Nothing where the publication does not know its address.
    pub(super) fn new(plan: &'p Context<'_>, list: &'p Listing<'_>) -> Option<Self> {
        let site = plan.address?;
        let of_section = |section: &str| format!("{section} – {}", plan.title);
        let title = list.title.map_or_else(|| plan.title.clone(), of_section);
        Some(Self { plan, site, list, title })
    }

    fn newest(&self) -> impl Iterator<Item = &'p Entry> {
        self.list.entries.iter().copied().take(feeds::LIMIT)
    }

    pub(super) fn outputs(&self) -> Vec<Output> {
        let said = self.plan.said_digest.to_string();
        let texts = [self.plan.renderer, self.site.as_str(), &self.title, self.plan.language.as_str(), said.as_str()];
        let entries = self.newest().map(|entry| entry.whole.as_bytes());
        let made_of = Digest::of(texts.map(str::as_bytes).into_iter().chain(entries));
        [feeds::JSON, feeds::ATOM].map(|name| Output::new(format!("{}{name}", self.list.folder), made_of)).to_vec()
    }

    pub(super) fn make(&self, wanted: &mut Wanted<'_>) -> Result<Made, BuildError> {
        let articles: Option<Vec<Article>> = self.newest().map(|entry| self.plan.read(entry)).collect();
        let Some(articles) = articles else { return Ok(Made::Changed) };
        let language = self.plan.language.as_str();
        let (title, folder) = (self.title.as_str(), self.list.folder.as_str());
        let feed = Feed { title, language, site: self.site, folder, articles: &articles };
        if wanted.has(0) {
            let json = feed.json().map_err(|source| BuildError::Json { id: self.title.clone(), source })?;
            wanted.put(0, Content::Bytes(json))?;
        }
        if wanted.has(1) {
            wanted.put(1, Content::Bytes(feed.atom().map_err(BuildError::Xml)?))?;
        }
        Ok(Made::Done)
    }
}
