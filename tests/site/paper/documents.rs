//! What the tests of paper print beside the bundled articles: documents that are hard to print, and pictures whose four
//! corners can be counted.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use axum::extract;
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Json, Router};
use serde_json::{Value, json};

/// How many pictures the slow documents have, and every which of them is missing in the second.
pub const PICTURES: usize = 40;
pub const MISSING: [usize; 3] = [7, 19, 40];

/// How long the server takes for each of them.
const DELAY: Duration = Duration::from_millis(200);

/// Documents by name, and their pictures.
pub fn documents() -> Router {
    Router::new()
        .route("/links", get(async || Json(links())))
        .route("/table", get(async || Json(long_table())))
        .route("/code", get(async || Json(long_code())))
        .route("/quote", get(async || Json(long_quote())))
        .route("/tall", get(async || Json(tall_picture())))
        .route("/slow", get(async || Json(slow_pictures("slow"))))
        .route("/holes", get(async || Json(slow_pictures("holes"))))
        .route("/tall.svg", get(async || svg(marked(800, 3000))))
        .route("/slow/{number}", get(async || after_a_while(true).await))
        .route(
            "/holes/{number}",
            get(async |extract::Path(number): extract::Path<usize>| after_a_while(!MISSING.contains(&number)).await),
        )
}

async fn after_a_while(is_there: bool) -> Response {
    tokio::time::sleep(DELAY).await;
    if is_there { svg(marked(1600, 900)) } else { StatusCode::NOT_FOUND.into_response() }
}

/// The pictures of a site, each replaced by one of its size whose corners can be counted.
pub fn marked_pictures(site: &Path) -> Router {
    let folder: PathBuf = site.join("articles/media/pictures");
    Router::new().route(
        "/{name}",
        get(async move |extract::Path(name): extract::Path<String>| {
            let Ok(original) = fs::read_to_string(folder.join(&name)) else {
                return StatusCode::NOT_FOUND.into_response();
            };
            let size = |attribute: &str| {
                let tag =
                    original.split_once("<svg").and_then(|(_, rest)| rest.split_once('>')).map_or("", |(tag, _)| tag);
                let value = tag.split_once(&format!(" {attribute}=\"")).and_then(|(_, rest)| rest.split_once('"'));
                value.and_then(|(value, _)| value.parse::<u32>().ok()).unwrap_or(900)
            };
            svg(marked(size("width"), size("height")))
        }),
    )
}

fn svg(drawing: String) -> Response {
    ([(CONTENT_TYPE, "image/svg+xml")], drawing).into_response()
}

/// A drawing with a green square in every corner: a picture that is whole on a page has four.
fn marked(width: u32, height: u32) -> String {
    let corners = [(0, 0), (88, 0), (0, 88), (88, 88)]
        .map(|(x, y)| format!("<rect x='{x}' y='{y}' width='12' height='12' fill='#0f0'/>"));
    format!(
        "<svg xmlns='http://www.w3.org/2000/svg' width='{width}' height='{height}' viewBox='0 0 100 100' \
         preserveAspectRatio='none'><rect width='100' height='100' fill='#f0f'/>{}</svg>",
        corners.concat()
    )
}

/// Whether a dot is of the corners.
pub fn is_corner([red, green, blue]: [u8; 3]) -> bool {
    green > 180 && red < 100 && blue < 100
}

fn article(id: &str, body: Vec<Value>) -> Value {
    json!({
        "id": id, "inLanguage": "en", "headline": format!("On {id}"), "datePublished": "2026-01-01T00:00:00Z",
        "creativeWorkStatus": "usable", "body": body,
    })
}

fn paragraph(text: impl Into<Value>) -> Value {
    json!({ "type": "paragraph", "text": text.into() })
}

/// So much text that about a third of a sheet is left below it.
fn two_thirds_of_a_sheet() -> Vec<Value> {
    paragraphs(7)
}

/// A few lines: a sheet with nothing below them is less than half full.
fn few_lines() -> Vec<Value> {
    paragraphs(1)
}

fn paragraphs(count: usize) -> Vec<Value> {
    (1..=count)
        .map(|number| {
            paragraph(format!("Paragraph {number}. {}", "It goes on for a while, so that the sheet fills. ".repeat(6)))
        })
        .collect()
}

/// 30 links of which 10 repeat an address.
fn links() -> Value {
    let link = |number: usize| {
        let page = number % 20;
        let url = if page.is_multiple_of(2) {
            format!("../page-{page}/")
        } else {
            format!("https://page-{page}.example/x?y#z")
        };
        paragraph(json!(["See ", { "type": "link", "url": url, "text": format!("page {page}") }, "."]))
    };
    article("links", (0..30).map(link).collect())
}

fn long_table() -> Value {
    let row = |number: usize| json!([format!("row-{number}-begins"), format!("{number}"), "and ends"]);
    let table = json!({
        "type": "table", "caption": "Two hundred rows", "rowHeaders": true,
        "columns": [{ "text": "HeadOfColumn" }, { "text": "Number", "align": "end" }, { "text": "End" }],
        "rows": (1..=200).map(row).collect::<Vec<_>>(),
    });
    let mut body = few_lines();
    body.push(table);
    article("table", body)
}

fn long_code() -> Value {
    let lines: Vec<String> = (1..=300).map(|number| format!("let line_{number} = {number};")).collect();
    let mut body = few_lines();
    body.push(json!({ "type": "preformatted", "text": lines.join("\n") }));
    article("code", body)
}

fn long_quote() -> Value {
    let text: Vec<String> = (1..=24)
        .map(|number| format!("Said {number}. {}", "And more was said than a page can hold. ".repeat(7)))
        .collect();
    let mut body = few_lines();
    body.push(json!({ "type": "quote", "text": text, "attribution": "Somebody" }));
    article("quote", body)
}

fn tall_picture() -> Value {
    let mut body = two_thirds_of_a_sheet();
    body.push(json!({ "type": "figure", "image": { "src": "tall.svg", "width": 800, "height": 3000, "alt": "tall" }, "caption": "Tall." }));
    body.extend(two_thirds_of_a_sheet());
    article("tall", body)
}

fn slow_pictures(name: &str) -> Value {
    let figure = |number: usize| {
        json!({
            "type": "figure", "caption": format!("Caption {number}."),
            "image": { "src": format!("{name}/{number}"), "width": 1600, "height": 900, "alt": format!("Description {number}.") },
        })
    };
    article(name, (1..=PICTURES).map(figure).collect())
}
