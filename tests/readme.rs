//! The README's document is one.
#![cfg(not(target_arch = "wasm32"))]

use article_viewer::article;

#[test]
fn the_readmes_document_can_be_read() {
    let readme = include_str!("../README.md");
    let document = readme.split("```json\n").nth(1).and_then(|rest| rest.split("```").next()).unwrap_or_default();
    assert_eq!(
        article::read(document.as_bytes()).map(|reading| reading.article.body.len()).ok(),
        Some(2),
        "{document}"
    );
}
