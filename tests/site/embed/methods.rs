//! The other properties, the methods and the events of the element.

use serde_json::{Value, json};

use super::SCRIPT;
use crate::browser::Browser;
use crate::suite::{Outcome, Suite};

pub fn add_to(suite: &mut Suite) {
    suite.add_both("embed::methods::article_is_shown_without_a_fetch", article);
    suite.add_both("embed::methods::load_keeps_its_promise_or_says_why_not", load);
    suite.add_both("embed::methods::load_waits_for_a_page_to_show_it_on", load_apart);
    suite.add_both("embed::methods::reload_fetches_again", reload);
    suite.add_both("embed::methods::print_is_done_when_the_dialog_is_closed", print);
    suite.add_both("embed::methods::events_tell_everything_to_the_whole_page", events);
    suite.add_both("embed::methods::navigation_can_be_cancelled", navigate);
}

const SRC: &str = "src=\"VIEWER/articles/the-measure.json\"";

/// How often an article was asked for, rendered ahead or as a document.
const FETCHES: &str =
    "performance.getEntriesByType('resource').filter(r => /\\/articles\\/[^/]+[.](html|json)$/.test(r.name)).length";

async fn article(browser: &Browser) -> Outcome {
    browser.open_viewer(SRC).await?;
    let fetches = browser.ask::<usize>(FETCHES).await?;
    assert!(browser.of_viewer::<bool>("viewer => viewer.article === null", vec![]).await?);
    let document: Value =
        serde_json::from_str(&std::fs::read_to_string(browser.stage.setup.site.join("articles/viec-cang-kho.json"))?)?;
    let function = "async (viewer, article) => {
      const ready = new Promise(done => viewer.addEventListener('article-ready', done, { once: true }));
      viewer.article = article;
      const { detail } = await ready;
      return [viewer.article === article, detail.id, viewer.shadowRoot.querySelector('h1').textContent];
    }";
    let (is_same, id, headline): (bool, String, String) = browser.of_viewer(function, vec![document.clone()]).await?;
    assert!(is_same);
    assert_eq!((id.as_str(), headline.as_str()), ("viec-cang-kho", document["headline"].as_str().unwrap_or_default()));
    assert_eq!(browser.ask::<usize>(FETCHES).await?, fetches, "only the first article was fetched");
    // A document that is none.
    browser.of_viewer::<()>("viewer => { viewer.article = { id: 'x' } }", vec![]).await?;
    browser.until_viewer("there is a fault", "viewer.state === 'error'").await?;
    let (kind, message): (String, String) =
        browser.of_viewer("viewer => [viewer.error.kind, viewer.error.message]", vec![]).await?;
    assert_eq!(kind, "document");
    assert!(message.contains("/inLanguage") || message.contains("required"), "{message}");
    browser.told().await?;
    // Back to the address.
    browser.of_viewer::<()>("viewer => { viewer.article = null }", vec![]).await?;
    browser.until_viewer("the first article is back", "viewer.state === 'ready' && viewer.error === null").await?;
    let headline: String =
        browser.of_viewer("viewer => viewer.shadowRoot.querySelector('h1').textContent", vec![]).await?;
    assert!(headline.starts_with("Sixty-five"), "{headline}");
    Ok(())
}

async fn load(browser: &Browser) -> Outcome {
    browser.open_viewer(SRC).await?;
    let function = "async (viewer, origin) => {
      const outcome = promise => promise.then(() => 'kept', ({ name, kind }) => `${name} ${kind}`);
      const address = id => `${origin}/articles/${id}.json`;
      const src = viewer.getAttribute('src');
      const first = outcome(viewer.load(address('viec-cang-kho')));
      const loading = viewer.state;
      const second = outcome(viewer.load(address('min-al-yamin')));
      const both = [loading, await first, await second, viewer.state, viewer.shadowRoot.querySelector('.viewer').lang];
      const none = await outcome(viewer.load(address('nobody-wrote-this')));
      return [...both, none, viewer.error.kind, String(viewer.getAttribute('src') === src)];
    }";
    let origin = json!(browser.publication("").trim_end_matches('/'));
    let outcomes: Vec<String> = browser.of_viewer(function, vec![origin.clone()]).await?;
    assert_eq!(
        outcomes,
        ["loading", "AbortError undefined", "kept", "ready", "ar", "ArticleError not-found", "not-found", "true"]
    );
    browser.told().await?.nothing_dangerous()?;
    // Taken away meanwhile.
    let removed = "async (viewer, origin) => {
      const promise = viewer.load(`${origin}/articles/viec-cang-kho.json`);
      viewer.remove();
      return promise.then(() => 'kept', error => error.name);
    }";
    assert_eq!(browser.of_viewer::<String>(removed, vec![origin]).await?, "AbortError");
    Ok(())
}

async fn load_apart(browser: &Browser) -> Outcome {
    browser.open_viewer(SRC).await?;
    let function = "async src => {
      const viewer = document.createElement('article-viewer');
      const loaded = viewer.load(src);
      const before = viewer.state;
      await new Promise(done => setTimeout(done));
      document.body.prepend(viewer);
      await loaded;
      return [before, viewer.state];
    }";
    let src = browser.publication("articles/viec-cang-kho.json");
    let states: (String, String) = browser.call(function, vec![json!(src)]).await?;
    assert_eq!(states, ("loading".to_owned(), "ready".to_owned()), "it is shown once there is a page");
    Ok(())
}

async fn reload(browser: &Browser) -> Outcome {
    browser.open_viewer(SRC).await?;
    for _ in 0..2 {
        let before = browser.ask::<usize>(FETCHES).await?;
        browser.of_viewer::<()>("viewer => viewer.reload()", vec![]).await?;
        assert_eq!(browser.ask::<usize>(FETCHES).await?, before + 1);
        assert_eq!(browser.of_viewer::<String>("viewer => viewer.state", vec![]).await?, "ready");
    }
    let nothing = "() => document.createElement('article-viewer').reload().then(() => 'kept', error => error.name)";
    assert_eq!(browser.call::<String>(nothing, vec![]).await?, "InvalidStateError");
    Ok(())
}

async fn print(browser: &Browser) -> Outcome {
    // A dialog that somebody closes later.
    browser
        .before_pages(
            "window.prints = 0; window.print = () => { window.prints += 1; dispatchEvent(new Event('beforeprint')); }",
        )
        .await?;
    browser.open_viewer(&format!("{SRC} toolbar=\"none\"")).await?;
    browser
        .of_viewer::<()>(
            "viewer => { window.done = 0; for (const time of [1, 2]) viewer.print().then(() => window.done += 1) }",
            vec![],
        )
        .await?;
    browser.until("it printed", "window.prints === 1").await?;
    assert_eq!(browser.ask::<u32>("window.done").await?, 0, "the dialog is open");
    browser.run("dispatchEvent(new Event('afterprint'))").await?;
    browser.until("both promises are kept", "window.done === 2").await?;
    assert_eq!(browser.ask::<u32>("window.prints").await?, 1, "one print for both");
    browser.of_viewer::<()>("viewer => { viewer.print().then(() => window.done += 1) }", vec![]).await?;
    browser.until("it prints again", "window.prints === 2").await?;
    browser.run("dispatchEvent(new Event('afterprint'))").await?;
    browser.until("that is done too", "window.done === 3").await?;
    let nothing = "() => document.createElement('article-viewer').print().then(() => 'kept', error => error.name)";
    assert_eq!(browser.call::<String>(nothing, vec![]).await?, "InvalidStateError");
    Ok(())
}

/// Hears every event of the element at the window, from out of a shadow root.
const HEAR: &str = "
  window.heard = [];
  const without = ({ cause, ...rest }) => rest;
  for (const name of ['loading', 'ready', 'error', 'navigate', 'print']) {
    addEventListener(`article-${name}`, event => window.heard.push({
      name, detail: without(event.detail), has: Object.keys(event.detail).join(), target: event.target.localName,
      bubbles: event.bubbles, composed: event.composed, cancelable: event.cancelable,
    }));
  }
  window.print = () => {};";

async fn events(browser: &Browser) -> Outcome {
    browser.before_pages(HEAR).await?;
    browser.open_page(&format!("{SCRIPT}<div id=box></div>"), "").await?;
    let src = browser.publication("articles/the-measure.json");
    let function = "src => {
      const root = document.getElementById('box').attachShadow({ mode: 'open' });
      root.append(Object.assign(document.createElement('article-viewer'), { src }));
    }";
    browser.until("the element is defined", "customElements.get('article-viewer') !== undefined").await?;
    browser.call::<()>(function, vec![json!(src)]).await?;
    browser.until_viewer("the article is shown", "viewer.state === 'ready'").await?;
    browser.of_viewer::<()>("viewer => viewer.print()", vec![]).await?;
    browser.of_viewer::<()>("viewer => viewer.shadowRoot.querySelector('.related a').click()", vec![]).await?;
    browser.until("the related article is there", "window.heard.filter(e => e.name === 'ready').length === 2").await?;
    browser.of_viewer::<()>("viewer => viewer.load('http://[').catch(() => {})", vec![]).await?;
    browser.told().await?;
    let heard: Vec<Value> = browser.ask("window.heard").await?;
    let names: Vec<&str> = heard.iter().filter_map(|event| event["name"].as_str()).collect();
    assert_eq!(names, ["loading", "ready", "print", "navigate", "loading", "ready", "loading", "error"], "{heard:#?}");
    for event in &heard {
        assert_eq!((&event["bubbles"], &event["composed"]), (&json!(true), &json!(true)), "{event}");
        assert_eq!(event["cancelable"], json!(event["name"] == "navigate"), "{event}");
        assert_eq!(event["target"], "div", "seen from outside, it is the component that is its target");
    }
    assert_eq!(heard[0]["detail"], json!({ "src": src }));
    assert_eq!(
        heard[1]["detail"],
        json!({ "id": "the-measure", "headline": "Sixty-five characters, give or take", "language": "en", "src": src })
    );
    assert_eq!(heard[2]["detail"], json!({ "id": "the-measure" }));
    let id = heard[3]["detail"]["id"].as_str().unwrap_or_default();
    let (document, page) =
        (browser.publication(&format!("articles/{id}.json")), browser.publication(&format!("{id}/")));
    assert_eq!(heard[3]["detail"], json!({ "id": id, "src": document, "href": page }));
    assert_eq!(heard[4]["detail"], json!({ "src": document }));
    assert_eq!(heard[5]["detail"]["id"], id);
    assert_eq!(heard[7]["has"], "kind,message,address,cause");
    assert_eq!((&heard[7]["detail"]["kind"], &heard[7]["detail"]["address"]), (&json!("address"), &json!("http://[")));
    Ok(())
}

async fn navigate(browser: &Browser) -> Outcome {
    browser.open_viewer(SRC).await?;
    browser.run("addEventListener('article-navigate', event => event.preventDefault())").await?;
    let fetches = browser.ask::<usize>(FETCHES).await?;
    let before: (String, String) = browser.of_viewer("viewer => [location.href, viewer.state]", vec![]).await?;
    browser.of_viewer::<()>("viewer => viewer.shadowRoot.querySelector('.related a').click()", vec![]).await?;
    let after: (String, String) = browser.of_viewer("viewer => [location.href, viewer.state]", vec![]).await?;
    assert_eq!(after, before, "it was cancelled");
    assert_eq!(browser.ask::<usize>(FETCHES).await?, fetches);
    Ok(())
}
