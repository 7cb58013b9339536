//! What comes out of an article: its page, its data, what other pages show of it, and what turns its address into a frame.

use std::rc::Rc;

use super::context::Context;
use super::head::Head;
use super::shell::Page;
use super::{BuildError, PageRenderer, around, embedded, include, oembed, paths};
use crate::article::{Article, Publisher, Status};
use crate::catalogue::Entry;
use crate::source;
use crate::store::{Content, Digest, Made, Output, Wanted};

/// The places of an article's files among its outputs.
const PAGE: usize = 0;
const DATA: usize = 1;
const AHEAD: usize = 2;
const FRAME: usize = 3;

impl Context<'_> {
    /// The files of an article.
    pub(super) fn outputs_of_article(&self, entry: &Entry) -> Vec<Output> {
        let id = entry.id.as_str();
        let related = Digest::of(self.catalogue.related_parts(entry).flatten());
        // One that was withdrawn says whose page it is, and that may be what others say.
        let title = if entry.is_withdrawn { self.title.as_bytes() } else { &[] };
        let own = [entry.whole.as_bytes(), related.as_bytes(), title];
        let section = self.section_folder(entry).unwrap_or_default();
        let page = [b"page", self.articles_digest.as_bytes(), section.as_bytes()].into_iter().chain(own);
        let said = self.said_digest;
        let data = [b"data", self.renderer.as_bytes(), said.as_bytes()].into_iter().chain(own);
        let style = &self.code.element.style;
        let ahead = [b"ahead", self.renderer.as_bytes(), style.as_bytes(), said.as_bytes()].into_iter().chain(own);
        let mut outputs = vec![
            Output::new(paths::page(id), Digest::of(page)),
            Output::new(paths::data(id), Digest::of(data)),
            Output::new(paths::ahead(id), Digest::of(ahead)),
        ];
        if self.has_frame(entry) {
            let frame = [b"oembed", self.articles_digest.as_bytes(), entry.whole.as_bytes()];
            outputs.push(Output::new(oembed::path(id), Digest::of(frame)));
        }
        if let Some(site) = self.address.filter(|_| self.include.contains(&entry.id)) {
            let include =
                [b"include", self.renderer.as_bytes(), style.as_bytes(), said.as_bytes(), site.as_str().as_bytes()];
            outputs.push(Output::new(paths::include(id), Digest::of(include.into_iter().chain(own))));
        }
        outputs
    }

    /// The folder of the list of an article's section.
    pub(super) fn section_folder(&self, entry: &Entry) -> Option<&str> {
        let section = entry.article_section.as_deref()?;
        self.listings.iter().find(|list| list.section == Some(section)).map(|list| list.folder.as_str())
    }

    /// Whether there is an answer that turns the article's address into a frame.
    fn has_frame(&self, entry: &Entry) -> bool {
        self.address.is_some() && !entry.is_withdrawn
    }

    /// Makes the files of an article: read once, rendered once.
    pub(super) fn make_article(
        &self,
        entry: &Entry,
        renderer: &PageRenderer,
        wanted: &mut Wanted<'_>,
    ) -> Result<Made, BuildError> {
        let Some(article) = self.read(entry) else { return Ok(Made::Changed) };
        let article = Rc::new(article);
        let site = self.address;
        if wanted.has(DATA) {
            let json = serde_json::to_vec(&*article)
                .map_err(|source| BuildError::Json { id: article.id.to_string(), source })?;
            wanted.put(DATA, Content::Bytes(json))?;
        }
        // The last, wherever that is.
        let include = if self.has_frame(entry) { FRAME + 1 } else { FRAME };
        let include =
            site.filter(|_| self.include.contains(&entry.id) && wanted.has(include)).map(|site| (site, include));
        if wanted.has(AHEAD) || include.is_some() {
            let ahead = embedded::ahead(&article, &self.code.element.style, renderer);
            if let Some((site, place)) = include {
                wanted
                    .put(place, Content::Bytes(include::of_ahead(&ahead, site, article.id.as_str())?.into_bytes()))?;
            }
            if wanted.has(AHEAD) {
                wanted.put(AHEAD, Content::Bytes(ahead.into_bytes()))?;
            }
        }
        if let Some(site) = site.filter(|_| self.has_frame(entry) && wanted.has(FRAME)) {
            let answer = oembed::answer(&article, &self.title, site).to_string();
            wanted.put(FRAME, Content::Bytes(answer.into_bytes()))?;
        }
        if wanted.has(PAGE) {
            let head = Head::of_article(&article, &self.title, site)?;
            let page = Page {
                site: "../",
                language: &article.in_language,
                title: &article.headline,
                head: head.as_html(),
                content: &renderer.article(&article, site, self.section_folder(entry)),
            };
            wanted.put(PAGE, Content::Bytes(self.frames.article.fill(&page).into_bytes()))?;
        }
        Ok(Made::Done)
    }

    /// Reads an article again, for what its entry does not hold, and gives it its related list. Nothing when its document
    /// is not what it was any more.
    pub(super) fn read(&self, entry: &Entry) -> Option<Article> {
        let mut article = source::read_again(&self.catalogue.folder, &entry.path, entry.stamp)?;
        article.related = self.catalogue.related(entry);
        around::adapt(&mut article, self.configuration);
        if article.creative_work_status == Status::Withdrawn && article.publisher.is_none() {
            // Readers should know whose page they are on.
            let publisher = |name: &str| Publisher { name: name.to_owned(), url: None, logo: None };
            article.publisher = self.catalogue.title().map(publisher);
        }
        Some(article)
    }
}
