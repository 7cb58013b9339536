//! Components turned into HTML, ahead of time.

use std::rc::Rc;

use tokio::runtime::{Builder, Runtime};
use tokio::task::LocalSet;
use yew::{AttrValue, BaseComponent, Callback, LocalServerRenderer};

use super::BuildError;
use super::permalink::permalink;
use crate::article::{Article, Language};
use crate::locale::{LoadErrorKind, Locale};
use crate::source::SiteAddress;
use crate::view::{
    Around, Content, FaultyDocument, FaultyDocumentProps, FrontPage, FrontPageProps, Host, NotFound, NotFoundProps,
    Publication, Viewer, ViewerProps,
};

/// Renders pages, one after another, on this thread.
#[derive(Debug)]
pub struct PageRenderer {
    runtime: Runtime,
    /// What the publication says of itself.
    publication: Option<Rc<Publication>>,
}

impl PageRenderer {
    /// A renderer with a runtime of its own, which Yew needs to run a component's life.
    ///
    /// # Errors
    /// When the system has no room for the runtime.
    pub fn new() -> Result<Self, BuildError> {
        let runtime = Builder::new_current_thread().build().map_err(BuildError::Renderer)?;
        Ok(Self { runtime, publication: None })
    }

    /// The same for the pages of a publication.
    pub(super) fn within(self, publication: Option<Publication>) -> Self {
        Self { publication: publication.map(Rc::new), ..self }
    }

    /// An article's page.
    ///
    /// A site that is known by its address puts that, and its QR code, on paper. `section` is the folder of the list of the
    /// article's section, within the publication.
    pub fn article(&self, article: &Rc<Article>, site: Option<&SiteAddress>, section: Option<&str>) -> String {
        let permalink = permalink(article, site);
        let section = section.map(|folder| AttrValue::from(folder.to_owned()));
        let around = Around { publication: self.publication.clone(), section };
        self.viewer(ViewerProps { permalink, ..ViewerProps::ahead_within(Rc::clone(article), around) })
    }

    /// An article for the pages of others.
    pub fn embedded(&self, article: &Rc<Article>) -> String {
        self.viewer(ViewerProps::embedded(Rc::clone(article)))
    }

    /// The page that waits for the document its address names.
    pub fn waiting(&self, language: &Language) -> String {
        self.viewer(ViewerProps::waiting(language.clone()))
    }

    /// The page that says why there is no article.
    pub fn error(&self, kind: LoadErrorKind, language: &Language) -> String {
        let locale = Locale::of(language);
        let host = Host { advice: Callback::from(move |kind| locale.advice(kind)), ..Host::default() };
        self.viewer(ViewerProps { host, ..ViewerProps::of(Content::Error(kind, language.clone())) })
    }

    /// Without the markers by which Yew takes a page over: its programs take over none.
    fn viewer(&self, props: ViewerProps) -> String {
        self.run(LocalServerRenderer::<Viewer>::with_props(props).hydratable(false))
    }

    /// A page of a list.
    pub(super) fn list(&self, props: FrontPageProps) -> String {
        let props = FrontPageProps { publication: self.publication.clone(), ..props };
        self.run(LocalServerRenderer::<FrontPage>::with_props(props).hydratable(false))
    }

    /// The page in place of one that is not there.
    pub(super) fn not_found(&self, props: NotFoundProps) -> String {
        let props = NotFoundProps { publication: self.publication.clone(), ..props };
        self.run(LocalServerRenderer::<NotFound>::with_props(props).hydratable(false))
    }

    /// The page in place of an article whose document is faulty.
    pub(super) fn faulty(&self, props: FaultyDocumentProps) -> String {
        self.run(LocalServerRenderer::<FaultyDocument>::with_props(props).hydratable(false))
    }

    fn run<C: BaseComponent>(&self, renderer: LocalServerRenderer<C>) -> String {
        LocalSet::new().block_on(&self.runtime, renderer.render())
    }
}

/// An article's page, as a person or a test reads it.
///
/// # Errors
/// When the renderer cannot be started.
pub fn render_article(article: Article) -> Result<String, BuildError> {
    let props = ViewerProps { permalink: permalink(&article, None), ..ViewerProps::ahead(Rc::new(article)) };
    Ok(PageRenderer::new()?.viewer(props))
}
