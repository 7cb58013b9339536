//! Which part of a page is its article.

use dom_query::{Document, NodeRef};
use dom_smoothie::{Config, Readability};

use super::words;
use crate::import::html;

/// How many elements a page may have.
const MAX_ELEMENTS: usize = 200_000;

/// The way through the site to a page.
const TRAILS: &str = "[itemtype*='BreadcrumbList'], nav[aria-label*='readcrumb'], [class~='breadcrumb'], [class~='breadcrumbs'], \
    article header nav";

/// How many captions are looked at.
const MAX_CAPTIONS: usize = 500;

/// How many elements of one kind are looked at.
const MAX_PLACES: usize = 20;

/// The part of a page that is its article.
pub(super) struct Content {
    document: Document,
    /// Its title as the extractor has it.
    pub(super) title: String,
    /// Who wrote it as the extractor has it.
    pub(super) byline: Option<String>,
}

impl Content {
    /// Finds the article in a page, if there is one.
    pub(super) fn of(document: Document) -> Option<Self> {
        prepare(&document);
        let config = Config { keep_classes: true, max_elements_to_parse: MAX_ELEMENTS, ..Config::default() };
        let mut readability = Readability::with_document(document, None, Some(config)).ok()?;
        let article = readability.parse().ok()?;
        Some(Self { document: readability.doc, title: article.title, byline: article.byline })
    }

    /// Takes out what pages show when the mouse is on a name: a card with a picture and links within a paragraph.
    pub(super) fn without_popups(&self) -> Vec<String> {
        const WORDS: [&str; 6] = ["tooltip", "popover", "popup", "rollover", "hovercard", "hover-card"];
        let mut out = Vec::new();
        for node in self.root().descendants() {
            let class = node.attr("class").unwrap_or_default().to_ascii_lowercase();
            let is_within = node.has_name("span") || node.has_name("div") || node.has_name("aside");
            if !is_within || !WORDS.iter().any(|word| class.contains(word)) {
                continue;
            }
            let links = node.descendants_it().filter(|part| part.has_name("a")).count();
            let in_text = node.ancestors_it(Some(4)).any(|around| around.has_name("p"));
            // The name itself stands in the same element: a card has more than the one link.
            let holds_cards = node.descendants_it().any(|part| {
                part.attr("class").is_some_and(|class| {
                    WORDS.iter().any(|word| class.to_ascii_lowercase().contains(word)) && !part.has_name("a")
                })
            });
            if links >= 2 && in_text && !holds_cards {
                out.push(node.text().to_string());
                node.remove_from_parent();
            }
        }
        out
    }

    /// The element that holds the article.
    pub(super) fn root(&self) -> NodeRef<'_> {
        let found = self.document.select_single("#readability-page-1");
        found.nodes().first().copied().unwrap_or_else(|| self.document.root())
    }
}

/// The smallest element that pages hold their article in, of which enough words stand in the text that the page says to
/// machines; without such a text, the only one of its kind.
pub(super) fn stated<'a>(document: &'a Document, said: Option<&str>) -> Option<NodeRef<'a>> {
    const PLACES: [&str; 4] = ["[itemprop~='articleBody']", "article", "main, [role='main']", "body"];
    /// How much of the said text must be in it.
    const COVERED: f32 = 0.8;
    for place in PLACES {
        let found = document.select(place);
        let nodes = found.nodes();
        let fits = |node: &&NodeRef| said.is_none_or(|said| words::covered(said, &node.text()) >= COVERED);
        match nodes {
            [only] if fits(&only) && (said.is_some() || place != "body") => return Some(*only),
            [_, _, ..] if said.is_some() => {
                if let Some(node) = nodes.iter().take(MAX_PLACES).find(fits) {
                    return Some(*node);
                }
            }
            _ => {}
        }
    }
    None
}

/// The texts of all elements that are captions by their class: the extractor may take such an element apart.
pub(super) fn captions(document: &Document) -> Vec<String> {
    let all = document.select("[class*='aption'], figcaption");
    let nodes = all.nodes().iter().filter(|node| node.has_name("figcaption") || html::is_caption(node));
    nodes.take(MAX_CAPTIONS).map(|node| words::plain(&node.text())).filter(|text| !text.is_empty()).collect()
}

/// Takes posts of other sites out of the boxes that hold nothing else, and says of what stands at the foot of a quotation
/// that it is its source: the extractor would take both for clutter.
fn prepare(document: &Document) {
    document.select("blockquote footer").rename("cite");
    document.select(TRAILS).remove();
    for quote in document.select("div > blockquote").nodes() {
        let Some(around) = quote.parent() else { continue };
        let is_alone = around.children_it(false).all(|child| {
            child.id == quote.id
                || child.has_name("script")
                || child.is_comment()
                || child.is_text() && child.text().trim().is_empty()
        });
        if is_alone && around.has_name("div") {
            around.replace_with(quote);
        }
    }
}
