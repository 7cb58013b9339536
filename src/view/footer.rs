//! The foot of the page: whose article it is, and the way back to the others.

use yew::{Html, html};

use super::Scene;
use crate::article::Article;

pub(super) fn footer(article: &Article, scene: &Scene) -> Html {
    html! {
        <footer class="footer">
            <a href={scene.front_page()} lang={scene.interface_lang()} dir={scene.interface_dir()}>
                { scene.labels().front_page }
            </a>
            if let Some(publisher) = &article.publisher {
                if let Some(url) = &publisher.url {
                    <a href={scene.address(url)} rel="noopener">{ publisher.name.clone() }</a>
                }
            }
            if let Some(url) = &article.url {
                <a href={scene.address(url)} rel="noopener" dir="ltr">{ url.as_str().to_owned() }</a>
            }
        </footer>
    }
}
