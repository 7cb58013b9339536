//! The front page: the publication's articles, newest first.

use std::rc::Rc;

use yew::{AttrValue, Html, Properties, component, html};

use super::picture::{Loading, picture};
use super::{Bases, Scene, related::thumbnail, text, time::time};
use crate::article::{Article, Language};

/// What a [`FrontPage`] shows.
#[derive(Debug, PartialEq, Properties)]
pub struct FrontPageProps {
    /// The name of the publication.
    pub title: AttrValue,
    /// The language of the page; articles in another are marked as such.
    pub language: Language,
    /// The articles, in the order in which they are shown.
    pub articles: Vec<Rc<Article>>,
}

/// The masthead and a list of articles, the first one large.
#[component]
pub fn FrontPage(props: &FrontPageProps) -> Html {
    let lang = AttrValue::from(props.language.as_str().to_owned());
    let entries = props.articles.iter().enumerate().map(|(index, article)| entry(article, index == 0, &props.language));
    html! {
        <div class="viewer front" {lang} dir={props.language.direction().as_str()}>
            <header class="masthead"><h1>{ props.title.clone() }</h1></header>
            <main class="main"><ul class="entries">{ for entries }</ul></main>
        </div>
    }
}

fn entry(article: &Article, is_first: bool, page_language: &Language) -> Html {
    let language = &article.in_language;
    let scene = Scene::new(language, Bases { folder: AttrValue::Static("articles/"), ..Bases::default() });
    let is_foreign = language != page_language;
    let lang = is_foreign.then(|| AttrValue::from(language.as_str().to_owned()));
    let dir = is_foreign.then(|| language.direction().as_str());
    let loading = if is_first { Loading::Eager } else { Loading::Lazy };
    html! {
        <li key={article.id.as_str()} {lang} {dir}>
            <article class="entry">
                if let Some(image) = article.lead_image() {
                    { picture(&thumbnail(image), loading, &scene) }
                }
                <div class="entry-words">
                    if let Some(section) = &article.article_section {
                        <p class="section">{ section.clone() }</p>
                    }
                    <h2 class="entry-headline"><a href={scene.article(&article.id)}>{ article.headline.clone() }</a></h2>
                    if let Some(description) = &article.description {
                        <p class="entry-lead">{ text::text(description, &scene) }</p>
                    }
                    <p class="entry-date">{ time(&article.date_published, &scene) }</p>
                </div>
            </article>
        </li>
    }
}
