//! The README's document is one, and its browsers are those that the build is held to.

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

#[test]
fn the_readmes_browsers_are_those_of_the_check() {
    let readme = include_str!("../README.md");
    let settings: serde_json::Value = serde_json::from_str(include_str!("../xtask/browsers.json")).unwrap();
    let levels = settings["levels"].as_array().unwrap();
    assert_eq!(levels.len(), 3);
    for level in levels {
        let name = level["name"].as_str().unwrap();
        let means = level["means"].as_str().unwrap();
        let versions =
            ["chrome", "edge", "firefox", "safari"].map(|browser| format!(" {} |", level["browsers"][browser]));
        let row = format!("| **{name}**: {means} |{}", versions.concat());
        assert!(readme.contains(&row), "the README has no row `{row}`");
    }
}
