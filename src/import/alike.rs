//! What stands alike on many pages of one site that are imported together is no part of any of their articles.

use std::collections::{HashMap, HashSet};

use super::Imported;
use super::html::{LeftOut, plain};
use crate::article::Block;

/// The fewest pages of a site that can tell anything.
const MIN_PAGES: usize = 4;

/// On how many pages of a site a text must stand, at least and as a part of them.
const MIN_SAME: usize = 3;
const MIN_SHARE: f32 = 0.3;

/// The fewest words of a text that is no accident.
const MIN_WORDS: usize = 3;

/// Leaves out what stands alike on many pages of a site.
pub fn leave_out_alike(pages: &mut [&mut Imported]) {
    let mut sites: HashMap<String, Vec<usize>> = HashMap::new();
    for (index, page) in pages.iter().enumerate() {
        let host = page.article.url.as_ref().and_then(|url| url::Url::parse(url.as_str()).ok());
        if let Some(host) = host.as_ref().and_then(url::Url::host_str) {
            sites.entry(host.to_owned()).or_default().push(index);
        }
    }
    for indexes in sites.values().filter(|indexes| indexes.len() >= MIN_PAGES) {
        // One article that was given several times is no sign of anything: each headline counts once.
        let mut counts: HashMap<String, HashSet<String>> = HashMap::new();
        for page in indexes.iter().filter_map(|index| pages.get(*index)) {
            for text in page.article.body.iter().filter_map(said) {
                counts.entry(text).or_default().insert(page.article.headline.clone());
            }
        }
        let enough = MIN_SAME.max((indexes.len() as f32 * MIN_SHARE).ceil() as usize);
        for index in indexes {
            let Some(page) = pages.get_mut(*index) else { continue };
            let is_alike = |block: &Block| {
                said(block).and_then(|text| counts.get(&text)).is_some_and(|headlines| headlines.len() >= enough)
            };
            let (alike, kept): (Vec<Block>, Vec<Block>) = page.article.body.drain(..).partition(is_alike);
            if kept.is_empty() {
                page.article.body = alike;
                continue;
            }
            page.article.body = kept;
            page.left_out.extend(alike.iter().map(|block| LeftOut {
                what: "block".to_owned(),
                text: plain(block),
                why: "it stands alike on many pages of this site".to_owned(),
            }));
        }
    }
}

/// The text of a block that may be the site's.
fn said(block: &Block) -> Option<String> {
    if !matches!(block, Block::Paragraph { .. } | Block::Heading(_) | Block::List(_)) {
        return None;
    }
    let text = plain(block).split_whitespace().collect::<Vec<_>>().join(" ");
    (text.split(' ').count() >= MIN_WORDS).then_some(text)
}
