//! What a page says in `meta`, in `link` and in attributes of its elements (Open Graph, Dublin Core, microdata).

use std::collections::HashMap;

use dom_query::{Document, NodeRef};

use super::words;

/// The `meta` elements of a page by their names in small letters, each with all that it says.
#[derive(Debug, Default)]
pub(super) struct Meta {
    values: HashMap<String, Vec<String>>,
}

impl Meta {
    pub(super) fn of(document: &Document) -> Self {
        let mut out = Self::default();
        for node in document.select("meta").nodes() {
            let names = ["property", "name", "itemprop", "http-equiv"].iter().filter_map(|name| node.attr(name));
            let Some(content) = node.attr("content").map(|content| words::plain(&content)) else { continue };
            if content.is_empty() {
                continue;
            }
            for name in names.flat_map(|names| names.split_whitespace().map(str::to_lowercase).collect::<Vec<_>>()) {
                out.values.entry(name).or_default().push(content.clone());
            }
        }
        out
    }

    /// The first of the names that says something, with it.
    pub(super) fn first(&self, names: &[&'static str]) -> Option<(&'static str, &str)> {
        names.iter().find_map(|name| Some((*name, self.all(name).first()?.as_str())))
    }

    pub(super) fn all(&self, name: &str) -> &[String] {
        self.values.get(name).map(Vec::as_slice).unwrap_or_default()
    }
}

/// The address of a `link`.
pub(super) fn link(document: &Document, rel: &str) -> Option<String> {
    let node = document.select_single(&format!("link[rel~='{rel}']"));
    node.attr("href").map(|href| href.trim().to_owned()).filter(|href| !href.is_empty())
}

/// What an element of microdata says: its attribute where it has one, else its text.
pub(super) fn property(document: &Document, name: &str) -> Option<String> {
    let found = document.select(&format!("[itemprop~='{name}']"));
    found.nodes().iter().find_map(|node| {
        let text = said(node);
        (!text.is_empty()).then_some(text)
    })
}

/// The text of an element, or what its attribute says for it.
pub(super) fn said(node: &NodeRef) -> String {
    let attribute = ["content", "datetime"].iter().find_map(|name| node.attr(name));
    words::plain(&attribute.unwrap_or_else(|| node.text()))
}
