//! An article for a server to put into its page: an `<article-viewer>` with a declarative shadow root (HTML, section 4.12.3),
//! which is read without a script, keeps the page's styles out, and comes to life where the element's script is.

use std::cell::RefCell;
use std::fs;
use std::path::Path;

use lol_html::html_content::Element;
use lol_html::{RewriteStrSettings, element, rewrite_str, text};

use super::code::element_style;
use super::html::attribute;
use super::{BuildError, paths};
use crate::article::ArticleId;
use crate::source::SiteAddress;

/// What the viewer has before any attribute says otherwise, as `static/element/settings.js` has it.
const SETTINGS: &str = "data-theme=\"auto\" data-toolbar=\"masthead print options footer\" data-related=\"on\" data-loading=\"lazy\" \
    data-text-size=\"medium\" data-link-target=\"_self\" data-heading-level=\"1\"";

/// Paragraphs and headings of the text, which have no class of their own.
const BLOCKS: &str = ".body > p, .body > h2, .body > h3, .body > h4, .stretch > p";

/// The attributes with addresses.
const ADDRESSES: [&str; 3] = ["href", "src", "poster"];

/// An article of the publication in `site`, which is served at `address`, as a piece of HTML.
///
/// # Errors
/// When there is no such article in the publication, or its file can't be read.
pub fn include(site: &Path, address: &SiteAddress, id: &ArticleId) -> Result<String, BuildError> {
    let path = site.join(paths::ahead(id.as_str()));
    let page = fs::read_to_string(&path).map_err(|source| BuildError::Article { path, source })?;
    of_ahead(&page, address, id.as_str())
}

/// The same of what was rendered ahead.
pub(super) fn of_ahead(page: &str, address: &SiteAddress, id: &str) -> Result<String, BuildError> {
    let folder = address.of(&paths::ahead(id));
    let folder = folder.rsplit_once('/').map(|(folder, _)| format!("{folder}/")).unwrap_or_default();
    let (style, headline) = (RefCell::new(String::new()), RefCell::new(String::new()));
    let settings = RewriteStrSettings::new()
        .append_element_content_handler(element!("meta[name=article-viewer]", |meta| {
            style.replace(meta.get_attribute("content").unwrap_or_default());
            meta.remove();
            Ok(())
        }))
        .append_element_content_handler(element!("html, meta, title", |extra| {
            extra.remove_and_keep_content();
            Ok(())
        }))
        .append_element_content_handler(text!("title", |words| {
            headline.borrow_mut().push_str(words.as_str());
            words.remove();
            Ok(())
        }))
        .append_element_content_handler(element!("*", |it| {
            whole(it, &folder)?;
            if let Some(class) = it.get_attribute("class") {
                it.set_attribute("part", &class)?;
            }
            Ok(())
        }))
        .append_element_content_handler(element!(BLOCKS, |block| {
            let part = if block.tag_name() == "p" { "paragraph" } else { "heading" };
            block.set_attribute("part", part)?;
            Ok(())
        }));
    let viewer = rewrite_str(page, settings)
        .map_err(|error| BuildError::Shell { path: paths::ahead(id).into(), what: error.to_string() })?;
    let viewer = viewer.trim_start_matches("<!doctype html>");
    Ok(format!(
        "<article-viewer src=\"{document}\"><template shadowrootmode=\"open\"><link rel=\"stylesheet\" href=\"{style}\">\
         <canvas class=\"measure\" aria-hidden=\"true\"></canvas><div class=\"place\" {SETTINGS}>\
         <button type=\"button\" class=\"return\" part=\"return\" hidden></button><div>{viewer}</div></div><slot hidden></slot>\
         <div class=\"fault\" part=\"fault\" role=\"alert\" hidden></div></template>\
         <a href=\"{page}\">{headline}</a></article-viewer>\n",
        document = attribute(&address.of(&paths::data(id))),
        style = attribute(&address.of(&element_style(&style.take()))),
        page = attribute(address.of(&paths::page(id)).trim_end_matches("index.html")),
        headline = headline.take(),
    ))
}

/// Makes the addresses of an element whole.
fn whole(it: &mut Element<'_, '_>, folder: &str) -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
    for name in ADDRESSES {
        if let Some(address) = it.get_attribute(name).filter(|address| !address.starts_with('#')) {
            it.set_attribute(name, &joined(folder, &address))?;
        }
    }
    if let Some(files) = it.get_attribute("srcset") {
        let file = |file: &str| match file.rsplit_once(' ') {
            Some((address, width)) => format!("{} {width}", joined(folder, address)),
            None => joined(folder, file),
        };
        let files: Vec<String> = files.split(", ").map(file).collect();
        it.set_attribute("srcset", &files.join(", "))?;
    }
    Ok(())
}

fn joined(folder: &str, address: &str) -> String {
    let base = url::Url::parse(folder).ok();
    let joined = base.and_then(|base| base.join(address).ok());
    joined.map_or_else(|| address.to_owned(), |joined| joined.to_string())
}
