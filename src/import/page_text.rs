//! The plain text of a Vietnamese newspaper's article page, as a browser gives it when all of the page is copied.
//!
//! From top to bottom: the headline; four bulleted lines (date, comment count, byline, print label); the lead, opened
//! by its dateline; paragraphs; in between, for each picture, its alt text, which begins with the headline, and then
//! its caption; at the end the heading over related articles, and their headlines.

use thiserror::Error;
use unicode_normalization::UnicodeNormalization;

use super::id;
use crate::article::{
    Article, ArticleId, Author, Block, Figure, IdError, Image, Language, LanguageError, Publisher, Related, Text,
    Timestamp, TimestampError, escaped,
};

/// How such a page counts its comments, and what stands over its related articles.
const COMMENTS: &str = "bình luận";
const RELATED_HEADING: &str = "Tin cùng chuyên mục";

/// The longest dateline, in characters: in a longer text before a dash, the dash is part of the lead.
const MAX_DATELINE: usize = 40;

/// What the text of a page does not say.
#[derive(Clone, Debug)]
pub struct PageTextOptions {
    /// The article's id; made of its headline when absent.
    pub id: Option<String>,
    /// The offset of the page's clock, as RFC 3339 writes it.
    pub offset: String,
    /// The section it stands in.
    pub section: Option<String>,
    /// Who publishes it.
    pub publisher: Option<String>,
}

impl Default for PageTextOptions {
    fn default() -> Self {
        Self { id: None, offset: "+07:00".to_owned(), section: None, publisher: None }
    }
}

/// Why a text is not such a page.
#[derive(Debug, Error)]
pub enum ImportError {
    /// Another line than the one that a page has at this place.
    #[error("line {line}: expected {expected}, found `{}`", shortened(.found))]
    Unexpected {
        /// The line, from 1.
        line: usize,
        /// What a page has there.
        expected: &'static str,
        /// What is there.
        found: String,
    },
    /// The text ends before the page does.
    #[error("the text ends after line {line}: expected {expected}")]
    Ended {
        /// The last line.
        line: usize,
        /// What a page has there.
        expected: &'static str,
    },
    /// A date that does not exist, or an offset that is none.
    #[error("line {line}: {source}")]
    Date {
        /// The line, from 1.
        line: usize,
        /// What is wrong with it.
        source: TimestampError,
    },
    /// No id can be made of the headline, or the one given cannot be one.
    #[error("{0}; give one with --id")]
    Id(#[from] IdError),
    /// The language of such pages is not one.
    #[error(transparent)]
    Language(#[from] LanguageError),
}

/// Reads the text of an article page.
///
/// # Errors
/// When a line is not what such a page has at its place: which line, what was expected, what was found.
pub fn page_text(text: &str, options: &PageTextOptions) -> Result<Article, ImportError> {
    let mut lines = Lines::new(text);
    let headline = lines.next("the headline")?;
    if let Some(bullet) = bullet(headline.text) {
        return Err(headline.unexpected("the headline, before the bulleted lines", bullet));
    }
    let date_published = lines.bullet("the date, as `• 24/06/2021 07:36`")?.date(&options.offset)?;
    let comment_count = lines.bullet("the comment count, as `• 0 bình luận`")?.comments()?;
    let byline = lines.bullet("the byline, as `• H.Q`")?;
    lines.bullet("the print label, as `• In bài`")?;
    let (dateline, lead) = split_dateline(lines.next("the lead")?.text);
    let (body, related) = body(&mut lines, headline.text);
    if body.is_empty() {
        return Err(lines.ended("a paragraph after the lead"));
    }

    let id = match &options.id {
        Some(id) => ArticleId::parse(id)?,
        None => id::folded(headline.text)?,
    };
    Ok(Article {
        dateline: dateline.map(str::to_owned),
        description: Some(Text::from(lead.to_owned())),
        article_section: options.section.clone(),
        author: vec![Author { name: byline.text.to_owned(), job_title: None, url: None, image: None }],
        publisher: options.publisher.clone().map(|name| Publisher { name, url: None, logo: None }),
        comment_count: Some(comment_count),
        body,
        related,
        ..Article::new(id, Language::parse("vi")?, headline.text.to_owned(), date_published)
    })
}

/// Everything after the lead: paragraphs and pictures, then related articles.
fn body(lines: &mut Lines<'_>, headline: &str) -> (Vec<Block>, Vec<Related>) {
    let mut body = Vec::new();
    let mut related = Vec::new();
    while let Some(line) = lines.take() {
        if is_related_heading(line.text) {
            let headlines = std::iter::from_fn(|| lines.take()).map(|line| bullet(line.text).unwrap_or(line.text));
            related.extend(headlines.filter(|text| !is_date(text)).filter_map(related_to));
        } else if is_alt(line.text, headline) {
            let is_caption = |text: &str| !is_related_heading(text) && !is_alt(text, headline);
            let caption = lines.take_if(is_caption).map(|caption| Text::from(caption.text.to_owned()));
            let image = Image { alt: line.text.to_owned(), ..Image::default() };
            body.push(Block::Figure(Figure { image, caption, credit: None }));
        } else {
            body.push(Block::Paragraph { text: Text::from(line.text.to_owned()) });
        }
    }
    (body, related)
}

/// The page may write its marks composed or apart (NFC, NFD).
fn is_related_heading(text: &str) -> bool {
    text.nfc().eq(RELATED_HEADING.chars())
}

/// An alt text is the headline, and the number of the picture after it: `… ảnh 1`.
fn is_alt(text: &str, headline: &str) -> bool {
    let Some(rest) = text.strip_prefix(headline) else { return false };
    let rest: String = rest.nfc().collect();
    let number = rest.trim().strip_prefix("ảnh").unwrap_or(&rest).trim();
    number.bytes().all(|byte| byte.is_ascii_digit())
}

/// A line of digits and what stands between those of a date: lists of related articles may give each one's.
fn is_date(text: &str) -> bool {
    text.chars().all(|c| c.is_ascii_digit() || c.is_whitespace() || matches!(c, '/' | ':' | '-' | '.' | ','))
}

/// A related article of which only the headline is known. One of which no id can be made leads nowhere.
fn related_to(headline: &str) -> Option<Related> {
    let id = id::folded(headline).ok()?;
    Some(Related {
        id,
        headline: Some(headline.to_owned()),
        in_language: None,
        article_section: None,
        date_published: None,
        image: None,
    })
}

/// `ANTD.VN -  Phát biểu …` is a dateline and a lead: a dash between blanks parts them, which may be no-break ones.
fn split_dateline(text: &str) -> (Option<&str>, &str) {
    let parts = text.match_indices(['-', '–', '—']).find_map(|(at, dash)| {
        let (before, after) = (text.get(..at)?, text.get(at + dash.len()..)?);
        (before.ends_with(char::is_whitespace) && after.starts_with(char::is_whitespace)).then_some((before, after))
    });
    match parts {
        Some((dateline, lead)) if dateline.chars().count() <= MAX_DATELINE => (Some(dateline.trim()), lead.trim()),
        _ => (None, text),
    }
}

fn bullet(text: &str) -> Option<&str> {
    text.strip_prefix(['•', '·', '*', '◦']).map(str::trim)
}

fn shortened(text: &str) -> String {
    const LIMIT: usize = 60;
    match text.char_indices().nth(LIMIT) {
        Some((end, _)) => format!("{}…", escaped(text.get(..end).unwrap_or_default())),
        None => escaped(text),
    }
}

/// The lines of a text that say something, with their numbers.
struct Lines<'a> {
    rest: std::iter::Enumerate<std::str::Lines<'a>>,
    last_line: usize,
}

#[derive(Clone, Copy)]
struct Line<'a> {
    number: usize,
    text: &'a str,
}

impl<'a> Lines<'a> {
    fn new(text: &'a str) -> Self {
        Self { rest: text.trim_start_matches('\u{feff}').lines().enumerate(), last_line: 0 }
    }

    fn take(&mut self) -> Option<Line<'a>> {
        self.rest.by_ref().find_map(|(index, line)| {
            self.last_line = index + 1;
            let text = line.trim();
            (!text.is_empty()).then_some(Line { number: index + 1, text })
        })
    }

    /// Takes the next line if it is the wanted one.
    fn take_if(&mut self, is_wanted: impl Fn(&str) -> bool) -> Option<Line<'a>> {
        let before = (self.rest.clone(), self.last_line);
        let line = self.take()?;
        if is_wanted(line.text) {
            return Some(line);
        }
        (self.rest, self.last_line) = before;
        None
    }

    fn next(&mut self, expected: &'static str) -> Result<Line<'a>, ImportError> {
        self.take().ok_or_else(|| self.ended(expected))
    }

    fn bullet(&mut self, expected: &'static str) -> Result<Line<'a>, ImportError> {
        let line = self.next(expected)?;
        match bullet(line.text) {
            Some(text) if !text.is_empty() => Ok(Line { text, ..line }),
            _ => Err(line.unexpected(expected, line.text)),
        }
    }

    fn ended(&self, expected: &'static str) -> ImportError {
        ImportError::Ended { line: self.last_line, expected }
    }
}

impl Line<'_> {
    fn unexpected(&self, expected: &'static str, found: &str) -> ImportError {
        ImportError::Unexpected { line: self.number, expected, found: found.to_owned() }
    }

    /// `24/06/2021 07:36`, in the offset of the page's clock.
    fn date(&self, offset: &str) -> Result<Timestamp, ImportError> {
        let between = |c: char| c.is_whitespace() || c == '/' || c == ':';
        let parts: Vec<&str> = self.text.split(between).filter(|part| !part.is_empty()).collect();
        let is_number = |part: &&str| part.bytes().all(|byte| byte.is_ascii_digit()) && part.len() <= 4;
        match parts.as_slice() {
            [day, month, year, hour, minute] if parts.iter().all(is_number) => {
                let written = format!("{year:0>4}-{month:0>2}-{day:0>2}T{hour:0>2}:{minute:0>2}:00{offset}");
                Timestamp::parse(&written).map_err(|source| ImportError::Date { line: self.number, source })
            }
            _ => Err(self.unexpected("the date, as `• 24/06/2021 07:36`", self.text)),
        }
    }

    /// `0 bình luận`, its thousands set apart by points or not.
    fn comments(&self) -> Result<u64, ImportError> {
        let text: String = self.text.nfc().collect();
        let count = text.strip_suffix(COMMENTS).map(|count| count.trim().replace('.', ""));
        let count = count.and_then(|count| count.parse().ok());
        count.ok_or_else(|| self.unexpected("the comment count, as `• 0 bình luận`", self.text))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "Cầu mới thông xe\n\n  • 01/02/2026 09:05\n  • 1.204 bình luận\n  • Ban Đô thị\n  • In bài\n\
        HÀ NỘI -\u{a0} Cầu mở cửa sáng nay.\n\nĐoạn một.\n\nCầu mới thông xe ảnh 1\n\nCầu lúc sáng sớm\n\nĐoạn hai - có gạch.\n\n\
        Tin cùng chuyên mục\nĐường mới\n";

    fn import(text: &str) -> Result<Article, ImportError> {
        page_text(text, &PageTextOptions::default())
    }

    #[test]
    fn reads_every_part_of_a_page() {
        let article = import(PAGE).unwrap();
        assert_eq!(article.id.as_str(), "cau-moi-thong-xe");
        assert_eq!(article.headline, "Cầu mới thông xe");
        assert_eq!(article.date_published.written(), "2026-02-01T09:05:00+07:00");
        assert_eq!(article.comment_count, Some(1204));
        assert_eq!(article.author[0].name, "Ban Đô thị");
        assert_eq!(article.dateline.as_deref(), Some("HÀ NỘI"));
        assert_eq!(article.description.unwrap().plain(), "Cầu mở cửa sáng nay.");
        let [Block::Paragraph { .. }, Block::Figure(figure), Block::Paragraph { text }] = article.body.as_slice()
        else {
            panic!("a paragraph, a figure and a paragraph: {:?}", article.body);
        };
        assert_eq!(figure.image.alt, "Cầu mới thông xe ảnh 1");
        assert_eq!(figure.caption.as_ref().unwrap().plain(), "Cầu lúc sáng sớm");
        assert_eq!(text.plain(), "Đoạn hai - có gạch.");
        assert_eq!(article.related[0].headline.as_deref(), Some("Đường mới"));
    }

    #[test]
    fn marks_may_be_written_apart() {
        let apart: String = PAGE.nfd().collect();
        let article = import(&apart).unwrap();
        assert_eq!((article.comment_count, article.related.len()), (Some(1204), 1));
        assert!(matches!(article.body.get(1), Some(Block::Figure(_))));
        assert_eq!(article.headline, "Cầu mới thông xe".nfd().collect::<String>(), "as it came");
    }

    #[test]
    fn a_lead_may_come_without_a_dateline() {
        let article = import(&PAGE.replace("HÀ NỘI -\u{a0} ", "")).unwrap();
        assert_eq!((article.dateline, article.description.unwrap().plain().as_str()), (None, "Cầu mở cửa sáng nay."));
    }

    #[test]
    fn a_picture_without_a_caption_takes_nothing_from_what_follows() {
        let page = PAGE.replace("Cầu lúc sáng sớm\n\nĐoạn hai - có gạch.\n\n", "");
        let article = import(&page.replace("Đường mới", "• Đường mới\n02/02/2026 08:00")).unwrap();
        let [_, Block::Figure(figure)] = article.body.as_slice() else {
            panic!("a figure at the end: {:?}", article.body)
        };
        assert_eq!(figure.caption, None);
        let related: Vec<_> = article.related.iter().map(|other| other.headline.as_deref().unwrap()).collect();
        assert_eq!(related, ["Đường mới"]);
        let twice = PAGE.replace("Đoạn hai", "Cầu mới thông xe từ hôm nay. Đoạn hai");
        assert_eq!(import(&twice).unwrap().body.len(), 3, "a paragraph may begin with the headline");
    }

    #[test]
    fn says_what_was_expected_at_which_line() {
        let message = |text: &str| import(text).unwrap_err().to_string();
        assert_eq!(message(""), "the text ends after line 0: expected the headline");
        assert_eq!(message("Chỉ có tít\n"), "the text ends after line 1: expected the date, as `• 24/06/2021 07:36`");
        assert_eq!(
            message("<!doctype html>\n<title>x</title>"),
            "line 2: expected the date, as `• 24/06/2021 07:36`, found `<title>x</title>`"
        );
        assert!(
            message("• 01/02/2026 09:05\n").starts_with("line 1: expected the headline, before the bulleted lines")
        );
        let with = |from: &str, to: &str| message(&PAGE.replace(from, to));
        assert!(with("01/02/2026 09:05", "hôm qua").starts_with("line 3: expected the date"));
        assert!(
            with("01/02/2026 09:05", "31/02/2026 09:05")
                .starts_with("line 3: `2026-02-31T09:05:00+07:00` is not in the calendar")
        );
        assert!(with("1.204 bình luận", "nhiều bình luận").starts_with("line 4: expected the comment count"));
        assert!(with("  • In bài\n", "").starts_with("line 6: expected the print label, as `• In bài`, found `HÀ NỘI"));
        let only_lead = PAGE.split("Đoạn một").next().unwrap_or_default();
        assert_eq!(message(only_lead), "the text ends after line 8: expected a paragraph after the lead");
    }
}
