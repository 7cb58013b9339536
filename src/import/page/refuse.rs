//! Pages that are no article's: a front page, a login, a page that is empty until a script ran.

use dom_query::Document;

use super::{PageError, words};
use crate::article::{Block, ListItem, Span, Text};
use crate::import::html::plain;

/// The fewest words of an article. Below it a page must say that it is one.
const MIN_WORDS: usize = 25;

/// The fewest words for which nobody asks whether it is one.
const ENOUGH: usize = 120;

/// How many words may stand beside a short text.
const BESIDE: usize = 40;

/// How much of a text may be links.
const MAX_LINKED: f32 = 0.6;

/// What pages say that need a script, in small letters.
const SCRIPT: [&str; 12] = [
    "enable javascript",
    "javascript is disabled",
    "javascript is required",
    "requires javascript",
    "turn on javascript",
    "need to enable javascript",
    "javascript must be enabled",
    "javascript aktivieren",
    "activer javascript",
    "habilite javascript",
    "ative o javascript",
    "bật javascript",
];

/// What pages say that ask whether a person reads them, or who.
const WHO: [&str; 12] = [
    "verify you are human",
    "are you a robot",
    "not a robot",
    "unusual traffic",
    "checking your browser",
    "complete the captcha",
    "access denied",
    "log in to continue",
    "sign in to continue",
    "please log in",
    "please sign in",
    "you have been blocked",
];

/// What a page looks like before its article is taken out of it.
#[derive(Debug)]
pub(super) struct Looks {
    has_password: bool,
    asks_who: bool,
    needs_script: bool,
    /// How many words there are in all of it.
    words: usize,
}

impl Looks {
    pub(super) fn of(document: &Document) -> Self {
        let text = document.select_single("body").text().to_lowercase();
        Self {
            has_password: document.select("input[type=password]").exists(),
            asks_who: WHO.iter().any(|words| text.contains(words)),
            needs_script: SCRIPT.iter().any(|words| text.contains(words)),
            words: words::of(&text).len(),
        }
    }

    /// Why a page without an article has none.
    pub(super) fn cause(&self) -> PageError {
        if self.needs_script {
            PageError::NeedsScript
        } else if self.has_password || self.asks_who {
            PageError::Login
        } else {
            PageError::NoArticle
        }
    }
}

/// Refuses a page whose text is none.
///
/// # Errors
/// With what it is instead.
pub(super) fn check(body: &[Block], looks: &Looks, is_article: bool, is_other: bool) -> Result<(), PageError> {
    let count: usize = body.iter().map(|block| words::of(&plain(block)).len()).sum();
    let spaceless =
        body.iter().map(|block| plain(block).chars().filter(|c| c.is_alphanumeric()).count()).sum::<usize>() / 6;
    let count = count.max(spaceless);
    if count >= ENOUGH || is_article && count >= MIN_WORDS {
        let linked = body.iter().map(linked).sum::<usize>() as f32;
        let is_list = is_other && linked > count as f32 * MAX_LINKED;
        return if is_list { Err(PageError::FrontPage) } else { Ok(()) };
    }
    if looks.needs_script || looks.has_password || looks.asks_who {
        return Err(looks.cause());
    }
    let linked = body.iter().map(linked).sum::<usize>() as f32;
    if is_other && count > MIN_WORDS && linked > count as f32 * MAX_LINKED {
        Err(PageError::FrontPage)
    } else if count >= MIN_WORDS || !body.is_empty() && (is_article || !is_other && looks.words <= count + BESIDE) {
        Ok(())
    } else {
        Err(PageError::NoArticle)
    }
}

/// How many words of a block are links.
fn linked(block: &Block) -> usize {
    let items = |items: &[ListItem]| {
        items
            .iter()
            .map(|item| match item {
                ListItem::Text(text) | ListItem::Nested { text, .. } => in_links(text),
            })
            .sum()
    };
    match block {
        Block::Paragraph { text } => in_links(text),
        Block::Heading(heading) => in_links(&heading.text),
        Block::List(list) => items(&list.items),
        _ => 0,
    }
}

fn in_links(text: &Text) -> usize {
    let of = |span: &Span| match span {
        Span::Link { text, .. } => words::of(&text.plain()).len(),
        Span::Strong { text } | Span::Emphasis { text } | Span::Mark { text } | Span::Language { text, .. } => {
            in_links(text)
        }
        _ => 0,
    };
    text.spans().iter().map(of).sum()
}
