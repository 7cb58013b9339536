//! Running text: every span with its element, and the numbers of footnotes.

use yew::{AttrValue, Html, html};

use super::{Scene, paper};
use crate::article::{FootnoteRef, Span, Text, unturned};

pub(super) fn text(text: &Text, scene: &Scene) -> Html {
    text.spans().iter().map(|piece| span(piece, scene)).collect()
}

/// A name beside other words in one block: nothing in it turns them around. What steers directions is left out, since it
/// could end the isolation that the element gives. A name alone in its block needs none: no text reaches beyond its block.
pub(super) fn name(name: &str) -> Html {
    html! { <bdi>{ unturned(name) }</bdi> }
}

fn span(span: &Span, scene: &Scene) -> Html {
    match span {
        Span::Plain(characters) => Html::from(characters.clone()),
        Span::Strong { text: inner } => html! { <strong>{ text(inner, scene) }</strong> },
        Span::Emphasis { text: inner } => html! { <em>{ text(inner, scene) }</em> },
        Span::Code { text: inner } => html! { <code>{ text(inner, scene) }</code> },
        Span::Sub { text: inner } => html! { <sub>{ text(inner, scene) }</sub> },
        Span::Sup { text: inner } => html! { <sup>{ text(inner, scene) }</sup> },
        Span::Mark { text: inner } => html! { <mark>{ text(inner, scene) }</mark> },
        Span::Break => html! { <br /> },
        Span::Footnote(note) => reference(note),
        Span::Abbreviation { expansion, text: inner } => html! {
            <abbr title={AttrValue::from(expansion.clone())}>{ text(inner, scene) }</abbr>
        },
        Span::Link { url, text: inner, number } => html! {
            <>
                <a href={scene.address(url)} rel="noopener">{ text(inner, scene) }</a>
                { paper::link_number(*number) }
            </>
        },
        Span::Language { lang, dir, text: inner } => html! {
            <span lang={AttrValue::from(lang.as_str().to_owned())} dir={dir.unwrap_or(lang.direction()).as_str()}>
                { text(inner, scene) }
            </span>
        },
    }
}

/// The number of a footnote, which leads to it.
fn reference(note: &FootnoteRef) -> Html {
    let id = reference_id(note.id.as_str(), note.occurrence);
    html! {
        <sup class="note-reference">
            <a {id} href={format!("#note-{}", note.id.as_str())}>{ note.number }</a>
        </sup>
    }
}

/// The id of a place that names a footnote: the first of them, or a later one.
pub(super) fn reference_id(id: &str, occurrence: usize) -> AttrValue {
    AttrValue::from(match occurrence {
        0 | 1 => format!("to-note-{id}"),
        more => format!("to-note-{id}-{more}"),
    })
}
