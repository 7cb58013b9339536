//! Articles for the pages of others, rendered ahead: the `<article-viewer>` element shows them without a reader of documents.

use std::rc::Rc;

use super::PageRenderer;
use super::html::attribute;
use crate::article::Article;

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
