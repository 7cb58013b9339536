//! Strings that attack (`tests/fixtures/hostile.txt`), in every field of a document: they are text on the page, letter for
//! letter, and nothing else; nothing runs and nothing is asked for. Addresses are held against the browser's own parser.

mod document;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use article_viewer::article;
use article_viewer::site::{self, BuildError, Order};
use article_viewer::store::Compression;
use axum::extract;
use axum::http::header::CONTENT_TYPE;
use axum::routing::get;
use axum::{Json, Router};
pub use document::PICTURE;
use document::{ADDRESSES, Filling};
use serde::Deserialize;
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::browser::Browser;
use crate::large;
use crate::server::HOSTILE_SITE;
use crate::suite::{Outcome, Suite};

pub fn add_to(suite: &mut Suite) {
    suite.add("hostile::texts_of_a_fetched_document_are_text", fetched);
    suite.add("hostile::texts_of_a_page_rendered_ahead_are_text", rendered_ahead);
    suite.add("hostile::addresses_lead_where_they_say", addresses);
    suite.add("hostile::links_give_the_pages_that_they_open_no_hold_on_this_one", openers);
}

/// The strings; the first is harmless, and shows what a page is when nothing attacks it.
static STRINGS: LazyLock<Vec<String>> = LazyLock::new(|| {
    let lines = include_str!("../../fixtures/hostile.txt").lines();
    let strings = lines.filter(|line| line.starts_with('"'));
    let hostile = strings.map(|line| serde_json::from_str(line).unwrap_or_else(|error| panic!("{line}: {error}")));
    std::iter::once("harmless words".to_owned()).chain(hostile).collect()
});

const DRAWING: &str = "<svg xmlns='http://www.w3.org/2000/svg' width='7' height='7'/>";

/// Notes whatever runs, asks or is refused by the policy.
const TRAPS: &str = include_str!("../scripts/traps.js");

/// A document for each string, with the string in every text or in every address.
pub fn documents() -> Router {
    let schema = article::schema();
    let (for_texts, for_addresses) = (schema.clone(), schema);
    let texts = async move |extract::Path(index): extract::Path<usize>| Json(with_text(&for_texts, index));
    let addresses = async move |extract::Path(index): extract::Path<usize>| Json(with_address(&for_addresses, index));
    Router::new()
        .route("/texts/{index}", get(texts))
        .route("/addresses/{index}", get(addresses))
        .route(&format!("/texts/{PICTURE}"), get(drawing))
        .route(&format!("/addresses/{PICTURE}"), get(drawing))
}

async fn drawing() -> ([(axum::http::HeaderName, &'static str); 1], &'static str) {
    ([(CONTENT_TYPE, "image/svg+xml")], DRAWING)
}

/// Whether a string may stand in a document at all: control characters may not, since HTML has no place for them.
fn is_text(index: usize) -> bool {
    !STRINGS[index].contains(|c: char| c.is_ascii_control() && !matches!(c, '\t' | '\n' | '\u{c}' | '\r' | '\u{7f}'))
}

fn with_text(schema: &Value, index: usize) -> Value {
    Filling { text: STRINGS.get(index).map_or("", String::as_str), address: PICTURE }
        .document(schema, &format!("h{index}"))
}

fn with_address(schema: &Value, index: usize) -> Value {
    Filling { text: "words", address: STRINGS.get(index).map_or("", String::as_str) }
        .document(schema, &format!("h{index}"))
}

/// The documents with the strings as texts, published with the shell of the built site.
pub fn publication(shell: &Path) -> Outcome<TempDir> {
    let folder = tempfile::tempdir()?;
    let (articles, out) = (folder.path().join("source"), folder.path().join("site"));
    fs::create_dir_all(&articles)?;
    let schema = article::schema();
    for index in (0..STRINGS.len()).filter(|index| is_text(*index)) {
        fs::write(articles.join(format!("h{index}.json")), with_text(&schema, index).to_string())?;
    }
    fs::write(articles.join(PICTURE), DRAWING)?;
    large::write_to(&articles)?;
    publish_folder(&articles, shell, &out)?;
    Ok(folder)
}

/// Publishes a folder of documents.
pub fn publish_folder(articles: &Path, shell: &Path, out: &Path) -> Outcome {
    let order = Order { compression: Compression::None, ..Order::new(articles, shell, out) };
    site::build(&order).map_err(|error| match error {
        BuildError::Faulty(report) => report.to_string(),
        other => other.to_string(),
    })?;
    Ok(())
}

/// What a page is made of.
#[derive(Debug, Deserialize, PartialEq)]
struct Anatomy {
    /// Every element, with the names of its attributes.
    elements: Vec<String>,
    /// How many runs of text have the string in them.
    texts: usize,
    /// How many attributes have it, by name.
    attributes: BTreeMap<String, usize>,
    /// Attributes whose name begins with `on`.
    handlers: Vec<String>,
    /// What was caught by the traps.
    caught: Vec<String>,
}

async fn anatomy(browser: &Browser, index: usize) -> Outcome<Anatomy> {
    browser.call(include_str!("../scripts/anatomy.js"), vec![json!(STRINGS[index])]).await
}

async fn fetched(browser: &Browser) -> Outcome {
    for index in (0..STRINGS.len()).filter(|index| !is_text(*index)) {
        browser.open(&format!("view.html?src=articles/test-hostile-texts-{index}.json")).await?;
        browser.until("the document is refused", "document.querySelector('main [role=alert]') !== null").await?;
        assert_eq!(browser.texts("article").await?, Vec::<String>::new());
        let told = browser.told_by_script().await?;
        assert!(told.by_scripts().iter().all(|line| line.contains("control character")), "{told:?}");
    }
    each_is_text(browser, async |index| {
        browser.open_started(&format!("view.html?src=articles/test-hostile-texts-{index}.json")).await
    })
    .await
}

async fn rendered_ahead(browser: &Browser) -> Outcome {
    each_is_text(browser, async |index| {
        browser.driver.goto(browser.address_at(HOSTILE_SITE, &format!("h{index}/"))).await?;
        browser.started().await
    })
    .await
}

/// Every page is made like the one with harmless words, and has the string where that has them.
async fn each_is_text(browser: &Browser, open: impl AsyncFn(usize) -> Outcome) -> Outcome {
    browser.before_pages(TRAPS).await?;
    open(0).await?;
    let harmless = anatomy(browser, 0).await?;
    assert!(harmless.texts > 100 && harmless.attributes.len() > 3, "the document has every field: {harmless:?}");
    for (index, string) in STRINGS.iter().enumerate().filter(|(index, _)| is_text(*index)) {
        open(index).await?;
        let found = anatomy(browser, index).await?;
        let differs = found.elements.iter().zip(&harmless.elements).find(|(one, other)| one != other);
        assert_eq!((differs, found.elements.len()), (None, harmless.elements.len()), "{string:?}");
        assert_eq!((found.texts, &found.attributes), (harmless.texts, &harmless.attributes), "{string:?}");
        assert!(found.handlers.is_empty() && found.caught.is_empty(), "{string:?}: {found:?}");
        browser.told().await?.nothing().map_err(|failed| format!("{string:?}: {failed:?}"))?;
    }
    assert!(STRINGS.len() > 150, "{} strings", STRINGS.len());
    Ok(())
}

/// Where the browser says that an address leads.
#[derive(Debug, Deserialize)]
struct Parsed {
    protocol: String,
    username: String,
    password: String,
    is_same_origin: bool,
}

async fn addresses(browser: &Browser) -> Outcome {
    browser.before_pages(TRAPS).await?;
    browser.open("view.html?src=articles/test-hostile-addresses-0.json").await?;
    let mut refused = 0;
    for (index, string) in STRINGS.iter().enumerate() {
        let parsed: Option<Parsed> =
            browser.call(include_str!("../scripts/parse_address.js"), vec![json!(string)]).await?;
        for (kind, _) in ADDRESSES.iter().filter(|(_, allows)| allows(string)) {
            // What the browser cannot parse leads nowhere.
            let Some(parsed) = &parsed else { continue };
            assert!(is_as_it_says(kind, string, parsed), "{kind} allows {string:?}: {parsed:?}");
        }
        let document = json!({
            "id": "a", "inLanguage": "en", "headline": "h", "datePublished": "2026-01-01T00:00:00Z", "url": string,
            "body": [{ "type": "divider" }],
        });
        let (_, allows_resource) = ADDRESSES[0];
        assert_eq!(article::read(document.to_string().as_bytes()).is_ok(), allows_resource(string), "{string:?}");
        refused += usize::from(!allows_resource(string));

        browser.open_started(&format!("view.html?src=articles/test-hostile-addresses-{index}.json")).await?;
        let wrong: Vec<String> = browser.call(include_str!("../scripts/wrong_addresses.js"), Vec::new()).await?;
        assert!(wrong.is_empty(), "{string:?}: {wrong:?}");
        let told = browser.told().await?;
        let is_asked_for =
            |address: &&String| parsed.is_some() && string.starts_with("http") && address.starts_with("http");
        let unasked: Vec<&String> = told.foreign.iter().filter(|address| !is_asked_for(address)).collect();
        assert!(unasked.is_empty(), "{string:?}: {unasked:?}");
    }
    assert!(refused > 100, "{refused} addresses are refused");
    Ok(())
}

/// Whether an address leads where a person who reads it expects.
fn is_as_it_says(kind: &str, address: &str, parsed: &Parsed) -> bool {
    let is_absolute = address.get(..7).is_some_and(|start| start.eq_ignore_ascii_case("http://"))
        || address.get(..8).is_some_and(|start| start.eq_ignore_ascii_case("https://"));
    match parsed.protocol.as_str() {
        "http:" | "https:" => {
            parsed.username.is_empty() && parsed.password.is_empty() && (is_absolute || parsed.is_same_origin)
        }
        "mailto:" | "tel:" => kind == "LinkAddress",
        "data:" => kind == "PictureAddress" && address.starts_with("data:image/"),
        _ => false,
    }
}

async fn openers(browser: &Browser) -> Outcome {
    browser.open_started("every-element/").await?;
    let held: Vec<String> = browser.call(include_str!("../scripts/openers.js"), Vec::new()).await?;
    assert_eq!(held, Vec::<String>::new());
    Ok(())
}
