//! The content security policy that every page runs under: no script but the publication's own files, no style but its own
//! files and the one that stands in every page, nothing loaded from other sites but pictures and films that a document
//! names.

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use sha2::{Digest, Sha256};

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
    pub(super) fn header(&self, ancestors: &str) -> String {
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
}
