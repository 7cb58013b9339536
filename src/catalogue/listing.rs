//! The lists of a publication, of everything and of each section, and how each goes on over several pages.
//!
//! Pages are numbered from the oldest: `page/1/` has the oldest articles for ever, and what is new stands on the first
//! page of the list alone until it is enough for a page of its own. Were they numbered from the newest, one new article
//! would move the last of every page to the next, and every page would have to be made again.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use sha2::{Digest, Sha256};

use super::{Catalogue, Entry};
use crate::source::Section;

/// How many articles a page has; the first page of a list has up to twice as many, less one.
const PAGE_ARTICLES: usize = 24;

/// The longest slug, in bytes: it becomes a folder's name.
const MAX_SLUG: usize = 80;

/// A list of articles.
#[derive(Debug)]
pub struct Listing<'a> {
    /// The section that it is of, as its articles say it; nothing for the publication as a whole.
    pub section: Option<&'a str>,
    /// What the section is called.
    pub title: Option<&'a str>,
    /// Its folder within the publication: `""` or `"section/<slug>/"`.
    pub folder: String,
    /// Newest first.
    pub entries: Vec<&'a Entry>,
}

/// A page of a list.
#[derive(Debug)]
pub struct ListPage {
    /// Its number, from the oldest; nothing for the first page that a reader sees.
    pub number: Option<usize>,
    /// Which of the list's articles are on it.
    pub articles: Range<usize>,
    /// Its folder within the list's: `""` or `"page/<number>/"`.
    pub folder: String,
    /// The page before it in time, as seen from it.
    pub older: Option<String>,
    /// The page after it in time, as seen from it.
    pub newer: Option<String>,
}

/// The lists of a publication: first that of everything, then its sections, first those that the publisher has put in
/// order, then the others by name.
pub fn listings<'a>(catalogue: &'a Catalogue, ordered: &'a [Section]) -> Vec<Listing<'a>> {
    let wanted: HashMap<&str, (usize, &Section)> =
        ordered.iter().enumerate().map(|(place, section)| (section.name.as_str(), (place, section))).collect();
    let is_on_front_page = |entry: &&Entry| {
        let section = entry.article_section.as_deref().and_then(|name| wanted.get(name));
        section.is_none_or(|(_, section)| section.is_on_front_page)
    };
    let all = catalogue.listed().filter(is_on_front_page).collect();
    let mut listings = vec![Listing { section: None, title: None, folder: String::new(), entries: all }];
    let mut taken = HashSet::new();
    for (name, entries) in catalogue.sections() {
        let mut slug = slug_of(name);
        if !taken.insert(slug.clone()) {
            slug = format!("{slug}-{}", hash_of(name));
            taken.insert(slug.clone());
        }
        let title = wanted.get(name).and_then(|(_, section)| section.title.as_deref()).unwrap_or(name);
        let (section, title) = (Some(name), Some(title));
        listings.push(Listing { section, title, folder: format!("section/{slug}/"), entries: entries.collect() });
    }
    // The first is of no section. Those that nobody has put in order stay by name.
    listings.sort_by_key(|list| {
        let place = |name| wanted.get(name).map_or(usize::MAX, |(place, _)| place + 1);
        list.section.map_or(0, place)
    });
    listings
}

/// A section's name in addresses. A name without a letter that has a Latin form gets a number of its own.
fn slug_of(name: &str) -> String {
    let slug = slug::slugify(name);
    let end = slug.char_indices().map(|(at, c)| at + c.len_utf8()).take_while(|end| *end <= MAX_SLUG).last();
    let slug = slug.get(..end.unwrap_or_default()).unwrap_or_default().trim_matches('-');
    if slug.is_empty() { hash_of(name) } else { slug.to_owned() }
}

fn hash_of(name: &str) -> String {
    // Part of an address: it stays what it was in the first version.
    let mut hash = Sha256::new();
    hash.update(name.len().to_le_bytes());
    hash.update(name);
    hash.finalize().iter().take(4).map(|byte| format!("{byte:02x}")).collect()
}

impl Listing<'_> {
    /// The pages of the list, the newest first.
    pub fn pages(&self) -> Vec<ListPage> {
        let count = self.entries.len();
        let numbered = (count / PAGE_ARTICLES).saturating_sub(1);
        let first = ListPage {
            number: None,
            articles: 0..count - numbered * PAGE_ARTICLES,
            folder: String::new(),
            older: (numbered > 0).then(|| format!("page/{numbered}/")),
            newer: None,
        };
        let page = |number: usize| ListPage {
            number: Some(number),
            articles: count - number * PAGE_ARTICLES..count - (number - 1) * PAGE_ARTICLES,
            folder: format!("page/{number}/"),
            older: (number > 1).then(|| format!("../{}/", number - 1)),
            newer: Some(if number == numbered { "../../".to_owned() } else { format!("../{}/", number + 1) }),
        };
        std::iter::once(first).chain((1..=numbered).rev().map(page)).collect()
    }
}

/// The publication's root as seen from a folder in it: `""` or `"../…/"`.
pub fn way_to_root(folder: &str) -> String {
    "../".repeat(folder.matches('/').count())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pages(count: usize, entry: &Entry) -> Vec<(Option<usize>, Range<usize>)> {
        let listing = Listing { section: None, title: None, folder: String::new(), entries: vec![entry; count] };
        listing.pages().into_iter().map(|page| (page.number, page.articles)).collect()
    }

    fn entry() -> Entry {
        let json = r#"{"id":"a","inLanguage":"en","headline":"H","datePublished":"2026-01-01T00:00:00Z",
            "body":[{"type":"divider"}]}"#;
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("a.json"), json).unwrap();
        Catalogue::load(folder.path(), 0).unwrap().catalogue.entries.remove(0)
    }

    #[test]
    fn a_new_article_moves_nothing_from_page_to_page() {
        let entry = entry();
        assert_eq!(pages(0, &entry), [(None, 0..0)]);
        assert_eq!(pages(47, &entry), [(None, 0..47)]);
        assert_eq!(pages(48, &entry), [(None, 0..24), (Some(1), 24..48)]);
        assert_eq!(pages(49, &entry), [(None, 0..25), (Some(1), 25..49)]);
        assert_eq!(pages(72, &entry), [(None, 0..24), (Some(2), 24..48), (Some(1), 48..72)]);
    }

    #[test]
    fn a_section_is_a_folder() {
        assert_eq!(slug_of("Thời sự"), "thoi-su");
        assert_eq!(slug_of("Đời sống & Xã hội"), "doi-song-xa-hoi");
        assert!(!slug_of("؟").is_empty() && !slug_of("../..").contains(['.', '/']));
        assert!(slug_of(&"a".repeat(300)).len() <= MAX_SLUG);
        assert_eq!(way_to_root("section/thoi-su/page/3/"), "../../../../");
    }
}
