//! What a viewer has to show of a document that is loaded: first that it is on its way, then the article, or why there is
//! none.
//!
//! Getting the document is JavaScript's (`static/element/document.js`): it can begin before this program is there, and tells
//! what is wrong when it never is.

use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;

use yew::{Callback, MouseEvent, UseStateHandle, hook, use_effect_with, use_state};

use super::bases::Bases;
use super::content::Content;
use super::host::Host;
use crate::article::{self, Article, Language};
use crate::browser::{self, Cancelled};
use crate::locale::LoadErrorKind;

/// A document to show.
#[derive(Clone, Debug, PartialEq)]
pub struct Source {
    /// Where relative addresses in it begin; nothing where that is not known. Articles that it is related to have no address
    /// then, and are not shown.
    pub bases: Option<Bases>,
    /// How it is had: asked again, it gets it again.
    pub loader: Callback<(), Loading>,
    /// Word that another document was asked for meanwhile. Every load has its own: asking again for the same document loads
    /// it again.
    pub cancelled: Cancelled,
}

/// A document on its way: its bytes, or why there are none.
pub type Loading = Pin<Box<dyn Future<Output = Result<Vec<u8>, LoadErrorKind>>>>;

/// What a viewer has to show of a source, and how to ask for it again.
pub(super) struct UseDocument {
    pub(super) content: Content,
    pub(super) onretry: Callback<MouseEvent>,
}

/// What is shown, once there is something, and how often the reader has asked for it again.
#[derive(Debug, Default, PartialEq)]
struct State {
    content: Option<Content>,
    tries: u32,
}

/// Loads a document whenever the source is another one, or the reader asks for it again. In somebody else's page the article
/// stays while the next one is on its way; on a page of our own the reader is told that it is loading.
#[hook]
pub(super) fn use_document(source: &Source, language: &Language, host: &Host) -> UseDocument {
    let state: UseStateHandle<State> = use_state(State::default);
    {
        let (state, host, language) = (state.clone(), host.clone(), language.clone());
        use_effect_with((source.clone(), state.tries), move |(source, tries)| {
            let tries = *tries;
            // Another try of the same source ends this one.
            let ended = Cancelled::default();
            let (source, is_ended) = (source.clone(), ended.clone());
            if !host.is_embedded {
                state.set(State { content: None, tries });
            }
            browser::spawn_local(async move {
                let outcome = load(&source).await;
                if is_ended.is_cancelled() || source.cancelled.is_cancelled() {
                    return;
                }
                let content = match outcome {
                    Ok(article) => Content::Article(Rc::new(article).into(), source.bases.unwrap_or_default()),
                    Err(kind) => {
                        host.on_error.emit(kind);
                        Content::Error(kind, language)
                    }
                };
                state.set(State { content: Some(content), tries });
            });
            move || ended.cancel()
        });
    }
    {
        let host = host.clone();
        use_effect_with(state.content.clone(), move |content| {
            if let Some(Content::Article(article, _)) = content {
                host.on_ready.emit(article.clone());
            }
        });
    }
    let content = state.content.clone().unwrap_or_else(|| Content::Loading(language.clone()));
    let onretry = Callback::from(move |_| state.set(State { content: None, tries: state.tries + 1 }));
    UseDocument { content, onretry }
}

/// Gets a document and reads it.
async fn load(source: &Source) -> Result<Article, LoadErrorKind> {
    let bytes = source.loader.emit(()).await?;
    let mut article = article::read_leniently(&bytes).map_err(|_| LoadErrorKind::Document)?;
    if source.bases.is_none() {
        article.related.clear();
    }
    Ok(article)
}
