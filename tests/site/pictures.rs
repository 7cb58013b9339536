//! Pictures: what stands on the page when the file of one is gone.

use libtest_mimic::Failed;
use serde::Deserialize;
use serde_json::json;

use crate::browser::Browser;
use crate::server::{INCOMPLETE_SITE, SITE};
use crate::suite::{Outcome, Suite};

pub fn add_to(suite: &mut Suite) {
    suite.add("pictures::one_that_is_gone_leaves_its_frame_and_alt_text", lost_picture);
}

/// How the first picture of the body stands on the page.
#[derive(Debug, Deserialize)]
struct Picture {
    alt: String,
    natural_width: u32,
    width: f64,
    height: f64,
}

async fn lost_picture(browser: &Browser) -> Outcome {
    let there = picture_of_the_measure(browser, SITE).await?;
    let text = browser.text(".article").await?;
    let gone = picture_of_the_measure(browser, INCOMPLETE_SITE).await?;
    assert!(there.natural_width > 0 && gone.natural_width == 0, "{there:?} {gone:?}");
    assert!(!gone.alt.is_empty(), "{gone:?}");
    assert_eq!((gone.width, gone.height), (there.width, there.height), "the frame keeps the picture's size");
    assert!(painted_alt_texts(browser).await?.contains(&gone.alt), "the alt text stands in the frame");
    assert_eq!(browser.text(".article").await?, text, "everything else is there");
    let others: Vec<u32> = browser.ask("[...document.images].slice(1).map(image => image.naturalWidth)").await?;
    assert!(!others.is_empty() && others.iter().all(|width| *width > 0), "the other pictures: {others:?}");
    let told = browser.told().await?;
    told.nothing_dangerous()?;
    assert_eq!((told.refused.len(), told.by_scripts().len()), (1, 0), "{told:#?}");
    Ok(())
}

async fn picture_of_the_measure(browser: &Browser, place: &str) -> Outcome<Picture> {
    browser.driver.goto(browser.address_at(place, "the-measure/")).await?;
    browser.started().await?;
    browser.load_pictures().await?;
    browser.call(include_str!("scripts/picture.js"), vec![json!(".body img")]).await
}

/// The texts that the browser puts into the boxes of pictures it does not have: its own shadow trees hold them.
async fn painted_alt_texts(browser: &Browser) -> Outcome<Vec<String>> {
    let tree = browser.devtools("DOM.getDocument", json!({ "depth": -1, "pierce": true })).await?;
    let mut texts = Vec::new();
    let mut nodes = vec![&tree["root"]];
    while let Some(node) = nodes.pop() {
        if node["nodeName"] == "IMG" {
            nodes.extend(node["shadowRoots"].as_array().into_iter().flatten());
        }
        nodes.extend(node["children"].as_array().into_iter().flatten());
        let is_alt = node["attributes"].as_array().is_some_and(|names| names.contains(&json!("alttext")));
        if is_alt {
            let text = node["children"][0]["nodeValue"].as_str();
            texts.push(text.ok_or_else(|| Failed::from(format!("an alt text without words: {node}")))?.to_owned());
        }
    }
    Ok(texts)
}
