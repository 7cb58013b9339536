//! What search engines go by: every page (sitemaps.org), and the articles of the last two days for Google News
//! (<https://developers.google.com/search/docs/crawling-indexing/sitemaps/news-sitemap>).

use std::io;
use std::ops::Range;

use super::xml;
use crate::article::Timestamp;
use crate::catalogue::Entry;
use crate::source::SiteAddress;

/// The name of the sitemap, or of the index of several.
pub(super) const SITEMAP: &str = "sitemap.xml";

/// The name of the sitemap of news.
pub(super) const NEWS: &str = "news-sitemap.xml";

/// How many pages a sitemap has at most (sitemaps.org, "Sitemap index files").
const MAX_PAGES: usize = 50_000;

/// How many pages each of several has: a new article makes only the last of them new.
const PAGES_EACH: usize = 10_000;

/// What counts as news: two days, and at most a thousand articles.
const NEWS_S: i64 = 2 * 24 * 60 * 60;
const NEWS_MAX_ARTICLES: usize = 1_000;

const NAMESPACE: (&str, &str) = ("xmlns", "http://www.sitemaps.org/schemas/sitemap/0.9");
const NEWS_NAMESPACE: (&str, &str) = ("xmlns:news", "http://www.google.com/schemas/sitemap-news/0.9");

/// How many files the sitemaps of so many pages are: one, or an index and its parts.
pub(super) fn files(pages: usize) -> usize {
    if pages <= MAX_PAGES { 1 } else { 1 + pages.div_ceil(PAGES_EACH) }
}

/// The articles that are in sitemaps, newest first.
pub(super) fn articles<'e>(entries: &'e [Entry], site: &'e SiteAddress) -> impl DoubleEndedIterator<Item = &'e Entry> {
    entries.iter().filter(|entry| is_ours(entry, site))
}

/// The articles of the last two days before `now`, in seconds since 1970-01-01T00:00:00Z; at most so many as a sitemap
/// of news takes.
pub(super) fn recent<'e>(entries: &'e [Entry], site: &'e SiteAddress, now: i64) -> impl Iterator<Item = &'e Entry> {
    let instant = |entry: &Entry| entry.date_published.unix_seconds();
    let newer = entries.iter().skip_while(move |entry| instant(entry) > now);
    let recent = newer.take_while(move |entry| instant(entry) >= now - NEWS_S);
    recent.filter(|entry| is_ours(entry, site) && !entry.is_page).take(NEWS_MAX_ARTICLES)
}

/// The sitemap of the articles of the last two days before `now`, in seconds since 1970-01-01T00:00:00Z.
pub(super) fn news(site: &SiteAddress, title: &str, entries: &[Entry], now: i64) -> io::Result<Vec<u8>> {
    let recent = recent(entries, site, now);
    xml::document(|xml| {
        let set = xml.create_element("urlset").with_attributes([NAMESPACE, NEWS_NAMESPACE]);
        set.write_inner_content(|xml| {
            for entry in recent {
                xml.create_element("url").write_inner_content(|xml| {
                    xml::text(xml, "loc", &site.of(&format!("{}/", entry.id)))?;
                    xml.create_element("news:news").write_inner_content(|xml| news_item(xml, title, entry)).map(drop)
                })?;
            }
            Ok(())
        })
        .map(drop)
    })
}

fn news_item(xml: &mut xml::Xml, title: &str, entry: &Entry) -> io::Result<()> {
    xml.create_element("news:publication").write_inner_content(|xml| {
        xml::text(xml, "news:name", entry.publisher.as_deref().unwrap_or(title))?;
        xml::text(xml, "news:language", &entry.in_language.primary())
    })?;
    xml::text(xml, "news:publication_date", entry.date_published.written())?;
    xml::text(xml, "news:title", &entry.headline)
}

/// Whether an article's page is the one to list: not one that was withdrawn, nor one whose address is elsewhere.
fn is_ours(entry: &Entry, site: &SiteAddress) -> bool {
    !entry.is_withdrawn
        && entry.url.as_ref().filter(|url| url.is_whole()).is_none_or(|url| url.as_str().starts_with(site.as_str()))
}

/// The pages of a publication: its articles, oldest first, so that a new one changes the last part only; then its lists.
pub(super) struct Sitemaps<'a> {
    site: &'a SiteAddress,
    /// Paths of the lists' pages within the publication.
    lists: Vec<String>,
    articles: Vec<&'a Entry>,
}

impl<'a> Sitemaps<'a> {
    /// Those of articles, newest first, and of lists.
    pub(super) fn new(site: &'a SiteAddress, lists: Vec<String>, entries: &'a [Entry]) -> Self {
        Self { site, lists, articles: articles(entries, site).rev().collect() }
    }

    /// The name of a file by its place among the sitemaps: the first is the one that robots are told.
    pub(super) fn name(&self, place: usize) -> String {
        if place == 0 { SITEMAP.to_owned() } else { format!("sitemap-{place}.xml") }
    }

    /// What a file is made of.
    pub(super) fn parts_of(&self, place: usize) -> Vec<String> {
        let pages = self.pages_of(place);
        let of_page = |number| {
            let (path, changed) = self.page_at(number)?;
            Some(format!("{path} {}", changed.map(Timestamp::written).unwrap_or_default()))
        };
        match pages {
            Some(pages) => pages.filter_map(of_page).collect(),
            None => {
                let newest = |part: &Range<usize>| self.newest(part).map(Timestamp::written).unwrap_or_default();
                self.all_parts().map(|part| format!("{} {}", part.end, newest(&part))).collect()
            }
        }
    }

    /// What a file holds.
    pub(super) fn xml(&self, place: usize) -> io::Result<Vec<u8>> {
        match self.pages_of(place) {
            Some(pages) => self.sitemap(pages),
            None => self.index(),
        }
    }

    /// The pages of a file; of the index, none.
    fn pages_of(&self, place: usize) -> Option<Range<usize>> {
        let count = self.count();
        match place.checked_sub(1) {
            None if count <= MAX_PAGES => Some(0..count),
            None => None,
            Some(part) => Some(part * PAGES_EACH..((part + 1) * PAGES_EACH).min(count)),
        }
    }

    fn all_parts(&self) -> impl Iterator<Item = Range<usize>> {
        let count = self.count();
        (0..count).step_by(PAGES_EACH).map(move |start| start..(start + PAGES_EACH).min(count))
    }

    fn count(&self) -> usize {
        self.lists.len() + self.articles.len()
    }

    /// The path of a page and when it changed last.
    fn page_at(&self, number: usize) -> Option<(String, Option<&'a Timestamp>)> {
        match self.articles.get(number) {
            Some(article) => Some((format!("{}/", article.id), Some(article.last_change()))),
            None => Some((self.lists.get(number.checked_sub(self.articles.len())?)?.clone(), None)),
        }
    }

    fn sitemap(&self, part: Range<usize>) -> io::Result<Vec<u8>> {
        xml::document(|xml| {
            let set = xml.create_element("urlset").with_attribute(NAMESPACE);
            set.write_inner_content(|xml| part.clone().try_for_each(|number| self.page(xml, number))).map(drop)
        })
    }

    fn page(&self, xml: &mut xml::Xml, number: usize) -> io::Result<()> {
        let Some((path, changed)) = self.page_at(number) else { return Ok(()) };
        xml.create_element("url")
            .write_inner_content(|xml| {
                xml::text(xml, "loc", &self.site.of(&path))?;
                changed.map_or(Ok(()), |changed| xml::text(xml, "lastmod", changed.written()))
            })
            .map(drop)
    }

    fn index(&self) -> io::Result<Vec<u8>> {
        xml::document(|xml| {
            let index = xml.create_element("sitemapindex").with_attribute(NAMESPACE);
            index
                .write_inner_content(|xml| {
                    for (number, part) in self.all_parts().enumerate() {
                        xml.create_element("sitemap").write_inner_content(|xml| {
                            xml::text(xml, "loc", &self.site.of(&self.name(number + 1)))?;
                            let newest = self.newest(&part);
                            newest.map_or(Ok(()), |newest| xml::text(xml, "lastmod", newest.written()))
                        })?;
                    }
                    Ok(())
                })
                .map(drop)
        })
    }

    fn newest(&self, part: &Range<usize>) -> Option<&Timestamp> {
        let articles = self.articles.iter().skip(part.start).take(part.len());
        articles.map(|entry| entry.last_change()).max_by_key(|time| time.unix_seconds())
    }
}
