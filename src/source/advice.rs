//! What is not wrong with a document but probably not meant: warnings for its editor.

use std::collections::HashSet;

use crate::article::{Article, Block, Pointer, Span, Text, Visitor, told};

/// From how many characters on the same text twice is taken for a slip and not for a refrain.
const REPETITION_MIN_CHARS: usize = 60;

/// How many warnings of a document are told at most.
const MAX_WARNINGS: usize = 100;

/// Warnings with the JSON pointers of their places. `now` is in seconds since 1970-01-01T00:00:00Z.
pub(super) fn advice(article: &Article, now: i64) -> Vec<(String, String)> {
    let mut found = Vec::new();
    language(article, &mut found);
    found.extend(markup(&article.headline).map(|message| ("/headline".to_owned(), message)));
    dates(article, now, &mut found);
    let mut outline = Outline { level: 1, seen: HashSet::new(), found: &mut found };
    article.visit(&mut outline);
    found.truncate(MAX_WARNINGS);
    found
}

/// A language's tag begins with a code of two or three letters (BCP 47); four to eight are kept for what never came.
fn language(article: &Article, found: &mut Vec<(String, String)>) {
    let tag = article.in_language.as_str();
    if tag.split('-').next().is_some_and(|code| code.len() > 3) {
        let message =
            format!("no language has the code `{}`: codes have two or three letters, such as vi, en or ar", told(tag));
        found.push(("/inLanguage".to_owned(), message));
    }
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

/// The tags of HTML that are most often left in a text.
const TAGS: [&str; 22] = [
    "a", "b", "br", "div", "em", "font", "h1", "h2", "h3", "i", "img", "li", "ol", "p", "script", "span", "strong",
    "sub", "sup", "table", "u", "ul",
];

/// Those that have no end.
const EMPTY_TAGS: [&str; 2] = ["br", "img"];

/// The first tag of HTML in a text, with its end further on: a text may well speak of a tag.
fn tag_in(text: &str) -> Option<&str> {
    // From the last on, so that whether a tag has its end is known when it is come to.
    let mut ends: HashSet<&str> = HashSet::new();
    let mut first = None;
    let mut closed = None;
    for (at, bracket) in text.rmatch_indices(['<', '>']) {
        if bracket == ">" {
            closed = Some(at);
            continue;
        }
        let Some(tag) = closed.take().and_then(|end| text.get(at..=end)) else { continue };
        let name = tag.trim_matches(['<', '>', '/', ' ']).split([' ', '/']).next().unwrap_or_default();
        let Some(name) = TAGS.iter().find(|known| known.eq_ignore_ascii_case(name)) else { continue };
        if tag.len() == name.len() + "</>".len() && tag.starts_with("</") {
            ends.insert(name);
        }
        if EMPTY_TAGS.contains(name) || ends.contains(name) {
            first = Some(tag);
        }
    }
    first
}

fn markup(text: &str) -> Option<String> {
    // In nearly every text there is none, which is found out faster than where one would be.
    if !text.contains('<') {
        return None;
    }
    let tag = tag_in(text)?;
    Some(format!(
        "`{}` is shown as it stands: there is no HTML in a document; mark text by spans, or write a block",
        told(tag)
    ))
}

/// The text itself, and what is within its marks.
fn markup_in(text: &Text) -> Option<String> {
    // What is marked as code is meant.
    text.spans().iter().find_map(|span| match span {
        Span::Plain(text) => markup(text),
        Span::Strong { text }
        | Span::Emphasis { text }
        | Span::Link { text, .. }
        | Span::Sub { text }
        | Span::Sup { text }
        | Span::Mark { text }
        | Span::Abbreviation { text, .. }
        | Span::Language { text, .. } => markup_in(text),
        Span::Code { .. } | Span::Footnote(_) | Span::Break => None,
    })
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

    fn text(&mut self, text: &Text, at: &Pointer<'_>) {
        self.found.extend(markup_in(text).map(|message| (at.to_string(), message)));
    }
}
