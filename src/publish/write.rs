//! A publication as files: pages, data, lists, what machines read, pictures. Only what is made of something else than last
//! time is made; the pages of articles in parallel, an article each in memory.

use std::collections::BTreeMap;
use std::path::Path;
use std::rc::Rc;
use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;
use yew::AttrValue;

use super::assets::Assets;
use super::digest::Digest;
use super::feeds::{self, Feed};
use super::files::Files;
use super::head::{Head, ListHead};
use super::listings::{ListPage, Listing, listings, way_to_root};
use super::memory::SiteMemory;
use super::progress::Progress;
use super::shell::{Page, Program};
use super::{Entry, PageRenderer, Publication, PublishError, Report, faulty, oembed, offline, site_files, sitemaps};
use crate::article::{Article, Language, Related, Status};
use crate::locale::{Locale, Trouble};
use crate::view::{FrontPageProps, ListLink, ListPlace, NotFoundProps};

/// How much of a publication was made, and not left as it was.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Made {
    /// Articles: each is a page and its data.
    pub articles: usize,
    /// Pages of lists, feeds and other files.
    pub lists: usize,
    /// Pictures, sounds and films.
    pub files: usize,
}

/// What a path was made of.
type Listed = (String, Digest);

/// A publication that is written.
pub(super) struct Site<'a> {
    publication: &'a Publication,
    assets: &'a Assets,
    shell_path: &'a Path,
    files: &'a Files,
    /// What is there already.
    last: &'a SiteMemory,
    title: String,
    language: Language,
    lists_made: AtomicUsize,
}

impl<'a> Site<'a> {
    pub(super) fn new(
        publication: &'a Publication,
        assets: &'a Assets,
        shell_path: &'a Path,
        files: &'a Files,
        last: &'a SiteMemory,
    ) -> Self {
        let language = publication.language();
        let title = publication.title().unwrap_or(Locale::of(&language).labels().articles).to_owned();
        Self { publication, assets, shell_path, files, last, title, language, lists_made: AtomicUsize::new(0) }
    }

    /// Writes everything that is not there as it should be, and says what all of it is made of.
    pub(super) fn write(&self) -> Result<(SiteMemory, Made), PublishError> {
        let (pages, articles) = self.articles()?;
        let listings = listings(self.publication);
        let mut lists = self.lists(&listings)?;
        lists.extend(self.feeds(&listings)?);
        let paths = listings
            .iter()
            .flat_map(|listing| listing.pages().into_iter().map(|page| format!("{}{}", listing.folder, page.folder)));
        lists.extend(self.for_machines(&paths.collect::<Vec<_>>())?);
        lists.extend(self.other_pages()?);
        self.faulty()?;
        let (kept_files, files) = self.pictures()?;
        let memory =
            SiteMemory { pages, lists: lists.into_iter().collect(), files: kept_files, ..SiteMemory::default() };
        Ok((memory, Made { articles, lists: self.lists_made.load(Ordering::Relaxed), files }))
    }

    /// The articles' pages and data: what each is made of, and how many were made.
    fn articles(&self) -> Result<(BTreeMap<String, Digest>, usize), PublishError> {
        let entries = &self.publication.entries;
        let of = |entry: &Entry| Ok((entry.id.to_string(), made_of(entry, &self.publication.related(entry))?));
        let pages: Vec<(String, Digest)> = entries.par_iter().map(of).collect::<Result<_, PublishError>>()?;
        let is_new = |(entry, (_, digest)): &(&Entry, &(String, Digest))| !self.last.has_page(&entry.id, digest);
        let new: Vec<&Entry> = entries.iter().zip(&pages).filter(is_new).map(|(entry, _)| entry).collect();
        let progress = Progress::new("Rendering", new.len());
        new.par_iter().try_for_each_init(
            || None,
            |renderer, entry| {
                let renderer = match renderer {
                    Some(renderer) => renderer,
                    None => renderer.insert(PageRenderer::new()?),
                };
                self.article(renderer, self.publication.article(entry)?)?;
                progress.step();
                Ok::<_, PublishError>(())
            },
        )?;
        progress.finish();
        Ok((pages.into_iter().collect(), new.len()))
    }

    fn article(&self, renderer: &PageRenderer, article: Article) -> Result<(), PublishError> {
        let article = Rc::new(article);
        let site = self.publication.address.as_ref();
        let json = serde_json::to_vec(&*article)
            .map_err(|source| PublishError::Json { id: article.id.to_string(), source })?;
        let head = Head::of_article(&article, &self.title, site)?;
        let page = Page {
            site: "../",
            language: &article.in_language,
            direction: article.in_language.direction(),
            title: &article.headline,
            head: head.as_html(),
            content: &renderer.article(&article, site),
            program: Program::Page(&self.assets.start_page),
            site_script: Some(&self.assets.site_script),
        };
        self.files.put(article_data(article.id.as_str()), &json)?;
        if let Some(site) = site.filter(|_| article.creative_work_status != Status::Withdrawn) {
            let answer = oembed::answer(&article, &self.title, site).to_string();
            self.files.put(oembed::path(article.id.as_str()), answer.as_bytes())?;
        }
        self.files.put(article_page(article.id.as_str()), self.fill(&page)?.as_bytes())
    }

    /// The pages of all lists.
    fn lists(&self, listings: &[Listing<'_>]) -> Result<Vec<Listed>, PublishError> {
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
    fn feeds(&self, listings: &[Listing<'_>]) -> Result<Vec<Listed>, PublishError> {
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

    /// What search engines, servers and home screens ask for. `lists` are the paths of the pages of lists.
    fn for_machines(&self, lists: &[String]) -> Result<Vec<Listed>, PublishError> {
        let site = self.publication.address.as_ref();
        let hashed = self.assets.files.iter().filter(|name| site_files::is_hashed(name)).cloned();
        let manifest = site_files::manifest(&self.title, &self.language, &self.assets.files);
        let mut made = vec![
            self.content("robots.txt".to_owned(), site_files::robots(site).into_bytes())?,
            self.content(
                "_headers".to_owned(),
                site_files::headers(self.assets.shell.policy(), &hashed.collect::<Vec<_>>()).into_bytes(),
            )?,
            self.content(site_files::MANIFEST.to_owned(), manifest.into_bytes())?,
        ];
        let Some(site) = site else { return Ok(made) };
        let entries = &self.publication.entries;
        for (name, xml) in sitemaps::sitemaps(site, lists, entries).map_err(PublishError::Xml)? {
            made.push(self.content(name, xml)?);
        }
        let news = sitemaps::news(site, &self.title, entries, self.publication.now).map_err(PublishError::Xml)?;
        made.push(self.content(sitemaps::NEWS.to_owned(), news)?);
        Ok(made)
    }

    /// The page that fetches the document named in its address (`view.html?src=articles/<id>.json`), and the page in place
    /// of one that is not there, which is sent for any address and so needs addresses from the server's root.
    fn other_pages(&self) -> Result<Vec<Listed>, PublishError> {
        let renderer = PageRenderer::new()?;
        let waiting = renderer.waiting(&self.language);
        let program = Program::Other(&self.assets.start_document);
        let view = self.page_of_publication("", &self.title, &Head::unlisted(), &waiting, program)?;
        let root = self.publication.address.as_ref().map_or_else(|| "/".to_owned(), |site| site.path());
        let words = Locale::of(&self.language).list_labels();
        let props = NotFoundProps {
            title: AttrValue::from(self.title.clone()),
            language: self.language.clone(),
            site: AttrValue::from(root.clone()),
        };
        let content = renderer.not_found(props);
        let lost = self.page_of_publication(&root, words.page_not_found, &Head::unlisted(), &content, Program::None)?;
        let mut made = vec![self.content("view.html".to_owned(), view)?, self.content("404.html".to_owned(), lost)?];
        made.extend(self.offline(&renderer)?);
        Ok(made)
    }

    /// The page in place of one that was never read, and the service worker that keeps those that were.
    fn offline(&self, renderer: &PageRenderer) -> Result<[Listed; 2], PublishError> {
        let content = renderer.trouble(Trouble::Offline, &self.language);
        let worker = offline::worker(&self.assets.worker, &self.assets.code, &content);
        let head = Head::unlisted();
        let page = Page {
            // It is shown at any address of the publication: the worker makes this the publication's own.
            site: "./",
            language: &self.language,
            direction: self.language.direction(),
            title: &self.title,
            head: head.as_html(),
            content: &content,
            program: Program::None,
            site_script: None,
        };
        Ok([
            self.content(offline::OFFLINE_PAGE.to_owned(), self.fill(&page)?.into_bytes())?,
            self.content(offline::WORKER.to_owned(), worker.into_bytes())?,
        ])
    }

    /// In place of articles whose documents are faulty: what is wrong with them.
    fn faulty(&self) -> Result<(), PublishError> {
        let renderer = PageRenderer::new()?;
        for (path, report) in &self.publication.faulty {
            let id = faulty::id_for(self.publication, path);
            let page = self.faulty_page(&renderer, path, report)?;
            self.files.put(article_page(&id), &page)?;
        }
        Ok(())
    }

    fn faulty_page(&self, renderer: &PageRenderer, path: &Path, report: &Report) -> Result<Vec<u8>, PublishError> {
        let props = faulty::props(path, report);
        let title = props.file.to_string();
        self.page_of_publication("../", &title, &Head::unlisted(), &renderer.faulty(props), Program::None)
    }

    /// The pictures, sounds and films that articles show, and how many were copied.
    fn pictures(&self) -> Result<(BTreeMap<std::path::PathBuf, super::reading::Stamp>, usize), PublishError> {
        let files = self.publication.files();
        let is_new = |(path, stamp): &(&&Path, &super::reading::Stamp)| self.last.files.get(**path) != Some(*stamp);
        let new: Vec<&Path> = files.iter().filter(is_new).map(|(path, _)| *path).collect();
        new.par_iter().try_for_each(|path| {
            self.files.copy(&self.publication.folder.join(path), &Path::new("articles").join(path))
        })?;
        Ok((files.into_iter().map(|(path, stamp)| (path.to_owned(), stamp)).collect(), new.len()))
    }

    /// A page of the publication as a whole, in its language.
    fn page_of_publication(
        &self,
        site: &str,
        title: &str,
        head: &Head,
        content: &str,
        program: Program<'_>,
    ) -> Result<Vec<u8>, PublishError> {
        let (language, direction) = (&self.language, self.language.direction());
        let site_script = Some(self.assets.site_script.as_str());
        let page = Page { site, language, direction, title, head: head.as_html(), content, program, site_script };
        self.fill(&page).map(String::into_bytes)
    }

    /// Writes a file, unless it is there and was made of the same.
    fn listed(
        &self,
        path: String,
        made_of: Digest,
        make: impl FnOnce() -> Result<Vec<u8>, PublishError>,
    ) -> Result<Listed, PublishError> {
        if !self.last.has_list(&path, &made_of) {
            self.files.put(&path, &make()?)?;
            self.lists_made.fetch_add(1, Ordering::Relaxed);
        }
        Ok((path, made_of))
    }

    /// The same for content that is no trouble to make.
    fn content(&self, path: String, content: Vec<u8>) -> Result<Listed, PublishError> {
        let made_of = Digest::of([content.as_slice()]);
        self.listed(path, made_of, || Ok(content))
    }

    fn fill(&self, page: &Page<'_>) -> Result<String, PublishError> {
        self.assets
            .shell
            .fill(page)
            .map_err(|error| PublishError::Shell { path: self.shell_path.to_owned(), what: error.to_string() })
    }
}

/// What an article's page is made of, beside what all pages are made of.
fn made_of(entry: &Entry, related: &[Related]) -> Result<Digest, PublishError> {
    let related =
        serde_json::to_vec(related).map_err(|source| PublishError::Json { id: entry.id.to_string(), source })?;
    Ok(Digest::of([entry.digest.as_str().as_bytes(), &related]))
}

fn digest(parts: &[&str]) -> Digest {
    Digest::of(parts.iter().map(|part| part.as_bytes()))
}

/// Where an article's page is within the publication.
pub(super) fn article_page(id: &str) -> String {
    format!("{id}/index.html")
}

/// Where an article's data is within the publication.
pub(super) fn article_data(id: &str) -> String {
    format!("articles/{id}.json")
}
