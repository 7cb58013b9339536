//! What a page may style of the viewer: custom properties and parts, line by line as `docs/embed.md` has them.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use serde_json::json;

use super::SCRIPT;
use crate::browser::Browser;
use crate::suite::{Outcome, Suite};

pub fn add_to(suite: &mut Suite) {
    suite.add_both("embed::styling::custom_properties_count_in_every_theme", custom_properties);
    suite.add_both("embed::styling::every_documented_part_is_there_and_can_be_styled", parts);
    suite.add_both("embed::styling::every_visible_class_is_a_documented_part", classes);
    suite.add_both("embed::styling::parts_of_a_fault_can_be_styled", fault);
}

async fn custom_properties(browser: &Browser) -> Outcome {
    for (place, theme) in [("article-viewer", "light"), ("html", "auto"), ("article-viewer", "dark"), ("html", "sepia")]
    {
        let style = format!(
            "<style>{place} {{ --article-font: fantasy; --article-interface-font: monospace; --article-paper: rgb(1, 2, 3);
              --article-ink: rgb(250, 251, 252); --article-accent: rgb(0, 255, 1); --article-rule: rgb(255, 0, 254);
              --article-measure: 333px }}</style>"
        );
        let viewer =
            format!("<article-viewer src=\"VIEWER/articles/the-measure.json\" theme=\"{theme}\"></article-viewer>");
        browser.open_page(&format!("{style}{SCRIPT}{viewer}"), "").await?;
        browser.until_viewer("the article is shown", "viewer.state === 'ready'").await?;
        for (css, property, value) in [
            (".body > p", "font-family", "fantasy"),
            (".headline", "font-family", "fantasy"),
            (".print-button", "font-family", "monospace"),
            (".metadata", "font-family", "monospace"),
            (".viewer", "background-color", "rgb(1, 2, 3)"),
            (".lead", "color", "rgb(250, 251, 252)"),
            (".section", "color", "rgb(0, 255, 1)"),
            (".metadata", "border-block-start-color", "rgb(255, 0, 254)"),
            (".lead", "inline-size", "333px"),
        ] {
            let function = "(v, css, name) => getComputedStyle(v.shadowRoot.querySelector(css)).getPropertyValue(name)";
            let found: String = browser.of_viewer(function, vec![json!(css), json!(property)]).await?;
            assert_eq!(found, value, "{property} of {css} in {theme}");
        }
    }
    Ok(())
}

/// The names of parts in the contract, those of an article apart from those of a fault.
fn documented() -> Outcome<(Vec<String>, Vec<String>)> {
    let docs = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/embed.md"))?;
    let list = docs.split_once("Parts, for").and_then(|(_, rest)| rest.split_once("\n\n")).ok_or("no list of parts")?.0;
    let (article, fault) = list.split_once("and when there is no article").ok_or("no parts of a fault")?;
    let names = |text: &str| -> Vec<String> {
        text.split('`').skip(1).step_by(2).filter(|name| !name.contains("::")).map(str::to_owned).collect()
    };
    Ok((names(article), names(fault)))
}

/// Articles in which every block, and all that can stand at an article's head, is somewhere.
async fn each_article(browser: &Browser, mut look: impl AsyncFnMut(&str) -> Outcome) -> Outcome {
    for article in browser.articles()? {
        let id = article["id"].as_str().unwrap_or_default().to_owned();
        let src = browser.publication(&format!("articles/{id}.json"));
        browser.of_viewer::<()>("(viewer, src) => viewer.load(src)", vec![json!(src)]).await?;
        look(&id).await?;
    }
    let article = json!({
        "id": "all-of-it", "inLanguage": "en", "headline": "Headline", "alternativeHeadline": "Kicker",
        "datePublished": "2026-03-14T08:30:00+07:00", "dateModified": "2026-03-15T08:30:00+07:00",
        "creativeWorkStatus": "corrected", "isBasedOn": { "name": "A wire" },
        "workTranslation": [{ "inLanguage": "vi", "url": "../ban-dich/", "name": "Bản dịch" }], "body": [{ "type": "paragraph", "text": "Words." }],
    });
    browser.of_viewer::<()>(
        "(viewer, article) => new Promise(done => { viewer.addEventListener('article-ready', () => done(), { once: true }); viewer.addEventListener('article-error', () => done(), { once: true }); viewer.article = article })",
        vec![article],
    ).await?;
    look("an article of the test's own").await
}

async fn parts(browser: &Browser) -> Outcome {
    let (names, _) = documented()?;
    assert!(names.len() > 50, "{names:?}");
    let rules: String =
        names.iter().map(|name| format!("article-viewer::part({name}) {{ outline-color: rgb(1, 2, 3) }}\n")).collect();
    let viewer = "<article-viewer src=\"VIEWER/articles/every-element.json\"></article-viewer>";
    browser.open_page(&format!("<style>{rules}</style>{SCRIPT}{viewer}"), "").await?;
    browser.until_viewer("the article is shown", "viewer.state === 'ready'").await?;
    let mut missing: BTreeSet<String> = names.into_iter().collect();
    each_article(browser, async |_| {
        let function = "(viewer, names) => names.filter(name => {
          const found = viewer.shadowRoot.querySelector(`[part~='${name}']`);
          return found && getComputedStyle(found).outlineColor === 'rgb(1, 2, 3)';
        })";
        let found: Vec<String> = browser.of_viewer(function, vec![json!(missing)]).await?;
        missing.retain(|name| !found.contains(name));
        Ok(())
    })
    .await?;
    assert!(missing.is_empty(), "documented, but nowhere to be styled: {missing:?}");
    Ok(())
}

async fn classes(browser: &Browser) -> Outcome {
    let (names, _) = documented()?;
    browser.open_viewer("src=\"VIEWER/articles/every-element.json\"").await?;
    let mut strange = BTreeSet::new();
    each_article(browser, async |id| {
        let function = "(viewer, names) => [...viewer.shadowRoot.querySelectorAll('.viewer, .viewer [class]')]
          .filter(element => element.checkVisibility())
          .flatMap(element => [...element.part])
          .filter(name => !names.includes(name))";
        let found: Vec<String> = browser.of_viewer(function, vec![json!(names)]).await?;
        strange.extend(found.into_iter().map(|name| format!("{name} ({id})")));
        Ok(())
    })
    .await?;
    assert!(strange.is_empty(), "to be seen, and not documented: {strange:?}");
    Ok(())
}

async fn fault(browser: &Browser) -> Outcome {
    let (_, names) = documented()?;
    assert_eq!(names, ["fault", "retry"]);
    let style = "<style>article-viewer::part(fault) { outline-color: rgb(1, 2, 3) } article-viewer::part(retry) { outline-color: rgb(3, 2, 1) }</style>";
    let viewer = "<article-viewer src=\"VIEWER/faults/server.json\"></article-viewer>";
    browser.open_page(&format!("{style}{SCRIPT}{viewer}"), "").await?;
    browser.until_viewer("there is a fault", "viewer.state === 'error'").await?;
    let colours: Vec<String> = browser
        .of_viewer("(viewer, names) => names.map(name => getComputedStyle(viewer.shadowRoot.querySelector(`[part=${name}]`)).outlineColor)", vec![json!(names)])
        .await?;
    assert_eq!(colours, ["rgb(1, 2, 3)", "rgb(3, 2, 1)"]);
    browser.told().await?.nothing_dangerous()
}
