//! Which articles to go on to.

use super::{Article, Related};

/// The articles of the same section, newest first, at most `limit`; none for an article without a section.
pub fn related_by_section<'a>(
    article: &Article,
    publication: impl IntoIterator<Item = &'a Article>,
    limit: usize,
) -> Vec<Related> {
    if article.article_section.is_none() {
        return Vec::new();
    }
    let mut others: Vec<&Article> = publication
        .into_iter()
        .filter(|other| other.article_section == article.article_section && other.id != article.id)
        .collect();
    others.sort_by(|a, b| newest_first(a, b));
    others.into_iter().take(limit).map(|other| Related::to(other, article)).collect()
}

/// The order of a publication: by date of publication, newest first; by id where two have the same.
pub fn newest_first(a: &Article, b: &Article) -> std::cmp::Ordering {
    let instant = |article: &Article| article.date_published.unix_seconds();
    instant(b).cmp(&instant(a)).then_with(|| a.id.cmp(&b.id))
}

impl Related {
    /// What a list in `from` says about an article.
    pub fn to(other: &Article, from: &Article) -> Self {
        Self {
            id: other.id.clone(),
            headline: Some(other.headline.clone()),
            in_language: (other.in_language != from.in_language).then(|| other.in_language.clone()),
            article_section: other.article_section.clone(),
            date_published: Some(other.date_published.clone()),
            image: other.lead_image().cloned(),
        }
    }
}
