//! Boxes that give what is in them no width of its own: `tests/hosts/boxes`. A viewer in one is as wide as text would be.

use serde::Deserialize;
use serde_json::json;

use super::SCRIPT;
use crate::browser::Browser;
use crate::engine::Engine;
use crate::suite::{Outcome, Suite};

pub fn add_to(suite: &mut Suite) {
    for (engine, name) in [(Engine::Chromium, "chromium"), (Engine::Firefox, "firefox"), (Engine::WebKit, "webkit")] {
        suite.add_in(engine, &format!("embed::boxes::are_filled_as_by_text_in_{name}"), filled);
        suite.add_in(engine, &format!("embed::boxes::without_an_article_nothing_takes_room_in_{name}"), idle);
    }
}

/// The boxes by their names.
pub const BOXES: [&str; 19] = [
    "row",
    "row-around",
    "row-beside",
    "column",
    "column-around",
    "grid",
    "grid-around",
    "grid-beside",
    "inline-block",
    "inline-block-around",
    "float",
    "float-around",
    "cell",
    "cell-beside",
    "positioned",
    "positioned-around",
    "fit-content",
    "fit-content-around",
    "within-each-other",
];

/// The width that a viewer asks for where there is room.
const LARGEST_PX: f64 = 1280.0;

/// Windows: a phone, a tablet, and one in which there is more room than a viewer asks for.
const WINDOWS_PX: [f64; 3] = [320.0, 1000.0, 1600.0];

/// How wide something in a box is, and the page with it.
#[derive(Debug, Deserialize)]
struct Width {
    own: f64,
    page: f64,
}

#[derive(Debug, Deserialize)]
struct Widths {
    viewer: Width,
    /// Text that would be as wide as the largest viewer on one line.
    text: Width,
    /// Text that fits on no line.
    prose: Width,
    empty_page: f64,
}

async fn filled(browser: &Browser) -> Outcome {
    for name in BOXES {
        // No window with a frame of its own is as narrow as a phone: it stands in a frame.
        let host = browser.host(&format!("boxes/?box={name}"));
        browser.open_page(&format!("<iframe src=\"{host}\" style=\"height: 800px\"></iframe>"), "").await?;
        browser.driver.enter_frame(0).await?;
        browser.until_viewer(&format!("{name}: the article is shown"), "viewer.state === 'ready'").await?;
        for window in WINDOWS_PX {
            browser.run(&format!("frameElement.style.width = '{window}px'")).await?;
            browser.until("the window is as wide", &format!("innerWidth === {window}")).await?;
            let widths: Widths = browser.of_viewer(include_str!("scripts/widths.js"), vec![json!(LARGEST_PX)]).await?;
            let Widths { viewer, text, prose, empty_page } = &widths;
            let is_as_wide = |expected: f64| (viewer.own - expected).abs() <= 1.0;
            assert!(viewer.own > 0.0, "{name} at {window}: {widths:?}");
            assert!(is_as_wide(text.own), "{name} at {window}: {widths:?}");
            // Beside others, the share of what would be wider is larger.
            if !name.ends_with("beside") {
                assert!(is_as_wide(prose.own.min(LARGEST_PX)), "{name} at {window}: {widths:?}");
            }
            assert!(*empty_page <= window, "{name} at {window}: {widths:?}");
            assert!(viewer.page <= window, "{name} at {window}: {widths:?}");
        }
    }
    Ok(())
}

/// What gives a viewer its width is nothing to be seen.
async fn idle(browser: &Browser) -> Outcome {
    let heights = "(v => [v, v.firstElementChild].map(e => e.getBoundingClientRect().height))";
    for attributes in ["", "src=\"VIEWER/faults/server.json\""] {
        let viewer = format!("{SCRIPT}<article-viewer {attributes}><p style=\"margin: 0\">Inside</p></article-viewer>");
        browser.open_page(&viewer, "").await?;
        let is_there = "viewer.shadowRoot && viewer.state === (viewer.src ? 'error' : 'idle')";
        browser.until_viewer("it shows no article", is_there).await?;
        let (viewer, inside): (f64, f64) = browser.of_viewer(heights, vec![]).await?;
        let told: f64 = browser
            .of_viewer("v => v.shadowRoot.querySelector('.fault').getBoundingClientRect().height", vec![])
            .await?;
        assert!(inside > 0.0 && (told > 0.0) != attributes.is_empty(), "{inside} {told}");
        assert!((viewer - inside - told).abs() < 1.0, "{attributes}: {viewer} around {inside} and {told}");
    }
    // The browser says that the document was not there.
    browser.told().await?.nothing_dangerous()
}
