//! Articles that take one another's place in a viewer: while the next is on its way, and the way back.

use serde_json::json;

use super::SCRIPT;
use crate::browser::Browser;
use crate::suite::{Outcome, Suite};

pub fn add_to(suite: &mut Suite) {
    suite.add_both("embed::navigation::article_stays_while_the_next_is_on_its_way", stays);
    suite.add_both("embed::navigation::print_of_an_article_that_is_gone_does_not_happen", print);
    suite.add_both("embed::navigation::there_is_a_way_back", back);
    suite.add_both("embed::navigation::history_is_the_pages_own_unless_it_asks", history);
    suite.add_both("embed::navigation::document_at_hand_has_related_articles_where_its_address_is_known", at_hand);
}

const SRC: &str = "src=\"VIEWER/articles/the-measure.json\"";

const HEADLINE: &str = "viewer.shadowRoot.querySelector('h1')?.textContent";

async fn stays(browser: &Browser) -> Outcome {
    browser.open_viewer("src=\"VIEWER/articles/every-element.json\"").await?;
    let never = json!(browser.publication("faults/articles/never.json"));
    browser.of_viewer::<()>("(viewer, src) => { viewer.load(src).catch(() => {}) }", vec![never]).await?;
    browser.until_viewer("it is loading", "viewer.state === 'loading'").await?;
    let (is_busy, is_seen): (Option<String>, bool) = browser
        .of_viewer(
            "viewer => [viewer.shadowRoot.querySelector('.place').getAttribute('aria-busy'),
               viewer.shadowRoot.querySelector('article').checkVisibility()]",
            vec![],
        )
        .await?;
    assert_eq!((is_busy.as_deref(), is_seen), (Some("true"), true));
    // It is as alive as before.
    let page: String = browser.ask("location.href").await?;
    browser.of_viewer::<()>("viewer => viewer.shadowRoot.querySelector('.note-reference a').click()", vec![]).await?;
    browser.until_viewer("a note is reached", "viewer.shadowRoot.activeElement?.id.startsWith('note-')").await?;
    browser.of_viewer::<()>("viewer => viewer.shadowRoot.querySelector('.related a').click()", vec![]).await?;
    browser.until_viewer("the related article is there", "viewer.state === 'ready'").await?;
    assert_eq!(browser.ask::<String>("location.href").await?, page);
    browser.told().await?.nothing()
}

async fn print(browser: &Browser) -> Outcome {
    browser.before_pages("window.prints = 0; window.print = () => { window.prints += 1 }").await?;
    browser.open_viewer(SRC).await?;
    let function = "async (viewer, picture) => {
      const image = Object.assign(document.createElement('img'), { src: picture });
      viewer.shadowRoot.querySelector('.body').append(image);
      const printed = viewer.print();
      await viewer.load(viewer.src.replace('the-measure', 'viec-cang-kho'));
      await printed;
      return window.prints;
    }";
    let never = json!(browser.publication("faults/never.png"));
    assert_eq!(browser.of_viewer::<u32>(function, vec![never]).await?, 0, "the article that was to be printed is gone");
    browser.of_viewer::<()>("viewer => viewer.print()", vec![]).await?;
    assert_eq!(browser.ask::<u32>("window.prints").await?, 1);
    Ok(())
}

const RETURN: &str = "viewer.shadowRoot.querySelector('[part=return]')";

async fn back(browser: &Browser) -> Outcome {
    browser.open_viewer(SRC).await?;
    let first: String = browser.of_viewer(&format!("viewer => {HEADLINE}"), vec![]).await?;
    assert!(
        browser.of_viewer::<bool>(&format!("viewer => {RETURN}.hidden"), vec![]).await?,
        "there is nowhere to go back to"
    );
    let length: usize = browser.ask("history.length").await?;
    for _ in 0..2 {
        let before: String = browser.of_viewer(&format!("viewer => {HEADLINE}"), vec![]).await?;
        browser.of_viewer::<()>("viewer => viewer.shadowRoot.querySelector('.related a').click()", vec![]).await?;
        let is_other = format!("viewer.state === 'ready' && {HEADLINE} !== {}", json!(before));
        browser.until_viewer("the related article is there", &is_other).await?;
    }
    for _ in 0..2 {
        let (label, lang): (String, String) =
            browser.of_viewer(&format!("viewer => [{RETURN}.textContent, {RETURN}.lang]"), vec![]).await?;
        assert!(!label.is_empty() && ["en", "vi", "ar"].contains(&lang.as_str()), "{label} in {lang}");
        let before: String = browser.of_viewer(&format!("viewer => {HEADLINE}"), vec![]).await?;
        browser.of_viewer::<()>(&format!("viewer => {RETURN}.click()"), vec![]).await?;
        let is_other = format!("viewer.state === 'ready' && {HEADLINE} !== {}", json!(before));
        browser.until_viewer("the article before is there", &is_other).await?;
    }
    let last: String = browser.of_viewer(&format!("viewer => {HEADLINE}"), vec![]).await?;
    assert_eq!(last, first);
    browser.until_viewer("the reader is at its head", "viewer.shadowRoot.activeElement?.localName === 'h1'").await?;
    assert!(browser.of_viewer::<bool>(&format!("viewer => {RETURN}.hidden"), vec![]).await?);
    assert_eq!(browser.ask::<usize>("history.length").await?, length, "the page's history is its own");
    Ok(())
}

async fn history(browser: &Browser) -> Outcome {
    browser.open_viewer(&format!("{SRC} history")).await?;
    let first: String = browser.of_viewer(&format!("viewer => {HEADLINE}"), vec![]).await?;
    let page: String = browser.ask("location.href").await?;
    browser.of_viewer::<()>("viewer => viewer.shadowRoot.querySelector('.related a').click()", vec![]).await?;
    let is_other = format!("viewer.state === 'ready' && {HEADLINE} !== {}", json!(first));
    browser.until_viewer("the related article is there", &is_other).await?;
    let second: String = browser.of_viewer(&format!("viewer => {HEADLINE}"), vec![]).await?;
    for (way, headline) in [("history.back()", &first), ("history.forward()", &second), ("history.back()", &first)] {
        browser.run(way).await?;
        let is_it = format!("viewer.state === 'ready' && {HEADLINE} === {}", json!(headline));
        browser.until_viewer(way, &is_it).await?;
        assert_eq!(browser.ask::<String>("location.href").await?, page);
    }
    Ok(())
}

async fn at_hand(browser: &Browser) -> Outcome {
    let text = std::fs::read_to_string(browser.stage.setup.site.join("articles/viec-cang-kho.json"))?;
    let document: serde_json::Value = serde_json::from_str(&text)?;
    browser.open_page(&format!("{SCRIPT}<article-viewer loading=eager></article-viewer>"), "").await?;
    browser.until("the element is defined", "customElements.get('article-viewer') !== undefined").await?;
    browser.of_viewer::<()>("(viewer, article) => { viewer.article = article }", vec![document.clone()]).await?;
    browser.until_viewer("the article is shown", "viewer.state === 'ready'").await?;
    assert!(
        browser.of_viewer::<bool>("viewer => viewer.shadowRoot.querySelector('.related') === null", vec![]).await?,
        "nobody knows where they are"
    );
    let src = browser.publication("articles/viec-cang-kho.json");
    let function = "async (viewer, article, src) => {
      viewer.src = src;
      viewer.article = article;
      await new Promise(done => viewer.addEventListener('article-ready', done, { once: true }));
      const navigated = new Promise(done => viewer.addEventListener('article-navigate', ({ detail }) => done(detail.src), { once: true }));
      viewer.shadowRoot.querySelector('.related a').click();
      return navigated;
    }";
    let opened: String = browser.of_viewer(function, vec![document, json!(src)]).await?;
    assert!(opened.starts_with(&browser.publication("articles/")), "{opened}");
    browser
        .until_viewer(
            "it opens in place",
            "viewer.state === 'ready' && viewer.shadowRoot.querySelector('h1').textContent !== ''",
        )
        .await?;
    browser.told().await?.nothing()
}
