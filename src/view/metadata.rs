//! The line below a headline: when and where it was published, comments, byline, reading time, and the print button.

use yew::{Html, Properties, component, html};

use super::content::Shown;
use super::print_button::{print_button, use_print_controls};
use super::{Scene, names, text::name, time::time};
use crate::article::{Article, unturned};
use crate::locale;

/// What [`Metadata`] shows.
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct MetadataProps {
    /// The article that it is about.
    pub article: Shown,
    /// Where it is shown.
    pub scene: Scene,
}

/// What is to be known of an article beside its text.
#[component]
pub fn Metadata(MetadataProps { article, scene }: &MetadataProps) -> Html {
    let controls = use_print_controls(scene);
    html! {
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
            <li class="actions" id={names::PRINT_ID} data-running-head={running_head(article)}>
                { print_button(controls, scene) }
            </li>
        </ul>
    }
}

/// What stands at the head of every sheet: the publisher, and the headline in short.
fn running_head(article: &Article) -> String {
    let headline = article.alternative_headline.as_ref().unwrap_or(&article.headline);
    // A margin of a sheet has no elements to isolate a name by.
    match &article.publisher {
        Some(publisher) => unturned(&format!("{} · {headline}", publisher.name)),
        None => unturned(headline),
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
                    <a href={scene.address(url)} rel="author noopener">{ name(&author.name) }</a>
                } else {
                    { name(&author.name) }
                }
                if let Some(title) = &author.job_title {
                    <span class="job-title">{ " (" }{ name(title) }{ ")" }</span>
                }
            </>
        }
    })
}
