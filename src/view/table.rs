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
    html! { <th scope="col" class={side(column.align)}>{ text(&column.text.0, scene) }</th> }
}

fn cells(row: &[Cell], table: &Table, scene: &Scene) -> Html {
    let cells = row.iter().zip(&table.columns).enumerate().map(|(index, (cell, column))| {
        let (class, content) = (side(column.align), text(&cell.0, scene));
        if table.row_headers && index == 0 {
            html! { <th scope="row" {class}>{ content }</th> }
        } else {
            html! { <td {class}>{ content }</td> }
        }
    });
    html! { <tr>{ for cells }</tr> }
}

/// The class of a column's side; where lines begin needs none.
fn side(align: Option<Align>) -> Option<&'static str> {
    match align? {
        Align::Start => None,
        Align::Center => Some("center"),
        Align::End => Some("end"),
    }
}
