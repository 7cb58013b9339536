//! The head of an article: kicker or section, headline, what became of it, and the line of its metadata.

use yew::{Html, html};

use super::content::Shown;
use super::{Metadata, Scene, paper};
use crate::article::Status;

pub(super) fn header(article: &Shown, scene: &Scene) -> Html {
    html! {
        <header class="header">
            if let Some(section) = &article.article_section {
                { self::section(section, scene) }
            }
            if let Some(kicker) = &article.kicker {
                <p class="kicker">{ kicker.clone() }</p>
            }
            <h1 class="headline">{ article.headline.clone() }</h1>
            { status(article.creative_work_status, scene) }
            <Metadata article={article.clone()} scene={scene.clone()} />
            { paper::permalink(article, scene) }
        </header>
    }
}

/// The section, with the way to its list where that is known.
#[cfg_attr(target_arch = "wasm32", expect(unused_variables, reason = "only pages that are rendered ahead know it"))]
fn section(name: &str, scene: &Scene) -> Html {
    #[cfg(not(target_arch = "wasm32"))]
    if let Some(address) = scene.section() {
        return html! { <p class="section"><a href={address}>{ name.to_owned() }</a></p> };
    }
    html! { <p class="section">{ name.to_owned() }</p> }
}

/// Word of what became of the article, where it does not stand as it was published.
fn status(status: Status, scene: &Scene) -> Html {
    let words = match status {
        Status::Usable => return Html::default(),
        Status::Corrected => scene.labels().corrected,
        Status::Withdrawn => scene.labels().withdrawn,
    };
    html! { <p class="status" lang={scene.interface_lang()} dir={scene.interface_dir()}>{ words }</p> }
}
