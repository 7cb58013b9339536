//! Pictures with their captions and credits, and several of them.

use dom_query::NodeRef;
use url::Url;

use super::walk::{Walker, split};
use crate::article::{Block, Figure, Gallery, Image, SafeUrl, Span, Text};

/// The longest caption and the longest credit, in characters: what is longer is text.
const MAX_CAPTION: usize = 600;
const MAX_CREDIT: usize = 120;

const CREDIT_WORDS: [&str; 6] = ["credit", "copyright", "photographer", "fotograf", "creator", "copyrightholder"];
const CAPTION_WORDS: [&str; 5] = ["caption", "figcaption", "legend", "cutline", "imagecaption"];

/// A `figure`: a picture, several, or another block with words about it.
pub(super) fn figure(walker: &mut Walker, node: &NodeRef) -> Vec<Block> {
    let captions: Vec<NodeRef> = node.descendants_it().filter(|part| part.has_name("figcaption")).collect();
    let own = captions.iter().filter(|caption| {
        let around = caption.ancestors_it(None).find(|around| around.has_name("figure"));
        around.is_some_and(|around| around.id == node.id)
    });
    let own: Vec<NodeRef> = own.copied().collect();
    let (caption, credit, rest) = caption(walker, &own);
    own.iter().for_each(NodeRef::remove_from_parent);
    let mut blocks = walker.collect(node);
    blocks.extend(rest);
    let pictures = blocks.iter().filter(|block| matches!(block, Block::Figure(_))).count();
    if pictures == 0 {
        return captioned(blocks, caption, credit);
    }
    let (figures, mut others): (Vec<Block>, Vec<Block>) =
        blocks.into_iter().partition(|block| matches!(block, Block::Figure(_)));
    let mut figures: Vec<Figure> = figures.into_iter().filter_map(only_figure).collect();
    let mut caption = caption;
    // Without a caption of its own, the one text beside the picture is it.
    if caption.is_none()
        && let [Block::Paragraph { text }] = others.as_slice()
        && text.plain().chars().count() <= MAX_CAPTION
    {
        caption = Some(text.clone());
        others.clear();
    }
    let mut out = Vec::new();
    if let [figure] = figures.as_mut_slice() {
        if figure.caption.is_none() {
            figure.caption = caption;
        } else {
            others.extend(caption.map(|text| Block::Paragraph { text }));
        }
        figure.credit = figure.credit.take().or(credit);
        out.extend(figures.pop().map(Block::Figure));
    } else {
        let caption = match (caption, credit) {
            (Some(caption), Some(credit)) => super::inline::lines(vec![caption, Text::from(credit)]),
            (caption, credit) => caption.or(credit.map(Text::from)),
        };
        out.push(Block::Gallery(Gallery { figures, caption }));
    }
    out.extend(others);
    out
}

fn only_figure(block: Block) -> Option<Figure> {
    match block {
        Block::Figure(figure) => Some(figure),
        _ => None,
    }
}

/// Words about a table, a quotation or a film.
fn captioned(mut blocks: Vec<Block>, caption: Option<Text>, credit: Option<String>) -> Vec<Block> {
    let credit = credit.map(Text::from);
    let mut caption = match (caption, credit) {
        (Some(caption), Some(credit)) => super::inline::lines(vec![caption, credit]),
        (caption, credit) => caption.or(credit),
    };
    match blocks.as_mut_slice() {
        [Block::Table(table)] if table.caption.is_none() => table.caption = caption.take(),
        [Block::Quote(quote)] if quote.attribution.is_none() => quote.attribution = caption.take(),
        [Block::Gallery(gallery)] if gallery.caption.is_none() => gallery.caption = caption.take(),
        _ => {}
    }
    blocks.extend(caption.map(|text| Block::Paragraph { text }));
    blocks
}

/// The caption and the credit that elements hold, and what in them is neither.
pub(super) fn caption(walker: &mut Walker, nodes: &[NodeRef]) -> (Option<Text>, Option<String>, Vec<Block>) {
    let mut credit: Option<String> = None;
    for part in nodes.iter().flat_map(NodeRef::descendants) {
        if credit.is_none() && part.is_element() && has_word(&part, &CREDIT_WORDS) {
            let text = part.text().split_whitespace().collect::<Vec<_>>().join(" ");
            let has_link = part.descendants_it().any(|inner| inner.has_name("a"));
            if !Text::from(text.clone()).is_blank() && text.chars().count() <= MAX_CREDIT && !has_link {
                part.remove_from_parent();
                credit = Some(text.chars().filter(|c| !c.is_control()).collect());
            }
        }
    }
    let blocks = nodes.iter().flat_map(|node| walker.collect(node)).collect();
    let (caption, rest) = split(blocks);
    (caption, credit, rest)
}

/// Gives pictures that lead somewhere a caption that leads there.
pub(super) fn linked(body: &mut [Block], links: &[(SafeUrl, SafeUrl)]) {
    let mut links: std::collections::VecDeque<_> = links.iter().collect();
    for block in body {
        let figures: &mut [Figure] = match block {
            Block::Figure(figure) => std::slice::from_mut(figure),
            Block::Gallery(gallery) => &mut gallery.figures,
            Block::Aside(aside) => {
                let rest: Vec<_> = links.iter().map(|(src, url)| (src.clone(), url.clone())).collect();
                linked(&mut aside.body, &rest);
                continue;
            }
            _ => continue,
        };
        for figure in figures {
            let Some(at) = links.iter().position(|(src, _)| Some(src) == figure.image.src.as_ref()) else { continue };
            let Some((_, url)) = links.remove(at) else { continue };
            let url = url.clone();
            figure.caption = match figure.caption.take() {
                Some(text) if has_link(&text) => Some(text),
                Some(text) => Some(Text::from(vec![Span::Link { url, text, number: 0 }])),
                None => {
                    let text = Text::from(label(&figure.image, &url));
                    Some(Text::from(vec![Span::Link { url, text, number: 0 }]))
                }
            };
        }
    }
}

/// What a link is called that held a picture alone: what the picture shows, else where the link leads.
fn label(image: &Image, url: &SafeUrl) -> String {
    let says = image.alt.chars().any(char::is_whitespace) && !Text::from(image.alt.clone()).is_blank();
    if says {
        return image.alt.clone();
    }
    let host = Url::parse(url.as_str()).ok().and_then(|url| url.host_str().map(str::to_owned));
    host.unwrap_or_else(|| url.as_str().to_owned())
}

fn has_link(text: &Text) -> bool {
    text.spans().iter().any(|span| match span {
        Span::Link { .. } | Span::Footnote(_) => true,
        Span::Plain(_) | Span::Break => false,
        Span::Strong { text }
        | Span::Emphasis { text }
        | Span::Code { text }
        | Span::Sub { text }
        | Span::Sup { text }
        | Span::Mark { text }
        | Span::Abbreviation { text, .. }
        | Span::Language { text, .. } => has_link(text),
    })
}

/// Whether an element says by its class that it is a caption.
pub(in crate::import) fn is_caption(node: &NodeRef) -> bool {
    (has_word(node, &CAPTION_WORDS) || has_word_ending(node, "caption"))
        && node.text().chars().count() <= MAX_CAPTION
        && !node.descendants_it().any(|part| part.has_name("img") || part.has_name("video") || part.has_name("iframe"))
}

/// Whether a part of the element's class ends with a word: `inlineImageCaption`.
fn has_word_ending(node: &NodeRef, word: &str) -> bool {
    node.attr("class").is_some_and(|names| {
        let names = names.to_ascii_lowercase();
        names.split(|c: char| !c.is_ascii_alphanumeric()).any(|part| part.ends_with(word))
    })
}

/// Whether one of the words is a part of the element's class or property.
fn has_word(node: &NodeRef, words: &[&str]) -> bool {
    ["class", "itemprop"].iter().filter_map(|name| node.attr(name)).any(|names| {
        let names = names.to_ascii_lowercase();
        names.split(|c: char| !c.is_ascii_alphanumeric()).any(|part| words.contains(&part))
    })
}
