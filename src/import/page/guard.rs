//! What is read at all: a page of a size and depth that a parser is done with in no time.

use super::PageError;

/// The largest page, in bytes. The largest in the web's archives that hold an article have a tenth of it.
pub const MAX_BYTES: usize = 24 << 20;

/// How deep elements may stand within one another; browsers stop at 512.
pub(super) const MAX_DEPTH: usize = 1_000;

/// How many elements may be left open, of those that a parser opens again in every block that follows.
const MAX_FORMATTING: usize = 200;

/// Refuses what would keep a parser busy: the work of HTML's rules grows with the square of what is open.
///
/// # Errors
/// When a page is too large, or elements stand too deep within one another.
pub(super) fn check(html: &str) -> Result<(), PageError> {
    if html.len() > MAX_BYTES {
        return Err(PageError::TooLarge);
    }
    let (mut depth, mut formatting) = (0_usize, 0_usize);
    let mut rest = html;
    while let Some((_, after)) = rest.split_once('<') {
        rest = after;
        if let Some(comment) = after.strip_prefix("!--") {
            rest = comment.split_once("-->").map_or("", |(_, after)| after);
            continue;
        }
        let (is_end, tag) = after.strip_prefix('/').map_or((false, after), |tag| (true, tag));
        let end = tag.bytes().position(|byte| !byte.is_ascii_alphanumeric() && byte != b'-').unwrap_or(tag.len());
        let name = tag.get(..end).unwrap_or_default();
        if name.is_empty() || !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
            continue;
        }
        let name = name.to_ascii_lowercase();
        if !is_end && matches!(name.as_str(), "script" | "style" | "textarea" | "title" | "xmp" | "iframe") {
            rest = after_end(tag, &name);
            continue;
        }
        if closes_itself(&name) {
            continue;
        }
        let counts = [Some(&mut depth), is_formatting(&name).then_some(&mut formatting)];
        for count in counts.into_iter().flatten() {
            *count = if is_end { count.saturating_sub(1) } else { *count + 1 };
        }
        if depth > MAX_DEPTH || formatting > MAX_FORMATTING {
            return Err(PageError::TooDeep);
        }
    }
    Ok(())
}

/// What follows the end of an element that holds characters alone.
fn after_end<'a>(tag: &'a str, name: &str) -> &'a str {
    let mut rest = tag;
    while let Some(at) = rest.find("</") {
        rest = rest.get(at + 2..).unwrap_or_default();
        if rest.get(..name.len()).is_some_and(|found| found.eq_ignore_ascii_case(name)) {
            return rest;
        }
    }
    ""
}

/// Elements without an end, and those that the next of their kind ends.
fn closes_itself(name: &str) -> bool {
    matches!(
        name,
        "area"
            | "base"
            | "br"
            | "col"
            | "embed"
            | "hr"
            | "img"
            | "input"
            | "link"
            | "meta"
            | "param"
            | "source"
            | "track"
            | "wbr"
            | "p"
            | "li"
            | "dt"
            | "dd"
            | "tr"
            | "td"
            | "th"
            | "tbody"
            | "thead"
            | "tfoot"
            | "option"
            | "optgroup"
            | "rt"
            | "rp"
            | "html"
            | "head"
            | "body"
            | "path"
            | "rect"
            | "circle"
            | "use"
            | "polygon"
            | "line"
            | "stop"
            | "ellipse"
            | "polyline"
            | "image"
            | "colgroup"
            | "frame"
    )
}

/// Elements that a parser opens again where a block ended them (HTML, section 13.2.4.3).
fn is_formatting(name: &str) -> bool {
    matches!(
        name,
        "a" | "b" | "big" | "code" | "em" | "font" | "i" | "nobr" | "s" | "small" | "strike" | "strong" | "tt" | "u"
    )
}
