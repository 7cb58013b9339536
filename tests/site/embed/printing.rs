//! Printing from inside other people's pages: the article alone, whole, as from its own page; and the host as it was.

use std::collections::HashMap;

use serde_json::json;

use super::VIEWERS;
use super::boxes::BOXES;
use crate::browser::Browser;
use crate::paper;
use crate::paper::pdf::{Sheet, squeezed};
use crate::suite::{Outcome, Suite};

pub fn add_to(suite: &mut Suite) {
    suite.add_both("embed::printing::gives_the_same_words_from_every_host_and_leaves_it_as_it_was", hosts);
    suite.add_both("embed::printing::key_in_the_viewer_prints_it_alone", key);
    suite.add_both("embed::printing::hosts_print_themselves_with_the_article_in_them", menu);
}

/// A dialog that opens at once, and closes when the PDF was taken: the browser itself says so.
const PROBE: &str =
    "window.prints = 0; window.print = () => { window.prints += 1; dispatchEvent(new Event('beforeprint')); };";

/// Hosts, and which of their viewers is printed.
const HOSTS: [(&str, usize); 11] = [
    ("plain.html", 0),
    ("print/within.html", 0),
    ("print/columns.html", 0),
    ("print/transformed.html", 0),
    ("print/several.html", 1),
    ("floats.html", 0),
    ("framework.html", 0),
    ("dark.html", 0),
    ("strict.html", 0),
    ("component.html", 0),
    ("component.html", 1),
];

async fn hosts(browser: &Browser) -> Outcome {
    browser.before_pages(PROBE).await?;
    let mut own_pages = HashMap::new();
    let gallery = HOSTS.map(|(host, number)| (host.to_owned(), number));
    let boxes = BOXES.map(|name| (format!("boxes/?box={name}"), 0));
    for (host, number) in gallery.into_iter().chain(boxes) {
        browser.driver.goto(browser.host(&host)).await?;
        let viewer = format!("({VIEWERS})[{number}]");
        browser.until("there is a viewer", &format!("{viewer} !== undefined")).await?;
        browser.until(&format!("{host} shows its articles"), &settled()).await?;
        let src: String = browser.ask(&format!("{viewer}.src")).await?;
        let id = src.rsplit('/').next().unwrap_or_default().trim_end_matches(".json").to_owned();

        let before: String = browser.call(include_str!("scripts/snapshot.js"), vec![]).await?;
        browser.run(&format!("{viewer}.shadowRoot.querySelector('.print-button').click()")).await?;
        browser.until("it prints", "window.prints === 1").await?;
        let changed: String = browser.call(include_str!("scripts/snapshot.js"), vec![]).await?;
        assert_ne!(changed, before, "{host}: it was got ready");
        let name = format!("embedded-{}-{number}-{:?}", host.replace(['/', '.', '?', '='], "-"), browser.way);
        let pdf = paper::take(browser, &name, Sheet::A4).await?;
        let is_as_before = format!("({})() === {}", include_str!("scripts/snapshot.js"), json!(before));
        browser.until(&format!("{host} is as it was"), &is_as_before).await?;

        let words = without_place(browser, &format!("{viewer}.shadowRoot"), pdf.words()?).await?;
        let pages = pdf.pages()?;
        if !own_pages.contains_key(&id) {
            own_pages.insert(id.clone(), on_its_own_page(browser, &id).await?);
        }
        let (own_words, own_head) = &own_pages[&id];
        assert_eq!(&words, own_words, "{host}: the words on paper, and those from its own page");
        let heads = pages.iter().map(|page| page.starts_with(own_head.as_str()));
        assert!(
            heads.enumerate().all(|(index, is_headed)| is_headed == (index > 0)),
            "{host}: {own_head} in {pages:?}"
        );
    }
    Ok(())
}

/// Whether every viewer shows its article: none is about to change the page.
fn settled() -> String {
    format!("({VIEWERS}).length > 0 && ({VIEWERS}).every(viewer => viewer.state === 'ready')")
}

/// The words that an article's own page prints, and what stands at the head of its sheets.
async fn on_its_own_page(browser: &Browser, id: &str) -> Outcome<(String, String)> {
    browser.driver.goto(browser.publication(&format!("{id}/"))).await?;
    browser.started().await?;
    browser.element(".print-button").await?.click().await?;
    browser.until("it prints", "window.prints === 1").await?;
    let words = paper::take(browser, &format!("own-{id}-{:?}", browser.way), Sheet::A4).await?.words()?;
    let words = without_place(browser, "document", words).await?;
    assert!(words.chars().count() > 1000, "{words}");
    let head: String = browser.ask("document.querySelector('[data-running-head]').dataset.runningHead").await?;
    Ok((words, squeezed(&head)))
}

/// Words without where the article was printed from, and when.
async fn without_place(browser: &Browser, root: &str, words: String) -> Outcome<String> {
    let texts: Vec<String> = browser
        .ask(&format!(
            "[...{root}.querySelectorAll('.permalink .address, .printed')].map(element => element.textContent)"
        ))
        .await?;
    assert_eq!(texts.len(), 3, "at the head and at the end where, and when: {texts:?}");
    let mut rest = words.clone();
    for text in texts {
        let text = squeezed(&text);
        assert!(!text.is_empty() && words.contains(&text), "`{text}` is not in {words}");
        rest = rest.replace(&text, "");
    }
    Ok(rest)
}

async fn key(browser: &Browser) -> Outcome {
    browser.before_pages(PROBE).await?;
    browser.open_host("plain.html").await?;
    let press = "dispatchEvent(new KeyboardEvent('keydown', { key: 'p', ctrlKey: true, cancelable: true, bubbles: true, composed: true }))";
    // Whatever the layout of the keyboard: capitals, Arabic letters; and not the key that has a P elsewhere.
    let function = "(viewer, key, code) => viewer.shadowRoot.querySelector('.related a').dispatchEvent(new KeyboardEvent('keydown',
      { key, code, ctrlKey: true, cancelable: true, bubbles: true, composed: true }))";
    for (key, code, is_print) in [("P", "KeyP", true), ("ح", "KeyP", true), ("p", "KeyR", true), ("l", "KeyP", false)]
    {
        let is_left: bool = browser.of_viewer(function, vec![json!(key), json!(code)]).await?;
        assert_eq!(!is_left, is_print, "{key} {code}");
    }
    browser.until("they printed", "window.prints > 0").await?;
    browser.run("dispatchEvent(new Event('afterprint')); window.prints = 0").await?;
    browser.until_viewer("that is over", "!document.documentElement.style.getPropertyValue('--running-head')").await?;
    // Outside of the viewer the key is the browser's.
    assert!(browser.ask::<bool>(&format!("document.querySelector('h1').{press}")).await?, "it was not taken");
    let is_left: bool =
        browser.of_viewer(&format!("viewer => viewer.shadowRoot.querySelector('.related a').{press}"), vec![]).await?;
    assert!(!is_left, "the browser does not print as well");
    browser.until("it prints", "window.prints === 1").await?;
    let words = paper::take(browser, &format!("embedded-key-{:?}", browser.way), Sheet::A4).await?.words()?;
    assert!(!words.contains("Thehost"), "{words}");
    Ok(())
}

async fn menu(browser: &Browser) -> Outcome {
    for host in ["plain.html", "floats.html", "dark.html", "rtl.html", "print/several.html"] {
        browser.driver.goto(browser.host(host)).await?;
        browser.until("its articles are there", &settled()).await?;
        let paragraphs: Vec<String> = browser
            .of_viewer(
                "viewer => [...viewer.shadowRoot.querySelectorAll('.body > p')].map(p => p.firstChild.textContent)",
                vec![],
            )
            .await?;
        let before: String = browser.call(include_str!("scripts/snapshot.js"), vec![]).await?;
        let pdf =
            paper::take(browser, &format!("host-{}-{:?}", host.replace('/', "-"), browser.way), Sheet::A4).await?;
        let words = pdf.pages()?.concat();
        for text in ["The host's own words", "Words of the host after the article"] {
            assert!(words.contains(&squeezed(text)), "{host}: {text} is not in {words}");
        }
        // A sheet may end anywhere: the beginning of most paragraphs stands on one.
        let begins = |text: &String| squeezed(text).chars().take(25).collect::<String>();
        let found = paragraphs.iter().filter(|text| words.contains(&begins(text))).count();
        assert!(found * 10 >= paragraphs.len() * 9, "{host}: {found} of {} paragraphs", paragraphs.len());
        let after: String = browser.call(include_str!("scripts/snapshot.js"), vec![]).await?;
        assert_eq!(after, before, "{host}");
    }
    Ok(())
}
