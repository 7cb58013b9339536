//! Printing: the button that asks for it, and what is on the paper.

use serde::Deserialize;
use serde_json::json;
use thirtyfour::Key;

use crate::browser::{Browser, Scheme};
use crate::engine::Engine;
use crate::suite::{Outcome, Suite};

pub fn add_to(suite: &mut Suite) {
    suite.add("printing::button_prints_once_in_every_language", button);
    suite.add("printing::enter_and_space_on_the_button_print_once", keys);
    suite.add("printing::paper_shows_the_article_and_nothing_else", paper);
    suite.add_in(Engine::Firefox, "printing::firefox_follows_the_rules_for_paper", rules);
    suite.add_in(Engine::WebKit, "printing::webkit_follows_the_rules_for_paper", rules);
    suite.add("printing::paper_is_white_and_ink_black_in_a_dark_scheme_too", ink);
}

/// Counts instead of opening a dialog.
const PROBE: &str = "window.prints = 0; window.print = () => { window.prints += 1; };";

const BUTTONS: [(&str, &str); 3] =
    [("viec-cang-kho/", "In bài"), ("the-measure/", "Print"), ("min-al-yamin/", "طباعة")];

async fn button(browser: &Browser) -> Outcome {
    browser.before_pages(PROBE).await?;
    for (page, label) in BUTTONS {
        browser.open_started(page).await?;
        assert_eq!(browser.text("article button").await?, label);
        assert_eq!(prints(browser).await?, 0, "{page} printed without being asked");
        browser.element("article button").await?.click().await?;
        browser.until("it printed", "window.prints > 0").await?;
        assert_eq!(prints(browser).await?, 1, "{page}");
    }
    Ok(())
}

async fn keys(browser: &Browser) -> Outcome {
    browser.before_pages(PROBE).await?;
    for (key, name) in [(Key::Enter, "Enter"), (Key::Space, "space")] {
        browser.open_started("viec-cang-kho/").await?;
        browser.run("document.querySelector('article button').focus()").await?;
        browser.driver.action_chain().send_keys(key).perform().await?;
        browser.until("it printed", "window.prints > 0").await?;
        assert_eq!(prints(browser).await?, 1, "{name}");
    }
    Ok(())
}

/// How often the page asked for printing, once all that it had to do is done.
async fn prints(browser: &Browser) -> Outcome<u32> {
    let settled = "() => new Promise(done => requestAnimationFrame(() => setTimeout(() => done(window.prints))))";
    browser.call(settled, Vec::new()).await
}

/// What is on the paper of every article, and what is not.
const ON_PAPER: [&str; 8] =
    [".masthead", "h1", ".published time", ".byline", ".lead", ".body > p", ".picture .frame", ".caption"];
const NOT_ON_PAPER: [&str; 4] = [".related", ".footer", ".comments", "button"];

async fn paper(browser: &Browser) -> Outcome {
    for (page, _) in BUTTONS {
        browser.open_started(page).await?;
        on_screen(browser, page).await?;
        browser.emulate("print", Scheme::Light).await?;
        on_paper(browser, page).await?;
        browser.emulate("screen", Scheme::Light).await?;
    }
    Ok(())
}

/// Engines whose driver shows no page as on paper are told that the rules for paper are the rules for everything. Breaks
/// between pages can't be seen that way.
async fn rules(browser: &Browser) -> Outcome {
    for (page, _) in BUTTONS {
        browser.open_started(page).await?;
        on_screen(browser, page).await?;
        let count: usize = browser.call(include_str!("scripts/print_rules.js"), Vec::new()).await?;
        assert!(count > 0, "{page} has no rules for paper");
        on_paper(browser, page).await?;
        is_black_on_white(browser, page).await?;
    }
    Ok(())
}

async fn on_screen(browser: &Browser, page: &str) -> Outcome {
    for part in ON_PAPER.iter().chain(&NOT_ON_PAPER) {
        assert!(shown(browser, part).await?.all(), "{page}: {part} is on the screen");
    }
    Ok(())
}

async fn on_paper(browser: &Browser, page: &str) -> Outcome {
    for part in ON_PAPER {
        assert!(shown(browser, part).await?.all(), "{page}: {part} belongs on the paper");
    }
    for part in NOT_ON_PAPER {
        assert!(shown(browser, part).await?.none(), "{page}: {part} does not belong on the paper");
    }
    Ok(())
}

/// How many elements there are, and how many of them take up room.
#[derive(Debug, Deserialize)]
struct Shown {
    there: usize,
    seen: usize,
}

impl Shown {
    fn all(&self) -> bool {
        self.there > 0 && self.seen == self.there
    }

    fn none(&self) -> bool {
        self.seen == 0
    }
}

async fn shown(browser: &Browser, css: &str) -> Outcome<Shown> {
    browser.call(include_str!("scripts/shown.js"), vec![json!(css)]).await
}

async fn ink(browser: &Browser) -> Outcome {
    for (page, _) in BUTTONS {
        browser.open_started(page).await?;
        browser.emulate("screen", Scheme::Dark).await?;
        assert_ne!(style(browser, ".viewer", "background-color").await?, WHITE, "{page}: the scheme is not dark");
        browser.emulate("print", Scheme::Dark).await?;
        is_black_on_white(browser, page).await?;
    }
    Ok(())
}

const BLACK: &str = "rgb(0, 0, 0)";
const WHITE: &str = "rgb(255, 255, 255)";

async fn is_black_on_white(browser: &Browser, page: &str) -> Outcome {
    for ground in ["html", ".viewer"] {
        assert_eq!(style(browser, ground, "background-color").await?, WHITE, "{page}: the ground of {ground}");
    }
    for words in [".masthead a", "h1", ".byline", ".dateline", ".lead", ".body > p"] {
        assert_eq!(style(browser, words, "color").await?, BLACK, "{page}: the ink of {words}");
    }
    Ok(())
}

/// A computed property of the first element that a selector finds.
async fn style(browser: &Browser, css: &str, property: &str) -> Outcome<String> {
    let function = "(css, name) => getComputedStyle(document.querySelector(css)).getPropertyValue(name)";
    browser.call(function, vec![json!(css), json!(property)]).await
}
