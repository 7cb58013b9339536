//! An article as schema.org's `NewsArticle`, in JSON-LD: what search engines read.
//!
//! Which properties they want: <https://developers.google.com/search/docs/appearance/structured-data/article>.

use serde_json::{Map, Value, json};

use super::BuildError;
use super::address::absolute;
use crate::article::{Article, Author, Image, Publisher, SafeUrl, Source, Status, Translation};
use crate::source::SiteAddress;

/// The article, escaped for the script that it stands in; nothing of one that was withdrawn, or of a page that is no news. `address` is where the
/// article is to be found.
pub(super) fn news_article(
    article: &Article,
    address: Option<&str>,
    site: Option<&SiteAddress>,
) -> Result<Option<String>, BuildError> {
    if article.creative_work_status == Status::Withdrawn || !article.kind.is_article() {
        return Ok(None);
    }
    let described = Described { site };
    let mut properties = Map::new();
    let mut add = |name: &str, value: Option<Value>| {
        if let Some(value) = value {
            properties.insert(name.to_owned(), value);
        }
    };
    let text = |text: &Option<String>| text.as_ref().map(|text| json!(text));
    let address_of = |url: &Option<SafeUrl>| url.as_ref().and_then(|url| absolute(url, site)).map(Value::from);

    add("@context", Some(json!("https://schema.org")));
    add("@type", Some(json!("NewsArticle")));
    add("headline", Some(json!(article.headline)));
    add("alternativeHeadline", text(&article.alternative_headline));
    add("description", article.description.as_ref().map(|lead| json!(lead.plain())));
    add("dateline", text(&article.dateline));
    add("articleSection", text(&article.article_section));
    add("inLanguage", Some(json!(article.in_language)));
    add("datePublished", Some(json!(article.date_published)));
    add("dateModified", Some(json!(article.later_change().unwrap_or(&article.date_published))));
    add("author", described.authors(article));
    add("publisher", article.publisher.as_ref().map(|publisher| described.publisher(publisher)));
    add("image", article.lead_image().and_then(|image| described.image(image)).map(|image| json!([image])));
    add("url", address.map(Value::from));
    add("mainEntityOfPage", address.map(|address| json!({ "@type": "WebPage", "@id": address })));
    add("contentLocation", article.content_location.as_ref().map(|name| json!({ "@type": "Place", "name": name })));
    add("keywords", (!article.keywords.is_empty()).then(|| json!(article.keywords)));
    add("wordCount", article.word_count.map(Value::from));
    add("commentCount", article.comment_count.map(Value::from));
    add("discussionUrl", address_of(&article.discussion_url));
    add("copyrightNotice", text(&article.copyright_notice));
    add("license", address_of(&article.license));
    add("isBasedOn", article.is_based_on.as_ref().map(|source| described.source(source)));
    add("workTranslation", described.translations(&article.work_translation));
    add("isAccessibleForFree", Some(json!(true)));

    let json =
        serde_json::to_string(&properties).map_err(|source| BuildError::Json { id: article.id.to_string(), source })?;
    Ok(Some(escaped(&json)))
}

/// How things of a document are described, given where the publication is.
struct Described<'a> {
    site: Option<&'a SiteAddress>,
}

impl Described<'_> {
    /// Who wrote it; where nobody is named, the publisher answers for it.
    fn authors(&self, article: &Article) -> Option<Value> {
        if article.author.is_empty() {
            return article.publisher.as_ref().map(|publisher| json!([self.publisher(publisher)]));
        }
        Some(article.author.iter().map(|author| self.author(author)).collect())
    }

    fn author(&self, author: &Author) -> Value {
        let mut person = json!({ "@type": "Person", "name": author.name });
        set(&mut person, "jobTitle", author.job_title.as_ref().map(|title| json!(title)));
        set(&mut person, "url", self.address(author.url.as_ref()));
        set(&mut person, "image", author.image.as_ref().and_then(|image| self.image(image)));
        person
    }

    fn publisher(&self, publisher: &Publisher) -> Value {
        let mut organization = json!({ "@type": "NewsMediaOrganization", "name": publisher.name });
        set(&mut organization, "url", self.address(publisher.url.as_ref()));
        set(&mut organization, "logo", publisher.logo.as_ref().and_then(|logo| self.image(logo)));
        organization
    }

    fn image(&self, image: &Image) -> Option<Value> {
        let mut object = json!({ "@type": "ImageObject", "url": absolute(image.src.as_ref()?, self.site)? });
        set(&mut object, "width", image.width.map(Value::from));
        set(&mut object, "height", image.height.map(Value::from));
        set(&mut object, "caption", (!image.alt.is_empty()).then(|| json!(image.alt)));
        Some(object)
    }

    fn source(&self, source: &Source) -> Value {
        let mut work = json!({ "@type": "CreativeWork", "name": source.name });
        set(&mut work, "url", self.address(source.url.as_ref()));
        work
    }

    fn translations(&self, translations: &[Translation]) -> Option<Value> {
        let described = translations.iter().filter_map(|other| {
            let url = absolute(&other.url, self.site)?;
            Some(json!({ "@type": "NewsArticle", "inLanguage": other.in_language, "url": url }))
        });
        let described: Vec<Value> = described.collect();
        (!described.is_empty()).then(|| Value::from(described))
    }

    fn address(&self, url: Option<&SafeUrl>) -> Option<Value> {
        url.and_then(|url| absolute(url, self.site)).map(Value::from)
    }
}

fn set(object: &mut Value, name: &str, value: Option<Value>) {
    if let (Some(object), Some(value)) = (object.as_object_mut(), value) {
        object.insert(name.to_owned(), value);
    }
}

/// JSON that neither ends the script that it stands in nor opens a comment there (HTML, section 4.12.1.3), and that reads
/// as one line to whoever takes it for JavaScript.
fn escaped(json: &str) -> String {
    let mut escaped = String::with_capacity(json.len());
    for character in json.chars() {
        match character {
            '<' => escaped.push_str("\\u003c"),
            '>' => escaped.push_str("\\u003e"),
            '&' => escaped.push_str("\\u0026"),
            '\u{2028}' => escaped.push_str("\\u2028"),
            '\u{2029}' => escaped.push_str("\\u2029"),
            other => escaped.push(other),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_text_ends_the_script() {
        let text = "</script><!--<script>&\u{2028}\u{2029}";
        let written = escaped(&json!({ "headline": text }).to_string());
        assert!(!written.contains(['<', '>', '&', '\u{2028}', '\u{2029}']), "{written}");
        let read: Value = serde_json::from_str(&written).unwrap();
        assert_eq!(read["headline"], text);
    }
}
