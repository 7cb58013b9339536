//! A page that fetches the document which its address names, and shows it.

use std::cell::RefCell;
use std::fmt::Display;
use std::rc::Rc;

use yew::{AppHandle, Callback, Renderer};

use crate::article::{self, Article, Language, SafeUrl};
use crate::browser::{self, console, fetch::FetchError, page};
use crate::locale::Trouble;
use crate::view::{Bases, Content, Viewer, ViewerProps, host};

/// Takes over the page that waits for a document, and fetches it. A page without a place for it is left alone.
pub fn start() {
    let Some(root) = page::element(host::VIEWER_ID) else { return };
    let fetched = Fetched::named_by_page();
    let viewer = Renderer::<Viewer>::with_root_and_props(root, fetched.loading()).hydrate();
    fetched.viewer.replace(Some(viewer));
    fetched.load();
}

/// A document that the page fetches, and the viewer that shows it.
#[derive(Clone)]
struct Fetched {
    src: String,
    /// What the page speaks until the document says its own language.
    language: Language,
    viewer: Rc<RefCell<Option<AppHandle<Viewer>>>>,
}

impl Fetched {
    fn named_by_page() -> Self {
        let src = page::query_parameter("src").unwrap_or_default();
        Self { src, language: super::page_language(), viewer: Rc::default() }
    }

    /// Fetches the document and shows it, or what keeps it from being shown.
    fn load(self) {
        browser::spawn_local(async move {
            let content = match document(&self.src).await {
                Ok(article) => {
                    let language = &article.in_language;
                    page::describe(&article.headline, language.as_str(), language.direction().as_str());
                    Content::Article(Rc::new(article))
                }
                Err(trouble) => Content::Trouble(trouble, self.language.clone()),
            };
            self.show(self.props(content));
        });
    }

    fn show(&self, props: ViewerProps) {
        if let Some(viewer) = self.viewer.borrow_mut().as_mut() {
            viewer.update(props);
        }
    }

    fn loading(&self) -> ViewerProps {
        self.props(Content::Loading(self.language.clone()))
    }

    fn props(&self, content: Content) -> ViewerProps {
        let again = self.clone();
        let onretry = Callback::from(move |_| {
            again.show(again.loading());
            again.clone().load();
        });
        ViewerProps { bases: Bases::of_path(&self.src), onretry, ..ViewerProps::of(content) }
    }
}

/// Fetches a document. The reader is told what to do; the cause goes to the console.
async fn document(src: &str) -> Result<Article, Trouble> {
    let report = |cause: &dyn Display| console::error(&format!("{src}: {cause}"));
    if src.is_empty() {
        return Err(Trouble::NoAddress);
    }
    // Another site's document shown under this one's name and address would pass for this one's.
    if !SafeUrl::resource(src).is_ok_and(|url| url.is_relative()) {
        report(&"only a relative address is opened here");
        return Err(Trouble::Address);
    }
    let bytes = browser::fetch::bytes(src).await.map_err(|error| {
        report(&error);
        match error {
            FetchError::Network(_) => Trouble::Network,
            FetchError::Status(404 | 410) => Trouble::NotFound,
            FetchError::Status(_) => Trouble::Server,
        }
    })?;
    article::read_leniently(&bytes).map_err(|error| {
        error.faults().for_each(|fault| report(fault));
        Trouble::Document
    })
}
