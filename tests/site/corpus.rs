//! Files that attack (`tests/hostile`), as far as they are published: each is opened as a page of its own, with the headers
//! that the publication asks for, without them, and without a media type, so that the browser guesses it. Nothing in them
//! runs, asks for anything elsewhere, or changes what is kept for reading offline.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};

use axum::Router;
use axum::extract::Request;
use axum::http::header::{CONTENT_TYPE, HeaderName, HeaderValue, USER_AGENT};
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::Value;
use tempfile::TempDir;
use tower_http::services::ServeDir;

use crate::browser::Browser;
use crate::engine::Engine;
use crate::hostile;
use crate::suite::{Outcome, Suite};

/// The same publication in three places.
const PLACES: [&str; 3] = ["/corpus/with-headers/", "/corpus/without-headers/", "/corpus/without-types/"];

/// A drawing that was not cleaned: what the test is held against.
const CONTROL: &str = "/corpus/control/script.svg";

/// How often something ran in Chromium, Firefox and WebKit: whatever does asks for `/ran`.
static RAN: [AtomicUsize; 3] = [const { AtomicUsize::new(0) }; 3];

fn ran_in(engine: Engine) -> &'static AtomicUsize {
    let [chromium, firefox, webkit] = &RAN;
    match engine {
        Engine::Chromium | Engine::PrintingChromium => chromium,
        Engine::Firefox => firefox,
        Engine::WebKit => webkit,
    }
}

pub fn add_to(suite: &mut Suite) {
    suite.add("corpus::nothing_runs_in_any_file_of_a_hostile_publication", everywhere);
    suite.add_in(Engine::Firefox, "corpus::firefox_runs_nothing_in_drawings_and_tracks", in_another_engine);
    suite.add_in(Engine::WebKit, "corpus::webkit_runs_nothing_in_drawings_and_tracks", in_another_engine);
}

/// The cases of which something comes out, published together.
pub fn publication(shell: &Path) -> Outcome<TempDir> {
    let folder = tempfile::tempdir()?;
    let (articles, out) = (folder.path().join("source"), folder.path().join("site"));
    for case in ["drawings", "names", "two-in-one"] {
        copy(&hostile_folder(case), &articles.join(case))?;
    }
    hostile::publish_folder(&articles, shell, &out)?;
    Ok(folder)
}

fn hostile_folder(case: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/hostile").join(case).join("articles")
}

fn copy(from: &Path, to: &Path) -> Outcome {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)?.flatten() {
        let (path, target) = (entry.path(), to.join(entry.file_name()));
        if path.is_dir() {
            copy(&path, &target)?;
        } else {
            fs::copy(path, target)?;
        }
    }
    Ok(())
}

pub fn routes(site: &Path) -> Outcome<Router> {
    let [with_headers, without_headers, without_types] = PLACES.map(|place| place.trim_end_matches('/'));
    let rules = rules(&fs::read_to_string(site.join("_headers"))?)?;
    let files = Router::new().fallback_service(ServeDir::new(site));
    let sent = files.clone().layer(from_fn(move |request: Request, next: Next| {
        let rules = rules.clone();
        async move { as_asked(&rules, request, next).await }
    }));
    let ran = get(async |request: Request| {
        let agent = request.headers().get(USER_AGENT).and_then(|agent| agent.to_str().ok()).unwrap_or_default();
        let engine = match agent {
            agent if agent.contains("Firefox/") => Engine::Firefox,
            agent if agent.contains("Chrome/") => Engine::Chromium,
            _ => Engine::WebKit,
        };
        ran_in(engine).fetch_add(1, SeqCst);
        "document.title = 'ran'"
    });
    Ok(Router::new()
        .nest_service(with_headers, sent)
        .nest_service(without_headers, files.clone())
        .nest_service(without_types, files.layer(from_fn(untyped)))
        .nest_service("/corpus/control", ServeDir::new(hostile_folder("drawings")))
        .route("/ran", ran.clone())
        .route("/ran.js", ran.clone())
        .route("/ran.xsl", ran)
        .route("/corpus/empty", get(async || axum::response::Html("<!doctype html><title>empty</title>"))))
}

/// What is sent along for the addresses that a pattern is for.
type Rule = (String, Vec<(HeaderName, HeaderValue)>);

/// The rules of a `_headers` file.
fn rules(file: &str) -> Outcome<Vec<Rule>> {
    let mut rules: Vec<Rule> = Vec::new();
    for line in file.lines() {
        match (line.strip_prefix("  ").and_then(|header| header.split_once(": ")), rules.last_mut()) {
            (Some((name, value)), Some((_, headers))) => headers.push((name.parse()?, value.parse()?)),
            _ => rules.push((line.to_owned(), Vec::new())),
        }
    }
    Ok(rules)
}

async fn as_asked(rules: &[Rule], request: Request, next: Next) -> Response {
    let path = request.uri().path().to_owned();
    let is_for = |pattern: &str| match pattern.split_once('*') {
        Some((before, after)) => path.starts_with(before) && path.ends_with(after),
        None => path == pattern,
    };
    let mut response = next.run(request).await;
    for (_, headers) in rules.iter().filter(|(pattern, _)| is_for(pattern)) {
        for (name, value) in headers {
            if name == CONTENT_TYPE {
                response.headers_mut().remove(name);
            }
            response.headers_mut().append(name, value.clone());
        }
    }
    response
}

async fn untyped(request: Request, next: Next) -> Response {
    let is_page = request.uri().path().ends_with('/') || request.uri().path().ends_with(".js");
    let mut response = next.run(request).await;
    if !is_page {
        response.headers_mut().remove(CONTENT_TYPE);
    }
    response.into_response()
}

/// The addresses of all files of the publication, within it.
fn files(site: &Path) -> Outcome<Vec<String>> {
    let mut found = Vec::new();
    let mut folders = vec![site.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder)?.flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let parts = path.strip_prefix(site)?.iter().filter_map(|part| part.to_str());
                let parts: Vec<String> =
                    parts.map(|part| utf8_percent_encode(part, NON_ALPHANUMERIC).to_string()).collect();
                found.push(parts.join("/").replace("%2E", "."));
            }
        }
    }
    found.sort();
    Ok(found)
}

async fn everywhere(browser: &Browser) -> Outcome {
    // What is kept for reading offline when everything was read as it should be.
    for place in PLACES {
        for page in ["", "drawings/", "two-in-one/"] {
            browser.driver.goto(browser.address_at(place, page)).await?;
            browser.load_pictures().await?;
        }
        browser.until("the worker is there", "navigator.serviceWorker.controller !== null").await?;
    }
    let kept = kept(browser).await?;
    let files = files(&browser.stage.corpus())?;
    assert!(files.iter().filter(|path| path.starts_with("articles/media/")).count() > 20, "{files:?}");
    let before = ran_in(browser.engine).load(SeqCst);
    for place in PLACES {
        for file in &files {
            open(browser, &browser.address_at(place, file)).await?;
            let is_elsewhere = |address: &String| !address.starts_with("chrome");
            let foreign: Vec<String> = browser.told().await?.foreign.into_iter().filter(is_elsewhere).collect();
            assert_eq!(foreign, Vec::<String>::new(), "{place}{file}");
        }
    }
    browser.driver.goto(browser.address_at("/corpus/", "empty")).await?;
    assert_eq!(ran_in(browser.engine).load(SeqCst), before, "something ran");
    browser.driver.goto(browser.address_at(PLACES[0], "")).await?;
    let after: Vec<Value> = self::kept(browser).await?;
    let is_kept_as_it_was = |entry: &&Value| after.contains(entry);
    let is_page = |entry: &Value| entry["address"].as_str().is_some_and(|address| address.ends_with('/'));
    let changed: Vec<&Value> = kept.iter().filter(|entry| !is_page(entry) && !is_kept_as_it_was(entry)).collect();
    assert_eq!(changed, Vec::<&Value>::new(), "code and pictures are as they were");
    // A picture of the publication that was opened by itself may be kept, and nothing else that was no page of it.
    let is_new = |entry: &&Value| {
        let address = entry["address"].as_str().unwrap_or_default();
        let is_here = PLACES.iter().any(|place| address.contains(place));
        is_here && !is_page(entry) && !address.contains("/articles/media/") && !kept.contains(entry)
    };
    let new: Vec<&Value> = after.iter().filter(is_new).collect();
    assert_eq!(new, Vec::<&Value>::new(), "nothing else is kept");
    control(browser, before).await
}

/// Where nothing was cleaned, something runs: the test can fail.
async fn control(browser: &Browser, before: usize) -> Outcome {
    browser.driver.goto(browser.address_at("", CONTROL)).await?;
    let start = std::time::Instant::now();
    while ran_in(browser.engine).load(SeqCst) == before {
        assert!(start.elapsed() < crate::browser::DEADLINE, "the control runs");
        tokio::time::sleep(crate::browser::NEXT_LOOK).await;
    }
    browser.told().await?;
    Ok(())
}

async fn in_another_engine(browser: &Browser) -> Outcome {
    let before = ran_in(browser.engine).load(SeqCst);
    for place in PLACES {
        for file in files(&browser.stage.corpus())? {
            // What a browser does not show it saves, and its driver waits for a page that never comes.
            if file.starts_with("articles/media/") && [".svg", ".vtt", ".gif"].iter().any(|end| file.ends_with(end)) {
                open(browser, &browser.address_at(place, &file)).await?;
            }
        }
    }
    browser.driver.goto(browser.address_at("/corpus/", "empty")).await?;
    assert_eq!(ran_in(browser.engine).load(SeqCst), before, "something ran");
    control(browser, before).await
}

/// Opens a file. What is saved and not shown leaves the page before.
async fn open(browser: &Browser, address: &str) -> Outcome {
    match browser.driver.goto(address).await {
        Ok(()) => {
            let title: String = browser.ask("document.title ?? ''").await?;
            assert_ne!(title, "ran", "{address}");
            Ok(())
        }
        Err(error) if error.to_string().contains("ERR_ABORTED") => Ok(()),
        Err(error) => Err(format!("{address}: {error}").into()),
    }
}

/// Everything that is kept: addresses with the lengths of what is kept of them.
async fn kept(browser: &Browser) -> Outcome<Vec<Value>> {
    browser.call(include_str!("scripts/kept.js"), Vec::new()).await
}
