//! What a server sends along with the files of a publication: which headers, with which of them, and for how long they may
//! be kept. `servers` says the same in the words of each server, and says nothing of its own.

use super::media_type::media_type;
use super::paths::DATA_FOLDER;
use super::policy::Policy;
use crate::source::Readers;

/// What browsers let a page ask for and no page of a publication does (W3C, Permissions Policy).
const NOT_ASKED_FOR: [&str; 14] = [
    "accelerometer",
    "browsing-topics",
    "camera",
    "display-capture",
    "geolocation",
    "gyroscope",
    "hid",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "serial",
    "usb",
    "xr-spatial-tracking",
];

pub(super) const POLICY: &str = "Content-Security-Policy";

/// The policy of documents and of the files that they name, opened as pages of their own: they are looked at, and nothing
/// in them runs, asks or belongs to the publication's origin. Drawings have their styles in them. Servers send it beside the
/// policy of every page, and browsers hold to both.
pub(super) const DATA_POLICY: &str =
    "default-src 'none'; img-src 'self' data:; media-src 'self'; style-src 'unsafe-inline'; sandbox";

pub(super) const CACHING: &str = "Cache-Control";

/// How long a file may be kept whose name changes with its content: a year, the longest that means anything, and without
/// a question meanwhile (RFC 9111, section 5.2.2; RFC 8246).
pub(super) const KEPT: &str = "public, max-age=31536000, immutable";

/// How long everything else may be kept: as long as one likes, and it is asked for every time whether it has changed (RFC 9111,
/// section 5.2.2.4). What was corrected or withdrawn is seen at once by everybody, for the price of a short answer.
pub(super) const ASKED_ABOUT: &str = "no-cache";

/// The endings of files that Trunk and the build give a hash in their names.
const HASHED_ENDINGS: [&str; 4] = ["css", "js", "svg", "wasm"];

/// How many digits a hash has at least: it has sixteen, but Trunk leaves out zeros at its beginning.
const HASH_LENGTH: usize = 12;

/// The headers of a publication.
#[derive(Clone, Debug)]
pub struct Headers {
    everywhere: Vec<(&'static str, String)>,
}

impl Headers {
    /// Of pages under this policy, which these may read.
    pub(super) fn new(policy: Policy<'_>, readers: &Readers) -> Self {
        let mut everywhere = vec![
            (POLICY, policy.header(&readers.frame_ancestors())),
            ("X-Content-Type-Options", "nosniff".to_owned()),
            ("Referrer-Policy", "strict-origin-when-cross-origin".to_owned()),
            ("Permissions-Policy", NOT_ASKED_FOR.map(|feature| format!("{feature}=()")).join(", ")),
            ("Cross-Origin-Opener-Policy", "same-origin".to_owned()),
            ("Cross-Origin-Resource-Policy", readers.resource_policy().to_owned()),
        ];
        everywhere.extend(readers.allow_origin().map(|origin| ("Access-Control-Allow-Origin", origin.to_owned())));
        Self { everywhere }
    }

    /// What is sent with every answer, a page in place of another too.
    pub(super) fn everywhere(&self) -> impl Iterator<Item = (&'static str, &str)> {
        self.everywhere.iter().map(|(name, value)| (*name, value.as_str()))
    }

    /// Everything that is sent with a file, by its path within the publication: what is said here, its media type, and how long
    /// it may be kept. The content security policy may be there twice, and both are sent.
    pub fn of(&self, path: &str) -> Vec<(&'static str, &str)> {
        let is_data = path.strip_prefix(DATA_FOLDER).is_some_and(|rest| rest.starts_with('/'));
        let data_policy = is_data.then_some((POLICY, DATA_POLICY));
        let of_file = [("Content-Type", media_type(path)), (CACHING, cache_control(path))];
        self.everywhere().chain(data_policy).chain(of_file).collect()
    }
}

/// How long a file of a publication may be kept, by its path, as the header `Cache-Control` has it.
pub fn cache_control(path: &str) -> &'static str {
    if is_hashed(path) { KEPT } else { ASKED_ABOUT }
}

/// Whether a file's name ends in a hash of its content: a file at the publication's root with that many hexadecimal digits
/// behind a hyphen. What wasm-bindgen adds behind them is part of the ending.
///
/// In folders lies what publishers have named: such a name there promises nothing.
pub(super) fn is_hashed(path: &str) -> bool {
    let Some((stem, ending)) = path.rsplit_once('.') else { return false };
    let stem = stem.strip_suffix("_bg").unwrap_or(stem);
    let hash = stem.rsplit_once('-').map(|(_, hash)| hash).unwrap_or_default();
    let is_digit = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
    !path.contains('/') && HASHED_ENDINGS.contains(&ending) && hash.len() >= HASH_LENGTH && hash.bytes().all(is_digit)
}

/// The same as a regular expression, for a path within the publication between two others.
pub(super) fn hashed_pattern(before: &str, after: &str) -> String {
    format!("^{before}[^/]*-[0-9a-f]{{{HASH_LENGTH},}}(_bg)?\\.({}){after}$", HASHED_ENDINGS.join("|"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_with_a_hash_are_kept_for_ever() {
        for hashed in ["viewer-0123456789abcdef.css", "article-viewer-64ca3ad26c8fbc8_bg.wasm"] {
            assert_eq!(cache_control(hashed), KEPT, "{hashed}");
        }
        for other in [
            "",
            "embed.js",
            "icon-192.png",
            "article.schema.json",
            "a-short.css",
            "a-0123456789abcdeg.css",
            "articles/media/a-0123456789abcdef.png",
            "on-0123456789abcdef.html",
        ] {
            assert_eq!(cache_control(other), ASKED_ABOUT, "{other}");
        }
    }

    #[test]
    fn documents_have_a_second_policy() {
        let headers = Headers::new(Policy { style: None }, &Readers::All);
        let policies = |path: &str| headers.of(path).iter().filter(|(name, _)| *name == POLICY).count();
        assert_eq!((policies("one/index.html"), policies("articles/one.json"), policies("articles")), (1, 2, 1));
    }
}
