//! The head of an article: kicker or section, headline, and the line with its time, comments, byline and print button.

use yew::{Html, html};

use super::{PrintButton, Scene, host, paper, time::time};
use crate::article::{Article, Status};
use crate::locale;

pub(super) fn header(article: &Article, scene: &Scene) -> Html {
    html! {
        <header class="header">
            if let Some(section) = &article.article_section {
                <p class="section">{ section.clone() }</p>
            }
            if let Some(kicker) = &article.kicker {
                <p class="kicker">{ kicker.clone() }</p>
            }
            <h1 class="headline">{ article.headline.clone() }</h1>
            { status(article.creative_work_status, scene) }
            <ul class="metadata">
                <li class="published">{ time(&article.date_published, scene) }</li>
                if let Some(modified) = article.later_change() {
                    <li class="modified">
                        <span lang={scene.interface_lang()} dir={scene.interface_dir()}>{ scene.labels().updated }</span>
                        { " " }
                        { time(modified, scene) }
                    </li>
                }
                if let Some(place) = &article.content_location {
                    <li class="location">{ place.clone() }</li>
                }
                { comments(article, scene) }
                if !article.author.is_empty() {
                    <li class="byline">{ for byline(article, scene) }</li>
                }
                if let Some(words) = article.word_count {
                    <li class="reading-time" lang={scene.interface_lang()} dir={scene.interface_dir()}>
                        { scene.locale.reading_time(words, &article.in_language) }
                    </li>
                }
                <li class="actions" id={host::PRINT_ID} data-running-head={running_head(article)}>
                    <PrintButton language={article.in_language.clone()} printer={scene.printer.clone()} />
                </li>
            </ul>
            { paper::permalink(article, scene) }
        </header>
    }
}

/// What stands at the head of every sheet: the publisher, and the headline in short.
fn running_head(article: &Article) -> String {
    let headline = article.alternative_headline.as_ref().unwrap_or(&article.headline);
    match &article.publisher {
        Some(publisher) => format!("{} · {headline}", publisher.name),
        None => headline.clone(),
    }
}

/// How many comments there are, with the way to them where the document has one.
fn comments(article: &Article, scene: &Scene) -> Html {
    let Some(count) = article.comment_count else { return Html::default() };
    let words = scene.locale.comments(count);
    html! {
        <li class="comments" lang={scene.interface_lang()} dir={scene.interface_dir()}>
            if let Some(url) = &article.discussion_url {
                <a href={scene.address(url)} rel="noopener">{ words }</a>
            } else {
                { words }
            }
        </li>
    }
}

/// Who wrote it, as one line.
fn byline<'a>(article: &'a Article, scene: &'a Scene) -> impl Iterator<Item = Html> + 'a {
    let comma = locale::comma(&article.in_language);
    article.author.iter().enumerate().map(move |(index, author)| {
        html! {
            <>
                if index > 0 { { comma } }
                if let Some(url) = &author.url {
                    <a href={scene.address(url)} rel="author noopener">{ author.name.clone() }</a>
                } else {
                    { author.name.clone() }
                }
                if let Some(title) = &author.job_title {
                    <span class="job-title">{ format!(" ({title})") }</span>
                }
            </>
        }
    })
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
