//! The web page of one article: what it says of itself, and the part of it that is the article.
//!
//! Bytes become characters (`charset`), what no parser should see is refused (`guard`), what the page says of itself is
//! read (`said`, with `json_ld`, `meta`, `author`, `dated`, `date`, `headline`, `language`) and fills the fields (`fields`). Its
//! content is found (`content`), turned into blocks (`crate::import::html`) and rid of what is no part of the article
//! (`trim`); a page without an article is refused (`refuse`). What does not belong here: files (`crate::import::write`).

mod author;
mod charset;
mod content;
mod date;
mod dated;
mod error;
mod fields;
mod guard;
mod headline;
mod json_ld;
mod language;
mod meta;
mod refuse;
mod said;
mod trim;
mod words;

pub use error::PageError;
pub use guard::MAX_BYTES;

use std::path::PathBuf;

use dom_query::{Document, NodeRef};
use url::Url;

use super::html::{self, LeftOut, Surroundings};
use super::{Imported, id};
use crate::article::{Article, ArticleId, Block, Span, Text, Timestamp};
use content::Content;
use fields::Notes;
use refuse::Looks;
use said::Said;

/// What a page does not say.
#[derive(Clone, Debug)]
pub struct PageOptions {
    /// The page's address, where it is known.
    pub address: Option<Url>,
    /// The article's id, instead of one made of the address or the headline.
    pub id: Option<String>,
    /// The offset of dates that have none, such as `+07:00`.
    pub offset: String,
    /// The section the article stands in, where the page says none.
    pub section: Option<String>,
    /// Who publishes the article, where the page says nobody.
    pub publisher: Option<String>,
    /// When it was published, where the page says nothing: the time of the file.
    pub published: Option<Timestamp>,
    /// The folder that a saved page lies in: addresses of files in it stay as they are.
    pub beside: Option<PathBuf>,
}

impl Default for PageOptions {
    fn default() -> Self {
        Self {
            address: None,
            id: None,
            offset: "Z".to_owned(),
            section: None,
            publisher: None,
            published: None,
            beside: None,
        }
    }
}

/// Turns an article's web page into a document.
///
/// # Errors
/// When it is no page, or one without an article.
pub fn page(bytes: &[u8], options: &PageOptions) -> Result<Imported, PageError> {
    if bytes.len() > guard::MAX_BYTES {
        return Err(PageError::TooLarge);
    }
    let decoded = charset::decode(bytes)?;
    guard::check(&decoded.text)?;
    let mut notes = Notes::default();
    notes.found.insert("charset".to_owned(), format!("{} by {}", decoded.charset, decoded.from));
    if decoded.has_faults {
        let charset = decoded.charset;
        notes.warnings.push(format!("some bytes are no characters in {charset}: they are shown as \u{fffd}"));
    }
    read(&Document::from(decoded.text), options, notes)
}

/// The pieces of text of the part of a page that is its article, in order: each must be in the document or left out.
///
/// # Errors
/// As [`page`], but for what only shows when the text is turned into blocks.
pub fn pieces(bytes: &[u8]) -> Result<Vec<String>, PageError> {
    let decoded = charset::decode(bytes)?;
    guard::check(&decoded.text)?;
    let document = Document::from(decoded.text);
    let said = Said::of(&document, "Z");
    let content = Content::of(document.clone()).ok_or(PageError::NoArticle)?;
    Ok(html::pieces_of(&root(&document, &content, said.body.as_deref())))
}

fn read(document: &Document, options: &PageOptions, mut notes: Notes) -> Result<Imported, PageError> {
    let mut said = Said::of(document, &options.offset);
    let looks = Looks::of(document);
    let address = options.address.clone().or_else(|| said.address.as_ref().and_then(|it| Url::parse(&it.value).ok()));
    let host = address.as_ref().and_then(Url::host_str).map(|host| host.trim_start_matches("www."));
    let base = base(document, address.as_ref());
    let heads = headline::headings(document);
    let mut captions = content::captions(document);
    let content = Content::of(document.clone()).ok_or_else(|| looks.cause())?;

    let publisher = said.publisher.as_ref().map(|it| it.value.as_str());
    let headline = headline::headline(&heads, &content.title, publisher, host);
    let headline = headline.or_else(|| headline::of_text(&content.root())).ok_or_else(|| looks.cause())?;
    let headline = notes.take("headline", headline);
    let language = fields::language(said.language.as_ref(), &content.root().text(), &mut notes);
    let published = fields::published(said.published.take(), options.published.as_ref(), &mut notes)?;

    let popups = content.without_popups();
    let around = Surroundings { base: base.as_ref(), language: Some(&language), beside: options.beside.as_deref() };
    let converted = html::blocks_of(&root(document, &content, said.body.as_deref()), around);
    let id = match &options.id {
        Some(id) => ArticleId::parse(id)?,
        None => id::of(address.as_ref(), &headline).map_or_else(|| ArticleId::parse("article"), Ok)?,
    };
    let mut article = Article::new(id, language, headline, published);
    article.body = converted.body;
    article.footnotes = converted.footnotes;
    let (is_article, is_other, body) = (said.is_article, said.is_other, said.body.take());
    fields::fill(&mut article, said, content.byline.as_deref(), base.as_ref(), options, &mut notes);

    let mut left_out = converted.left_out;
    left_out.extend(popups.into_iter().map(|text| LeftOut {
        what: "card".to_owned(),
        text: words::plain(&text),
        why: "it shows when the mouse is on a name".to_owned(),
    }));
    refuse::check(&article.body, &looks, is_article, is_other)?;
    let blocks = std::mem::take(&mut article.body);
    captions.extend(converted.loose_captions);
    let known = trim::Known {
        headline: &article.headline,
        authors: article.author.iter().map(|author| author.name.as_str()).collect(),
        publisher: article.publisher.as_ref().map(|publisher| publisher.name.as_str()),
        section: article.article_section.as_deref(),
        host,
        captions: &captions,
        body: body.as_deref(),
    };
    article.body = trim::trim(blocks, &known, &mut left_out);
    once(&mut article);
    Ok(Imported { article, found: notes.found, left_out, warnings: notes.warnings })
}

/// The element that holds the article: what the extractor found, or, where that is not what the page says to machines, the
/// element that pages hold their article in.
fn root<'a>(document: &'a Document, content: &'a Content, said: Option<&str>) -> NodeRef<'a> {
    const MIN_SAID: usize = 600;
    const MIN_COVERED: f32 = 0.5;
    let said = said.map(words::plain).filter(|said| said.len() >= MIN_SAID);
    let found = content.root();
    let is_other = said.as_deref().is_some_and(|said| words::covered(said, &found.text()) < MIN_COVERED);
    let stated =
        if is_other || found.text().trim().is_empty() { content::stated(document, said.as_deref()) } else { None };
    stated.unwrap_or(found)
}

/// A lead that is the first paragraph as well is said once: as the paragraph, where that has links or says more, else as the
/// lead.
fn once(article: &mut Article) {
    let Some(lead) = article.description.as_ref().map(|lead| words::of(&lead.plain())) else { return };
    let is_text = |block: &Block| !matches!(block, Block::Figure(_) | Block::Gallery(_));
    let Some(first) = article.body.iter().position(is_text) else { return };
    let text = match article.body.get(first) {
        Some(Block::Paragraph { text }) => text.clone(),
        Some(Block::Heading(heading)) => heading.text.clone(),
        _ => return,
    };
    let words = words::of(&text.plain());
    // A lead that was cut ends within a word.
    let whole = lead.get(..lead.len().saturating_sub(1)).unwrap_or_default();
    let is_cut = words.starts_with(&lead) || lead.len() > 6 && words.starts_with(whole);
    if words == lead && article.body.len() > 1 && !has_link(&text) {
        article.description = Some(text);
        article.body.remove(first);
    } else if is_cut {
        article.description = None;
    }
}

fn has_link(text: &Text) -> bool {
    text.spans().iter().any(|span| matches!(span, Span::Link { .. }))
}

/// What relative addresses of a page are relative to.
fn base(document: &Document, address: Option<&Url>) -> Option<Url> {
    let written = document.select_single("base[href]").attr("href");
    match (written, address) {
        (Some(written), Some(address)) => address.join(written.trim()).ok(),
        (Some(written), None) => Url::parse(written.trim()).ok(),
        (None, address) => address.cloned(),
    }
}
