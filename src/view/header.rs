//! The head of an article: section, headline, and the line with its time, comments, byline and print button.

use yew::{Html, html};

use super::{PrintButton, Scene, host, time::time};
use crate::article::Article;

pub(super) fn header(article: &Article, scene: &Scene) -> Html {
    html! {
        <header class="header">
            if let Some(section) = &article.article_section {
                <p class="section">{ section.clone() }</p>
            }
            <h1 class="headline">{ article.headline.clone() }</h1>
            <ul class="metadata">
                <li class="published">{ time(&article.date_published, scene) }</li>
                if let Some(modified) = article.later_change() {
                    <li class="modified">
                        <span lang={scene.interface_lang()} dir={scene.interface_dir()}>{ scene.labels().updated }</span>
                        { " " }
                        { time(modified, scene) }
                    </li>
                }
                if let Some(count) = article.comment_count {
                    <li class="comments" lang={scene.interface_lang()} dir={scene.interface_dir()}>
                        { scene.locale.comments(count) }
                    </li>
                }
                if let Some(names) = byline(article) {
                    <li class="byline">{ names }</li>
                }
                <li class="actions" id={host::PRINT_ID}>
                    <PrintButton language={article.in_language.clone()} />
                </li>
            </ul>
        </header>
    }
}

/// Who wrote it, as one line.
fn byline(article: &Article) -> Option<String> {
    let names: Vec<&str> = article.author.iter().map(|author| author.name.as_str()).collect();
    (!names.is_empty()).then(|| names.join(", "))
}
