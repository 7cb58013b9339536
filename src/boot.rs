//! The start of the browser program: what the page holds decides what is mounted.
//!
//! A page that was rendered ahead holds its article beside it and is brought to life as it stands; a page that was not
//! names a document in its address and fetches it.

use std::rc::Rc;

use yew::{AttrValue, Renderer};

use crate::article::{self, Language};
use crate::browser::{console, page};
use crate::view::{ArticlePage, ArticlePageProps, DocumentPage, DocumentPageProps, host};

/// Starts the viewer on this page. A page without a place for it is left alone.
pub fn start() {
    let Some(host) = page::element(host::VIEWER_ID) else { return };
    match page::text_of(host::ARTICLE_DATA_ID) {
        Some(json) => match article::read(json.as_bytes()) {
            Ok(article) => {
                let props = ArticlePageProps::ahead(Rc::new(article));
                Renderer::<ArticlePage>::with_root_and_props(host, props).hydrate();
            }
            // The page can be read as it stands: it is left so.
            Err(error) => console::error(&format!("the page's own article cannot be read: {error}")),
        },
        None => {
            let language = page::language().and_then(|tag| Language::parse(&tag).ok()).unwrap_or_default();
            let props = DocumentPageProps {
                src: page::query_parameter("src").map(AttrValue::from),
                language,
                site: AttrValue::Static(""),
            };
            Renderer::<DocumentPage>::with_root_and_props(host, props).render();
        }
    }
}
