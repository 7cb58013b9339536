//! Where relative addresses of a document begin.

use yew::AttrValue;

/// Where relative addresses begin, as seen from the page: `""`, or paths or addresses that end with a slash.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Bases {
    /// The publication's root.
    pub site: AttrValue,
    /// The document's folder.
    pub folder: AttrValue,
}

impl Bases {
    /// Those of a document at a path, as seen from a page at the publication's root.
    pub fn of_path(path: &str) -> Self {
        Self { site: AttrValue::default(), folder: AttrValue::from(folder_of(path).to_owned()) }
    }

    /// Those of a document at a whole address: documents lie in a folder of the publication's root.
    pub fn of_document(address: &str) -> Self {
        let folder = folder_of(address);
        let above = up_to_slash(folder.trim_end_matches('/'));
        // A document at the root of a site has nothing above it.
        let site = if above.ends_with("//") { folder } else { above };
        Self { site: AttrValue::from(site.to_owned()), folder: AttrValue::from(folder.to_owned()) }
    }
}

/// The folder of an address, with its slash.
fn folder_of(address: &str) -> &str {
    up_to_slash(address.split(['?', '#']).next().unwrap_or_default())
}

/// Everything up to the last slash.
fn up_to_slash(path: &str) -> &str {
    path.rfind('/').and_then(|slash| path.get(..=slash)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_begin_where_the_document_lies() {
        for (address, site, folder) in [
            ("https://h/v/articles/a.json", "https://h/v/", "https://h/v/articles/"),
            ("https://h/v/articles/a.json?x=/y/#z/", "https://h/v/", "https://h/v/articles/"),
            ("https://h/articles/a.json", "https://h/", "https://h/articles/"),
            ("https://h/a.json", "https://h/", "https://h/"),
        ] {
            let bases = Bases::of_document(address);
            assert_eq!((bases.site.as_str(), bases.folder.as_str()), (site, folder), "{address}");
        }
    }

    #[test]
    fn a_path_has_a_folder_and_no_root_but_the_page_s() {
        for (path, folder) in [("articles/a.json?x=/y", "articles/"), ("a.json", ""), ("../b/a.json#/", "../b/")] {
            let bases = Bases::of_path(path);
            assert_eq!((bases.site.as_str(), bases.folder.as_str()), ("", folder), "{path}");
        }
    }
}
