//! The content security policy that every page runs under: no script but the publication's own files, no style but its own
//! files and the one that stands in every page, nothing loaded from other sites but pictures and films that a document
//! names.

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use sha2::{Digest, Sha256};

use super::paths::DATA_FOLDER;
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

/// The policy of documents and of the files that they name, opened as pages of their own: they are looked at, and nothing
/// in them runs, asks or belongs to the publication's origin. Drawings have their styles in them.
const DATA_POLICY: &str =
    "default-src 'none'; img-src 'self' data:; media-src 'self'; style-src 'unsafe-inline'; sandbox";

/// A stylesheet that stands in the page, so that the first paint waits for no second answer.
#[derive(Clone, Debug)]
pub(super) struct Style {
    /// The stylesheet.
    pub(super) css: String,
    /// What the policy knows it by (CSP Level 3, section 2.3.1, hash-source).
    hash: String,
}

impl Style {
    /// A stylesheet of our own: nothing in it may end the element that it stands in.
    pub(super) fn new(css: String) -> Self {
        let hash = format!("'sha256-{}'", BASE64_STANDARD.encode(Sha256::digest(&css)));
        Self { css, hash }
    }
}

/// The policy of pages with a style in them, or without.
#[derive(Clone, Copy, Debug)]
pub(super) struct Policy<'a> {
    pub(super) style: Option<&'a Style>,
}

impl Policy<'_> {
    /// The policy, as a header has it. `ancestors` may frame the pages.
    fn header(&self, ancestors: &str) -> String {
        let style = self.style.map(|style| format!(" {}", style.hash)).unwrap_or_default();
        format!(
            "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'{style}; \
             img-src 'self' https: data:; media-src 'self' https:; connect-src 'self'; font-src 'self'; \
             manifest-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors {ancestors}; require-trusted-types-for 'script'; \
             trusted-types article-viewer"
        )
    }

    /// The part of the policy that a `meta` element can carry: all but who may frame the page (CSP Level 3, section
    /// 4.2.1).
    pub(super) fn in_page(&self) -> String {
        let header = self.header("*");
        let parts: Vec<&str> = header.split("; ").filter(|part| !part.starts_with("frame-ancestors")).collect();
        parts.join("; ")
    }

    /// What servers that read a `_headers` file send with every page and file: the policy, what a page may ask the browser
    /// for, and who else may read and show it.
    pub(super) fn headers_file(&self, readers: &Readers) -> String {
        let mut headers = vec![
            ("Content-Security-Policy", self.header(&readers.frame_ancestors())),
            ("X-Content-Type-Options", "nosniff".to_owned()),
            ("Referrer-Policy", "strict-origin-when-cross-origin".to_owned()),
            ("Permissions-Policy", NOT_ASKED_FOR.map(|feature| format!("{feature}=()")).join(", ")),
            ("Cross-Origin-Opener-Policy", "same-origin".to_owned()),
            ("Cross-Origin-Resource-Policy", readers.resource_policy().to_owned()),
        ];
        headers.extend(readers.allow_origin().map(|origin| ("Access-Control-Allow-Origin", origin.to_owned())));
        let lines = headers.iter().map(|(name, value)| format!("  {name}: {value}\n"));
        let everything: String = std::iter::once("/*\n".to_owned()).chain(lines).collect();
        // Servers send both policies, and browsers hold to both.
        format!("{everything}/{DATA_FOLDER}/*\n  Content-Security-Policy: {DATA_POLICY}\n")
    }
}
