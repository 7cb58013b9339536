//! Strings that attack (`tests/fixtures/hostile.txt`), in every field of a document: they are text on the page, letter for
//! letter, and nothing else; nothing runs and nothing is asked for. Addresses are held against the browser's own parser.

mod document;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use article_viewer::article;
use article_viewer::site::{self, BrowserCode, BuildError, Order};
use article_viewer::source::Publication;
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

/// How many strings stand in a text side by side: to open a page costs a browser more than to show some more strings.
const SIDE_BY_SIDE: usize = 8;

/// What stands between two of them.
const BETWEEN: &str = " and then ";

/// The strings as they stand side by side: first the harmless one, alone, and last, each alone, those that may not stand in
/// a document.
static BUNCHES: LazyLock<Vec<Vec<&str>>> = LazyLock::new(|| {
    let (texts, others): (Vec<&str>, Vec<&str>) =
        STRINGS.iter().map(String::as_str).partition(|string| is_text(string));
    let (harmless, hostile) = texts.split_at(1);
    let bunches = std::iter::once(harmless).chain(hostile.chunks(SIDE_BY_SIDE)).chain(others.chunks(1));
    bunches.map(<[&str]>::to_vec).collect()
});

/// The bunches that may stand in a document, or those that may not, with their numbers.
fn bunches(may_stand: bool) -> impl Iterator<Item = (usize, &'static Vec<&'static str>)> {
    BUNCHES.iter().enumerate().filter(move |(_, strings)| strings.iter().all(|string| is_text(string)) == may_stand)
}

/// A document for each bunch of strings, which stand in every text, and for each string one that has it in every address.
pub fn documents() -> Router {
    let schema = article::schema();
    let (for_texts, for_addresses) = (schema.clone(), schema);
    let texts = async move |extract::Path(bunch): extract::Path<usize>| Json(with_texts(&for_texts, bunch));
    let addresses = async move |extract::Path(index): extract::Path<usize>| Json(with_address(&for_addresses, index));
    Router::new()
        .route("/texts/{bunch}", get(texts))
        .route("/addresses/{index}", get(addresses))
        .route(&format!("/texts/{PICTURE}"), get(drawing))
        .route(&format!("/addresses/{PICTURE}"), get(drawing))
}

async fn drawing() -> ([(axum::http::HeaderName, &'static str); 1], &'static str) {
    ([(CONTENT_TYPE, "image/svg+xml")], DRAWING)
}

/// Whether a string may stand in a document at all: control characters may not, since HTML has no place for them.
fn is_text(string: &str) -> bool {
    !string.contains(|c: char| c.is_ascii_control() && !matches!(c, '\t' | '\n' | '\u{c}' | '\r' | '\u{7f}'))
}

fn with_texts(schema: &Value, bunch: usize) -> Value {
    let text = BUNCHES.get(bunch).map(|strings| strings.join(BETWEEN)).unwrap_or_default();
    Filling { text: &text, address: PICTURE }.document(schema, &format!("h{bunch}"))
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
    for (bunch, _) in bunches(true) {
        fs::write(articles.join(format!("h{bunch}.json")), with_texts(&schema, bunch).to_string())?;
    }
    fs::write(articles.join(PICTURE), DRAWING)?;
    large::write_to(&articles)?;
    publish_folder(&articles, shell, &out)?;
    Ok(folder)
}

/// Publishes a folder of documents.
pub fn publish_folder(articles: &Path, shell: &Path, out: &Path) -> Outcome {
    let (publication, code) = (Publication::of_articles(articles), BrowserCode::beside(shell));
    let order = Order { compression: Compression::None, ..Order::new(&publication, &code, out) };
    site::build(&order).map_err(|error| match error {
        BuildError::Faulty(report) => report.to_string(),
        other => other.to_string(),
    })?;
    Ok(())
}

/// What a page is made of.
#[derive(Debug, Deserialize)]
struct Anatomy {
    /// Every element, with the names of its attributes.
    elements: Vec<String>,
    /// Where each of the strings is.
    found: Vec<Found>,
    /// Attributes whose name begins with `on`.
    handlers: Vec<String>,
    /// What was caught by the traps.
    caught: Vec<String>,
}

/// Where a string is on a page.
#[derive(Debug, Deserialize, PartialEq)]
struct Found {
    /// How many runs of text have it in them.
    texts: usize,
    /// How many attributes have it, by name.
    attributes: BTreeMap<String, usize>,
}

async fn anatomy(browser: &Browser, strings: &[&str]) -> Outcome<Anatomy> {
    browser.call(include_str!("../scripts/anatomy.js"), vec![json!(strings)]).await
}

async fn fetched(browser: &Browser) -> Outcome {
    for (bunch, _) in bunches(false) {
        browser.open(&format!("view.html?src=articles/test-hostile-texts-{bunch}.json")).await?;
        browser.until("the document is refused", "document.querySelector('main [role=alert]') !== null").await?;
        assert_eq!(browser.texts("article").await?, Vec::<String>::new());
        let told = browser.told_by_script().await?;
        assert!(told.by_scripts().iter().all(|line| line.contains("control character")), "{told:?}");
    }
    each_is_text(browser, async |bunch| {
        browser.open_started(&format!("view.html?src=articles/test-hostile-texts-{bunch}.json")).await
    })
    .await
}

async fn rendered_ahead(browser: &Browser) -> Outcome {
    each_is_text(browser, async |bunch| {
        browser.driver.goto(browser.address_at(HOSTILE_SITE, &format!("h{bunch}/"))).await?;
        browser.started().await
    })
    .await
}

/// Every page is made like the one with harmless words, and has each of its strings where that has them.
async fn each_is_text(browser: &Browser, open: impl AsyncFn(usize) -> Outcome) -> Outcome {
    browser.before_pages(TRAPS).await?;
    open(0).await?;
    let harmless = anatomy(browser, &BUNCHES[0]).await?;
    let there = &harmless.found[0];
    assert!(there.texts > 100 && there.attributes.len() > 3, "the document has every field: {harmless:?}");
    for (bunch, strings) in bunches(true) {
        open(bunch).await?;
        let page = anatomy(browser, strings).await?;
        let differs = page.elements.iter().zip(&harmless.elements).find(|(one, other)| one != other);
        assert_eq!((differs, page.elements.len()), (None, harmless.elements.len()), "one of {strings:?}");
        assert!(page.handlers.is_empty() && page.caught.is_empty(), "one of {strings:?}: {page:?}");
        assert_eq!(page.found.len(), strings.len());
        for (string, found) in strings.iter().zip(&page.found) {
            // Names are shown without what would turn the words beside them.
            if string.contains(|c| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')) {
                assert!((there.texts / 2..there.texts).contains(&found.texts), "{string:?}: {found:?}");
            } else {
                assert_eq!(found, there, "{string:?}");
            }
        }
        browser.told().await?.nothing().map_err(|failed| format!("one of {strings:?}: {failed:?}"))?;
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
    let (mut refused, mut opened) = (0, 0);
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

        // An address that no field takes is in no document.
        if !ADDRESSES.iter().any(|(_, allows)| allows(string)) {
            continue;
        }
        opened += 1;
        browser.open_started(&format!("view.html?src=articles/test-hostile-addresses-{index}.json")).await?;
        let wrong: Vec<String> = browser.call(include_str!("../scripts/wrong_addresses.js"), Vec::new()).await?;
        assert!(wrong.is_empty(), "{string:?}: {wrong:?}");
        let told = browser.told().await?;
        let is_asked_for =
            |address: &&String| parsed.is_some() && string.starts_with("http") && address.starts_with("http");
        let unasked: Vec<&String> = told.foreign.iter().filter(|address| !is_asked_for(address)).collect();
        assert!(unasked.is_empty(), "{string:?}: {unasked:?}");
    }
    assert!(refused > 100 && opened > 50, "{refused} addresses are refused, {opened} were opened");
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
