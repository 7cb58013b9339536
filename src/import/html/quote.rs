//! Quotations, with whose they are.

use dom_query::NodeRef;

use super::walk::{Walker, split};
use crate::article::{Block, Quote, Span, Text};

/// Somebody's words, with whose they are. What is no paragraph stands between two quotations.
pub(super) fn quote(walker: &mut Walker, node: &NodeRef) -> Vec<Block> {
    let source = node.descendants_it().filter(|part| part.has_name("footer") || part.has_name("cite")).last();
    let source = source.filter(|part| part.has_name("footer") || part.next_element_sibling().is_none());
    // A source stands at the end of what it belongs to.
    let source = source.filter(|part| part.text().chars().count() <= 200 && !part.text().trim().is_empty());
    let is_all = source.is_some_and(|part| part.text().trim().len() == node.text().trim().len());
    let source = source.filter(|_| !is_all);
    let (attribution, mut out) = match source {
        Some(part) => {
            let parts = split(walker.collect(&part));
            part.remove_from_parent();
            parts
        }
        None => (None, Vec::new()),
    };
    let mut words: Vec<Text> = Vec::new();
    for block in walker.collect(node) {
        match block {
            Block::Paragraph { text } => words.push(text),
            Block::Heading(heading) => words.push(Text::from(vec![Span::Strong { text: heading.text }])),
            Block::Quote(inner) if inner.attribution.is_none() && !words.is_empty() => words.extend(inner.text),
            other => {
                if !words.is_empty() {
                    out.push(Block::Quote(Quote { text: std::mem::take(&mut words), attribution: None }));
                }
                out.push(other);
            }
        }
    }
    match (words.is_empty(), attribution) {
        (false, attribution) => out.push(Block::Quote(Quote { text: words, attribution })),
        (true, Some(attribution)) => match out.last_mut() {
            Some(Block::Quote(quote)) if quote.attribution.is_none() => quote.attribution = Some(attribution),
            _ => out.push(Block::Paragraph { text: attribution }),
        },
        (true, None) => {}
    }
    out
}
