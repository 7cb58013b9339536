//! The picture of an `img`: its address among those that lazy loading leaves, at its largest.

use super::{Surroundings, address};
use crate::article::{Image, SafeUrl};
use crate::import::media::beside;
use dom_query::NodeRef;

/// Attributes in which scripts find a picture that is loaded later, the likeliest first.
const LAZY: [&str; 12] = [
    "data-src",
    "data-original",
    "data-lazy-src",
    "data-full-src",
    "data-large-src",
    "data-hi-res-src",
    "data-src-large",
    "data-image",
    "data-url",
    "data-lazy",
    "data-actualsrc",
    "data-orig-file",
];
const LAZY_SETS: [&str; 4] = ["data-srcset", "data-lazy-srcset", "data-original-set", "srcset"];

/// Words in the address of what stands in a picture's place until it is loaded.
const PLACEHOLDERS: [&str; 7] = ["placeholder", "blank.gif", "spacer", "transparent.", "1x1", "pixel.gif", "loading."];

/// The picture of an `img`, or why it is none.
pub(super) fn image(node: &NodeRef, around: Surroundings<'_>) -> Result<Image, &'static str> {
    let (width, height) = (pixels(node, "width"), pixels(node, "height"));
    if matches!((width, height), (Some(..=1), Some(..=1))) {
        return Err("a picture of one pixel, which counts visits");
    }
    let alt = node.attr("alt").map(|alt| alt.split_whitespace().collect::<Vec<_>>().join(" ")).unwrap_or_default();
    let alt: String = alt.chars().filter(|c| !c.is_control()).collect();
    let src = candidates(node).iter().find_map(|written| {
        let is_beside = around.beside.is_some_and(|folder| beside(folder, written).is_some());
        let whole = address::whole(written, around.base.filter(|_| !is_beside));
        SafeUrl::picture(&whole).ok().filter(|url| !address::leads_out(url))
    });
    if src.is_none() && alt.is_empty() {
        return Err("a picture without an address that a document may have, and without an alt text");
    }
    let (width, height) = match (width, height) {
        (Some(width), Some(height)) => (Some(width), Some(height)),
        _ => (None, None),
    };
    Ok(Image { src, width, height, alt, sources: Vec::new() })
}

/// The addresses of a picture, the best first.
fn candidates(node: &NodeRef) -> Vec<String> {
    let mut sets: Vec<(f32, String)> = Vec::new();
    let mut add_set = |set: &str| {
        if let Some(best) = largest(set) {
            sets.push(best);
        }
    };
    LAZY_SETS.iter().filter_map(|name| node.attr(name)).for_each(|set| add_set(&set));
    let parent = node.parent().filter(|parent| parent.has_name("picture"));
    let own = !LAZY_SETS.iter().any(|name| node.has_attr(name));
    for source in parent.iter().flat_map(NodeRef::element_children).filter(|child| child.has_name("source")) {
        // A format that not every browser reads is for a page that offers another as well.
        let is_common = source.attr("type").is_none_or(|kind| kind.contains("jp") || kind.contains("png"));
        if is_common || own {
            LAZY_SETS.iter().filter_map(|name| source.attr(name)).for_each(|set| add_set(&set));
        }
    }
    sets.sort_by(|a, b| b.0.total_cmp(&a.0));
    let src = node.attr("src").map(|src| src.trim().to_owned()).filter(|src| !src.is_empty());
    let (stand_in, src) = match src {
        Some(src) if is_placeholder(&src) => (Some(src), None),
        src => (None, src),
    };
    let lazy = LAZY.iter().filter_map(|name| node.attr(name)).map(|src| src.trim().to_owned());
    let lazy = lazy.filter(|src| looks_like_address(src));
    let mut out: Vec<String> = sets.into_iter().map(|(_, src)| src).collect();
    out.extend(lazy);
    out.extend(src);
    out.extend(stand_in);
    out
}

fn looks_like_address(text: &str) -> bool {
    !text.is_empty() && !text.contains(char::is_whitespace) && (text.contains('/') || text.contains('.'))
}

fn is_placeholder(src: &str) -> bool {
    let small = src.to_ascii_lowercase();
    (small.starts_with("data:") && small.len() < 1000) || PLACEHOLDERS.iter().any(|word| small.contains(word))
}

/// The largest of a `srcset`, with its width or density (HTML, section 4.8.4.2.1).
fn largest(set: &str) -> Option<(f32, String)> {
    let mut best: Option<(f32, String)> = None;
    let mut rest = set.trim();
    while !rest.is_empty() {
        let (url, after) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
        let (url, descriptor, next) = if let Some(url) = url.strip_suffix(',') {
            (url, "", after)
        } else {
            let (descriptor, next) = after.split_once(',').unwrap_or((after, ""));
            (url, descriptor.trim(), next)
        };
        let size = descriptor.trim_end_matches(['w', 'x', 'h']).parse().unwrap_or(1.0);
        let url = url.trim_matches(',');
        if looks_like_address(url) && !is_placeholder(url) && best.as_ref().is_none_or(|(before, _)| size > *before) {
            best = Some((size, url.to_owned()));
        }
        rest = next.trim_start();
    }
    best
}

/// A length in pixels that a document may have.
fn pixels(node: &NodeRef, name: &str) -> Option<u32> {
    let written = node.attr(name)?;
    let number = written.trim().trim_end_matches("px").parse::<f32>().ok()?;
    (1.0..=65_535.0).contains(&number).then_some(number as u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_largest_of_a_set_is_taken() {
        let of = |set| largest(set).map(|(_, url)| url);
        assert_eq!(of("a.jpg 100w, b.jpg 800w, c.jpg 400w").as_deref(), Some("b.jpg"));
        assert_eq!(of("a.jpg, b.jpg 2x").as_deref(), Some("b.jpg"));
        assert_eq!(of("https://x.example/w_1,h_2/a.jpg 1x").as_deref(), Some("https://x.example/w_1,h_2/a.jpg"));
        assert_eq!(of(""), None);
    }
}
