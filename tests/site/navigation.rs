//! Getting about: to a related article and back, and by the keyboard alone.

use std::collections::BTreeSet;

use serde::Deserialize;
use thirtyfour::Key;

use crate::browser::Browser;
use crate::suite::{Outcome, Suite};

pub fn add_to(suite: &mut Suite) {
    suite.add("navigation::related_article_opens_and_back_returns_to_the_same_place", there_and_back);
    suite.add("navigation::only_headlines_of_lists_are_fetched_ahead", only_headlines);
    suite.add("navigation::related_article_is_fetched_when_the_reader_is_about_to_open_it", prefetch);
    suite.add("navigation::masthead_and_footer_lead_to_the_front_page", to_the_front_page);
    suite.add("navigation::keyboard_reaches_everything_in_order_and_shows_where_it_is", by_keyboard);
}

async fn there_and_back(browser: &Browser) -> Outcome {
    browser.open_started("viec-cang-kho/").await?;
    let before: String = browser.ask("location.href").await?;
    browser.run("document.querySelector('nav a').scrollIntoView({ block: 'center' })").await?;
    browser.until("the list is in view", "scrollY > 0").await?;
    // A picture that loads while the list comes into view moves nothing: its frame has its size.
    let place: f64 = browser.ask("scrollY").await?;
    let link = browser.element("nav a").await?;
    let target = link.prop("href").await?.expect("a link");
    link.click().await?;
    browser.until("the related article is there", &format!("location.href === '{target}'")).await?;
    browser.started().await?;
    assert_ne!(target, before);
    assert!(
        browser.articles()?.iter().any(|article| target.ends_with(&format!("/{}/", article["id"].as_str().unwrap())))
    );
    browser.driver.back().await?;
    browser.until("the article is there again", &format!("location.href === '{before}'")).await?;
    browser.started().await?;
    browser.until("it is at the same place", &format!("scrollY === {place}")).await
}

async fn prefetch(browser: &Browser) -> Outcome {
    let hints = "[...document.querySelectorAll('link[rel=prefetch]')].map(hint => hint.href)";
    browser.open_started("viec-cang-kho/").await?;
    let link = browser.element("nav a").await?;
    let target = link.prop("href").await?.expect("a link");
    assert!(browser.ask::<Vec<String>>(hints).await?.is_empty(), "nothing is fetched unasked");
    browser.run("document.querySelector('nav a').focus()").await?;
    let fetched = format!("performance.getEntriesByName('{target}').some(entry => entry.responseStatus === 200)");
    browser.until("the article is fetched", &fetched).await?;
    browser.driver.action_chain().move_to_element_center(&link).perform().await?;
    assert_eq!(browser.ask::<Vec<String>>(hints).await?, [target], "once");

    browser.before_pages("Object.defineProperty(navigator, 'connection', { value: { saveData: true } })").await?;
    browser.open_started("viec-cang-kho/").await?;
    browser.run("document.querySelector('nav a').focus()").await?;
    assert!(browser.ask::<Vec<String>>(hints).await?.is_empty(), "a reader who saves data is asked to pay for nothing");
    Ok(())
}

/// A link to what must not be asked for by itself may stand in any text.
async fn only_headlines(browser: &Browser) -> Outcome {
    let hints = "[...document.querySelectorAll('link[rel=prefetch]')].map(hint => hint.href)";
    let come_near = "(place, href) => {
      const link = Object.assign(document.createElement('a'), { href, textContent: 'words' });
      document.querySelector(place).append(link);
      for (const kind of ['pointerover', 'touchstart']) link.dispatchEvent(new Event(kind, { bubbles: true }));
      link.focus();
    }";
    browser.open("").await?;
    for (place, href) in [
        (".entry-lead", "/admin/delete?id=1"),
        (".entry-lead", "the-measure/"),
        (".entry-headline", "/admin/delete?id=1"),
        (".entry-headline", "the-measure/?id=1"),
        (".entry-headline", "the-measure/#x"),
        (".entry-headline", "admin"),
        (".entry-headline", "../admin/"),
        (".entry-headline", "articles/the-measure.json"),
        (".entry-headline", "https://elsewhere.invalid/the-measure/"),
        (".sections", "section/craft/"),
    ] {
        browser.call::<()>(come_near, vec![place.into(), href.into()]).await?;
        assert_eq!(browser.ask::<Vec<String>>(hints).await?, Vec::<String>::new(), "{href} in {place}");
    }
    browser.call::<()>(come_near, vec![".entry-headline".into(), "the-measure/".into()]).await?;
    assert_eq!(browser.ask::<Vec<String>>(hints).await?, [browser.address("the-measure/")], "and these are");
    Ok(())
}

async fn to_the_front_page(browser: &Browser) -> Outcome {
    for link in [".masthead a", ".footer a"] {
        browser.open_started("the-measure/").await?;
        browser.element(link).await?.click().await?;
        let front_page = browser.address("");
        browser.until("the front page is there", &format!("location.href === '{front_page}'")).await?;
    }
    Ok(())
}

/// Where the focus is.
#[derive(Debug, Deserialize)]
struct Stop {
    /// Its place among the page's links and buttons, in the order of the source.
    index: i32,
    text: String,
    /// The part of the page that it belongs to.
    part: String,
    outline_style: String,
    outline_px: f64,
    /// Where its own first line begins, from the page's top.
    own_top: f64,
    /// The box of its first line, or of its place in a list, from the page's top and, in the direction of reading, from
    /// the line's start.
    top: f64,
    bottom: f64,
    start: f64,
}

async fn by_keyboard(browser: &Browser) -> Outcome {
    for (page, parts) in [
        ("", &["entry", "sections"][..]),
        ("the-measure/", &["masthead", "header", "metadata", "body", "related", "footer"]),
        ("doc-duoc-khi-khong-co-javascript/", &["masthead", "header", "metadata", "body", "related", "footer"]),
        ("min-al-yamin/", &["masthead", "header", "metadata", "body", "related", "footer"]),
    ] {
        browser.open(page).await?;
        if !page.is_empty() {
            browser.started().await?;
        }
        let stops = stops(browser).await?;
        let reached: BTreeSet<&str> = stops.iter().map(|stop| stop.part.as_str()).collect();
        assert_eq!(reached, parts.iter().copied().collect(), "{page}: {stops:#?}");
        for stop in &stops {
            let is_shown = stop.outline_style != "none" && stop.outline_px >= 2.0;
            assert!(is_shown, "{page}: nobody sees that the focus is on `{}`: {stop:?}", stop.text);
        }
        for pair in stops.windows(2) {
            assert!(
                is_after(&pair[1], &pair[0]),
                "{page}: `{}` is not after `{}`: {pair:#?}",
                pair[1].text,
                pair[0].text
            );
        }
    }
    Ok(())
}

/// Tabs through the page, until the focus leaves it.
async fn stops(browser: &Browser) -> Outcome<Vec<Stop>> {
    let all = "[...document.querySelectorAll('a[href], button, summary')].filter(stop => stop.checkVisibility())";
    let count: usize = browser.ask(&format!("{all}.length")).await?;
    let mut stops = Vec::with_capacity(count);
    for index in 0..count {
        browser.driver.action_chain().send_keys(Key::Tab).perform().await?;
        let stop: Stop = browser.call(include_str!("scripts/focus.js"), Vec::new()).await?;
        assert_eq!(stop.index, i32::try_from(index)?, "Tab leads to {stop:?}");
        stops.push(stop);
    }
    Ok(stops)
}

/// Whether a reader comes to one after the other: further down, or further along the same line.
fn is_after(one: &Stop, other: &Stop) -> bool {
    if (one.top, one.start) == (other.top, other.start) {
        return one.own_top > other.own_top;
    }
    let is_same_line = one.top < other.bottom && other.top < one.bottom;
    if is_same_line { one.start > other.start } else { one.top > other.top }
}
