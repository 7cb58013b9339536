//! An article that was rendered ahead and the same out of its document: they look and read the same, to a twentieth of a pixel.

use serde::Deserialize;
use serde_json::{Value, json};

use super::{SCRIPT, VIEWERS};
use crate::articles::field;
use crate::browser::Browser;
use crate::server;
use crate::suite::{Outcome, Suite};

pub fn add_to(suite: &mut Suite) {
    suite.add("embed::ways::both_look_the_same", both);
}

/// Every element of a viewer: what it is, and where it stands.
#[derive(Debug, Deserialize)]
struct Laid {
    element: String,
    place: [f64; 4],
}

/// Elements with their attributes (but for what a reader has ticked, which is the element's own state), addresses without the publication's, and boxes from the viewer's own corner.
const LAID: &str = "(viewer, site) => {
  const root = viewer.shadowRoot.querySelector('.viewer');
  const corner = root.getBoundingClientRect();
  return [root, ...root.querySelectorAll('*')].map(element => {
    const { left, top, width, height } = element.getBoundingClientRect();
    const attributes = [...element.attributes].filter(({ name }) => name !== 'checked').map(({ name, value }) => `${name}=${(/^https?:/.test(value) ? new URL(value).href : value).replaceAll(site, '')}`).sort();
    const texts = [...element.childNodes].filter(node => node.nodeType === 3).map(node => node.data).join('');
    return { element: `${element.localName} ${attributes.join(' ')} ${texts}`, place: element.getClientRects().length ? [left - corner.left, top - corner.top, width, height] : [0, 0, 0, 0] };
  });
}";

/// The same, to this.
const TOLERANCE_PX: f64 = 0.05;

async fn both(browser: &Browser) -> Outcome {
    let mut documents: Vec<(String, String)> = Vec::new();
    for article in browser.articles()? {
        let id = field(&article, "id").to_owned();
        documents.push((server::ROOT.to_owned(), id));
    }
    for id in browser.stage.fixtures()? {
        documents.push((server::FIXTURES_SITE.to_owned(), id));
    }
    assert!(documents.len() > 40, "the bundled articles, and every fixture");
    for (place, id) in documents {
        let ahead = browser.address_at(&place, &format!("articles/{id}.json"));
        let without = browser.address_at(&place, &format!("as-documents/articles/{id}.json"));
        let viewer = |src: &str| format!("<article-viewer loading=eager src=\"{src}\"></article-viewer>");
        let page = format!("{SCRIPT}<div style=\"width: 700px\">{}{}</div>", viewer(&ahead), viewer(&without));
        browser.open_page(&page, "").await?;
        browser
            .until(
                &format!("{id} is shown in both ways"),
                &format!("({VIEWERS}).every(viewer => viewer.state === 'ready')"),
            )
            .await?;
        let pictures = "root => Promise.all([...root.querySelectorAll('img')].map(image => { image.loading = 'eager'; return image.decode().catch(() => {}) }))";
        browser.call::<Value>(&format!("async () => {{ for (const viewer of {VIEWERS}) await ({pictures})(viewer.shadowRoot); return true }}"), vec![]).await?;
        let mut seen = Vec::new();
        for (number, src) in [(0, &ahead), (1, &without)] {
            let site = src.split("articles/").next().unwrap_or_default();
            let laid: Vec<Laid> =
                browser.call(&format!("site => ({LAID})(({VIEWERS})[{number}], site)"), vec![json!(site)]).await?;
            seen.push(laid);
        }
        let is_mounted = format!(
            "({VIEWERS}).map(viewer => viewer.shadowRoot.querySelector('.place > div:last-child > .viewer') !== null)"
        );
        assert_eq!(browser.ask::<Vec<bool>>(&is_mounted).await?, [true, true]);
        assert_eq!(seen[0].len(), seen[1].len(), "{id}");
        for (one, other) in seen[0].iter().zip(&seen[1]) {
            assert_eq!(one.element, other.element, "{id}");
            let is_near = one.place.iter().zip(other.place).all(|(one, other)| (one - other).abs() < TOLERANCE_PX);
            assert!(is_near, "{id}: {one:?} and {other:?}");
        }
        browser.told().await?;
    }
    Ok(())
}
