//! The viewer: an article with everything around it, or what stands in its place; and the root of the programs that load
//! what they show.

use std::rc::Rc;

use yew::{AttrValue, Callback, Html, MouseEvent, Properties, component, html};

use super::article::Article;
use super::bases::Bases;
use super::content::Content;
use super::host::Host;
use super::load::{Source, use_document};
use super::notice;
use super::scene::{Permalink, Scene};
use crate::article::{Article as Document, Language};

/// What a [`Viewer`] shows, and where.
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct ViewerProps {
    /// What there is to show.
    pub content: Content,
    /// Where the article is to be found, where that is known ahead of time.
    #[prop_or_default]
    pub permalink: Option<Rc<Permalink>>,
    /// Asks for the document again.
    #[prop_or_default]
    pub onretry: Callback<MouseEvent>,
    /// Who shows the viewer.
    #[prop_or_default]
    pub host: Host,
}

impl ViewerProps {
    /// An article on its page in a publication, rendered ahead of time: `<id>/index.html` beside `articles/`.
    pub fn ahead(article: Rc<Document>) -> Self {
        let bases = Bases { site: AttrValue::Static("../"), folder: AttrValue::Static("../articles/") };
        Self::of(Content::Article(article.into(), bases))
    }

    /// The same with the publication around it.
    #[cfg(not(target_arch = "wasm32"))]
    pub fn ahead_within(article: Rc<Document>, around: super::Around) -> Self {
        let host = Host { around: Some(around), ..Host::default() };
        Self { host, ..Self::ahead(article) }
    }

    /// An article rendered ahead of time for the pages of others: `articles/<id>.html`.
    pub fn embedded(article: Rc<Document>) -> Self {
        let bases = Bases { site: AttrValue::Static("../"), folder: AttrValue::Static("") };
        let host = Host { is_embedded: true, ..Host::default() };
        Self { host, ..Self::of(Content::Article(article.into(), bases)) }
    }

    /// A page at the publication's root that waits for its document.
    pub fn waiting(language: Language) -> Self {
        Self::of(Content::Loading(language))
    }

    /// What there is to show, on a page of the publication's own.
    pub fn of(content: Content) -> Self {
        Self { content, permalink: None, onretry: Callback::noop(), host: Host::default() }
    }
}

/// A viewer that is rendered ahead of time: everything from the masthead to the footer.
#[component]
pub fn Viewer(props: &ViewerProps) -> Html {
    viewer(props)
}

fn viewer(props: &ViewerProps) -> Html {
    let language = props.content.language();
    let scene = Scene::of(language, props.content.bases(), props.permalink.clone(), props.host.clone());
    let lang = AttrValue::from(language.as_str().to_owned());
    let content = match &props.content {
        Content::Article(article, _) => {
            // Another article is made anew: nothing that was done to the elements of this one stays.
            html! { <Article key={article.id.as_str()} article={article.clone()} scene={scene.clone()} /> }
        }
        Content::Loading(_) => html! {
            <main class="main">
                <p class="loading" role="status" lang={scene.interface_lang()} dir={scene.interface_dir()}>
                    { scene.labels().loading }
                </p>
            </main>
        },
        Content::Error(kind, _) => html! {
            <main class="main">{ notice::notice(*kind, props.host.advice.emit(*kind), &props.onretry, &scene) }</main>
        },
    };
    // In somebody else's page: a section's header and footer are no landmarks of the page's, and there is no second `main`.
    let tag = if scene.host.is_embedded { "section" } else { "div" };
    let (label, id) = if scene.host.is_embedded { (props.content.name(), props.content.id()) } else { (None, None) };
    html! {
            <@{tag} class="viewer" {lang} dir={language.direction().as_str()} aria-label={label} data-article={id}>
                { content }
            </@>
    }
}

/// What a [`DocumentViewer`] loads and shows.
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct DocumentViewerProps {
    /// The document.
    pub source: Source,
    /// What the page speaks until the document says its own language.
    pub language: Language,
    /// Who shows the viewer.
    pub host: Host,
}

/// The root of a program that loads what it shows: from loading to the article, or to what keeps it from being shown.
#[component]
pub fn DocumentViewer(props: &DocumentViewerProps) -> Html {
    let DocumentViewerProps { source, language, host } = props;
    let document = use_document(source, language, host);
    // Somebody else's page shows what it has in the article's place until it is there, and when it can't be.
    if host.is_embedded && !matches!(document.content, Content::Article(..)) {
        return Html::default();
    }
    // Not as a component of its own, which would be a second root.
    viewer(&ViewerProps { onretry: document.onretry, host: host.clone(), ..ViewerProps::of(document.content) })
}
