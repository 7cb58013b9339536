//! The lists of articles: their pages and their feeds.

use std::rc::Rc;

use rayon::prelude::*;
use yew::AttrValue;

use super::{Listed, Site, digest};
use crate::locale::Locale;
use crate::publish::feeds::{self, Feed};
use crate::publish::head::{Head, ListHead};
use crate::publish::listings::{ListPage, Listing, way_to_root};
use crate::publish::progress::Progress;
use crate::publish::shell::Program;
use crate::publish::{PageRenderer, PublishError, faulty};
use crate::view::{FrontPageProps, ListLink, ListPlace};

impl Site<'_> {
    /// The pages of all lists.
    pub(super) fn lists(&self, listings: &[Listing<'_>]) -> Result<Vec<Listed>, PublishError> {
        let pages: Vec<(&Listing<'_>, ListPage)> =
            listings.iter().flat_map(|listing| listing.pages().into_iter().map(move |page| (listing, page))).collect();
        let sections: Vec<&Listing<'_>> = listings.iter().filter(|listing| listing.section.is_some()).collect();
        let progress = Progress::new("Listing", pages.len());
        let list = |(listing, page): &(&Listing<'_>, ListPage)| {
            let listed = self.list(listing, page, &sections);
            progress.step();
            listed
        };
        pages.par_iter().map(list).collect()
    }

    fn list(&self, listing: &Listing<'_>, page: &ListPage, sections: &[&Listing<'_>]) -> Result<Listed, PublishError> {
        let folder = format!("{}{}", listing.folder, page.folder);
        let site = way_to_root(&folder);
        let entries = listing.entries.get(page.articles.clone()).unwrap_or_default();
        let numbered = page.number.map(|number| Locale::of(&self.language).page(number));
        let heading: Vec<&str> = listing.section.into_iter().chain(numbered.as_deref()).collect();
        let heading = (!heading.is_empty()).then(|| heading.join(" · "));
        // Only where readers come in: with a new section not every page of every list is made again.
        let sections: Vec<(&str, String)> = match page.number {
            None => sections.iter().filter_map(|of| Some((of.section?, format!("{site}{}", of.folder)))).collect(),
            Some(_) => Vec::new(),
        };
        let mut made_of = vec![self.title.as_str(), self.language.as_str(), heading.as_deref().unwrap_or_default()];
        made_of.extend([page.older.as_deref(), page.newer.as_deref()].map(Option::unwrap_or_default));
        made_of.extend(sections.iter().flat_map(|(name, address)| [*name, address.as_str()]));
        made_of.extend(entries.iter().map(|entry| entry.digest.as_str()));
        self.listed(format!("{folder}index.html"), digest(&made_of), || {
            let title =
                heading.as_ref().map_or_else(|| self.title.clone(), |heading| format!("{heading} – {}", self.title));
            let head = Head::of_list(
                &ListHead {
                    title: &title,
                    publication_title: &self.title,
                    path: &folder,
                    folder_from_page: &way_to_root(&page.folder),
                    entries,
                },
                self.publication.address.as_ref(),
            );
            let text = |text: String| AttrValue::from(text);
            let link = |(name, address): &(&str, String)| ListLink {
                name: text((*name).to_owned()),
                address: text(address.clone()),
            };
            let place = ListPlace {
                site: text(site.clone()),
                heading: heading.clone().map(text),
                older: page.older.clone().map(text),
                newer: page.newer.clone().map(text),
                sections: sections.iter().map(link).collect(),
            };
            let articles = entries.iter().map(|entry| self.publication.article(entry).map(Rc::new));
            let props = FrontPageProps {
                title: text(self.title.clone()),
                language: self.language.clone(),
                articles: articles.collect::<Result<_, _>>()?,
                place,
                faulty: if folder.is_empty() { faulty::links(self.publication) } else { Vec::new() },
            };
            let content = PageRenderer::new()?.list(props);
            self.page_of_publication(&site, &title, &head, &content, Program::None)
        })
    }

    /// The feeds of all lists, where the publication knows its address.
    pub(super) fn feeds(&self, listings: &[Listing<'_>]) -> Result<Vec<Listed>, PublishError> {
        let Some(site) = &self.publication.address else { return Ok(Vec::new()) };
        let feeds = |listing: &Listing<'_>| -> Result<[Listed; 2], PublishError> {
            let newest = || listing.entries.iter().filter(|entry| !entry.is_withdrawn).take(feeds::LIMIT);
            let title =
                listing.section.map_or_else(|| self.title.clone(), |section| format!("{section} – {}", self.title));
            let mut made_of = vec![title.as_str(), self.language.as_str()];
            made_of.extend(newest().map(|entry| entry.digest.as_str()));
            let digest = digest(&made_of);
            let feed = |write: &dyn Fn(&Feed<'_>) -> Result<Vec<u8>, PublishError>| {
                let articles = newest().map(|entry| self.publication.article(entry)).collect::<Result<Vec<_>, _>>()?;
                let language = self.language.as_str();
                write(&Feed { title: &title, language, site, folder: &listing.folder, articles: &articles })
            };
            let json = |feed: &Feed<'_>| feed.json().map_err(|source| PublishError::Json { id: title.clone(), source });
            let atom = |feed: &Feed<'_>| feed.atom().map_err(PublishError::Xml);
            Ok([
                self.listed(format!("{}{}", listing.folder, feeds::JSON), digest.clone(), || feed(&json))?,
                self.listed(format!("{}{}", listing.folder, feeds::ATOM), digest, || feed(&atom))?,
            ])
        };
        let made: Vec<[Listed; 2]> = listings.par_iter().map(feeds).collect::<Result<_, _>>()?;
        Ok(made.into_iter().flatten().collect())
    }
}
