//! A document that the page fetches: on its way, there, or not to be had.

use std::rc::Rc;

use yew::{AttrValue, Callback, MouseEvent, hook, use_effect_with, use_state};

use crate::article::{self, Article, SafeUrl};
use crate::browser::{self, fetch::FetchError};
use crate::locale::Trouble;

/// How far a document is.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Progress {
    /// On its way.
    Loading,
    /// Read and checked.
    Ready(Rc<Article>),
    /// Not to be had.
    Failed(Trouble),
}

/// A document and the way to ask for it again.
pub(super) struct DocumentHandle {
    pub(super) progress: Progress,
    pub(super) retry: Callback<MouseEvent>,
}

/// Fetches the document at an address of the same site, given relative to the page.
#[hook]
pub(super) fn use_document(src: Option<AttrValue>) -> DocumentHandle {
    let progress = use_state(|| Progress::Loading);
    let attempt = use_state(|| 0_u32);
    {
        let progress = progress.clone();
        use_effect_with((src, *attempt), move |(src, _)| {
            progress.set(Progress::Loading);
            let src = src.clone();
            browser::spawn_local(async move {
                progress.set(match load(src.as_deref()).await {
                    Ok(article) => {
                        let language = &article.in_language;
                        browser::page::describe(&article.headline, language.as_str(), language.direction().as_str());
                        Progress::Ready(Rc::new(article))
                    }
                    Err(trouble) => Progress::Failed(trouble),
                });
            });
        });
    }
    let retry = Callback::from(move |_| attempt.set(*attempt + 1));
    DocumentHandle { progress: (*progress).clone(), retry }
}

/// The reader is told what to do; the cause goes to the console.
async fn load(src: Option<&str>) -> Result<Article, Trouble> {
    let src = src.filter(|src| !src.is_empty()).ok_or(Trouble::NoAddress)?;
    let report = |cause: &dyn std::fmt::Display| browser::console::error(&format!("{src}: {cause}"));
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
    article::read(&bytes).map_err(|error| {
        error.faults().for_each(|fault| report(fault));
        Trouble::Document
    })
}
