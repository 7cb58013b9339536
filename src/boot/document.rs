//! A page that shows the document which its address names.

use yew::{Callback, Renderer};

use crate::article::Article;
use crate::browser::page;
use crate::locale::{Advice, LoadErrorKind};
use crate::view::{Bases, DocumentViewer, DocumentViewerProps, Host, Loading, Shown, Source, names};

/// Takes over the page that waits for a document. `load` gets the document at an address, or says why it is not opened here
/// (`static/element/view.js`); `failed` hears why there is no article, `advice` is what readers are told of it. A page without
/// a place for it is left alone.
pub fn start(
    load: impl Fn(&str) -> Loading + 'static,
    failed: impl Fn(LoadErrorKind) + 'static,
    advice: impl Fn(LoadErrorKind) -> Advice + 'static,
) {
    let Some(root) = page::element(names::VIEWER_ID) else { return };
    let host = Host {
        on_ready: Callback::from(|article: Shown| describe(&article)),
        on_error: Callback::from(failed),
        advice: Callback::from(advice),
        ..Host::default()
    };
    let address = page::query_parameter("src").unwrap_or_default();
    let bases = Some(Bases::of_path(&address));
    let loader = Callback::from(move |()| load(&address));
    let source = Source { bases, loader, cancelled: Default::default() };
    let props = DocumentViewerProps { source, language: super::page_language(), host };
    Renderer::<DocumentViewer>::with_root_and_props(root, props).render();
}

/// Names the page after the article that it shows.
fn describe(article: &Article) {
    let language = &article.in_language;
    page::describe(&article.headline, language.as_str(), language.direction().as_str());
}
