//! The name of the publication, which leads to its front page.

use yew::{Html, html};

use super::Scene;
use crate::article::Article;

pub(super) fn masthead(article: &Article, scene: &Scene) -> Html {
    html! {
        <header class="masthead">
            if let Some(publisher) = &article.publisher {
                <a href={scene.front_page()}>{ publisher.name.clone() }</a>
            } else {
                <a href={scene.front_page()} lang={scene.interface_lang()} dir={scene.interface_dir()}>
                    { scene.labels().articles }
                </a>
            }
        </header>
    }
}
