//! Articles for the pages of others: one that was rendered ahead, which the `<article-viewer>` element shows without a reader
//! of documents, and one to include in a page on a server.

use std::rc::Rc;

use super::PageRenderer;
use super::articles::DATA_FOLDER;
use super::html::attribute;
use crate::article::Article;

/// Where an article that was rendered ahead for the element is within the publication: beside its document.
pub(super) fn path(id: &str) -> String {
    format!("{DATA_FOLDER}/{id}.html")
}

/// An article as the element takes it over. `style` says for which stylesheet it was made. Whoever opens it by itself reads
/// it plain; search engines list the article's page instead.
pub(super) fn ahead(article: &Rc<Article>, style: &str, renderer: &PageRenderer) -> String {
    format!(
        "<!doctype html><html lang=\"{}\"><meta charset=\"utf-8\"><meta name=\"robots\" content=\"noindex\">\
         <meta name=\"article-viewer\" content=\"{}\"><title>{}</title>{}",
        attribute(article.in_language.as_str()),
        attribute(style),
        attribute(&article.headline),
        renderer.embedded(article),
    )
}
