//! What a store that files are uploaded to is told of each: its media type, how long it may be kept, and when it is sent.

use super::headers::{cache_control, is_hashed};
use super::media_type::media_type;
use super::paths;
use crate::store::{Described, Stage};

/// Tells of a file, by its path within the publication. Code goes first, then articles and what they show, then the lists that
/// lead to them: a reader meets nothing that leads to what is not there yet.
pub fn describe(path: &str) -> Described {
    let is_of_article = || paths::id_of(path).is_some_and(|id| !id.contains('/'));
    let stage = match path {
        path if is_hashed(path) => Stage::Code,
        path if path.starts_with(&paths::media_folder()) || is_of_article() => Stage::Pages,
        _ => Stage::Lists,
    };
    Described { media_type: media_type(path).to_owned(), cache_control: Some(cache_control(path).to_owned()), stage }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_others_lead_to_goes_first() {
        for (path, stage) in [
            ("site-0123456789abcdef.js", Stage::Code),
            ("embed.js", Stage::Lists),
            ("one/index.html", Stage::Pages),
            ("articles/one.json", Stage::Pages),
            ("articles/media/one/a.png", Stage::Pages),
            ("index.html", Stage::Lists),
            ("section/news/index.html", Stage::Lists),
            ("page/3/index.html", Stage::Lists),
            ("sitemap.xml", Stage::Lists),
        ] {
            assert_eq!(describe(path).stage, stage, "{path}");
        }
    }
}
