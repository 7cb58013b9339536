//! The custom properties for colours and for where the column stands, and what is made of those that a page does not give.

use std::collections::BTreeSet;

use serde_json::json;

use super::SCRIPT;
use crate::browser::Browser;
use crate::suite::{Outcome, Suite};

pub fn add_to(suite: &mut Suite) {
    suite.add("embed::properties::every_colour_can_be_given", colours);
    suite.add("embed::properties::other_colours_are_mixed_of_a_given_paper_and_ink", mixed_colours);
    suite.add("embed::properties::column_stands_where_the_page_has_it", alignment);
}

const THEMES: [&str; 4] = ["auto", "light", "dark", "sepia"];

/// Where each colour is to be seen: a property of the page's, an element, and what of it is painted.
const COLOURS: [(&str, &str, &str); 10] = [
    ("--article-muted", ".metadata", "color"),
    ("--article-muted", ".credit", "color"),
    ("--article-muted", ".footer", "color"),
    ("--article-ground", ".box.card", "background-color"),
    ("--article-ground", ".body code", "background-color"),
    ("--article-rule-strong", ".masthead", "border-block-end-color"),
    ("--article-rule-strong", ".box.card", "border-block-start-color"),
    ("--article-rule-strong", ".related", "border-block-start-color"),
    ("--article-rule", ".metadata", "border-block-start-color"),
    ("--article-highlight", "mark", "background-color"),
];

/// Opens an article in which every colour is somewhere.
async fn open_coloured(browser: &Browser, theme: &str, properties: &str) -> Outcome {
    let style = format!("<style>article-viewer {{ {properties} }}</style>");
    let viewer = format!("<article-viewer src=\"VIEWER/articles/every-element.json\" theme={theme}></article-viewer>");
    browser.open_page(&format!("{style}{SCRIPT}{viewer}"), "").await?;
    browser.until_viewer("the article is shown", "viewer.state === 'ready'").await
}

/// Red, green and blue of what is painted, from 0 to 255.
async fn painted(browser: &Browser, css: &str, property: &str) -> Outcome<[f64; 3]> {
    let function = "(viewer, css, name) => {
      const context = new OffscreenCanvas(1, 1).getContext('2d');
      context.fillStyle = getComputedStyle(viewer.shadowRoot.querySelector(css)).getPropertyValue(name);
      context.fillRect(0, 0, 1, 1);
      const [red, green, blue, alpha] = context.getImageData(0, 0, 1, 1).data;
      if (alpha < 255) throw new Error(`${name} of ${css} lets its ground through`);
      return [red, green, blue];
    }";
    browser.of_viewer(function, vec![json!(css), json!(property)]).await
}

async fn colours(browser: &Browser) -> Outcome {
    for theme in THEMES {
        for given in BTreeSet::from(COLOURS.map(|(given, ..)| given)) {
            open_coloured(browser, theme, &format!("{given}: rgb(1, 202, 103)")).await?;
            for (of, css, property) in COLOURS {
                let found = painted(browser, css, property).await?;
                assert_eq!(
                    found == [1.0, 202.0, 103.0],
                    of == given,
                    "{given}: {property} of {css} in {theme}: {found:?}"
                );
            }
        }
    }
    Ok(())
}

async fn mixed_colours(browser: &Browser) -> Outcome {
    for theme in THEMES {
        // Nothing between this paper and this ink is warm: there is no green in it.
        open_coloured(browser, theme, "--article-paper: rgb(0, 0, 255); --article-ink: rgb(255, 0, 0)").await?;
        for (of, css, property) in COLOURS {
            let found @ [red, green, blue] = painted(browser, css, property).await?;
            let told = format!("{of}: {property} of {css} in {theme}: {found:?}");
            if of == "--article-highlight" {
                // A yellow, over the paper.
                assert!(red > 0.0 && green > 0.0 && blue > 127.0, "{told}");
                continue;
            }
            assert!(green == 0.0 && (red + blue - 255.0).abs() <= 2.0, "{told}");
            // A strong rule may be the ink itself.
            assert!(red > 0.0 && (blue > 0.0 || of == "--article-rule-strong"), "{told}");
        }
        // What a page gives goes before what is mixed.
        let properties =
            "--article-paper: rgb(0, 0, 255); --article-ink: rgb(255, 0, 0); --article-muted: rgb(0, 255, 0)";
        open_coloured(browser, theme, properties).await?;
        assert_eq!(painted(browser, ".metadata", "color").await?, [0.0, 255.0, 0.0], "{theme}");
    }
    Ok(())
}

/// Where the parts of an article begin and end, counted from the viewer's own sides in the direction of writing.
const SIDES: &str = "viewer => {
  const place = viewer.getBoundingClientRect();
  const isRightToLeft = getComputedStyle(viewer.shadowRoot.querySelector('.viewer')).direction === 'rtl';
  const parts = '.masthead, .main, .headline, .lead, .metadata, .body > p, .body > h2, .picture, .picture figcaption, .related, .footer';
  return [...viewer.shadowRoot.querySelectorAll(parts)].filter(element => element.checkVisibility()).map(element => {
    const { left, right } = element.getBoundingClientRect();
    const sides = [left - place.left, place.right - right];
    return [element.className || element.localName, ...(isRightToLeft ? sides.reverse() : sides)];
  });
}";

async fn alignment(browser: &Browser) -> Outcome {
    // In the last one a picture is wider than the column, and the article is narrower than its place.
    for window in [320, 1000, 1600] {
        browser.resize(window, 900).await?;
        for id in ["alt-text-and-captions", "min-al-yamin"] {
            for (align, gutter) in [(0, 0), (0, 24), (1, 0), (1, 24)] {
                let style = format!(
                    "<style>body {{ margin: 0 }} article-viewer {{ --article-align: {align}; --article-gutter: {gutter}px }}</style>"
                );
                let viewer = format!("<article-viewer src=\"VIEWER/articles/{id}.json\"></article-viewer>");
                browser.open_page(&format!("{style}{SCRIPT}{viewer}"), "").await?;
                browser.until_viewer("the article is shown", "viewer.state === 'ready'").await?;
                let parts: Vec<(String, f64, f64)> = browser.of_viewer(SIDES, vec![]).await?;
                assert!(parts.iter().any(|(name, ..)| name == "picture"), "{id}: {parts:?}");
                assert!(parts.len() > 8, "{id}: {parts:?}");
                for (name, start, end) in &parts {
                    let flush = if align == 0 { start } else { end };
                    assert!(
                        (flush - f64::from(gutter)).abs() < 1.0 && *start > -1.0 && *end > -1.0,
                        "{id} at {window}, align {align}, gutter {gutter}: {name} in {parts:?}"
                    );
                }
            }
        }
    }
    Ok(())
}
