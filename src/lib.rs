//! article-viewer: articles as data, shown the same way everywhere. See README.md for the house and its rooms.

pub mod article;
