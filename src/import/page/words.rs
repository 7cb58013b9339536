//! Comparing texts: their words, whatever stands between them.

use std::collections::HashSet;

use dom_query::Document;
use unicode_normalization::UnicodeNormalization;

/// A text as people read it: entities that were escaped twice are characters, white space is one space.
pub(in crate::import) fn plain(text: &str) -> String {
    let text = if text.contains('&') || text.contains('<') { unescaped(text) } else { text.to_owned() };
    let text: String = text.chars().filter(|c| !c.is_control() || c.is_whitespace()).collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The characters that a piece of HTML shows. What only looks like an element stays.
fn unescaped(text: &str) -> String {
    let has_element = text.contains("</") || text.contains("/>") || text.contains("<br") || text.contains("<p>");
    let text = if has_element { text.to_owned() } else { text.replace('<', "&lt;") };
    Document::fragment(text).text().to_string()
}

/// The words of a text in small letters: what is compared.
pub(in crate::import) fn of(text: &str) -> Vec<String> {
    let small: String = text.nfkc().collect::<String>().to_lowercase();
    small.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// Whether two texts have the same words.
pub(in crate::import) fn are_same(a: &str, b: &str) -> bool {
    let (a, b) = (of(a), of(b));
    !a.is_empty() && a == b
}

/// How many words are compared at a time.
const SHINGLE: usize = 3;

/// Which part of a text stands in another, from 0 to 1, by runs of three words.
pub(super) fn covered(text: &str, by: &str) -> f32 {
    let (text, by) = (of(text), of(by));
    let there: HashSet<&[String]> = by.windows(SHINGLE).collect();
    let all = text.windows(SHINGLE).count();
    let found = text.windows(SHINGLE).filter(|three| there.contains(three)).count();
    if all == 0 { 0.0 } else { found as f32 / all as f32 }
}
