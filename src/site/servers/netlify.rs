//! Netlify and others that read a file `_headers` (docs.netlify.com/manage/routing/headers,
//! developers.cloudflare.com/pages/configuration/headers): paths from the server's root, and indented headers below each.
//!
//! All rules that are for a path count, and values of one header are joined: no header but the policy may be in two of them.
//! There are no patterns for names, so that files with a hash in theirs are named. Everything else these servers have asked
//! about every time, which is what is wanted; they compress files themselves, know their types by their endings, and send
//! `404.html` for what is not there.

use std::fmt::Write;

use super::super::headers::{CACHING, DATA_POLICY, Headers, KEPT, POLICY};
use super::super::media_type::{media_type, of_names};
use super::super::paths::DATA_FOLDER;
use super::super::site_files::MANIFEST;
use crate::source::SiteAddress;

/// The file as it lies at a publication's root.
pub(crate) fn headers_file(headers: &Headers, hashed: &[&str], address: Option<&SiteAddress>) -> String {
    let root = address.map_or_else(|| "/".to_owned(), SiteAddress::path);
    let mut text = format!("{root}*\n");
    // Writing to a String does not fail.
    for (name, value) in headers.everywhere() {
        let _ = writeln!(text, "  {name}: {value}");
    }
    let _ = write!(text, "{root}{DATA_FOLDER}/*\n  {POLICY}: {DATA_POLICY}\n");
    for (name, media_type) in of_names() {
        for folder in ["", "section/*/"] {
            let _ = write!(text, "{root}{folder}{name}\n  Content-Type: {media_type}\n");
        }
    }
    let _ = write!(text, "{root}{MANIFEST}\n  Content-Type: {}\n", media_type(MANIFEST));
    for name in hashed {
        let _ = write!(text, "{root}{name}\n  {CACHING}: {KEPT}\n");
    }
    text
}

/// The same with word of where it belongs.
pub(super) fn words(headers: &Headers, hashed: &[&str], address: Option<&SiteAddress>) -> String {
    format!(
        "# The publication's own file _headers, with nothing to change. Netlify, Cloudflare and others look for it at the root of\n\
         # what is deployed: if the publication is a folder there, save this beside that folder as _headers.\n\
         # It names files by their hashes: save it again after every build. Former addresses are in _redirects.\n{}",
        headers_file(headers, hashed, address)
    )
}
