//! What is neither an article nor a list of them: files for programs, the pages in an article's place, the service worker.

use std::path::Path;

use yew::AttrValue;

use super::{Listed, Site, article_page};
use crate::locale::{Locale, Trouble};
use crate::publish::head::Head;
use crate::publish::shell::{Page, Program};
use crate::publish::{PageRenderer, PublishError, Report, faulty, offline, site_files, sitemaps};
use crate::view::NotFoundProps;

impl Site<'_> {
    /// What search engines, servers and home screens ask for. `lists` are the paths of the pages of lists.
    pub(super) fn for_machines(&self, lists: &[String]) -> Result<Vec<Listed>, PublishError> {
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
    pub(super) fn other_pages(&self) -> Result<Vec<Listed>, PublishError> {
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
    pub(super) fn faulty(&self) -> Result<(), PublishError> {
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
}
