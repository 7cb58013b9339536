//! The fields of the document out of what a page says, each noted with where it was found.

use std::collections::BTreeMap;

use url::Url;

use super::said::{Found, Said, found};
use super::{PageError, PageOptions, author, language};
use crate::article::{Article, Author, Block, Figure, Image, Language, Publisher, SafeUrl, Text, Timestamp};
use crate::import::html;

/// Notes of a document: where its fields were found, and what may be wrong.
#[derive(Debug, Default)]
pub(super) struct Notes {
    pub(super) found: BTreeMap<String, String>,
    pub(super) warnings: Vec<String>,
}

impl Notes {
    /// The value of a field, noted.
    pub(super) fn take<T>(&mut self, name: &str, it: Found<T>) -> T {
        self.found.insert(name.to_owned(), it.from);
        it.value
    }

    fn take_any<T>(&mut self, name: &str, it: Option<Found<T>>) -> Option<T> {
        it.map(|it| self.take(name, it))
    }

    fn text(&mut self, name: &str, it: Option<Found<String>>) -> Option<String> {
        let is_said = |it: &Found<String>| !Text::from(it.value.clone()).is_blank();
        self.take_any(name, it.filter(is_said))
    }
}

/// The language that a page declares, else the one its text is in.
pub(super) fn language(said: Option<&Found<String>>, text: &str, notes: &mut Notes) -> Language {
    let declared = said.and_then(|it| Some(found(language::declared(&it.value)?, &it.from)));
    let guessed = language::guessed(text);
    match (declared, guessed) {
        (Some(declared), guessed) => {
            if let Some((guessed, true)) = guessed
                && guessed.primary() != declared.value.primary()
            {
                let (said, looks) = (declared.value.as_str(), guessed.as_str());
                notes.warnings.push(format!("the page says that its language is {said}; its text looks like {looks}"));
            }
            notes.take("inLanguage", declared)
        }
        (None, Some((guessed, _))) => notes.take("inLanguage", found(guessed, "its text")),
        (None, None) => {
            notes.warnings.push("neither the page nor its text says the language: it is taken for English".to_owned());
            notes.take("inLanguage", found(Language::default(), "nothing"))
        }
    }
}

/// When a page was published; where it does not say, the time of its file.
///
/// # Errors
/// Never: the time that stands for none is one.
pub(super) fn published(
    said: Option<Found<Timestamp>>,
    file: Option<&Timestamp>,
    notes: &mut Notes,
) -> Result<Timestamp, PageError> {
    let it = match (said, file) {
        (Some(it), _) => it,
        (None, Some(time)) => {
            notes
                .warnings
                .push("the page does not say when it was published: the time of its file is taken".to_owned());
            found(time.clone(), "the file")
        }
        (None, None) => {
            notes.warnings.push("the page does not say when it was published: 1970 is taken".to_owned());
            found(Timestamp::parse("1970-01-01T00:00:00Z")?, "nothing")
        }
    };
    Ok(notes.take("datePublished", it))
}

/// Fills in everything that an article may have.
pub(super) fn fill(
    article: &mut Article,
    said: Said,
    byline: Option<&str>,
    base: Option<&Url>,
    options: &PageOptions,
    notes: &mut Notes,
) {
    article.alternative_headline = notes.text("alternativeHeadline", said.alternative_headline);
    article.article_section = notes.text("articleSection", said.section).or_else(|| options.section.clone());
    article.description = notes.text("description", said.description).map(Text::from);
    article.copyright_notice = notes.text("copyrightNotice", said.copyright);
    let publisher = notes.text("publisher", said.publisher).or_else(|| options.publisher.clone());
    let publisher_url = said.publisher_url.and_then(|url| html::resource(&url, base)).filter(SafeUrl::is_whole);
    article.publisher = publisher.map(|name| Publisher { name, url: publisher_url, logo: None });
    let address = notes.text("url", said.address).or_else(|| options.address.as_ref().map(Url::to_string));
    article.url = address.and_then(|url| SafeUrl::resource(&url).ok());
    let license = notes.text("license", said.license).and_then(|url| html::resource(&url, base));
    article.license = license.filter(SafeUrl::is_whole);
    let image = notes.text("image", said.image).and_then(|url| html::resource(&url, base)).filter(SafeUrl::is_whole);
    if !has_picture(&article.body) {
        article.image = image.map(|src| Image { src: Some(src), ..Image::default() });
    }
    article.date_modified = notes.take_any("dateModified", said.modified);
    article.comment_count = notes.take_any("commentCount", said.comments);
    article.keywords = notes.take_any("keywords", said.keywords).unwrap_or_default();
    let by_line = || byline.and_then(|text| author::author(text, None, None)).map(|it| found(vec![it], "byline"));
    let authors: Option<Found<Vec<Author>>> = said.authors.or_else(by_line).or(said.authors_of_elements);
    article.author = notes.take_any("author", authors).unwrap_or_default();
}

/// Whether there is a picture that can stand for the article.
fn has_picture(body: &[Block]) -> bool {
    let is_there = |figure: &Figure| figure.image.src.is_some();
    body.iter().any(|block| match block {
        Block::Figure(figure) => is_there(figure),
        Block::Gallery(gallery) => gallery.figures.iter().any(is_there),
        _ => false,
    })
}
