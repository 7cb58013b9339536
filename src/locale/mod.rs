//! The interface's words, dates and plurals, by language: pure functions. What they say stands in
//! `tests/golden/locale.txt`, where a person can read it.
//!
//! A language is a file with its labels. A document in a language that the interface does not speak gets English words,
//! marked as English. What does not belong here: elements and their attributes (`view`).

mod ar;
mod en;
mod load_error;
mod number;
mod vi;

pub use load_error::LoadErrorKind;

use std::borrow::Cow;

use crate::article::{Direction, Language, Timestamp};

/// A language of the interface.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Locale {
    /// Vietnamese.
    Vi,
    /// English, and whatever has no words here.
    En,
    /// Arabic.
    Ar,
}

/// The words that do not change with a number.
#[derive(Debug)]
pub struct Labels {
    /// The print button.
    pub print: &'static str,
    /// The heading over articles of the same section.
    pub related: &'static str,
    /// The heading over articles that the document names, of whatever section.
    pub read_next: &'static str,
    /// The name of a publication that has none.
    pub articles: &'static str,
    /// The link to the front page.
    pub front_page: &'static str,
    /// Before the date of the last change.
    pub updated: &'static str,
    /// While a document is on its way.
    pub loading: &'static str,
    /// The button that tries again.
    pub retry: &'static str,
    /// The name of the list of footnotes.
    pub footnotes: &'static str,
    /// The way from a footnote back to its place.
    pub back: &'static str,
    /// The name of a table without a caption.
    pub table: &'static str,
    /// What is said in a sound or a film.
    pub transcript: &'static str,
    /// Over the key points.
    pub key_points: &'static str,
    /// Before the date of a correction.
    pub correction: &'static str,
    /// In place of a block that this version does not know.
    pub unknown: &'static str,
    /// An article that was corrected.
    pub corrected: &'static str,
    /// An article that was withdrawn.
    pub withdrawn: &'static str,
    /// Before the name of where the article was taken from.
    pub source: &'static str,
    /// The link to the terms of use.
    pub licence: &'static str,
    /// The choices about what is printed.
    pub print_options: &'static str,
    /// The choice to print the addresses of links.
    pub print_links: &'static str,
    /// The choice to print pictures.
    pub print_pictures: &'static str,
    /// The choice to print in colour.
    pub print_colour: &'static str,
    /// On paper, the heading over the addresses of links.
    pub links: &'static str,
    /// On paper, before the date of printing.
    pub printed: &'static str,
    /// On paper, the code that leads a telephone to the article.
    pub qr_code: &'static str,
}

/// The words of lists of articles. They stand apart from [`Labels`]: lists are rendered natively, and the programs of the
/// browser need not carry their words.
#[derive(Debug)]
pub struct ListLabels {
    /// The name of the links in the masthead.
    pub menu: &'static str,
    /// The heading over the sections.
    pub sections: &'static str,
    /// The way to articles of a later date.
    pub newer: &'static str,
    /// The way to articles of an earlier date.
    pub older: &'static str,
    /// The name of the ways to other pages of a list.
    pub pages: &'static str,
    /// The title of the page that stands for one that is not there.
    pub page_not_found: &'static str,
    /// What to do about it.
    pub page_not_found_remedy: &'static str,
    /// Over documents that cannot be published; seen in development only.
    pub faulty: &'static str,
}

/// The words of the `<article-viewer>` element. They stand in its script, and the programs need not carry them.
#[derive(Debug)]
pub struct ElementLabels {
    /// The way back to the article in whose place this one was opened.
    pub back: &'static str,
}

/// What to tell a reader about a [`LoadErrorKind`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Advice {
    /// What is the matter.
    pub title: Cow<'static, str>,
    /// What to do.
    pub remedy: Cow<'static, str>,
}

impl Locale {
    /// Every language of the interface.
    pub const ALL: [Self; 3] = [Self::Vi, Self::En, Self::Ar];

    /// The interface for a document's language.
    pub fn of(language: &Language) -> Self {
        match language.primary().as_str() {
            "vi" => Self::Vi,
            "ar" => Self::Ar,
            _ => Self::En,
        }
    }

    /// The language tag of the interface's words.
    pub fn tag(self) -> &'static str {
        match self {
            Self::Vi => "vi",
            Self::En => "en",
            Self::Ar => "ar",
        }
    }

    /// The tag by which a browser writes dates as this interface does: the day before the month, Latin digits.
    pub fn date_tag(self) -> &'static str {
        match self {
            Self::Vi => "vi",
            Self::En => "en-GB",
            Self::Ar => "ar-u-nu-latn",
        }
    }

    /// The direction in which the interface's words are written.
    pub fn direction(self) -> Direction {
        match self {
            Self::Vi | Self::En => Direction::Ltr,
            Self::Ar => Direction::Rtl,
        }
    }

    /// The words that do not change with a number.
    pub fn labels(self) -> &'static Labels {
        match self {
            Self::Vi => &vi::LABELS,
            Self::En => &en::LABELS,
            Self::Ar => &ar::LABELS,
        }
    }

    /// The words of lists of articles.
    pub fn list_labels(self) -> &'static ListLabels {
        match self {
            Self::Vi => &vi::LIST_LABELS,
            Self::En => &en::LIST_LABELS,
            Self::Ar => &ar::LIST_LABELS,
        }
    }

    /// The words of the element.
    pub fn element_labels(self) -> ElementLabels {
        let back = match self {
            Self::Vi => "Quay lại bài trước",
            Self::En => "Back to the previous article",
            Self::Ar => "العودة إلى المقال السابق",
        };
        ElementLabels { back }
    }

    /// The name of one page of a list.
    pub fn page(self, number: usize) -> String {
        match self {
            Self::Vi => format!("Trang {number}"),
            Self::En => format!("Page {number}"),
            Self::Ar => format!("الصفحة {number}"),
        }
    }

    /// What to tell a reader who gets no article.
    pub fn advice(self, kind: LoadErrorKind) -> Advice {
        match self {
            Self::Vi => vi::advice(kind),
            Self::En => en::advice(kind),
            Self::Ar => ar::advice(kind),
        }
    }

    /// A date with its time of day, in the offset that the document writes it in.
    pub fn date(self, time: &Timestamp) -> String {
        match self {
            Self::Vi => vi::date(time),
            Self::En => en::date(time),
            Self::Ar => ar::date(time),
        }
    }

    /// A date without its time of day.
    pub fn day(self, time: &Timestamp) -> String {
        match self {
            Self::Vi => vi::day(time),
            Self::En => en::day(time),
            Self::Ar => ar::day(time),
        }
    }

    /// How long a text of so many words takes to read. What counts as a word, and how many are read in a minute, is the
    /// language's: see [`words_per_minute`].
    pub fn reading_time(self, words: u64, language: &Language) -> String {
        let minutes = words.div_ceil(words_per_minute(language)).max(1);
        match self {
            Self::Vi => vi::minutes(minutes),
            Self::En => en::minutes(minutes),
            Self::Ar => ar::minutes(minutes),
        }
    }

    /// While pictures are waited for before printing.
    pub fn preparing(self, done: u64, all: u64) -> String {
        match self {
            Self::Vi => vi::preparing(done, all),
            Self::En => en::preparing(done, all),
            Self::Ar => ar::preparing(done, all),
        }
    }

    /// How many pictures are missing on paper, at least one.
    pub fn missing_pictures(self, count: u64) -> String {
        match self {
            Self::Vi => vi::missing_pictures(count),
            Self::En => en::missing_pictures(count),
            Self::Ar => ar::missing_pictures(count),
        }
    }

    /// Over an article that was kept for when the network is away: since when, a date with its time of day.
    pub fn saved_copy(self, date: &str) -> String {
        match self {
            Self::Vi => vi::saved_copy(date),
            Self::En => en::saved_copy(date),
            Self::Ar => ar::saved_copy(date),
        }
    }

    /// How many comments there are.
    pub fn comments(self, count: u64) -> String {
        match self {
            Self::Vi => vi::comments(count),
            Self::En => en::comments(count),
            Self::Ar => ar::comments(count),
        }
    }
}

/// What stands between two names of a list (CLDR, list patterns), in the language that the names are written in.
pub fn comma(language: &Language) -> &'static str {
    let is_rtl = language.direction() == Direction::Rtl;
    match language.primary().as_str() {
        "ja" | "yue" | "zh" => "、",
        "ar" | "azb" | "ckb" | "fa" | "ks" | "prs" | "ps" | "sd" | "ug" | "ur" if is_rtl => "، ",
        _ => ", ",
    }
}

/// How many words of a language are read in a minute, silently and for understanding.
///
/// English 238 and Arabic 181 are those of Brysbaert, "How many words do we read per minute?", Journal of Memory and
/// Language 109 (2019). It has none for Vietnamese, whose written words are syllables, but says how to come by one: a
/// language is read faster by as many more words as it needs to say the same. The Universal Declaration of Human Rights
/// has 1,717 words in English and 2,448 in Vietnamese (title and articles, counted between spaces): 238 · 2448 / 1717.
pub fn words_per_minute(language: &Language) -> u64 {
    match language.primary().as_str() {
        "vi" => 339,
        "ar" => 181,
        _ => 238,
    }
}
