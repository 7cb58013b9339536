//! Builds of different age: a page that names an older script with its integrity, and a publication that is older than the
//! script. The older build is a real one (`tests/fixtures/older-build`).

use std::fs;
use std::path::{Path, PathBuf};

use axum::Router;
use axum::extract;
use axum::http::StatusCode;
use axum::http::header::{CONTENT_ENCODING, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use sha2::{Digest, Sha384};
use tower_http::services::ServeDir;

use super::VIEWERS;
use crate::browser::Browser;
use crate::suite::{Outcome, Suite};

pub fn add_to(suite: &mut Suite) {
    suite.add("embed::versions::older_script_with_its_integrity_shows_newer_documents", older_script);
    suite.add("embed::versions::newer_script_shows_an_older_publication", older_publication);
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/older-build")
}

/// A publication as that build left it: its code, and documents, none of which was rendered ahead for other pages.
pub fn routes(site: &Path) -> Router {
    let documents = ServeDir::new(site.join("articles"));
    let no_article = get(async || StatusCode::NOT_FOUND);
    Router::new()
        .nest_service("/articles", Router::new().route("/the-measure.html", no_article).fallback_service(documents))
        .route("/{name}", get(async |extract::Path(name): extract::Path<String>| file(&name)))
}

fn file(name: &str) -> Response {
    let kind = match name.rsplit('.').next() {
        Some("css") => "text/css",
        Some("wasm") => "application/wasm",
        _ => "text/javascript",
    };
    match fs::read(folder().join(format!("{name}.br"))) {
        Ok(content) => ([(CONTENT_TYPE, kind), (CONTENT_ENCODING, "br")], content).into_response(),
        Err(_) => StatusCode::NOT_FOUND.into_response(),
    }
}

/// The name of the older script, and its integrity.
fn script() -> Outcome<(String, String)> {
    let is_script = |name: &String| name.starts_with("embed-") && name.ends_with(".js.br");
    let names = fs::read_dir(folder())?.flatten().filter_map(|entry| entry.file_name().into_string().ok());
    let name = names.into_iter().find(is_script).ok_or("no script of an older build")?;
    let mut script = Vec::new();
    brotli::BrotliDecompress(&mut fs::read(folder().join(&name))?.as_slice(), &mut script)?;
    let integrity = format!("sha384-{}", BASE64_STANDARD.encode(Sha384::digest(&script)));
    Ok((name.trim_end_matches(".br").to_owned(), integrity))
}

async fn older_script(browser: &Browser) -> Outcome {
    let (name, integrity) = script()?;
    let script =
        format!("<script type=module src=\"VIEWER/older/{name}\" integrity=\"{integrity}\" crossorigin></script>");
    for id in ["every-element", "min-al-yamin", "the-measure"] {
        let viewer = format!("<article-viewer loading=eager src=\"VIEWER/articles/{id}.json\"></article-viewer>");
        browser.open_page(&format!("{script}{viewer}"), "").await?;
        browser.until_viewer(&format!("{id} is shown"), "viewer.state === 'ready'").await?;
        let has_text = "viewer => viewer.shadowRoot.querySelectorAll('.body > p').length > 2";
        assert!(browser.of_viewer::<bool>(has_text, vec![]).await?, "{id}");
    }
    // Beside a newer one, whichever comes first is in use.
    let both = format!(
        "{script}{}<article-viewer loading=eager src=\"VIEWER/articles/the-measure.json\"></article-viewer>",
        super::SCRIPT
    );
    browser.open_page(&both, "").await?;
    browser.until("it is shown", &format!("({VIEWERS}).every(viewer => viewer.state === 'ready')")).await?;
    browser.told().await?.nothing()
}

async fn older_publication(browser: &Browser) -> Outcome {
    let viewer = "<article-viewer loading=eager src=\"VIEWER/older/articles/the-measure.json\"></article-viewer>";
    browser.open_page(&format!("{}{viewer}", super::SCRIPT), "").await?;
    browser.until_viewer("the article is shown", "viewer.state === 'ready'").await?;
    let told = browser.told().await?;
    assert_eq!(told.refused.len(), 1, "it was looked for once, and nothing else went wrong: {told:#?}");
    told.nothing_dangerous()
}
