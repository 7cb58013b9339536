//! The page of an article.

use std::rc::Rc;

use yew::{AttrValue, Html, Properties, component, html};

use super::{Scene, body::body, footer::footer, header::header, lead::lead, masthead::masthead, related::related};
use crate::article::Article;

/// What an [`ArticlePage`] shows.
#[derive(Debug, PartialEq, Properties)]
pub struct ArticlePageProps {
    /// The article.
    pub article: Rc<Article>,
    /// The publication's root as seen from the page: `""`, or an address that ends with a slash.
    pub site: AttrValue,
    /// The document's folder as seen from the page: `""`, or an address that ends with a slash.
    pub folder: AttrValue,
}

impl ArticlePageProps {
    /// The article on its page in a publication, rendered ahead of time: `<id>/index.html` beside `articles/`.
    pub fn ahead(article: Rc<Article>) -> Self {
        Self { article, site: AttrValue::Static("../"), folder: AttrValue::Static("../articles/") }
    }
}

/// Everything from the masthead to the footer.
#[component]
pub fn ArticlePage(props: &ArticlePageProps) -> Html {
    let article = &*props.article;
    let scene = Scene::new(&article.in_language, props.site.clone(), props.folder.clone());
    let lang = AttrValue::from(article.in_language.as_str().to_owned());
    let dir = article.in_language.direction().as_str();
    html! {
        <div class="viewer" {lang} {dir}>
            { masthead(article, &scene) }
            <main>
                <article class="article">
                    { header(article, &scene) }
                    { lead(article, &scene) }
                    { body(&article.body, &scene) }
                </article>
                { related(&article.related, &scene) }
            </main>
            { footer(article, &scene) }
        </div>
    }
}
