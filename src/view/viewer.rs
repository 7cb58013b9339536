//! The viewer: an article with everything around it, or what stands in its place.

use std::rc::Rc;

use yew::{AttrValue, Callback, Html, MouseEvent, Properties, component, html};

use super::{
    Bases, Permalink, Scene, body, footer, footnotes, header, host, imprint, lead, masthead, notice, paper, related,
};
use crate::article::{Article, Language, Status};
use crate::browser::print::Printer;
use crate::locale::Trouble;

/// What a [`Viewer`] shows, and where.
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct ViewerProps {
    /// What there is to show.
    pub content: Content,
    /// Where relative addresses begin.
    pub bases: Bases,
    /// Where the article is to be found, where that is known ahead of time.
    #[prop_or_default]
    pub permalink: Option<Rc<Permalink>>,
    /// Asks for the document again.
    #[prop_or_default]
    pub onretry: Callback<MouseEvent>,
    /// Who opens the print dialog.
    #[prop_or_default]
    pub printer: Printer,
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
        let bases = Bases { site: AttrValue::Static("../"), folder: AttrValue::Static("../articles/") };
        Self { bases, ..Self::of(Content::Article(article)) }
    }

    /// A page at the publication's root that waits for its document.
    pub fn waiting(language: Language) -> Self {
        Self::of(Content::Loading(language))
    }

    /// What there is to show, on a page that addresses begin at.
    pub fn of(content: Content) -> Self {
        Self {
            content,
            bases: Bases::default(),
            permalink: None,
            onretry: Callback::noop(),
            printer: Printer::default(),
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

    /// What a region that shows it is called.
    fn name(&self) -> Option<AttrValue> {
        match self {
            Self::Article(article) => Some(AttrValue::from(article.headline.clone())),
            Self::Loading(_) | Self::Trouble(..) => None,
        }
    }
}

/// Everything from the masthead to the footer.
#[component]
pub fn Viewer(props: &ViewerProps) -> Html {
    let language = props.content.language();
    let mut scene = Scene::new(language, props.bases.clone());
    scene.permalink = props.permalink.clone();
    scene.printer = props.printer.clone();
    let lang = AttrValue::from(language.as_str().to_owned());
    let content = match &props.content {
        Content::Article(article) => page(article, &scene),
        Content::Loading(_) => html! {
            <main class="main">
                <p class="loading" role="status" lang={scene.interface_lang()} dir={scene.interface_dir()}>
                    { scene.labels().loading }
                </p>
            </main>
        },
        Content::Trouble(trouble, _) => html! {
            <main class="main">{ notice::notice(*trouble, &props.onretry, &scene) }</main>
        },
    };
    // In somebody else's page: a section's header and footer are no landmarks of the page's, and there is no second `main`.
    let tag = if scene.is_embedded() { "section" } else { "div" };
    let label = scene.is_embedded().then(|| props.content.name()).flatten();
    html! {
        <@{tag} class={host::VIEWER} {lang} dir={language.direction().as_str()} aria-label={label}>{ content }</@>
    }
}

fn page(article: &Article, scene: &Scene) -> Html {
    let main = if scene.is_embedded() { "div" } else { "main" };
    html! {
        <>
            { masthead::masthead(article, scene) }
            <@{main} class="main">
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
            </@>
            { footer::footer(article, scene) }
        </>
    }
}
