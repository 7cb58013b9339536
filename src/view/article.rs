//! An article with its masthead, its related articles and its footer.

use yew::{Html, Properties, component, html};

use super::content::Shown;
use super::{Related, Scene, body, footer, footnotes, header, imprint, lead, masthead, paper};
use crate::article::Status;

/// What an [`Article`] shows.
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct ArticleProps {
    /// The article.
    pub article: Shown,
    /// Where it is shown.
    pub scene: Scene,
}

/// An article, whole. Of one that was withdrawn its head is left, which says so.
#[component]
pub fn Article(ArticleProps { article, scene }: &ArticleProps) -> Html {
    let main = if scene.host.is_embedded { "div" } else { "main" };
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
                <Related article={article.clone()} scene={scene.clone()} />
            </@>
            { footer::footer(article, scene) }
        </>
    }
}
