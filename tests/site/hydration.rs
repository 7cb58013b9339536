//! One article, three ways: its page as served, the same page taken over by the program, and `view.html`. They look and
//! read the same.

use serde::Deserialize;
use serde_json::Value;

use crate::articles::field;
use crate::browser::Browser;
use crate::suite::{Outcome, Suite};

pub fn add_to(suite: &mut Suite) {
    suite.add("hydration::program_leaves_every_page_as_it_was_served", unchanged);
    suite.add("hydration::view_page_shows_every_article_as_its_own_page_does", by_view_page);
}

/// What the viewer's element holds.
#[derive(Debug, Deserialize, PartialEq)]
struct Held {
    text: String,
    /// Without comments: those are notes that the renderer leaves to the program.
    html: String,
}

async fn unchanged(browser: &Browser) -> Outcome {
    for article in browser.articles()? {
        let page = format!("{}/", field(&article, "id"));
        browser.allow_scripts(false).await?;
        browser.open(&page).await?;
        let served = held(browser).await?;
        browser.allow_scripts(true).await?;
        browser.open_started(&page).await?;
        let taken_over = held(browser).await?;
        assert!(served.text.contains(field(&article, "headline")), "{page}: {served:?}");
        assert_eq!(served.text, taken_over.text, "{page}");
        assert_eq!(served.html, taken_over.html, "{page}");
    }
    Ok(())
}

async fn held(browser: &Browser) -> Outcome<Held> {
    browser.call(include_str!("scripts/held.js"), Vec::new()).await
}

/// What a reader gets of an article.
#[derive(Debug, Deserialize, PartialEq)]
struct Shown {
    title: String,
    lang: String,
    dir: String,
    article: String,
    related: String,
    /// Absolute addresses.
    links: Vec<String>,
    /// Addresses and widths of the pictures' files.
    pictures: Vec<(String, u32)>,
}

async fn by_view_page(browser: &Browser) -> Outcome {
    for article in browser.articles()? {
        let id = field(&article, "id");
        let on_its_page = shown(browser, &format!("{id}/")).await?;
        let on_view_page = shown(browser, &format!("view.html?src=articles/{id}.json")).await?;
        assert_eq!(on_its_page, on_view_page);
        check(&on_view_page, &article);
    }
    Ok(())
}

async fn shown(browser: &Browser, page: &str) -> Outcome<Shown> {
    browser.open_started(page).await?;
    browser.load_pictures().await?;
    browser.call(include_str!("scripts/article.js"), Vec::new()).await
}

fn check(shown: &Shown, article: &Value) {
    assert_eq!(shown.title, field(article, "headline"));
    assert_eq!(shown.lang, field(article, "inLanguage"));
    assert_eq!(shown.dir, if shown.lang == "ar" { "rtl" } else { "ltr" }, "{}", shown.title);
    let is_loaded = shown.pictures.iter().all(|(_, width_px)| *width_px > 0);
    assert!(!shown.pictures.is_empty() && is_loaded, "{}: {:?}", shown.title, shown.pictures);
}
