//! Footnotes: a small number in the text that leads to the note, and the note with ways back.

use yew::{AttrValue, Html, html};

use super::{Scene, text::text};
use crate::article::{Footnote, FootnoteRef};

/// The number in the text.
pub(super) fn reference(note: &FootnoteRef) -> Html {
    let id = reference_id(note.id.as_str(), note.occurrence);
    html! {
        <sup class="note-reference">
            <a {id} href={format!("#note-{}", note.id.as_str())}>{ note.number }</a>
        </sup>
    }
}

/// The notes at the end of the article.
pub(super) fn footnotes(notes: &[Footnote], scene: &Scene) -> Html {
    if notes.is_empty() {
        return Html::default();
    }
    html! {
        <section class="footnotes" aria-label={scene.labels().footnotes}>
            <ol>{ for notes.iter().map(|note| footnote(note, scene)) }</ol>
        </section>
    }
}

fn footnote(note: &Footnote, scene: &Scene) -> Html {
    let id = note.id.as_str();
    let back = |occurrence| {
        html! {
            <a class="back" href={format!("#{}", reference_id(id, occurrence))} aria-label={scene.labels().back}>{ "↩" }</a>
        }
    };
    html! {
        <li id={format!("note-{id}")}>
            <span>{ text(&note.text, scene) }</span>
            { " " }
            { for (1..=note.references).map(back) }
        </li>
    }
}

fn reference_id(id: &str, occurrence: usize) -> AttrValue {
    AttrValue::from(match occurrence {
        0 | 1 => format!("to-note-{id}"),
        more => format!("to-note-{id}-{more}"),
    })
}
