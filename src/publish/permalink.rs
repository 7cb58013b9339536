//! Where a publication and its articles are in the world, and the QR codes that lead there.

use std::fmt::Write;
use std::rc::Rc;
use std::str::FromStr;

use qrcodegen::{QrCode, QrCodeEcc};
use thiserror::Error;
use url::Url;
use yew::AttrValue;

use crate::article::{Article, ArticleId, SafeUrl};
use crate::view::Permalink;

/// The modules that must stay white around a code (ISO/IEC 18004, section 9.1).
const QUIET_ZONE: i32 = 4;

/// The address at which a publication is served: `http` or `https`, with a slash at its end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SiteAddress(String);

/// A text that is not a [`SiteAddress`].
#[derive(Debug, Error)]
#[error("`{0}` cannot be the publication's address: write it as https://news.example/articles/")]
pub struct SiteAddressError(String);

impl FromStr for SiteAddress {
    type Err = SiteAddressError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let is_whole = text.starts_with("https://") || text.starts_with("http://");
        if !is_whole || text.contains(['?', '#']) || SafeUrl::resource(text).is_err() {
            return Err(SiteAddressError(text.to_owned()));
        }
        Ok(Self(format!("{}/", text.trim_end_matches('/'))))
    }
}

impl SiteAddress {
    /// The address as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The address of a page or file, by its path within the publication.
    pub(super) fn of(&self, path: &str) -> String {
        format!("{}{path}", self.0)
    }

    /// The whole address of what a document names, as it stands in `articles/`.
    pub(super) fn resolve(&self, url: &SafeUrl) -> Option<String> {
        let folder = Url::parse(&self.of("articles/")).ok()?;
        folder.join(url.as_str()).ok().map(String::from)
    }

    /// The path of the publication on its server, with a slash at its end.
    pub(super) fn path(&self) -> String {
        Url::parse(&self.0).map_or_else(|_| "/".to_owned(), |url| url.path().to_owned())
    }

    fn article(&self, id: &ArticleId) -> String {
        self.of(&format!("{id}/"))
    }
}

/// The whole address of an article: its own where it has one, else that of its page in the publication.
pub(super) fn address_of(own: Option<&SafeUrl>, id: &ArticleId, site: Option<&SiteAddress>) -> Option<String> {
    let own = own.filter(|url| url.is_whole());
    own.map(|url| url.as_str().to_owned()).or_else(|| Some(site?.article(id)))
}

/// Where an article is to be found: its own address where it has a whole one, else that of its page in the publication.
/// Nothing where neither is known, or the address is longer than a code holds.
pub(super) fn permalink(article: &Article, site: Option<&SiteAddress>) -> Option<Rc<Permalink>> {
    let address = address_of(article.url.as_ref(), &article.id, site)?;
    // Medium: a code that is printed small and folded in a pocket is still read.
    let code = QrCode::encode_text(&address, QrCodeEcc::Medium).ok()?;
    let qr_size = usize::try_from(code.size() + 2 * QUIET_ZONE).ok()?;
    Some(Rc::new(Permalink { address: AttrValue::from(address), qr_path: AttrValue::from(path(&code)), qr_size }))
}

/// The dark modules, a run of them in a row as one rectangle.
fn path(code: &QrCode) -> String {
    let mut path = String::new();
    for y in 0..code.size() {
        let mut x = 0;
        while x < code.size() {
            let start = x;
            while code.get_module(x, y) {
                x += 1;
            }
            if x > start {
                // Writing to a String does not fail.
                let _ = write!(path, "M{} {}h{}v1h-{}z", start + QUIET_ZONE, y + QUIET_ZONE, x - start, x - start);
            }
            x += 1;
        }
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sites_address_ends_with_a_slash() {
        let address = |text: &str| text.parse::<SiteAddress>().map(|site| site.0).ok();
        assert_eq!(address("https://news.example/articles").as_deref(), Some("https://news.example/articles/"));
        assert_eq!(address("http://127.0.0.1:8080/").as_deref(), Some("http://127.0.0.1:8080/"));
        for wrong in
            ["", "news.example", "//news.example/", "https://news.example/?a", "ftp://news.example/", "https://a@b/"]
        {
            assert_eq!(address(wrong), None, "{wrong}");
        }
    }

    /// The corners of a code are squares of seven modules, so that its first row begins with one run of seven.
    #[test]
    fn a_code_begins_with_its_corner() {
        let code = QrCode::encode_text("https://news.example/articles/a/", QrCodeEcc::Medium).ok();
        assert!(code.is_some_and(|code| path(&code).starts_with("M4 4h7v1h-7z")));
    }
}
