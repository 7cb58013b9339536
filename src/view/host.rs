//! What a page and the program on it agree on: the ids of the elements that matter to both.

/// The element that the viewer is rendered into.
pub const VIEWER_ID: &str = "viewer";

/// The element that holds the article of a page that was rendered ahead: the same data, as JSON.
pub const ARTICLE_DATA_ID: &str = "article-data";
