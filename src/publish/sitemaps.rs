//! What search engines go by: every page (sitemaps.org), and the articles of the last two days for Google News
//! (<https://developers.google.com/search/docs/crawling-indexing/sitemaps/news-sitemap>).

use std::io;
use std::ops::Range;

use super::{Entry, SiteAddress, xml};
use crate::article::Timestamp;

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

/// The sitemaps of a publication, by name. `lists` are the paths of its lists' pages; `entries` are newest first.
pub(super) fn sitemaps(site: &SiteAddress, lists: &[String], entries: &[Entry]) -> io::Result<Vec<(String, Vec<u8>)>> {
    let pages = Pages { site, lists, articles: entries.iter().rev().filter(|entry| is_ours(entry, site)).collect() };
    let count = pages.count();
    if count <= MAX_PAGES {
        return Ok(vec![(SITEMAP.to_owned(), pages.sitemap(0..count)?)]);
    }
    let starts = (0..count).step_by(PAGES_EACH);
    let parts: Vec<Range<usize>> = starts.map(|start| start..(start + PAGES_EACH).min(count)).collect();
    let name = |number: usize| format!("sitemap-{}.xml", number + 1);
    let mut sitemaps = vec![(SITEMAP.to_owned(), pages.index(&parts, name)?)];
    for (number, part) in parts.into_iter().enumerate() {
        sitemaps.push((name(number), pages.sitemap(part)?));
    }
    Ok(sitemaps)
}

/// The sitemap of the articles of the last two days before `now`, in seconds since 1970-01-01T00:00:00Z.
pub(super) fn news(site: &SiteAddress, title: &str, entries: &[Entry], now: i64) -> io::Result<Vec<u8>> {
    let is_new = |entry: &&Entry| (now - NEWS_S..=now).contains(&entry.date_published.unix_seconds());
    let recent = entries.iter().filter(is_new).filter(|entry| is_ours(entry, site)).take(NEWS_MAX_ARTICLES);
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
    !entry.is_withdrawn && entry.url.as_ref().is_none_or(|url| url.as_str().starts_with(site.as_str()))
}

/// The pages of a publication: its articles, oldest first, so that a new one changes the last part only; then its lists.
struct Pages<'a> {
    site: &'a SiteAddress,
    lists: &'a [String],
    articles: Vec<&'a Entry>,
}

impl Pages<'_> {
    fn count(&self) -> usize {
        self.lists.len() + self.articles.len()
    }

    fn sitemap(&self, part: Range<usize>) -> io::Result<Vec<u8>> {
        xml::document(|xml| {
            let set = xml.create_element("urlset").with_attribute(NAMESPACE);
            set.write_inner_content(|xml| part.clone().try_for_each(|number| self.page(xml, number))).map(drop)
        })
    }

    fn page(&self, xml: &mut xml::Xml, number: usize) -> io::Result<()> {
        let (path, changed) = match (self.articles.get(number), number.checked_sub(self.articles.len())) {
            (Some(article), _) => (format!("{}/", article.id), Some(article.last_change())),
            (None, Some(list)) => (self.lists.get(list).cloned().unwrap_or_default(), None),
            (None, None) => return Ok(()),
        };
        xml.create_element("url")
            .write_inner_content(|xml| {
                xml::text(xml, "loc", &self.site.of(&path))?;
                changed.map_or(Ok(()), |changed| xml::text(xml, "lastmod", changed.written()))
            })
            .map(drop)
    }

    fn index(&self, parts: &[Range<usize>], name: impl Fn(usize) -> String) -> io::Result<Vec<u8>> {
        xml::document(|xml| {
            let index = xml.create_element("sitemapindex").with_attribute(NAMESPACE);
            index
                .write_inner_content(|xml| {
                    for (number, part) in parts.iter().enumerate() {
                        xml.create_element("sitemap").write_inner_content(|xml| {
                            xml::text(xml, "loc", &self.site.of(&name(number)))?;
                            let newest = self.newest(part);
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
