//! What is neither an article nor a list of them: files for programs, the pages in an article's place, the service worker.

use yew::AttrValue;

use super::context::Context;
use super::head::Head;
use super::headers::{Headers, is_hashed};
use super::paths;
use super::shell::{Frame, Page};
use super::sitemaps::Sitemaps;
use super::{BuildError, PageRenderer, faulty, moved, offline, servers, site_files, sitemaps, surroundings};
use crate::catalogue::{Catalogue, ListPage};
use crate::locale::{LoadErrorKind, Locale};
use crate::source::SiteAddress;
use crate::store::{Content, Digest, Made, Output, Wanted};
use crate::view::NotFoundProps;

/// A file that is there once.
#[derive(Clone, Copy, Debug)]
pub(super) enum Other {
    /// The page that fetches the document named in its address (`view.html?src=articles/<id>.json`).
    View,
    /// The page in place of one that is not there.
    NotFound,
    /// The page in place of one that was never read.
    Offline,
    /// The service worker.
    Worker,
    Manifest,
    Robots,
    Headers,
    Redirects,
    /// A sitemap, or the index of several, by its place among them.
    Sitemap(usize),
    News,
}

/// Those that a publication has.
pub(super) fn others(catalogue: &Catalogue, address: Option<&SiteAddress>, lists: &[(usize, ListPage)]) -> Vec<Other> {
    let mut others = vec![Other::View, Other::NotFound, Other::Offline, Other::Worker, Other::Manifest];
    if catalogue.aliases().len() > 0 {
        others.push(Other::Redirects);
    }
    if let Some(site) = address {
        let pages = sitemaps::articles(&catalogue.entries, site).count() + lists.len();
        others.extend((0..sitemaps::files(pages)).map(Other::Sitemap));
        others.push(Other::News);
    }
    // Last, since they name the others.
    others.extend([Other::Robots, Other::Headers]);
    others
}

impl Context<'_> {
    /// The file.
    pub(super) fn output_of_other(&self, other: &Other) -> Output {
        let digest = self.site_digest;
        let with = |name: &str, more: Vec<&[u8]>| {
            let made_of = Digest::of([name.as_bytes(), digest.as_bytes()].into_iter().chain(more));
            Output::new(name, made_of)
        };
        match other {
            Other::View => with("view.html", Vec::new()),
            Other::NotFound => with("404.html", Vec::new()),
            Other::Offline => with(offline::OFFLINE_PAGE, Vec::new()),
            Other::Worker => with(offline::WORKER, self.code.code.iter().map(|name| name.as_bytes()).collect()),
            Other::Manifest => with(site_files::MANIFEST, self.code_names().map(str::as_bytes).collect()),
            Other::Robots => with("robots.txt", Vec::new()),
            Other::Headers => {
                let readers = format!("{:?}", self.readers);
                with("_headers", self.code_names().map(str::as_bytes).chain([readers.as_bytes()]).collect())
            }
            Other::Redirects => {
                let aliases = self.catalogue.aliases();
                let of = |(alias, entry): (&'_ str, Option<&'_ crate::catalogue::Entry>)| {
                    format!("{alias} {}", entry.map(|entry| entry.id.as_str()).unwrap_or_default())
                };
                let lines: Vec<String> = aliases.map(of).collect();
                with(moved::REDIRECTS, lines.iter().map(String::as_bytes).collect())
            }
            Other::Sitemap(place) => match self.sitemaps() {
                Some(maps) => {
                    let parts = maps.parts_of(*place);
                    with(&maps.name(*place), parts.iter().map(String::as_bytes).collect())
                }
                None => with(sitemaps::SITEMAP, Vec::new()),
            },
            Other::News => {
                let news = self.address.into_iter().flat_map(|site| {
                    let entries = &self.catalogue.entries;
                    sitemaps::recent(entries, site, self.catalogue.now)
                        .flat_map(|entry| [entry.id.as_str().as_bytes(), entry.whole.as_bytes()])
                });
                with(sitemaps::NEWS, news.collect())
            }
        }
    }

    /// Makes the file.
    pub(super) fn make_other(
        &self,
        other: &Other,
        renderer: &PageRenderer,
        wanted: &mut Wanted<'_>,
    ) -> Result<Made, BuildError> {
        let content = match other {
            Other::View => {
                let waiting = renderer.waiting(&self.language);
                self.page(&self.frames.document, "", &self.title, &waiting)
            }
            Other::NotFound => self.not_found(renderer),
            Other::Offline => {
                // It is shown at any address of the publication: the worker makes this the publication's own.
                self.page(&self.frames.offline, "./", &self.title, &self.offline_content(renderer))
            }
            Other::Worker => {
                offline::worker(&self.code.worker, &self.code.code, &self.offline_content(renderer)).into_bytes()
            }
            Other::Manifest => {
                let names: Vec<&str> = self.code_names().collect();
                site_files::manifest(&self.title, &self.language, self.paper(), &names).into_bytes()
            }
            Other::Robots => site_files::robots(self.address).into_bytes(),
            Other::Headers => {
                let hashed: Vec<&str> = self.code_names().filter(|name| is_hashed(name)).collect();
                let headers = Headers::new(self.code.shell.policy(), self.readers);
                servers::headers_file(&headers, &hashed, self.address).into_bytes()
            }
            Other::Redirects => {
                let is_free = |alias: &str| !surroundings::is_taken(alias, &self.listings);
                moved::redirects(self.catalogue, is_free, self.address).into_bytes()
            }
            Other::Sitemap(place) => match self.sitemaps() {
                Some(maps) => maps.xml(*place).map_err(BuildError::Xml)?,
                None => Vec::new(),
            },
            Other::News => match self.address {
                Some(site) => sitemaps::news(site, &self.title, &self.catalogue.entries, self.catalogue.now)
                    .map_err(BuildError::Xml)?,
                None => Vec::new(),
            },
        };
        wanted.put(0, Content::Bytes(content))?;
        Ok(Made::Done)
    }

    /// The page of a faulty document.
    pub(super) fn outputs_of_faulty(&self, place: usize) -> Vec<Output> {
        let (Some(id), Some((path, report))) = (self.faulty.get(place), self.catalogue.faulty.get(place)) else {
            return Vec::new();
        };
        let said = report.to_string();
        let made_of = [self.site_digest.as_bytes(), path.as_os_str().as_encoded_bytes(), said.as_bytes()];
        vec![Output::new(paths::page(id), Digest::of(made_of))]
    }

    /// Makes the page of a faulty document.
    pub(super) fn make_faulty(
        &self,
        place: usize,
        renderer: &PageRenderer,
        wanted: &mut Wanted<'_>,
    ) -> Result<Made, BuildError> {
        if let Some((path, report)) = self.catalogue.faulty.get(place) {
            let props = faulty::props(path, report);
            let title = props.file.to_string();
            let page = self.page(&self.frames.list, "../", &title, &renderer.faulty(props));
            wanted.put(0, Content::Bytes(page))?;
        }
        Ok(Made::Done)
    }

    /// The ground of its pages by day, where that is its own.
    fn paper(&self) -> Option<&str> {
        self.configuration.style.colours.as_ref().map(|colours| colours.light.paper.as_str())
    }

    /// The names of all files of code, in their order.
    fn code_names(&self) -> impl Iterator<Item = &str> {
        self.code.files.iter().map(|(name, _)| name)
    }

    fn sitemaps(&self) -> Option<Sitemaps<'_>> {
        Some(Sitemaps::new(self.address?, self.list_folders(), &self.catalogue.entries))
    }

    fn offline_content(&self, renderer: &PageRenderer) -> String {
        renderer.error(LoadErrorKind::NotKept, &self.language)
    }

    /// It is sent for any address, and so needs addresses from the server's root.
    fn not_found(&self, renderer: &PageRenderer) -> Vec<u8> {
        let root = self.address.map_or_else(|| "/".to_owned(), SiteAddress::path);
        let props = NotFoundProps {
            title: AttrValue::from(self.title.clone()),
            publication: None,
            language: self.language.clone(),
            site: AttrValue::from(root.clone()),
        };
        let words = Locale::of(&self.language).list_labels();
        self.page(&self.frames.list, &root, words.page_not_found, &renderer.not_found(props))
    }

    /// A page that search engines must not list, in the language of the publication.
    fn page(&self, frame: &Frame, site: &str, title: &str, content: &str) -> Vec<u8> {
        let head = Head::unlisted();
        let page = Page { site, language: &self.language, title, head: head.as_html(), content };
        frame.fill(&page).into_bytes()
    }
}
