//! Boxes beside the main thread: asides, key points, timelines, questions, cards, notices, and what is not known.

use yew::{Html, html};

use super::{Scene, paper, paragraph::paragraph, text::text, time::time};
use crate::article::{Card, Moment, Notice, NoticeKind, Text, Unknown};

/// A box, around blocks that were rendered.
pub(super) fn aside(heading: Option<&Text>, body: impl Iterator<Item = Html>, scene: &Scene) -> Html {
    html! {
        <aside class="box">
            if let Some(heading) = heading {
                <p class="box-heading">{ text(heading, scene) }</p>
            }
            { for body }
        </aside>
    }
}

pub(super) fn key_points(points: &[Text], scene: &Scene) -> Html {
    html! {
        <section class="box key-points" lang={scene.interface_lang()} aria-label={scene.labels().key_points}>
            <p class="box-heading" lang={scene.interface_lang()} dir={scene.interface_dir()}>{ scene.labels().key_points }</p>
            <ul lang={scene.document_lang()}>{ for points.iter().map(|point| html! { <li>{ text(point, scene) }</li> }) }</ul>
        </section>
    }
}

pub(super) fn timeline(moments: &[Moment], scene: &Scene) -> Html {
    let moment = |moment: &Moment| {
        html! {
            <li>
                <p class="moment">{ text(&moment.label, scene) }</p>
                { paragraph(&moment.text, scene) }
            </li>
        }
    };
    html! { <ol class="timeline">{ for moments.iter().map(moment) }</ol> }
}

/// Questions, each with the blocks of its answer, which were rendered.
pub(super) fn questions<'a, A>(items: impl Iterator<Item = (&'a Text, A)>, scene: &Scene) -> Html
where
    A: Iterator<Item = Html>,
{
    let item = |(question, answer): (&Text, A)| {
        html! {
            <>
                <dt>{ text(question, scene) }</dt>
                <dd>{ for answer }</dd>
            </>
        }
    };
    html! { <dl class="questions">{ for items.map(item) }</dl> }
}

/// Nothing is loaded from the page that a card shows the way to.
pub(super) fn card(card: &Card, scene: &Scene) -> Html {
    html! {
        <div class="box card">
            <p class="card-title"><a href={scene.address(&card.url)} rel="noopener">{ card.title.clone() }</a></p>
            if let Some(description) = &card.description {
                { paragraph(description, scene) }
            }
            if let Some(source) = &card.source {
                <p class="card-source">{ source.clone() }</p>
            }
            <p class="card-address">{ paper::address(&card.url, scene) }</p>
        </div>
    }
}

pub(super) fn notice(notice: &Notice, scene: &Scene) -> Html {
    let label = match notice.kind {
        NoticeKind::Correction => scene.labels().correction,
        NoticeKind::Update => scene.labels().updated,
    };
    html! {
        <div class="change" role="note">
            <p class="change-label">
                <span lang={scene.interface_lang()} dir={scene.interface_dir()}>{ label }</span>
                { " " }
                { time(&notice.date, scene) }
            </p>
            { paragraph(&notice.text, scene) }
        </div>
    }
}

/// A block of a newer version of the format: what it says to show instead, or word that something is missing.
pub(super) fn unknown(unknown: &Unknown, scene: &Scene) -> Html {
    match &unknown.fallback {
        Some(fallback) => paragraph(fallback, scene),
        None => html! {
            <p class="unknown" lang={scene.interface_lang()} dir={scene.interface_dir()}>{ scene.labels().unknown }</p>
        },
    }
}
