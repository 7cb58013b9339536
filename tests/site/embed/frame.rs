//! An article's page in a frame that may do nothing else: it tells its height, prints, and complains of nothing.

use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::browser::Browser;
use crate::suite::{Outcome, Suite};

pub fn add_to(suite: &mut Suite) {
    suite.add("embed::frame::tells_its_height_to_a_page_that_greets_it", height);
    suite.add("embed::frame::prints_and_links_lead_out_of_it", inside);
    suite.add("embed::frame::a_sandbox_that_keeps_nothing_breaks_nothing", quiet);
}

const FRAME: &str = "<iframe sandbox=\"allow-scripts allow-popups allow-modals\" src=\"VIEWER/the-measure/?embed\" \
    title=\"An article\" style=\"width: 600px; height: 200px; border: 0\"></iframe>";

/// The script that the documentation gives to pages with frames.
fn documented_script() -> Outcome<String> {
    let docs = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/embed.md"))?;
    let section = docs.split_once("## In a frame").ok_or("no section on frames")?.1;
    let script = section.split_once("```js\n").and_then(|(_, rest)| rest.split_once("```")).ok_or("no script")?.0;
    Ok(script.to_owned())
}

async fn height(browser: &Browser) -> Outcome {
    let hear = "window.heard = []; addEventListener('message', event => window.heard.push(event.data));";
    browser.open_page(&format!("{FRAME}<script>{hear}{}</script>", documented_script()?), "").await?;
    browser.until("it tells its height", "window.heard.some(message => message.height)").await?;
    let heard: Vec<Value> = browser.ask("window.heard").await?;
    assert_eq!(heard[0], serde_json::json!({ "type": "article-viewer", "version": 1 }), "{heard:?}");
    assert!(heard[1..].iter().all(|message| message["type"] == "article-viewer"), "{heard:?}");
    settled(browser).await?;
    let at_600 = frame_height(browser).await?;
    for (width, name) in [(320, "narrow"), (1200, "wide")] {
        browser
            .run(&format!("window.heard.length = 0; document.querySelector('iframe').style.width = '{width}px'"))
            .await?;
        browser.until("it tells its new height", "window.heard.some(message => message.height)").await?;
        settled(browser).await?;
        let height = frame_height(browser).await?;
        assert!(if width < 600 { height > at_600 } else { height < at_600 }, "{name}: {height}, {at_600} before");
    }
    // Nothing within scrolls.
    browser.driver.enter_frame(0).await?;
    let (content, room): (f64, f64) =
        browser.ask("[document.documentElement.scrollHeight, document.documentElement.clientHeight]").await?;
    assert!(content <= room, "{content} in {room}");
    Ok(())
}

/// Waits until the frame is as high as the page within said last.
async fn settled(browser: &Browser) -> Outcome {
    let is_settled = "window.heard.at(-1).height === document.querySelector('iframe').getBoundingClientRect().height";
    browser.until("the frame is as high as its page", is_settled).await
}

async fn frame_height(browser: &Browser) -> Outcome<f64> {
    browser.ask("document.querySelector('iframe').getBoundingClientRect().height").await
}

/// In a sandbox even to look for what is kept is refused.
async fn quiet(browser: &Browser) -> Outcome {
    browser.open_page(FRAME, "").await?;
    browser.driver.enter_frame(0).await?;
    browser.started().await?;
    let is_refused = "[() => navigator.serviceWorker, () => localStorage].map(look => { try { look(); return false } catch { return true } })";
    assert_eq!(browser.ask::<Vec<bool>>(is_refused).await?, [true, true]);
    browser.element(".print-options summary").await?.click().await?;
    browser.element(".print-options input").await?.click().await?;
    browser.run("document.querySelector('.related a').focus()").await?;
    browser.told().await?.nothing()
}

async fn inside(browser: &Browser) -> Outcome {
    browser.open_page(FRAME, "").await?;
    browser.driver.enter_frame(0).await?;
    browser.started().await?;
    browser.run("window.prints = 0; window.print = () => { window.prints += 1; }").await?;
    browser.element(".print-button").await?.click().await?;
    browser.until("it prints", "window.prints === 1").await?;
    browser.run("addEventListener('click', event => event.preventDefault())").await?;
    let target: (String, String) = browser
        .ask("(link => { link.click(); return [link.target, link.rel] })(document.querySelector('.related a'))")
        .await?;
    assert_eq!(target, ("_blank".to_owned(), "noopener".to_owned()));
    let place: String = browser
        .ask("(link => { link?.click(); return link?.target ?? '' })(document.querySelector('a[href^=\"#\"]'))")
        .await?;
    assert_eq!(place, "", "a place within stays within");
    Ok(())
}
