//! What is not wrong with a document but probably not meant: warnings for its editor.

use std::collections::HashSet;

use crate::article::{Article, Block, Pointer, Visitor};

/// From how many characters on the same text twice is taken for a slip and not for a refrain.
const REPETITION_MIN_CHARS: usize = 60;

/// How many warnings of a document are told at most.
const MAX_WARNINGS: usize = 100;

/// Warnings with the JSON pointers of their places. `now` is in seconds since 1970-01-01T00:00:00Z.
pub(super) fn advice(article: &Article, now: i64) -> Vec<(String, String)> {
    let mut found = Vec::new();
    dates(article, now, &mut found);
    let mut outline = Outline { level: 1, seen: HashSet::new(), found: &mut found };
    article.visit(&mut outline);
    found.truncate(MAX_WARNINGS);
    found
}

fn dates(article: &Article, now: i64, found: &mut Vec<(String, String)>) {
    let published = article.date_published.unix_seconds();
    if published > now {
        let message = "this date is in the future: to keep the article back until then, say so as `embargo` too";
        found.push(("/datePublished".to_owned(), message.to_owned()));
    }
    if article.date_modified.as_ref().is_some_and(|modified| modified.unix_seconds() < published) {
        let message = "this date is before the publication: the page does not show it";
        found.push(("/dateModified".to_owned(), message.to_owned()));
    }
}

struct Outline<'a> {
    /// The level of the last heading; the headline's before the first.
    level: u8,
    seen: HashSet<String>,
    found: &'a mut Vec<(String, String)>,
}

impl Visitor for Outline<'_> {
    fn block(&mut self, block: &Block, at: &Pointer<'_>) -> bool {
        match block {
            Block::Heading(heading) => {
                let level = heading.level.number();
                if level > self.level + 1 {
                    let message = format!(
                        "a heading of level {level} follows one of level {}: levels go down one by one",
                        self.level
                    );
                    self.found.push((at.field("level").to_string(), message));
                }
                self.level = level;
            }
            Block::Paragraph { text } => {
                let text = text.plain();
                if text.chars().count() >= REPETITION_MIN_CHARS && !self.seen.insert(text) {
                    let message = "the article has this paragraph twice".to_owned();
                    self.found.push((at.field("text").to_string(), message));
                }
            }
            _ => {}
        }
        true
    }
}
