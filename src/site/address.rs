//! Where a publication's articles and what they name are in the world.

use crate::article::{ArticleId, SafeUrl};
use crate::source::SiteAddress;

/// The whole address of an article: its own where it has one, else that of its page in the publication.
pub(super) fn address_of(own: Option<&SafeUrl>, id: &ArticleId, site: Option<&SiteAddress>) -> Option<String> {
    let own = own.filter(|url| url.is_whole());
    own.map(|url| url.as_str().to_owned()).or_else(|| Some(site?.of(&format!("{id}/"))))
}

/// The whole address of what a document names; of a picture that stands in its own address, none.
pub(super) fn absolute(url: &SafeUrl, site: Option<&SiteAddress>) -> Option<String> {
    if url.is_whole() {
        return Some(url.as_str().to_owned());
    }
    if url.as_str().starts_with("data:") {
        return None;
    }
    site?.resolve(url)
}
