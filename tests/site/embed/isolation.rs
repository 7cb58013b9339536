//! What happens in a viewer stays there: the keyboard's way, places within the article, ids, other versions of the script.

use serde_json::{Value, json};
use thirtyfour::Key;

use super::{SCRIPT, VIEWERS};
use crate::browser::Browser;
use crate::suite::{Outcome, Suite};

pub fn add_to(suite: &mut Suite) {
    suite.add_both("embed::isolation::keyboard_goes_in_and_out_in_order", keyboard);
    suite.add_both("embed::isolation::places_within_leave_the_pages_address_alone", places);
    suite.add_both("embed::isolation::ids_do_not_clash", ids);
    suite.add_both("embed::isolation::stacked_marks_paint_nothing_outside", stacked_marks);
    suite.add("embed::isolation::a_place_that_is_none_breaks_nothing", no_place);
    suite.add("embed::isolation::two_versions_of_the_script_get_along", versions);
}

async fn keyboard(browser: &Browser) -> Outcome {
    let viewer =
        "<article-viewer src=\"VIEWER/articles/viec-cang-kho.json\"><a href=\"VIEWER/\">Instead</a></article-viewer>";
    let page = format!("{SCRIPT}<button id=before>Before</button>{viewer}<button id=after>After</button>");
    browser.open_page(&page, "").await?;
    browser.until_viewer("the article is shown", "viewer.state === 'ready'").await?;
    let inside: Vec<String> = browser
        .of_viewer(
            "viewer => [...viewer.shadowRoot.querySelectorAll('a[href], button, summary, input, audio, video')]
          .filter(element => element.checkVisibility()).map(element => element.outerHTML)",
            vec![],
        )
        .await?;
    assert!(inside.len() > 3, "{inside:?}");
    let focused = "(function within(root) { const one = root.activeElement; return one?.shadowRoot ? within(one.shadowRoot) : one })(document).outerHTML";
    browser.run("document.getElementById('before').focus()").await?;
    for expected in &inside {
        browser.driver.action_chain().send_keys(Key::Tab).perform().await?;
        assert_eq!(&browser.ask::<String>(focused).await?, expected);
    }
    browser.driver.action_chain().send_keys(Key::Tab).perform().await?;
    assert_eq!(browser.ask::<String>("document.activeElement.id").await?, "after");
    browser.driver.action_chain().key_down(Key::Shift).send_keys(Key::Tab).key_up(Key::Shift).perform().await?;
    assert_eq!(Some(&browser.ask::<String>(focused).await?), inside.last(), "and back");
    Ok(())
}

/// Marks upon marks reach beyond the line, and no further beyond the viewer than the ring of what has the focus (8 px).
async fn stacked_marks(browser: &Browser) -> Outcome {
    let viewer = "<article-viewer src=\"VIEWER/articles/viec-cang-kho.json\"></article-viewer>";
    let page = format!("<div id=above style=\"block-size: 300px; margin-block-end: 8px\"></div>{SCRIPT}{viewer}");
    browser.open_page(&page, "").await?;
    browser.until_viewer("the article is shown", "viewer.state === 'ready'").await?;
    let above = browser.element("#above").await?;
    let before = above.screenshot_as_png().await?;
    let stack = "viewer => { viewer.shadowRoot.querySelector('.headline').textContent = 'Z' + '\\u0301'.repeat(200) }";
    browser.of_viewer::<()>(stack, vec![]).await?;
    assert!(above.screenshot_as_png().await? == before, "the marks are painted over the page");
    let free = "viewer => { viewer.shadowRoot.querySelector('.place').style.overflow = 'visible' }";
    browser.of_viewer::<()>(free, vec![]).await?;
    assert!(above.screenshot_as_png().await? != before, "the marks would reach so far");
    Ok(())
}

const NOTED: &str = "VIEWER/articles/every-element.json";

/// Where the keyboard is in a viewer, and where the page is.
const PLACE: &str = "viewer => [viewer.shadowRoot.activeElement?.id ?? '', location.href, String(history.length)]";

async fn places(browser: &Browser) -> Outcome {
    browser.open_viewer(&format!("src=\"{NOTED}\"")).await?;
    let (_, address, history): (String, String, String) = browser.of_viewer(PLACE, vec![]).await?;
    let links: Vec<String> = browser
        .of_viewer(
            "v => [...v.shadowRoot.querySelectorAll('a[href^=\"#\"]')].map(link => link.getAttribute('href'))",
            vec![],
        )
        .await?;
    assert!(links.len() >= 2, "{links:?}");
    for link in links {
        browser
            .of_viewer::<()>(
                "(v, href) => v.shadowRoot.querySelector(`a[href=\"${href}\"]`).click()",
                vec![json!(link)],
            )
            .await?;
        let place: (String, String, String) = browser.of_viewer(PLACE, vec![]).await?;
        assert_eq!(place, (link.trim_start_matches('#').to_owned(), address.clone(), history.clone()));
        let is_seen =
            "(r => r.top > -2 && r.bottom < innerHeight + 2)(viewer.shadowRoot.activeElement.getBoundingClientRect())";
        browser.until_viewer(&format!("the reader sees {link}"), is_seen).await?;
    }
    Ok(())
}

async fn ids(browser: &Browser) -> Outcome {
    let viewer = format!("<article-viewer src=\"{NOTED}\" loading=\"eager\"></article-viewer>");
    browser.open_page(&format!("<p id=related-heading>The host's</p>{SCRIPT}{viewer}{viewer}"), "").await?;
    browser.until("both are shown", &format!("({VIEWERS}).every(viewer => viewer.state === 'ready')")).await?;
    let ids: Vec<String> = browser.ask("[...document.querySelectorAll('[id]')].map(element => element.id)").await?;
    assert_eq!(ids, ["related-heading"], "only the host's own");
    let second = format!("({VIEWERS})[1].shadowRoot");
    browser.run(&format!("{second}.querySelector('.note-reference a').click()")).await?;
    let places: Vec<Option<String>> =
        browser.ask(&format!("({VIEWERS}).map(viewer => viewer.shadowRoot.activeElement?.localName)")).await?;
    assert!(places[0].is_none() && places[1].is_some(), "{places:?}");
    Ok(())
}

async fn no_place(browser: &Browser) -> Outcome {
    browser.open_page(&format!("{SCRIPT}<article-viewer loading=eager></article-viewer>"), "").await?;
    browser.until("the element is defined", "customElements.get('article-viewer') !== undefined").await?;
    let links = ["#%", "#", "#%zz", "#\u{fffd}", "#toString", "#__proto__"];
    let text: Vec<Value> = links.iter().map(|url| json!({ "type": "link", "url": url, "text": url })).collect();
    let article = json!({
        "id": "a", "inLanguage": "valueOf", "headline": "h", "datePublished": "2026-01-01T00:00:00Z",
        "body": [{ "type": "paragraph", "text": text }],
    });
    browser.of_viewer::<()>("(viewer, article) => { viewer.article = article }", vec![article]).await?;
    browser.until_viewer("the article is shown", "viewer.state === 'ready'").await?;
    let address: String = browser.ask("location.href").await?;
    let click = "viewer => { const links = [...viewer.shadowRoot.querySelectorAll('.body a')]; links.forEach(link => link.click()); return links.length }";
    assert_eq!(browser.of_viewer::<usize>(click, vec![]).await?, links.len());
    assert_eq!(browser.ask::<String>("location.href").await?, address);
    browser.told().await?.nothing()
}

async fn versions(browser: &Browser) -> Outcome {
    let scripts: String = ["", "/some/prefix", "/marked"]
        .iter()
        .map(|place| SCRIPT.replace("VIEWER", &format!("VIEWER{place}")))
        .collect();
    let viewer = "<article-viewer src=\"VIEWER/articles/the-measure.json\"></article-viewer>";
    let other =
        "<article-viewer src=\"VIEWER/some/prefix/articles/viec-cang-kho.json\" loading=\"eager\"></article-viewer>";
    // The same script again, as a tag that a CMS writes for each article.
    browser.open_page(&format!("{scripts}{viewer}{SCRIPT}{other}"), "").await?;
    browser.until("both are shown", &format!("({VIEWERS}).every(viewer => viewer.state === 'ready')")).await?;
    let scripts = "performance.getEntriesByType('resource').filter(r => r.name.endsWith('embed.js')).length";
    assert_eq!(browser.ask::<usize>(scripts).await?, 3, "all of them came");
    let programs = "performance.getEntriesByType('resource').filter(r => r.name.endsWith('.wasm')).length";
    assert_eq!(browser.ask::<usize>(programs).await?, 1, "one of them is in use");
    Ok(())
}
