//! Many viewers on one page share a program, and none leaves anything behind.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::{SCRIPT, VIEWERS};
use crate::browser::{Browser, Way};
use crate::suite::{Outcome, Suite};

pub fn add_to(suite: &mut Suite) {
    suite.add_both("embed::sharing::twenty_viewers_fetch_and_compile_once", twenty);
    suite.add_both("embed::sharing::mounting_two_hundred_times_leaves_nothing", leaks);
    suite.add_both("embed::sharing::moved_viewer_keeps_its_article", moved);
    suite.add_both("embed::sharing::react_makes_changes_moves_and_removes_it", react);
}

/// Counts what compiles wasm, and keeps the memory of what was made.
const COUNT: &str = "
  window.compiled = [];
  for (const name of ['compile', 'compileStreaming', 'instantiate', 'instantiateStreaming']) {
    const original = WebAssembly[name];
    WebAssembly[name] = async function (source, ...others) {
      if (!(source instanceof WebAssembly.Module)) window.compiled.push(name);
      const made = await original.call(this, source, ...others);
      window.memory = (made.instance ?? made).exports?.memory ?? window.memory;
      return made;
    };
  }
  const Original = WebAssembly.Module;
  WebAssembly.Module = class extends Original { constructor(...all) { super(...all); window.compiled.push('Module'); } };";

async fn twenty(browser: &Browser) -> Outcome {
    browser.before_pages(COUNT).await?;
    browser.open_host("twenty.html").await?;
    for number in 0..20 {
        browser.run(&format!("({VIEWERS})[{number}].scrollIntoView()")).await?;
        browser.until("it is shown", &format!("({VIEWERS})[{number}].state === 'ready'")).await?;
    }
    let compiled: Vec<String> = browser.ask("window.compiled").await?;
    assert_eq!(compiled, ["instantiateStreaming"]);
    let program = if browser.way == Way::Ahead { "article-page" } else { "document-viewer" };
    for (name, ending) in [(program, ".wasm"), ("", "embed.js")] {
        let requests = format!(
            "performance.getEntriesByType('resource').filter(r => r.name.includes('{name}') && r.name.endsWith('{ending}')).length"
        );
        assert_eq!(browser.ask::<usize>(&requests).await?, 1, "{ending}");
    }
    Ok(())
}

/// Shows an article in a new viewer and takes it away, so many times.
const CYCLE: &str = "async (times, src) => {
  for (let time = 0; time < times; time += 1) {
    const viewer = Object.assign(document.createElement('article-viewer'), { src, loading: 'eager' });
    viewer.innerHTML = '<p>Instead</p>';
    await new Promise(done => {
      viewer.addEventListener('article-ready', done, { once: true });
      document.body.append(viewer);
    });
    viewer.remove();
    await new Promise(done => requestAnimationFrame(done));
  }
}";

async fn leaks(browser: &Browser) -> Outcome {
    browser.before_pages(COUNT).await?;
    browser.open_page(SCRIPT, "").await?;
    browser.until("the element is defined", "customElements.get('article-viewer') !== undefined").await?;
    browser.devtools("Performance.enable", json!({})).await?;
    let src = browser.publication("articles/every-element.json");
    browser.call::<()>(CYCLE, vec![json!(20), json!(src)]).await?;
    let after_20 = figures(browser).await?;
    for _ in 0..4 {
        browser.call::<()>(CYCLE, vec![json!(45), json!(src)]).await?;
    }
    let after_200 = figures(browser).await?;
    // The figures see what is there.
    let viewer = "src => document.body.append(Object.assign(document.createElement('article-viewer'), { src }))";
    browser.call::<()>(viewer, vec![json!(src)]).await?;
    browser.until_viewer("the article is shown", "viewer.state === 'ready'").await?;
    let mounted = figures(browser).await?;
    assert!(
        mounted["Nodes"] > after_200["Nodes"] && mounted["JSEventListeners"] > after_200["JSEventListeners"],
        "{mounted:?}"
    );
    println!("mounts and unmounts: after 20 {after_20:?}, after 200 {after_200:?}");
    for (name, before) in &after_20 {
        assert!(after_200[name] <= *before, "{name}: {after_20:?}, then {after_200:?}");
    }
    assert_eq!(browser.ask::<usize>("window.compiled.length").await?, 1);
    Ok(())
}

/// What is alive after the garbage was collected.
async fn figures(browser: &Browser) -> Outcome<BTreeMap<String, u64>> {
    // What a collection frees may hold what only the next one finds.
    for _ in 0..3 {
        browser.devtools("HeapProfiler.collectGarbage", json!({})).await?;
    }
    let answer = browser.devtools("Performance.getMetrics", json!({})).await?;
    let metrics = answer["metrics"].as_array().cloned().unwrap_or_default();
    let value = |name: &str| {
        let is_it = |metric: &&Value| metric["name"] == name;
        metrics.iter().find(is_it).and_then(|metric| metric["value"].as_f64()).map_or(0, |value| value as u64)
    };
    let mut figures: BTreeMap<String, u64> =
        ["Nodes", "JSEventListeners"].into_iter().map(|name| (name.to_owned(), value(name))).collect();
    figures.insert("wasm bytes".to_owned(), browser.ask("window.memory.buffer.byteLength").await?);
    assert!(figures["Nodes"] > 0 && figures["wasm bytes"] > 0, "{figures:?}");
    Ok(figures)
}

async fn moved(browser: &Browser) -> Outcome {
    let viewer = "<article-viewer src=\"VIEWER/articles/the-measure.json\"></article-viewer>";
    browser.open_page(&format!("{SCRIPT}<div id=one>{viewer}</div><div id=other></div>"), "").await?;
    browser.until_viewer("the article is shown", "viewer.state === 'ready'").await?;
    browser
        .of_viewer::<()>("viewer => { window.kept = viewer.shadowRoot.querySelector('article'); document.getElementById('other').append(viewer) }", vec![])
        .await?;
    let is_kept = "viewer.state === 'ready' && viewer.shadowRoot.querySelector('article') === window.kept && viewer.parentNode.id === 'other'";
    browser.until_viewer("it was moved as it is", is_kept).await?;
    // Taken away for a while: what was rendered ahead stays as it is, and a document is made anew.
    let function = "async viewer => {
      viewer.remove();
      await new Promise(done => setTimeout(done));
      const states = [viewer.state, viewer.shadowRoot.querySelector('article') === null];
      document.getElementById('one').append(viewer);
      return states;
    }";
    let states: (String, bool) = browser.of_viewer(function, vec![]).await?;
    let left = if browser.way == Way::Ahead { ("ready", false) } else { ("idle", true) };
    assert_eq!((states.0.as_str(), states.1), left);
    let is_back = "viewer.state === 'ready' && viewer.shadowRoot.querySelector('h1[part~=headline]') !== null";
    browser.until_viewer("it is back", is_back).await?;
    Ok(())
}

async fn react(browser: &Browser) -> Outcome {
    browser.open_host("react/").await?;
    browser.until("React hears of it", "document.getElementById('told').textContent === 'viec-cang-kho'").await?;
    browser.element("#change").await?.click().await?;
    browser.until("React changes it", "document.getElementById('told').textContent === 'the-measure'").await?;
    browser.element("#move").await?.click().await?;
    browser.until_viewer("React moves it", "viewer.nextElementSibling !== null && viewer.state === 'ready'").await?;
    browser.element("#show").await?.click().await?;
    browser.until("React removes it", &format!("({VIEWERS}).length === 0")).await?;
    browser.element("#show").await?.click().await?;
    browser.until_viewer("React makes another one", "viewer.state === 'ready'").await?;
    assert_eq!(browser.of_viewer::<String>("viewer => viewer.textSize + viewer.theme", vec![]).await?, "mediumlight");
    Ok(())
}
