//! The viewer: an article with everything around it, or what stands in its place.

use std::rc::Rc;

use yew::{AttrValue, Callback, Html, MouseEvent, Properties, component, html};

use super::{Permalink, Scene, body, footer, footnotes, header, host, imprint, lead, masthead, notice, paper, related};
use crate::article::{Article, Language, Status};
use crate::locale::Trouble;

/// What a [`Viewer`] shows, and where.
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct ViewerProps {
    /// What there is to show.
    pub content: Content,
    /// The publication's root as seen from the page: `""`, or an address that ends with a slash.
    pub site: AttrValue,
    /// The document's folder as seen from the page: `""`, or an address that ends with a slash.
    pub folder: AttrValue,
    /// Where the article is to be found, where that is known ahead of time.
    #[prop_or_default]
    pub permalink: Option<Rc<Permalink>>,
    /// Asks for the document again.
    #[prop_or_default]
    pub onretry: Callback<MouseEvent>,
}

/// What there is to show.
#[derive(Clone, Debug)]
pub enum Content {
    /// An article.
    Article(Rc<Article>),
    /// A document is on its way; the page speaks this language until it is there.
    Loading(Language),
    /// There is no article to show, and why; the page speaks this language.
    Trouble(Trouble, Language),
}

/// An article is compared by its place in memory: nobody changes one that is shown.
impl PartialEq for Content {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Article(one), Self::Article(another)) => Rc::ptr_eq(one, another),
            (Self::Loading(one), Self::Loading(another)) => one == another,
            (Self::Trouble(one, in_one), Self::Trouble(another, in_another)) => one == another && in_one == in_another,
            _ => false,
        }
    }
}

impl ViewerProps {
    /// An article on its page in a publication, rendered ahead of time: `<id>/index.html` beside `articles/`.
    pub fn ahead(article: Rc<Article>) -> Self {
        Self {
            content: Content::Article(article),
            site: AttrValue::Static("../"),
            folder: AttrValue::Static("../articles/"),
            permalink: None,
            onretry: Callback::noop(),
        }
    }

    /// A page at the publication's root that waits for its document.
    pub fn waiting(language: Language) -> Self {
        Self {
            content: Content::Loading(language),
            site: AttrValue::Static(""),
            folder: AttrValue::Static(""),
            permalink: None,
            onretry: Callback::noop(),
        }
    }
}

impl Content {
    fn language(&self) -> &Language {
        match self {
            Self::Article(article) => &article.in_language,
            Self::Loading(language) | Self::Trouble(_, language) => language,
        }
    }
}

/// Everything from the masthead to the footer.
#[component]
pub fn Viewer(props: &ViewerProps) -> Html {
    let language = props.content.language();
    let mut scene = Scene::new(language, props.site.clone(), props.folder.clone());
    scene.permalink = props.permalink.clone();
    let lang = AttrValue::from(language.as_str().to_owned());
    let content = match &props.content {
        Content::Article(article) => page(article, &scene),
        Content::Loading(_) => html! {
            <main>
                <p class="loading" role="status" lang={scene.interface_lang()} dir={scene.interface_dir()}>
                    { scene.labels().loading }
                </p>
            </main>
        },
        Content::Trouble(trouble, _) => html! { <main>{ notice::notice(*trouble, &props.onretry, &scene) }</main> },
    };
    html! { <div class={host::VIEWER} {lang} dir={language.direction().as_str()}>{ content }</div> }
}

fn page(article: &Article, scene: &Scene) -> Html {
    html! {
        <>
            { masthead::masthead(article, scene) }
            <main>
                <article class="article">
                    { header::header(article, scene) }
                    if article.creative_work_status != Status::Withdrawn {
                        { lead::lead(article, scene) }
                        { body::body(&article.body, scene) }
                        { footnotes::footnotes(&article.footnotes, scene) }
                        { imprint::imprint(article, scene) }
                        { paper::links(&article.links, scene) }
                    }
                    { paper::colophon(article, scene) }
                </article>
                { related::related(article, scene) }
            </main>
            { footer::footer(article, scene) }
        </>
    }
}
