//! Accessibility: axe-core, with all rules that it has on by default, best practices included.

use serde::Deserialize;

use crate::browser::{Browser, Scheme};
use crate::suite::{Outcome, Suite};

pub fn add_to(suite: &mut Suite) {
    for (name, page) in [
        ("front_page", ""),
        ("vietnamese_article", "viec-cang-kho/"),
        ("english_article", "the-measure/"),
        ("arabic_article", "min-al-yamin/"),
        ("article_of_every_element", "every-element/"),
        ("notice_in_place_of_an_article", "view.html?src=articles/test-status-500.json"),
    ] {
        suite.add(&format!("accessibility::axe_finds_nothing_in_{name}"), async move |browser| {
            for scheme in Scheme::ALL {
                check(browser, page, scheme).await?;
            }
            Ok(())
        });
    }
}

/// What axe found out about a page.
#[derive(Debug, Deserialize)]
struct Findings {
    /// A violated rule each: its id, what to do, and the elements.
    violations: Vec<String>,
    /// On how many elements the contrast of colours was measured and is enough.
    elements_with_contrast: usize,
    /// Where it could not be measured.
    elements_without_verdict: Vec<String>,
}

async fn check(browser: &Browser, page: &str, scheme: Scheme) -> Outcome {
    browser.emulate("screen", scheme).await?;
    browser.open(page).await?;
    match page {
        "" => {}
        _ if page.starts_with("view.html") => notice(browser).await?,
        _ => browser.started().await?,
    }
    browser.load_pictures().await?;
    let findings = findings(browser).await?;
    let place = format!("{page:?} in the {} scheme", scheme.name());
    assert!(findings.violations.is_empty(), "{place}:\n{}", findings.violations.join("\n\n"));
    assert!(findings.elements_with_contrast > 0, "{place}: no contrast was measured: {findings:#?}");
    assert!(findings.elements_without_verdict.is_empty(), "{place}: {findings:#?}");
    Ok(())
}

async fn findings(browser: &Browser) -> Outcome<Findings> {
    browser.driver.execute(browser.stage.axe.as_str(), Vec::new()).await?;
    browser.call(include_str!("scripts/axe.js"), Vec::new()).await
}

impl Browser {
    /// What axe finds wrong with the page that is open: a rule each.
    pub async fn violations(&self) -> Outcome<Vec<String>> {
        Ok(findings(self).await?.violations)
    }
}

/// Waits for the notice; that the document cannot be had is what this page is about.
async fn notice(browser: &Browser) -> Outcome {
    browser.until("there is a notice", "document.querySelector('[role=alert]') !== null").await?;
    browser.told().await?.nothing_dangerous()
}
