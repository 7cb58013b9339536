//! The largest document that is allowed, and the first that is not: time and memory are printed, what is shown is
//! asserted.

use std::fs;
use std::path::Path;
use std::time::Instant;

use axum::extract;
use axum::routing::get;
use axum::{Json, Router};
use serde_json::{Value, json};

use crate::browser::Browser;
use crate::server::HOSTILE_SITE;
use crate::suite::{Outcome, Suite};

pub fn add_to(suite: &mut Suite) {
    suite.add("large::fifty_thousand_blocks_are_shown_and_one_more_is_refused", limit);
}

/// How many blocks a document may have.
const BLOCKS: usize = 50_000;

/// The id of the largest document in the hostile site.
const ID: &str = "large";

/// Documents of as many paragraphs as the address says.
pub fn documents() -> Router {
    Router::new().route("/{blocks}", get(async |extract::Path(blocks): extract::Path<usize>| Json(document(blocks))))
}

/// Puts the largest document into a folder that is published.
pub fn write_to(folder: &Path) -> Outcome {
    Ok(fs::write(folder.join(format!("{ID}.json")), document(BLOCKS).to_string())?)
}

fn document(blocks: usize) -> Value {
    let paragraph = |number| json!({ "type": "paragraph", "text": format!("Paragraph {number} of a long story, which has a line and a half of words like most.") });
    let body: Vec<Value> = (1..=blocks).map(paragraph).collect();
    json!({ "id": ID, "inLanguage": "en", "headline": "Long", "datePublished": "2026-01-01T00:00:00Z", "body": body })
}

async fn limit(browser: &Browser) -> Outcome {
    let shown = "document.querySelectorAll('.body p').length";
    let last =
        "document.querySelector('.body > :last-child > p:last-child').textContent.startsWith('Paragraph 50000 of')";
    let start = Instant::now();
    browser.driver.goto(browser.address_at(HOSTILE_SITE, &format!("{ID}/"))).await?;
    browser.started().await?;
    println!("{BLOCKS} blocks, rendered ahead: loaded and started after {:.1?}{}", start.elapsed(), memory());
    assert_eq!(browser.ask::<usize>(shown).await?, BLOCKS);
    assert!(browser.ask::<bool>(last).await?);

    let start = Instant::now();
    browser.open_started(&format!("view.html?src=articles/test-large-{BLOCKS}.json")).await?;
    println!("{BLOCKS} blocks, fetched: read and rendered after {:.1?}{}", start.elapsed(), memory());
    assert_eq!(browser.ask::<usize>(shown).await?, BLOCKS);
    assert!(browser.ask::<bool>(last).await?);

    browser.open(&format!("view.html?src=articles/test-large-{}.json", BLOCKS + 1)).await?;
    browser.until("the document is refused", "document.querySelector('main [role=alert]') !== null").await?;
    let told = browser.told_by_script().await?;
    assert!(told.by_scripts().iter().any(|line| line.contains("more than 50000 blocks")), "{told:?}");
    told.nothing_dangerous()
}

/// The most memory that a page's process has had, in words; where the system does not tell, nothing.
fn memory() -> String {
    let processes = fs::read_dir("/proc").into_iter().flatten().flatten().map(|entry| entry.path());
    let renderers = processes.filter(|process| {
        fs::read_to_string(process.join("cmdline")).is_ok_and(|command| command.contains("--type=renderer"))
    });
    let most_kib = renderers.filter_map(|process| {
        let status = fs::read_to_string(process.join("status")).ok()?;
        let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
        peak.split_whitespace().next()?.parse::<u64>().ok()
    });
    most_kib.max().map(|kib| format!("; its process has had {} MiB", kib / 1024)).unwrap_or_default()
}
