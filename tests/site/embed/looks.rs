//! The article looks the same in every host of the gallery as on its own page, and nothing of the host's looks otherwise.

use std::collections::HashMap;

use serde_json::json;

use super::VIEWERS;
use crate::browser::Browser;
use crate::engine::Engine;
use crate::suite::{Outcome, Suite};

pub fn add_to(suite: &mut Suite) {
    for (engine, name) in [(Engine::Chromium, "chromium"), (Engine::Firefox, "firefox"), (Engine::WebKit, "webkit")] {
        suite.add_both_in(engine, &format!("embed::looks::as_on_its_own_page_in_every_host_in_{name}"), article);
        suite.add_both_in(engine, &format!("embed::looks::hosts_keep_their_own_in_{name}"), probes);
    }
}

/// The gallery, and in which of its viewers the article is looked at.
const HOSTS: [(&str, usize); 11] = [
    ("plain.html", 0),
    ("floats.html", 0),
    ("framework.html", 0),
    ("dark.html", 0),
    ("rtl.html", 0),
    ("strict.html", 0),
    ("react/", 0),
    ("frame.html", 0),
    ("twenty.html", 3),
    ("component.html", 0),
    ("component.html", 1),
];

const PARTS: [&str; 8] = [
    ".viewer",
    ".headline",
    ".lead",
    ".body > p:not(:first-child)",
    ".metadata .byline",
    ".body .caption",
    ".print-button",
    ".related h2",
];

const PROPERTIES: [&str; 10] = [
    "font-family",
    "font-size",
    "line-height",
    "color",
    "background-color",
    "letter-spacing",
    "text-align",
    "margin-block-start",
    "padding-inline-start",
    "display",
];

/// The styles of each part, by its selector.
type Styles = Vec<(String, Option<Vec<String>>)>;

/// How wide the article is: beside the host's floats there may be less room than the element's box has.
const WIDTH: &str = "v.shadowRoot.querySelector('.viewer').getBoundingClientRect().width";

async fn article(browser: &Browser) -> Outcome {
    let mut own_pages = HashMap::new();
    for (host, number) in HOSTS {
        browser.driver.goto(browser.host(host)).await?;
        if host == "frame.html" {
            browser.driver.enter_frame(0).await?;
        }
        let viewer = format!("({VIEWERS})[{number}]");
        browser.until("there is a viewer", &format!("{viewer} !== undefined")).await?;
        browser.run(&format!("{viewer}.scrollIntoView()")).await?;
        browser.until(&format!("{host} shows the article"), &format!("{viewer}.state === 'ready'")).await?;
        let (src, width): (String, f64) = browser.ask(&format!("(v => [v.src, {WIDTH}])({viewer})")).await?;
        let found = styles(browser, &format!("{viewer}.shadowRoot")).await?;
        let key = format!("{src} {width}");
        if !own_pages.contains_key(&key) {
            own_pages.insert(key.clone(), on_its_own_page(browser, &src, width).await?);
        }
        let expected = &own_pages[&key];
        assert!(expected.iter().filter(|(_, style)| style.is_some()).count() >= 6, "{src}: {expected:#?}");
        for (found, expected) in found.iter().zip(expected) {
            assert!(
                is_alike(found, expected),
                "{host}: {found:#?}\nand on its own page {width} pixels wide: {expected:#?}"
            );
        }
    }
    Ok(())
}

/// Windows are whole pixels wide, boxes are not: what is worked out of a width differs by less than this.
const ROUNDING_PX: f64 = 0.05;

fn is_alike((part, found): &(String, Option<Vec<String>>), (other, expected): &(String, Option<Vec<String>>)) -> bool {
    let px = |word: &str| word.strip_suffix("px").and_then(|number| number.parse::<f64>().ok());
    let is_word = |(one, other): (&str, &str)| {
        one == other || px(one).zip(px(other)).is_some_and(|(one, other)| (one - other).abs() < ROUNDING_PX)
    };
    let is_value = |(one, other): (&String, &String)| {
        one.split(' ').count() == other.split(' ').count() && one.split(' ').zip(other.split(' ')).all(is_word)
    };
    let is_style = match (found, expected) {
        (Some(found), Some(expected)) => found.len() == expected.len() && found.iter().zip(expected).all(is_value),
        (None, None) => true,
        _ => false,
    };
    part == other && is_style
}

/// The styles on the article's own page, in a frame as wide as a viewer.
async fn on_its_own_page(browser: &Browser, src: &str, width: f64) -> Outcome<Styles> {
    let page = src.replace("/articles/", "/").replace(".json", "/");
    // So high that there is no scroll bar, and told that it stands in a frame, where no room is kept for one: its width
    // would count.
    let frame =
        format!("<iframe src=\"{page}?embed\" style=\"border: 0; width: {width}px; height: 20000px\"></iframe>");
    browser.open_page(&frame, "").await?;
    browser.driver.enter_frame(0).await?;
    browser.started().await?;
    styles(browser, "document").await
}

async fn styles(browser: &Browser, root: &str) -> Outcome<Styles> {
    let function = format!("(...asked) => ({})({root}, ...asked)", include_str!("scripts/styles.js"));
    browser.call(&function, vec![json!(PARTS), json!(PROPERTIES)]).await
}

async fn probes(browser: &Browser) -> Outcome {
    for (host, _) in HOSTS {
        let mut seen = Vec::new();
        for query in ["?without", ""] {
            browser.driver.goto(browser.host(&format!("{host}{query}"))).await?;
            if host != "frame.html" && query.is_empty() {
                browser.until_viewer("the article is shown", "viewer.state === 'ready'").await?;
            }
            browser.until("the host is there", "document.querySelector('.probe') !== null").await?;
            let probes: Vec<String> = browser.call(include_str!("scripts/probes.js"), Vec::new()).await?;
            assert!(probes.len() > 4 && probes[0].len() > 1000, "{host}: {probes:?}");
            seen.push(probes);
        }
        for (without, with) in seen[0].iter().zip(&seen[1]) {
            assert_eq!(with, without, "{host}: with the element's script, and without it");
        }
        assert_eq!(seen[0].len(), seen[1].len(), "{host}");
    }
    Ok(())
}
