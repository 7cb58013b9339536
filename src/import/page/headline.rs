//! The headline, without the name of the site.

use dom_query::{Document, NodeRef};

use super::said::{Found, found};
use super::words;

/// What stands between a headline and the name of a site.
const SEPARATORS: [char; 11] = ['|', '-', '–', '—', '»', '«', '·', '•', ':', '/', '>'];

/// The headings of the first level in a page.
pub(super) fn headings(document: &Document) -> Vec<String> {
    let texts = document.select("h1");
    texts.nodes().iter().map(|node| words::plain(&node.text())).filter(|text| !text.is_empty()).collect()
}

/// The headline out of what an extractor takes for the title.
pub(super) fn headline(
    heads: &[String],
    title: &str,
    publisher: Option<&str>,
    host: Option<&str>,
) -> Option<Found<String>> {
    let title = words::plain(title);
    if title.is_empty() {
        return match heads {
            [only] => Some(found(only.clone(), "element h1")),
            _ => None,
        };
    }
    // A title that was cut stands whole in the heading.
    let cut = title.strip_suffix('…').or_else(|| title.strip_suffix("...")).map(str::trim_end);
    if let Some(cut) = cut.filter(|cut| !cut.is_empty())
        && let Some(whole) =
            heads.iter().find(|head| head.starts_with(cut) && head.len() > cut.len() && head.chars().count() < 300)
    {
        return Some(found(whole.clone(), "element h1"));
    }
    let names: Vec<&str> = publisher.into_iter().chain(host).collect();
    let bare = without_site(&title, &names);
    Some(found(bare.to_owned(), "title"))
}

/// A headline for a page that says none: its first heading, else its first words.
pub(super) fn of_text(root: &NodeRef) -> Option<Found<String>> {
    const MAX_WORDS: usize = 12;
    let is_heading = |node: &NodeRef| ["h1", "h2", "h3"].iter().any(|name| node.has_name(name));
    let heading =
        root.descendants_it().filter(is_heading).map(|node| words::plain(&node.text())).find(|text| !text.is_empty());
    if let Some(heading) = heading {
        return Some(found(heading, "first heading"));
    }
    let text = root.text();
    let mut first: Vec<&str> = text.split_whitespace().take(MAX_WORDS + 1).collect();
    let is_cut = first.len() > MAX_WORDS;
    first.truncate(MAX_WORDS);
    let text = words::plain(&first.join(" "));
    let text = text.chars().take(120).collect::<String>();
    (text.chars().any(char::is_alphanumeric))
        .then(|| found(if is_cut { format!("{text} …") } else { text }, "first words"))
}

/// A title without the site's name at its end or beginning.
pub(super) fn without_site<'a>(title: &'a str, names: &[&str]) -> &'a str {
    let is_name = |part: &str| {
        let part = words::of(part).concat();
        !part.is_empty()
            && names.iter().any(|name| {
                let name = words::of(name).concat();
                name == part
                    || (part.len() >= 4
                        && name
                            .strip_prefix("www")
                            .unwrap_or(&name)
                            .strip_suffix("com")
                            .is_some_and(|name| name == part))
            })
    };
    let mut title = title.trim();
    loop {
        let parts = title.char_indices().filter(|(at, c)| {
            let around = (
                title.get(..*at).and_then(|t| t.chars().last()),
                title.get(at + c.len_utf8()..).and_then(|t| t.chars().next()),
            );
            SEPARATORS.contains(c)
                && (around.1.is_none_or(char::is_whitespace))
                && (*c == ':' || around.0.is_none_or(char::is_whitespace))
        });
        let parts: Vec<(usize, char)> = parts.collect();
        let (first, last) = (parts.first(), parts.last());
        let end = last.and_then(|(at, c)| Some((title.get(..*at)?, title.get(at + c.len_utf8()..)?)));
        let start = first.and_then(|(at, c)| Some((title.get(..*at)?, title.get(at + c.len_utf8()..)?)));
        match (end, start) {
            (Some((before, after)), _) if is_name(after) && words::of(before).len() > 1 => title = before.trim(),
            (_, Some((before, after))) if is_name(before) && words::of(after).len() > 1 => title = after.trim(),
            _ => return title,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_of_the_site_is_no_part_of_the_headline() {
        for (title, names) in [
            ("The bridge opens | The Paper", ["The Paper"]),
            ("The bridge opens - The Paper", ["The Paper"]),
            ("The Paper: The bridge opens", ["The Paper"]),
            ("The bridge opens — thepaper.com", ["thepaper.com"]),
        ] {
            assert_eq!(without_site(title, &names), "The bridge opens");
        }
        assert_eq!(without_site("Paper - a history", &["The Paper"]), "Paper - a history");
    }
}
