//! A publication as files: pages, data, lists, what machines read, pictures. Only what is made of something else than last
//! time is made; the pages of articles in parallel, an article each in memory.

mod lists;
mod others;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;

use super::assets::Assets;
use super::digest::Digest;
use super::files::Files;
use super::head::Head;
use super::listings::listings;
use super::memory::SiteMemory;
use super::progress::Progress;
use super::reading::Stamp;
use super::shell::{Page, Program};
use super::{Entry, PageRenderer, Publication, PublishError, oembed};
use crate::article::{Article, Language, Related, Status};
use crate::locale::Locale;

/// The folder of articles as data, and of their pictures.
pub(super) const ARTICLES: &str = "articles";

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

    /// The pictures, sounds and films that articles show, and how many were copied.
    fn pictures(&self) -> Result<(BTreeMap<PathBuf, Stamp>, usize), PublishError> {
        let files = self.publication.files();
        let is_new = |(path, stamp): &(&&Path, &Stamp)| self.last.files.get(**path) != Some(*stamp);
        let new: Vec<&Path> = files.iter().filter(is_new).map(|(path, _)| *path).collect();
        new.par_iter().try_for_each(|path| {
            self.files.copy(&self.publication.folder.join(path), &Path::new(ARTICLES).join(path))
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
    format!("{ARTICLES}/{id}.json")
}
