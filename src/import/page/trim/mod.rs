//! What stands in an extracted content and is no part of the article: the headline once more, bylines, dates, what leads to
//! other articles, what asks readers to subscribe, captions among the text, comments.
//!
//! Every rule is about a block's words, its links and its place; none is about a site. What is taken out is left out with
//! its text, so that whoever imports can see it.

mod below;
mod captions;
mod lines;
mod phrases;
mod shape;
mod told;

use crate::article::Block;
use crate::import::html::LeftOut;

use lines::Names;
use phrases::{ASKS, LABELS, LEADS_ELSEWHERE};
use shape::{Kind, Shape};

/// How many blocks at the beginning are looked at for what stands above an article.
const HEAD: usize = 10;

/// Headings over links that are a part of an article, as in an encyclopedia.
const OF_ARTICLES: &[&str] = &["see also", "further reading", "references", "external links", "sources"];

/// Of what asks readers for something, what an article may say as well.
const WEAK: &[&str] = &["sign up for", "sign up to", "use the code", "promo code", "become a member"];

/// What is known of the article beside its blocks.
pub(super) struct Known<'a> {
    pub(super) headline: &'a str,
    pub(super) authors: Vec<&'a str>,
    pub(super) publisher: Option<&'a str>,
    /// The section it stands in.
    pub(super) section: Option<&'a str>,
    /// The host of the page's address.
    pub(super) host: Option<&'a str>,
    /// The texts of elements that are captions by their class.
    pub(super) captions: &'a [String],
    /// The text that the page says to machines.
    pub(super) body: Option<&'a str>,
}

/// Takes out what is no part of the article.
pub(super) fn trim(body: Vec<Block>, known: &Known, left_out: &mut Vec<LeftOut>) -> Vec<Block> {
    let body = captions::joined(body, known.captions);
    let shapes: Vec<Shape> = body.iter().map(|block| Shape::of(block, known.host)).collect();
    let mut out: Vec<Option<&'static str>> = vec![None; body.len()];
    let names = Names::of(known);
    loose(&shapes, known, &mut out);
    anywhere(&shapes, &mut out);
    above(&shapes, &names, known, &mut out);
    below::below(&shapes, &names, &mut out);
    if let Some(said) = known.body {
        told::compare(&shapes, said, &mut out);
    }
    let total: usize = shapes.iter().map(|shape| shape.words.len()).sum();
    let cut: usize = shapes.iter().zip(&out).filter(|(_, why)| why.is_some()).map(|(shape, _)| shape.words.len()).sum();
    // If next to nothing would stay, the rules have taken the article for something else.
    if cut as f32 > total as f32 * 0.7 {
        return body;
    }
    let mut kept = Vec::with_capacity(body.len());
    for ((block, shape), why) in body.into_iter().zip(shapes).zip(out) {
        match why {
            Some(why) => {
                left_out.push(LeftOut { what: what(&block).to_owned(), text: shape.plain, why: why.to_owned() })
            }
            None => kept.push(block),
        }
    }
    while matches!(kept.last(), Some(Block::Divider)) {
        kept.pop();
    }
    let first = kept.iter().position(|block| !matches!(block, Block::Divider)).unwrap_or(0);
    kept.drain(..first);
    kept
}

fn what(block: &Block) -> &'static str {
    match block {
        Block::Heading(_) => "heading",
        Block::List(_) => "list",
        Block::Figure(_) | Block::Gallery(_) => "picture",
        _ => "paragraph",
    }
}

/// Labels of the page, and what leads to other articles, wherever they stand.
fn anywhere(shapes: &[Shape], out: &mut [Option<&'static str>]) {
    let mut in_links = false;
    let mut after_label = false;
    for (index, (shape, out)) in shapes.iter().zip(out).enumerate() {
        let next = shapes.get(index + 1);
        let share = shape.link_share();
        let is_short = shape.words.len() <= 8;
        let starts = LEADS_ELSEWHERE.iter().any(|lead| shape.text.starts_with(lead));
        if in_links
            && (shape.kind == Kind::List || shape.is_running())
            && (share >= 0.7 || shape.kind == Kind::List && share >= 0.3)
        {
            *out = Some("a link to another article");
            continue;
        }
        in_links = false;
        let was_label = std::mem::take(&mut after_label);
        let leads = next.is_some_and(|next| {
            next.link_share() >= 0.7 || next.kind == Kind::List && next.links >= 3 && next.link_share() >= 0.3
        });
        if out.is_some() {
        } else if is_label(shape) {
            *out = Some("a label of the page");
            after_label = true;
        } else if was_label && shape.is_running() && shape.words.len() <= 30 && shape.contains_any(ASKS) {
            *out = Some("it asks readers to subscribe or to follow");
        } else if shape.is_running() && starts && share >= 0.45 {
            *out = Some("a link to another article");
        } else if shape.is_running() && starts && is_short && !shape.contains_any(OF_ARTICLES) && leads {
            *out = Some("a heading over links to other articles");
            in_links = true;
        } else if shape.kind == Kind::Paragraph && share > 0.95 && shape.words.len() >= 5 && is_shouted(&shape.plain) {
            *out = Some("a link to another article");
        } else if shape.is_running() && shape.words.len() <= 45 && asks(shape) {
            *out = Some("it asks readers to subscribe or to follow");
        } else if shape.is_running() && is_markup(&shape.text) {
            *out = Some("markup that was written as text");
        }
    }
}

/// A caption of which the picture is not there, and a credit below it.
fn loose(shapes: &[Shape], known: &Known, out: &mut [Option<&'static str>]) {
    let mut after_loose = false;
    for (shape, out) in shapes.iter().zip(out) {
        let text = shape.plain.split_whitespace().collect::<Vec<_>>().join(" ");
        let is_loose = shape.kind == Kind::Paragraph && known.captions.contains(&text);
        if is_loose || after_loose && shape.kind == Kind::Paragraph && captions::is_credit(shape) {
            *out = Some("a caption without its picture");
        }
        after_loose = is_loose;
    }
}

/// Words of the page, alone in a paragraph, a heading or the items of a list.
fn is_label(shape: &Shape) -> bool {
    let is_one = |text: &str| LABELS.contains(&super::words::of(text).join(" ").as_str());
    match shape.kind {
        Kind::Paragraph | Kind::Heading => shape.words.len() <= 8 && (is_one(&shape.plain) || is_counter(&shape.words)),
        Kind::List => shape.links > 0 && !shape.plain.is_empty() && shape.plain.lines().all(is_one),
        _ => false,
    }
}

/// `Image 1 of 23`, `1 / 23`.
fn is_counter(words: &[String]) -> bool {
    let is_number = |word: &String| word.bytes().all(|byte| byte.is_ascii_digit());
    words.len() <= 4
        && words.iter().any(is_number)
        && words.iter().all(|word| {
            is_number(word)
                || matches!(word.as_str(), "image" | "photo" | "slide" | "of" | "foto" | "bild" | "von" | "de")
        })
        && words.iter().filter(|word| is_number(word)).count() == 2
}

fn asks(shape: &Shape) -> bool {
    let count = ASKS.iter().filter(|phrase| shape.text.contains(*phrase)).count();
    // Alone, these may be about what an article is about: an account, a price.
    let is_weak = count == 1 && shape.contains_any(WEAK) && shape.words.len() > 12;
    if is_weak {
        return false;
    }
    count >= 2 || (count == 1 && (shape.links > 0 && shape.words.len() <= 35 || shape.words.len() <= 12))
}

/// A text in capitals, as promotions are.
fn is_shouted(text: &str) -> bool {
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    let capitals = text.chars().filter(|c| c.is_uppercase()).count();
    letters >= 12 && capitals * 10 >= letters * 9
}

/// Markup or a shortcode that somebody's program did not replace.
fn is_markup(text: &str) -> bool {
    let is_code = text.starts_with('[') && text.ends_with(']') && text.contains("[/") && text.contains('=');
    is_code || text.starts_with("&lt;") || text.starts_with("<span ") || text.starts_with("&amp;lt;")
}

/// What stands above an article: up to its first prose.
fn above(shapes: &[Shape], names: &Names, known: &Known, out: &mut [Option<&'static str>]) {
    for (shape, out) in shapes.iter().zip(out).take(HEAD) {
        if shape.words.is_empty() || shape.kind == Kind::Picture || out.is_some() {
            continue;
        }
        if names.is_headline(shape) {
            *out = Some("the headline, which the document has");
        } else if lines::is_date(shape, names) {
            *out = Some("a date, which the document has");
        } else if lines::is_byline(shape, names) {
            *out = Some("a byline, which the document has");
        } else if shape.words.len() <= 30 && shape.links > 0 && is_trail(shape, known) {
            *out = Some("the way through the site to this page");
        } else if shape.words.len() <= 30 && shape.text.contains("affiliate") {
            *out = Some("a note of the page");
        } else if shape.is_prose() {
            return;
        }
    }
}

/// `Home > News > The headline`, or a list with links to the front page or the section.
fn is_trail(shape: &Shape, known: &Known) -> bool {
    const HOME: [&str; 9] =
        ["home", "homepage", "startseite", "início", "inicio", "accueil", "trang chủ", "главная", "news"];
    let headline = super::words::of(known.headline).concat();
    let ends = shape.words.concat().ends_with(&headline) && !headline.is_empty();
    let section = known.section.map(str::to_lowercase);
    let is_place = |line: &str| {
        let line = line.trim().to_lowercase();
        HOME.contains(&line.as_str()) || section.as_deref() == Some(line.as_str())
    };
    ends || shape.kind == Kind::List
        && shape.link_share() >= 0.9
        && shape.links <= 5
        && shape.plain.lines().any(is_place)
}
