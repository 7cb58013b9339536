//! Footnotes, where a page says what is one.

use std::collections::HashMap;

use dom_query::NodeRef;

use super::walk::{Walker, split};
use crate::article::{Footnote, NoteId};

/// How many notes are told apart from other text.
const MAX_NOTES: usize = 500;

/// Finds notes that a place of the text links to and that link back; from then on they are no blocks.
///
/// A place says of itself that it is one (`role="doc-noteref"`, or a class as Markdown's programs write it). References
/// as an encyclopedia has them stay the list that they are.
pub(super) fn found(root: &NodeRef, walker: &mut Walker) -> Vec<Footnote> {
    let mut notes = Vec::new();
    let all = root.descendants();
    let places: Vec<&NodeRef> = all.iter().filter(|node| node.has_name("a") && is_place(node)).collect();
    if places.is_empty() {
        return notes;
    }
    let by_id: HashMap<String, &NodeRef> =
        all.iter().filter_map(|node| Some((node.attr("id")?.to_string(), node))).collect();
    for place in places {
        let Some(target) = place.attr("href").and_then(|href| href.strip_prefix('#').map(str::to_owned)) else {
            continue;
        };
        if notes.len() >= MAX_NOTES || walker.notes.iter().any(|(element, _)| *element == target) {
            continue;
        }
        let is_text = |note: &&&NodeRef| ["li", "p", "div", "aside", "dd"].iter().any(|name| note.has_name(name));
        let Some(note) = by_id.get(&target).filter(is_text) else { continue };
        let Ok(id) = NoteId::parse(&format!("note-{}", notes.len() + 1)) else { continue };
        for back in note.descendants() {
            let is_back = back.has_name("a") && back.attr("href").is_some_and(|href| href.starts_with('#'));
            if is_back && back.text().chars().all(|c| !c.is_alphabetic()) {
                back.remove_from_parent();
            }
        }
        let (Some(text), rest) = split(walker.collect(note)) else { continue };
        if rest.is_empty() {
            notes.push(Footnote { id: id.clone(), text, references: 0 });
            walker.notes.push((target, id));
        }
    }
    notes
}

/// Whether a link says that it is the place of a footnote.
fn is_place(node: &NodeRef) -> bool {
    let class = node.attr("class").unwrap_or_default().to_ascii_lowercase();
    node.attr("role").is_some_and(|role| &*role == "doc-noteref")
        || ["footnote-ref", "footnote-reference", "footnoteref", "footnote-anchor", "fn-ref"]
            .iter()
            .any(|word| class.split_whitespace().any(|part| part == *word))
}
