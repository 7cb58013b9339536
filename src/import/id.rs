//! Ids made of addresses and headlines: the same for the same source at any time.

use url::Url;

use crate::article::{ArticleId, IdError};

/// The longest id made of an address or a headline, in characters.
const MAX_ID: usize = 80;

/// Words at the end of addresses that say nothing.
const EMPTY_NAMES: [&str; 7] = ["index", "default", "article", "story", "amp", "print", "news"];

/// The id of an article: the last part of its address that is made of words, else of its headline. None where neither has a letter or digit.
pub(super) fn of(address: Option<&Url>, headline: &str) -> Option<ArticleId> {
    let of_address = address.and_then(|url| {
        let parts: Vec<&str> = url.path_segments()?.filter(|part| !part.is_empty()).collect();
        parts.iter().rev().find_map(|part| {
            let part = percent_encoding::percent_decode_str(part).decode_utf8_lossy();
            let (name, _) =
                part.rsplit_once('.').filter(|(_, ending)| ending.len() <= 5).unwrap_or((part.as_ref(), ""));
            let words = name.split(|c: char| !c.is_alphabetic()).filter(|word| word.chars().count() > 1).count();
            let is_said = words >= 2 && !EMPTY_NAMES.contains(&name);
            is_said.then(|| folded(name).ok()).flatten()
        })
    });
    of_address.or_else(|| folded(headline).ok())
}

/// An id made of a text: its words in plain Latin letters, as many as fit.
///
/// # Errors
/// When nothing of it can be one.
pub(super) fn folded(text: &str) -> Result<ArticleId, IdError> {
    let slug = slug::slugify(text);
    let mut id = String::new();
    for word in slug.split('-') {
        if !id.is_empty() && id.len() + 1 + word.len() > MAX_ID {
            break;
        }
        if !id.is_empty() {
            id.push('-');
        }
        id.push_str(word.get(..MAX_ID).unwrap_or(word));
    }
    ArticleId::parse(&id)
}
