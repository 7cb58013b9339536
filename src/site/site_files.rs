//! Small files for programs: what a server, a search engine's robot and a phone's home screen ask for.

use std::fmt::Write;

use serde_json::json;

use super::sitemaps;
use crate::article::Language;
use crate::source::SiteAddress;

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
/// those that are among the files that came with the shell; `paper` is the publication's ground by day, where it has one.
pub(super) fn manifest(title: &str, language: &Language, paper: Option<&str>, files: &[&str]) -> String {
    let paper = paper.unwrap_or(PAPER);
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
        "background_color": paper,
        "theme_color": paper,
        "icons": icons.collect::<Vec<_>>(),
    });
    manifest.to_string()
}
