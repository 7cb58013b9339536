//! Small files for programs: what a server, a search engine's robot and a phone's home screen ask for.

use std::fmt::Write;

use serde_json::json;

use super::policy::Policy;
use super::sitemaps;
use crate::article::Language;
use crate::source::{Readers, SiteAddress};

/// The name of the web app manifest, as the shell names it.
pub(super) const MANIFEST: &str = "manifest.webmanifest";

/// The icons that a home screen wants, with the sizes that they have, in pixels.
const ICONS: [(&str, &str); 2] = [("icon-192.png", "192x192"), ("icon-512.png", "512x512")];

/// The page's ground, as `static/css/tokens.css` has it in the light theme.
const PAPER: &str = "#fffdf8";

/// What robots may read: everything. Where the publication is at its server's root, they look for it there.
pub(super) fn robots(site: Option<&SiteAddress>) -> String {
    let mut text = "User-agent: *\nAllow: /\n".to_owned();
    for name in [sitemaps::SITEMAP, sitemaps::NEWS] {
        if let Some(site) = site {
            // Writing to a String does not fail.
            let _ = writeln!(text, "Sitemap: {}", site.of(name));
        }
    }
    text
}

/// The web app manifest (W3C, Web Application Manifest): what the publication is called on a home screen. Of the icons,
/// those that are among the files that came with the shell.
pub(super) fn manifest(title: &str, language: &Language, files: &[&str]) -> String {
    let icons = ICONS.iter().filter(|(name, _)| files.contains(name));
    let icons = icons.map(|(name, sizes)| json!({ "src": name, "sizes": sizes, "type": "image/png" }));
    let manifest = json!({
        "name": title,
        "short_name": title,
        "lang": language.as_str(),
        "dir": language.direction().as_str(),
        "id": "./",
        "start_url": "./",
        "scope": "./",
        "display": "minimal-ui",
        "background_color": PAPER,
        "theme_color": PAPER,
        "icons": icons.collect::<Vec<_>>(),
    });
    manifest.to_string()
}

/// What servers that read a `_headers` file send along: the policy with everything, media types where the ending does not
/// say them, and, with the files whose names change with their content, that they can be kept for ever.
pub(super) fn headers(policy: Policy<'_>, readers: &Readers, hashed: &[&str]) -> String {
    let mut text = policy.headers_file(readers);
    for (path, media_type) in [
        ("/*/feed.xml", super::feeds::ATOM_TYPE),
        ("/feed.xml", super::feeds::ATOM_TYPE),
        ("/*/feed.json", super::feeds::JSON_TYPE),
        ("/feed.json", super::feeds::JSON_TYPE),
        ("/manifest.webmanifest", "application/manifest+json"),
    ] {
        let _ = write!(text, "{path}\n  Content-Type: {media_type}; charset=utf-8\n");
    }
    for name in hashed {
        let _ = write!(text, "/{name}\n  Cache-Control: public, max-age=31536000, immutable\n");
    }
    text
}

/// Whether a file's name ends in a hash of its content: at least sixteen hexadecimal digits behind a hyphen. What
/// wasm-bindgen adds behind them is part of the ending.
pub(super) fn is_hashed(name: &str) -> bool {
    let stem = name.rsplit('/').next().unwrap_or_default().split('.').next().unwrap_or_default();
    let stem = stem.strip_suffix("_bg").unwrap_or(stem);
    let hash = stem.rsplit_once('-').map(|(_, hash)| hash).unwrap_or_default();
    hash.len() >= 16 && hash.bytes().all(|byte| byte.is_ascii_hexdigit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_with_a_hash_are_kept_for_ever() {
        let hashed = ["viewer-0123456789abcdef.css", "article-viewer-0123456789abcdef_bg.wasm"];
        assert!(hashed.into_iter().all(is_hashed));
        assert!(!["embed.js", "icon-192.png", "article.schema.json", "a-short.css"].into_iter().any(is_hashed));
        assert!(
            headers(Policy { style: None }, &Readers::All, &[hashed[0]])
                .contains("/viewer-0123456789abcdef.css\n  Cache-Control: public")
        );
    }
}
