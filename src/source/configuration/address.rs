//! Where a publication is in the world.

use std::str::FromStr;

use thiserror::Error;
use url::Url;

use crate::article::SafeUrl;

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
    pub fn of(&self, path: &str) -> String {
        format!("{}{path}", self.0)
    }

    /// The whole address of what a document names, as it stands in a document: those lie in `articles/`.
    pub fn resolve(&self, url: &SafeUrl) -> Option<String> {
        let folder = Url::parse(&self.of("articles/")).ok()?;
        folder.join(url.as_str()).ok().map(String::from)
    }

    /// The path of the publication on its server, with a slash at its end.
    pub fn path(&self) -> String {
        Url::parse(&self.0).map_or_else(|_| "/".to_owned(), |url| url.path().to_owned())
    }

    /// Its scheme, host and port.
    pub fn origin(&self) -> String {
        Url::parse(&self.0).map_or_else(|_| self.0.clone(), |url| url.origin().ascii_serialization())
    }
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
}
