//! The name of the publication, which leads to its front page.

use yew::{Html, html};

use super::Scene;
use super::picture::{Loading, picture};
use crate::article::{Article, Image};

pub(super) fn masthead(article: &Article, scene: &Scene) -> Html {
    #[cfg(not(target_arch = "wasm32"))]
    if let Some(publication) = scene.publication() {
        return super::publication::masthead(publication, false, Html::default(), scene);
    }
    html! {
        <header class="masthead">
            if let Some(publisher) = &article.publisher {
                <a href={scene.front_page()}>
                    if let Some(logo) = &publisher.logo {
                        { picture(&Image { alt: publisher.name.clone(), ..logo.clone() }, Loading::Eager, scene) }
                    } else {
                        { publisher.name.clone() }
                    }
                </a>
            } else {
                <a href={scene.front_page()} lang={scene.interface_lang()} dir={scene.interface_dir()}>
                    { scene.labels().articles }
                </a>
            }
        </header>
    }
}
