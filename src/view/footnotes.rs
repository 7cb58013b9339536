//! Footnotes: the notes at the end of the article, with ways back to their places in the text.

use yew::{Html, html};

use super::Scene;
use super::text::{reference_id, text};
use crate::article::Footnote;

/// The notes at the end of the article.
pub(super) fn footnotes(notes: &[Footnote], scene: &Scene) -> Html {
    if notes.is_empty() {
        return Html::default();
    }
    html! {
        <section class="footnotes" lang={scene.interface_lang()} aria-label={scene.labels().footnotes}>
            <ol lang={scene.document_lang()}>{ for notes.iter().map(|note| footnote(note, scene)) }</ol>
        </section>
    }
}

fn footnote(note: &Footnote, scene: &Scene) -> Html {
    let id = note.id.as_str();
    let back = |occurrence| {
        html! {
            <a
                class="back"
                href={format!("#{}", reference_id(id, occurrence))}
                lang={scene.interface_lang()}
                aria-label={scene.labels().back}
            >
                { "↩" }
            </a>
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
