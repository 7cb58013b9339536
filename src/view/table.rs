//! A table. On a narrow screen it scrolls within itself; on paper its head is repeated.

use yew::{AttrValue, Html, html};

use super::{Scene, text::text};
use crate::article::{Align, Cell, Column, Table};

pub(super) fn table(table: &Table, scene: &Scene) -> Html {
    let (label, label_lang, lang) = match &table.caption {
        Some(caption) => (AttrValue::from(caption.plain()), None, None),
        None => (AttrValue::Static(scene.labels().table), scene.interface_lang(), scene.document_lang()),
    };
    html! {
        // What scrolls must be reachable by keyboard, and named.
        <div class="table" role="region" tabindex="0" lang={label_lang} aria-label={label}>
            <table {lang}>
                if let Some(caption) = &table.caption {
                    <caption>{ text(caption, scene) }</caption>
                }
                <thead><tr>{ for table.columns.iter().map(|column| heading(column, scene)) }</tr></thead>
                <tbody>{ for table.rows.iter().map(|row| cells(row, table, scene)) }</tbody>
            </table>
        </div>
    }
}

fn heading(column: &Column, scene: &Scene) -> Html {
    cell("th", Some("col"), column.align, text(&column.text.0, scene))
}

fn cells(row: &[Cell], table: &Table, scene: &Scene) -> Html {
    let cells = row.iter().zip(&table.columns).enumerate().map(|(index, (content, column))| {
        let is_heading = table.row_headers && index == 0;
        let (tag, scope) = if is_heading { ("th", Some("row")) } else { ("td", None) };
        cell(tag, scope, column.align, text(&content.0, scene))
    });
    html! { <tr>{ for cells }</tr> }
}

/// A cell at its column's side; where lines begin needs no class.
fn cell(tag: &'static str, scope: Option<&'static str>, align: Option<Align>, content: Html) -> Html {
    match align {
        None | Some(Align::Start) => html! { <@{tag} {scope}>{ content }</@> },
        Some(Align::Center) => html! { <@{tag} {scope} class="center">{ content }</@> },
        Some(Align::End) => html! { <@{tag} {scope} class="end">{ content }</@> },
    }
}
