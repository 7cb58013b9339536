//! The JSON Schema: up to date, and of one mind with the reader wherever a schema can say it.
#![allow(clippy::expect_used, clippy::panic)]

use std::fs;
use std::path::{Path, PathBuf};

use crate::cases::cases;
use article_viewer::article;
use serde_json::Value;

/// What a schema cannot say, by a part of what the reader says: it cannot count, compare two places or look something
/// up, and whoever reads JSON for it has dropped the first of two fields of one name.
const BEYOND_A_SCHEMA: &[&str] = &[
    "this field stands twice",
    "there is no footnote",
    "stands twice: give one of the two another id",
    "and the table",
    "no such day",
    "cannot stand within the text of",
];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn validator() -> jsonschema::Validator {
    jsonschema::draft202012::new(&article::schema()).expect("a schema of JSON Schema 2020-12")
}

/// Every bundled article, and every fixture.
fn documents() -> Vec<PathBuf> {
    let entries = |folder: &str| {
        let entries = fs::read_dir(root().join(folder)).expect("a folder");
        let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
        paths.sort();
        paths.into_iter()
    };
    let is_json = |path: &PathBuf| path.extension().is_some_and(|extension| extension == "json");
    let bundled = entries("static/articles").filter(is_json);
    bundled.chain(entries("tests/fixtures/render").map(|case| case.join("article.json"))).collect()
}

#[test]
fn the_file_is_up_to_date() {
    let file = fs::read_to_string(root().join("static/article.schema.json")).expect("the schema's file");
    let file: Value = serde_json::from_str(&file).expect("JSON");
    assert!(
        file == article::schema(),
        "run `cargo run -- schema > static/article.schema.json` and look at what changed"
    );
    jsonschema::meta::validate(&file).expect("a schema by its own schema");
}

#[test]
fn the_reference_is_up_to_date_and_has_an_example_of_every_field() {
    let read = |path: &PathBuf| serde_json::from_str(&fs::read_to_string(path).expect("a document")).expect("JSON");
    let documents: Vec<Value> = documents().iter().map(read).collect();
    let page = article_viewer::reference::page(&documents);
    let without: Vec<&str> = page.lines().filter(|line| line.ends_with("|  |")).collect();
    assert!(without.is_empty(), "no article and no fixture uses {without:#?}");
    assert!(
        page == fs::read_to_string(root().join("docs/document.md")).expect("the reference"),
        "run `cargo run -- reference static/articles tests/fixtures/render > docs/document.md`"
    );
}

#[test]
fn every_article_and_fixture_is_accepted() {
    let validator = validator();
    let documents = documents();
    for path in &documents {
        let document = serde_json::from_str(&fs::read_to_string(path).expect("a document")).expect("JSON");
        let errors: Vec<String> =
            validator.iter_errors(&document).map(|error| format!("{}: {error}", error.instance_path())).collect();
        assert!(errors.is_empty(), "{}: {errors:#?}", path.display());
    }
    assert!(documents.len() >= 40, "{} documents", documents.len());
}

#[test]
fn every_invalid_document_is_refused_and_every_warning_let_pass() {
    let validator = validator();
    for case in cases() {
        let document: Value = serde_json::from_str(&case.document).expect("JSON");
        let only_the_reader_knows = |said: &&str| BEYOND_A_SCHEMA.iter().any(|beyond| said.contains(beyond));
        let is_valid = case.said.iter().all(|said| said.starts_with("warning: ") || only_the_reader_knows(said));
        assert_eq!(validator.is_valid(&document), is_valid, "{}\n{}", case.asked, case.said.join("\n"));
    }
}
