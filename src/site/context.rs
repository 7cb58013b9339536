//! What the outputs of a publication have in common: what it knows of itself, its code, its address, and the frames of its
//! pages.

use super::code::Code;
use super::shell::{Frame, Program};
use super::{BuildError, Order, PageRenderer, around, faulty};
use crate::article::{ArticleId, Language};
use crate::catalogue::{Catalogue, ListPage, Listing, listings};
use crate::locale::Locale;
use crate::source::{Configuration, Readers, SiteAddress};
use crate::store::Digest;

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

/// What the outputs of a publication have in common.
pub(super) struct Context<'a> {
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
    /// Every page of a list, with the place of its list.
    pub(super) lists: Vec<(usize, ListPage)>,
    /// The ids under which faulty documents are shown.
    pub(super) faulty: Vec<String>,
    /// The articles that are made for servers to put into their pages.
    pub(super) include: &'a [ArticleId],
    /// Which other sites may read it.
    pub(super) readers: &'a Readers,
    /// What the publication says of itself.
    pub(super) configuration: &'a Configuration,
    /// Of what its articles and lists show of that.
    pub(super) said_digest: Digest,
    order: &'a Order<'a>,
}

impl<'a> Context<'a> {
    pub(super) fn new(catalogue: &'a Catalogue, code: &'a Code, order: &'a Order<'a>) -> Result<Self, BuildError> {
        let configuration = &order.publication.configuration;
        let (address, renderer) = (order.address.as_ref(), order.renderer);
        let language = configuration.language.clone().unwrap_or_else(|| catalogue.language());
        let title = configuration.title.as_deref().or_else(|| catalogue.title());
        let title = title.unwrap_or(Locale::of(&language).labels().articles).to_owned();
        let frames = frames(code, order)?;
        let address_text = address.map(SiteAddress::as_str).unwrap_or_default();
        let said_digest = around::digest(configuration);
        let said = said_digest.to_string();
        let shared = [renderer, title.as_str(), address_text, said.as_str(), language.as_str()];
        let articles_digest = Digest::of_texts(shared.into_iter().chain(frames.article.parts()));
        let pages = [&frames.list, &frames.document, &frames.offline].into_iter().flat_map(Frame::parts);
        let site_digest = Digest::of_texts(shared.into_iter().chain([code.worker.as_str()]).chain(pages));
        let listings = listings(catalogue, &configuration.sections);
        let pages = |(place, list): (usize, &Listing<'_>)| list.pages().into_iter().map(move |page| (place, page));
        let lists: Vec<(usize, ListPage)> = listings.iter().enumerate().flat_map(pages).collect();
        let faulty = faulty::ids(catalogue);
        Ok(Self {
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
            faulty,
            include: order.include,
            readers: &order.readers,
            configuration,
            said_digest,
            order,
        })
    }

    /// What renders the pages, with what the publication shows around them.
    pub(super) fn page_renderer(&self) -> Result<PageRenderer, BuildError> {
        Ok(PageRenderer::new()?.within(around::shown(self.order.publication, &self.title, &self.language)))
    }

    /// The lists' pages, as paths of folders within the publication.
    pub(super) fn list_folders(&self) -> Vec<String> {
        let folder = |(place, page): &(usize, ListPage)| {
            let list = self.listings.get(*place)?;
            Some(format!("{}{}", list.folder, page.folder))
        };
        self.lists.iter().filter_map(folder).collect()
    }
}

fn frames(code: &Code, order: &Order<'_>) -> Result<Frames, BuildError> {
    let frame = |program, site_script| {
        let wrong = |what: String| BuildError::Shell { path: order.code.page().to_owned(), what };
        code.shell.frame(program, site_script).map_err(|error| wrong(error.to_string()))
    };
    let site_script = Some(order.page_script.unwrap_or(&code.site_script));
    Ok(Frames {
        article: frame(Program::Page(&code.start_page), site_script)?,
        list: frame(Program::None, site_script)?,
        document: frame(Program::Other(&code.start_document), site_script)?,
        offline: frame(Program::None, None)?,
    })
}
