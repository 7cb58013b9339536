//! Lines that say again what a document has fields for: the headline, dates, who wrote it.

use super::Known;
use super::phrases::{DAYS, OF_BYLINES, OF_DATES};
use super::shape::{Kind, Shape};
use crate::import::page::{date, words};

/// The longest line of dates or names, in words.
const MAX_LINE: usize = 25;

/// The words of what is known of an article.
pub(super) struct Names {
    headline: Vec<String>,
    /// The words of the authors' names, and of the publisher's.
    names: Vec<String>,
    authors: Vec<Vec<String>>,
    publisher: Vec<String>,
}

impl Names {
    pub(super) fn of(known: &Known) -> Self {
        let authors: Vec<Vec<String>> = known.authors.iter().map(|name| words::of(name)).collect();
        let publisher = known.publisher.map(words::of).unwrap_or_default();
        let names = authors.iter().flatten().cloned().chain(publisher.clone()).collect();
        Self { headline: words::of(known.headline), names, authors, publisher }
    }

    pub(super) fn is_headline(&self, shape: &Shape) -> bool {
        shape.is_running() && !self.headline.is_empty() && shape.words == self.headline
    }

    fn has(&self, word: &str) -> bool {
        self.names.iter().any(|name| name == word)
    }

    /// A line that is no sentence and begins with the publisher's name: an address, a right.
    pub(super) fn is_about_publisher(&self, shape: &Shape) -> bool {
        let starts = !self.publisher.is_empty() && shape.words.starts_with(&self.publisher);
        shape.is_running() && starts && shape.words.len() <= 30 && !shape.text.ends_with(['.', '!', '?', '"'])
    }

    /// A text about somebody who wrote it: it begins with the name.
    pub(super) fn is_about_author(&self, shape: &Shape) -> bool {
        shape.is_running()
            && shape.words.len() <= 90
            && self.authors.iter().any(|name| {
                !name.is_empty()
                    && (shape.words.starts_with(name) || shape.words.len() > 8 && name.first() == shape.words.first())
                    && (name.len() > 1 || shape.words.len() <= 90)
            })
    }
}

/// A line that says when something was published, and perhaps by whom.
pub(super) fn is_date(shape: &Shape, names: &Names) -> bool {
    if !(shape.is_running() || shape.kind == Kind::List) || shape.words.len() > MAX_LINE {
        return false;
    }
    let has_number = shape.words.iter().any(|word| word.bytes().any(|byte| byte.is_ascii_digit()));
    let mut others = 0;
    let mut dates = 0;
    for word in &shape.words {
        let is_number = word.trim_end_matches(|c: char| c.is_alphabetic()).bytes().all(|byte| byte.is_ascii_digit())
            && word.bytes().next().is_some_and(|byte| byte.is_ascii_digit());
        let is_day = DAYS.iter().any(|day| word.starts_with(day));
        if is_number || is_day || date::is_month(word) || OF_DATES.contains(&word.as_str()) {
            dates += 1;
        } else if !names.has(word) {
            others += 1;
        }
    }
    has_number && dates >= 2 && (others == 0 || others <= 2 && dates >= 5) && !shape.text.ends_with('?')
}

/// A line that says who wrote it.
pub(super) fn is_byline(shape: &Shape, names: &Names) -> bool {
    if !shape.is_running() || shape.words.len() > MAX_LINE || shape.words.is_empty() {
        return false;
    }
    let others = shape.words.iter().filter(|word| !names.has(word) && !OF_BYLINES.contains(&word.as_str()));
    let is_named = shape.words.iter().any(|word| names.has(word)) || shape.text.starts_with("by ");
    let others = others
        .filter(|word| {
            !date::is_month(word)
                && !word.bytes().all(|byte| byte.is_ascii_digit())
                && !OF_DATES.contains(&word.as_str())
        })
        .count();
    is_named && (others == 0 || shape.text.starts_with("by ") && shape.words.len() <= 14 && !shape.text.ends_with('.'))
}
