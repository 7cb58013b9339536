//! oEmbed (oembed.com, version 1.0): what turns an article's address into a frame with the article in it. A CMS finds it
//! by the link in the page's head.

use serde_json::{Value, json};

use super::html::attribute;
use super::paths::OEMBED_FOLDER;
use crate::article::Article;
use crate::source::SiteAddress;

/// The media type by which a CMS knows the link.
pub(super) const TYPE: &str = "application/json+oembed";

/// The size of a frame that nobody tells its height, in CSS pixels: a column of text, and a screen of it.
const WIDTH_PX: u32 = 720;
const HEIGHT_PX: u32 = 900;

/// Where an article's answer is, within the publication.
pub(super) fn path(id: &str) -> String {
    format!("{OEMBED_FOLDER}/{id}.json")
}

/// The answer for an article of a publication.
pub(super) fn answer(article: &Article, publication_title: &str, site: &SiteAddress) -> Value {
    let page = site.of(&format!("{}/", article.id));
    let frame = format!(
        "<iframe src=\"{}\" title=\"{}\" width=\"100%\" height=\"{HEIGHT_PX}\" frameborder=\"0\" loading=\"lazy\" \
         sandbox=\"allow-scripts allow-popups allow-modals\"></iframe>",
        attribute(&format!("{page}?embed")),
        attribute(&article.headline),
    );
    let provider = article.publisher.as_ref().map_or(publication_title, |publisher| publisher.name.as_str());
    let mut answer = json!({
        "type": "rich",
        "version": "1.0",
        "title": article.headline,
        "provider_name": provider,
        "provider_url": site.as_str(),
        "html": frame,
        "width": WIDTH_PX,
        "height": HEIGHT_PX,
    });
    let Value::Object(fields) = &mut answer else { return answer };
    let authors: Vec<&str> = article.author.iter().map(|author| author.name.as_str()).collect();
    if !authors.is_empty() {
        fields.insert("author_name".to_owned(), authors.join(", ").into());
    }
    // A picture is told with its size or not at all (section 2.3.4).
    if let Some(image) = article.lead_image()
        && let (Some(src), Some(width), Some(height)) = (&image.src, image.width, image.height)
        && let Some(address) = site.resolve(src).filter(|address| address.starts_with("http"))
    {
        fields.insert("thumbnail_url".to_owned(), address.into());
        fields.insert("thumbnail_width".to_owned(), width.into());
        fields.insert("thumbnail_height".to_owned(), height.into());
    }
    answer
}
