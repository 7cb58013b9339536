//! Articles that a server puts into its page: read without a script, and brought to life by the element's.

use article_viewer::article::ArticleId;
use article_viewer::site;
use serde_json::json;

use super::SCRIPT;
use crate::browser::Browser;
use crate::suite::{Outcome, Suite};

pub fn add_to(suite: &mut Suite) {
    suite.add("embed::included::is_read_without_a_script", read);
    suite.add("embed::included::comes_to_life_where_the_script_is", alive);
}

/// The article, as `article-viewer include` prints it.
fn included(browser: &Browser, id: &str) -> Outcome<String> {
    let address = browser.publication("").parse()?;
    Ok(site::include(&browser.stage.setup.site, &address, &ArticleId::parse(id)?)?)
}

const HOST: &str = "<style>h1, p { color: rgb(1, 2, 3); font: 40px fantasy }</style>";

async fn read(browser: &Browser) -> Outcome {
    let article = included(browser, "the-measure")?;
    assert!(article.contains("<h1") && article.contains("Sixty-five characters"), "search engines find its headline");
    assert!(!article.contains("href=\"../") && !article.contains("src=\"pictures"), "addresses are whole: {article}");
    browser.allow_scripts(false).await?;
    browser.open_page(&format!("{HOST}<main>{article}</main>"), "").await?;
    browser.allow_scripts(true).await?;
    browser.until_viewer("its stylesheet is there", "viewer.shadowRoot.styleSheets.length === 1").await?;
    let (is_seen, colour, is_link_hidden, are_tools_there): (bool, String, bool, bool) = browser
        .of_viewer(
            "viewer => [viewer.shadowRoot.querySelector('.body').checkVisibility(),
               getComputedStyle(viewer.shadowRoot.querySelector('h1')).color,
               !viewer.querySelector('a').checkVisibility(), customElements.get('article-viewer') !== undefined]",
            vec![],
        )
        .await?;
    assert_eq!((is_seen, colour.as_str(), is_link_hidden, are_tools_there), (true, "rgb(28, 26, 23)", true, false));
    let violations: Vec<String> = browser.violations().await?;
    assert_eq!(violations, Vec::<String>::new());
    Ok(())
}

async fn alive(browser: &Browser) -> Outcome {
    browser.before_pages("window.prints = 0; window.print = () => { window.prints += 1 }").await?;
    let article = included(browser, "the-measure")?;
    browser.open_page(&format!("{HOST}{article}"), "").await?;
    let before: String =
        browser.of_viewer("viewer => viewer.shadowRoot.querySelector('.viewer').outerHTML", vec![]).await?;
    browser.open_page(&format!("{HOST}{SCRIPT}{article}"), "").await?;
    browser.until_viewer("it is taken over", "viewer.state === 'ready'").await?;
    let after: String =
        browser.of_viewer("viewer => viewer.shadowRoot.querySelector('.viewer').outerHTML", vec![]).await?;
    assert_eq!(after, before, "it stays as it is");
    browser.of_viewer::<()>("viewer => viewer.print()", vec![]).await?;
    assert_eq!(browser.ask::<u32>("window.prints").await?, 1);
    let fetches =
        "performance.getEntriesByType('resource').filter(r => /articles[/].*(html|json)$/.test(r.name)).length";
    assert_eq!(browser.ask::<usize>(fetches).await?, 0, "nothing is fetched that is there");
    // Another article takes its place.
    let other = json!(browser.publication("articles/viec-cang-kho.json"));
    browser.of_viewer::<()>("(viewer, src) => { viewer.src = src }", vec![other]).await?;
    browser
        .until_viewer(
            "the other article",
            "viewer.state === 'ready' && viewer.shadowRoot.querySelector('h1').textContent.startsWith('Việc càng khó')",
        )
        .await?;
    assert_eq!(
        browser.of_viewer::<usize>("viewer => viewer.shadowRoot.querySelectorAll('article').length", vec![]).await?,
        1
    );
    browser.told().await?.nothing()
}
