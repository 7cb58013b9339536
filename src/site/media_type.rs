//! The media types of a publication's files, by their names.

use mime_guess::from_ext;

use super::feeds;
use crate::source::media_endings;

/// What is said of a file about which nothing is known (RFC 2046, section 4.5.1).
const UNKNOWN: &str = "application/octet-stream";

/// Files whose ending does not say what they are.
const NAMED: [(&str, &str); 2] = [(feeds::ATOM, feeds::ATOM_TYPE), (feeds::JSON, feeds::JSON_TYPE)];

/// The endings of what comes out beside pictures, sounds and films.
const ENDINGS: [&str; 12] =
    ["css", "html", "ico", "js", "json", "png", "svg", "txt", "wasm", "webmanifest", "woff2", "xml"];

/// The media type of a file of a publication, as the header `Content-Type` has it. Of a compressed copy, it is that of the
/// file of which it is one: ask with that file's path.
pub fn media_type(path: &str) -> &'static str {
    let path = if path.is_empty() || path.ends_with('/') { "index.html" } else { path };
    let name = path.rsplit('/').next().unwrap_or_default();
    if let Some((_, media_type)) = NAMED.iter().find(|(of, _)| *of == name) {
        return media_type;
    }
    name.rsplit_once('.').map_or(UNKNOWN, |(_, ending)| of_ending(&ending.to_lowercase()))
}

/// The media types of all endings that a publication has, each with its endings, in their order.
pub(super) fn of_endings() -> Vec<(&'static str, Vec<&'static str>)> {
    let mut endings: Vec<&'static str> = ENDINGS.into_iter().chain(media_endings()).collect();
    endings.sort_unstable();
    endings.dedup();
    let mut types: Vec<(&'static str, Vec<&'static str>)> = Vec::new();
    for ending in endings {
        let media_type = of_ending(ending);
        match types.iter_mut().find(|(of, _)| *of == media_type) {
            Some((_, endings)) => endings.push(ending),
            None => types.push((media_type, vec![ending])),
        }
    }
    types
}

/// The files whose name says more than its ending, in whatever folder they are, each with its media type.
pub(super) fn of_names() -> impl Iterator<Item = (&'static str, &'static str)> {
    NAMED.into_iter()
}

/// What `mime_guess` knows, but for texts, whose characters are told, and where it has a name that browsers do not.
fn of_ending(ending: &str) -> &'static str {
    match ending {
        "css" => "text/css; charset=utf-8",
        "html" => "text/html; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "txt" => "text/plain; charset=utf-8",
        "vtt" => "text/vtt; charset=utf-8",
        "xml" => "application/xml",
        "m4a" => "audio/mp4",
        "m4v" => "video/mp4",
        _ => from_ext(ending).first_raw().unwrap_or(UNKNOWN),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_has_the_type_that_browsers_know_it_by() {
        for (path, expected) in [
            ("", "text/html; charset=utf-8"),
            ("one/", "text/html; charset=utf-8"),
            ("articles/one.json", "application/json"),
            ("feed.json", "application/feed+json"),
            ("section/news/feed.xml", "application/atom+xml"),
            ("sitemap.xml", "application/xml"),
            ("manifest.webmanifest", "application/manifest+json"),
            ("glue-0123456789abcdef_bg.wasm", "application/wasm"),
            ("articles/media/A.JPG", "image/jpeg"),
            ("articles/media/a.mov", "video/quicktime"),
            ("CNAME", UNKNOWN),
            ("a.json/b", UNKNOWN),
        ] {
            assert_eq!(media_type(path), expected, "{path}");
        }
    }

    #[test]
    fn every_ending_that_comes_out_has_a_type() {
        assert!(of_endings().iter().all(|(media_type, _)| *media_type != UNKNOWN), "{:?}", of_endings());
        for ending in media_endings() {
            let media_type = of_ending(ending);
            let is_media = ["image/", "audio/", "video/", "text/vtt"].iter().any(|kind| media_type.starts_with(kind));
            assert!(is_media, "{ending}: {media_type}");
        }
    }
}
