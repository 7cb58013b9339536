//! The end of an article: where it was taken from, whose it is, on what terms, and in which other languages it is there.

use yew::{AttrValue, Html, html};

use super::{Scene, paper, text::name};
use crate::article::{Article, Source, Translation};

pub(super) fn imprint(article: &Article, scene: &Scene) -> Html {
    let is_empty = article.is_based_on.is_none()
        && article.copyright_notice.is_none()
        && article.license.is_none()
        && article.work_translation.is_empty();
    if is_empty {
        return Html::default();
    }
    html! {
        <ul class="imprint">
            if let Some(based_on) = &article.is_based_on {
                { source(based_on, article, scene) }
            }
            if let Some(words) = &article.copyright_notice {
                <li class="copyright">{ words.clone() }</li>
            }
            if let Some(license) = &article.license {
                <li class="licence">
                    <a href={scene.address(license)} rel="license noopener" lang={scene.interface_lang()} dir={scene.interface_dir()}>
                        { scene.labels().licence }
                    </a>
                    { paper::link_number_of(license, article) }
                </li>
            }
            { for article.work_translation.iter().map(|other| translation(other, scene)) }
        </ul>
    }
}

fn source(source: &Source, article: &Article, scene: &Scene) -> Html {
    html! {
        <li class="source">
            <span lang={scene.interface_lang()} dir={scene.interface_dir()}>{ scene.labels().source }</span>
            { " " }
            if let Some(url) = &source.url {
                <a href={scene.address(url)} rel="noopener">{ name(&source.name) }</a>
                { paper::link_number_of(url, article) }
            } else {
                { name(&source.name) }
            }
        </li>
    }
}

fn translation(other: &Translation, scene: &Scene) -> Html {
    let lang = AttrValue::from(other.in_language.as_str().to_owned());
    html! {
        <li class="translation">
            <a
                href={scene.address(&other.url)}
                rel="alternate noopener"
                hreflang={lang.clone()}
                {lang}
                dir={other.in_language.direction().as_str()}
            >
                { other.name.clone() }
            </a>
        </li>
    }
}
