//! `publication.toml`: what becomes of it, and what is said of every fault in it.

use std::fs;
use std::process::Command;

use article_viewer::source::{self, Publication, Report};
use serde_json::{Value, json};

use crate::publisher::{Publisher, document, write_files};

/// Every key there is.
const COMPLETE: &str = r##"
title = "The Bridge"
language = "vi"
address = "https://news.example/paper/"
description = "News of a river."
time-zone = "Asia/Ho_Chi_Minh"
articles = "articles"
static = "static"
keep-code = 60
readers = "none"

[publisher]
name = "Bridge Press"
url = "https://press.example/"
logo = "logo.gif"

[[sections]]
name = "Sport"
title = "Sports"
front-page = false

[[sections]]
name = "News"

[[menu]]
name = "Contact"
address = "contact/"

[footer]
text = "Printed on a screen."
links = [{ name = "Imprint", address = "imprint/" }]

[style]
accent = "darkgreen"
paper = "#fff"
ink = "#222222"
font = ["Georgia", "serif"]
interface-font = "Verdana"

[style.dark]
accent = "#8fd18f"
paper = "#101010"
ink = "#eee"

[deploy]
to = "s3://bucket/paper"
endpoint = "http://127.0.0.1:9000"
region = "eu-central-1"
encoding = "br"
"##;

const GIF: &str = "GIF89a\u{3}\0\u{2}\0\0\0\0;";

/// A publication with these settings, opened.
fn open(settings: &str) -> (Publication, Report) {
    let folder = tempfile::tempdir().unwrap();
    write_files(
        folder.path(),
        &[("articles/one.json", &document("one", "")), ("static/logo.gif", GIF), ("publication.toml", settings)],
    );
    Publication::open(folder.path()).unwrap()
}

/// The faults of settings, as a terminal shows them but for the folder.
fn said(settings: &str) -> String {
    let (publication, report) = open(settings);
    report.to_string().replace(&format!("{}/", publication.folder.display()), "")
}

#[test]
fn every_fault_is_told_with_its_place_as_the_golden_file_says() {
    let golden = include_str!("golden/settings.txt");
    let mut wrong = Vec::new();
    let mut count = 0;
    for case in golden.split("\n\n").filter(|case| case.starts_with("| ")) {
        count += 1;
        let lines = || case.lines();
        let settings: String =
            lines().filter_map(|line| line.strip_prefix("| ")).map(|line| format!("{line}\n")).collect();
        let expected: String =
            lines().filter(|line| !line.starts_with("| ")).map(|line| format!("{}\n", line.trim_end())).collect();
        let found: String = said(&settings).lines().map(|line| format!("{}\n", line.trim_end())).collect();
        if found != expected {
            let settings: String = settings.lines().map(|line| format!("| {line}\n")).collect();
            wrong.push(settings + &found);
        }
    }
    assert!(wrong.is_empty(), "said otherwise:\n\n{}", wrong.join("\n"));
    assert!(count >= 40, "the golden file has {count} cases");
}

#[test]
fn what_is_right_is_taken() {
    let (publication, report) = open(COMPLETE);
    assert_eq!(report.to_string(), "");
    let settings = publication.configuration;
    assert_eq!(settings.title.as_deref(), Some("The Bridge"));
    assert_eq!(settings.address.unwrap().as_str(), "https://news.example/paper/");
    let publisher = settings.publisher.unwrap();
    let logo = publisher.logo.unwrap();
    assert_eq!((logo.src.unwrap().as_str(), logo.width, logo.height), ("../logo.gif", Some(3), Some(2)));
    assert!(!settings.sections[0].is_on_front_page && settings.sections[1].is_on_front_page);
    let colours = settings.style.colours.unwrap();
    assert_eq!((colours.light.accent.as_str(), colours.dark.ink.as_str()), ("#006400", "#eeeeee"));
    assert_eq!(settings.style.font.as_deref(), Some("\"Georgia\", serif"));
    assert_eq!(settings.keep_code_days, Some(60));
    assert!(publication.articles.ends_with("articles"));
}

#[test]
fn the_schema_has_the_keys_that_are_read() {
    let schema = source::configuration_schema();
    let settings: Value = serde_json::to_value(toml::from_str::<toml::Table>(COMPLETE).unwrap()).unwrap();
    assert!(jsonschema::is_valid(&schema, &settings), "{:?}", jsonschema::validate(&schema, &settings));
    // Every key of the schema stands in the settings that are read above, and every other one is refused by both.
    fn walk(schema: &Value, value: &Value, path: &str) {
        if let Some(properties) = schema["properties"].as_object() {
            for (name, property) in properties {
                assert!(value.get(name).is_some(), "{path}/{name} is in the schema alone");
                walk(property, &value[name], &format!("{path}/{name}"));
            }
            assert_eq!(schema["additionalProperties"], json!(false), "{path}");
        }
        if value.is_array() {
            walk(&schema["items"], &value[0], path);
        }
    }
    walk(&schema, &settings, "");
    assert!(!jsonschema::is_valid(&schema, &json!({ "titel": "x" })));
}

#[test]
fn a_publication_is_what_it_says_of_itself() {
    let bridge = document("bridge", r#""articleSection":"News","#);
    let goal = document("goal", r#""articleSection":"Sport","#);
    let publisher = Publisher::new(&[("a.json", &bridge), ("b.json", &goal)]);
    let folder = publisher.folder.path();
    write_files(
        folder,
        &[
            ("publication.toml", COMPLETE),
            ("static/logo.gif", GIF),
            ("static/CNAME", "news.example"),
            ("static/.well-known/security.txt", "Contact: mailto:a@news.example"),
            ("static/robots.txt", "User-agent: *\nDisallow: /drafts/\n"),
        ],
    );
    let output = Command::new(env!("CARGO_BIN_EXE_article-viewer"))
        .args(["build", "--viewer"])
        .arg(&publisher.shell)
        .current_dir(folder.join("static"))
        .output()
        .unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.success(), "{said}");
    let read = |path: &str| {
        fs::read_to_string(folder.join("site").join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
    };
    assert_eq!(read("CNAME"), "news.example");
    assert!(read(".well-known/security.txt").starts_with("Contact"));
    assert!(read("robots.txt").contains("/drafts/"), "the publisher's own goes before ours");
    assert!(fs::read(folder.join("site/logo.gif")).is_ok());

    let front = read("index.html");
    assert!(front.contains("<html lang=\"vi\"") && front.contains("<title>The Bridge</title>"), "{front}");
    assert!(front.contains("News of a river."), "{front}");
    assert!(front.contains("On bridge") && !front.contains("On goal"), "Sport is not on the front page: {front}");
    let (_, nav) = front.split_once("sections-heading").unwrap();
    let sections: Vec<usize> = ["section/sport/", "section/news/"].iter().map(|it| nav.find(it).unwrap()).collect();
    assert!(sections.is_sorted(), "in the publisher's order");
    assert!(front.contains(">Sports<"), "{front}");
    assert!(read("section/sport/index.html").contains("On goal"));
    assert!(read("feed.xml").contains("https://news.example/paper/bridge/"));
    assert!(read("_headers").contains("frame-ancestors 'self'"));

    for (page, root) in [("index.html", "./"), ("bridge/index.html", "../"), ("section/sport/index.html", "../../")] {
        let html = read(page);
        let menu = format!("href=\"{}contact/\"", root.trim_start_matches("./"));
        assert!(html.contains(&menu), "{page}: {html}");
        assert!(html.contains("Printed on a screen.") && html.contains("Imprint"), "{page}: {html}");
        assert!(html.contains("--article-accent:light-dark(#006400,#8fd18f)"), "{page}: {html}");
        assert!(html.contains("--article-font:\"Georgia\", serif"), "{page}: {html}");
        assert!(html.contains("logo.gif"), "{page}: {html}");
    }
    let page = read("goal/index.html");
    assert!(page.contains("Sports") && page.contains("../section/sport/"), "{page}");
    let data: Value = serde_json::from_str(&read("articles/goal.json")).unwrap();
    assert_eq!(data["publisher"]["name"], "Bridge Press");
}

#[test]
fn settings_with_faults_make_nothing_and_are_told() {
    let publisher = Publisher::new(&[("a.json", &document("a", ""))]);
    let folder = publisher.folder.path();
    write_files(folder, &[("publication.toml", "titel = \"x\"\n")]);
    for arguments in [&["build", "--json", "."][..], &["build", "."], &["check", "."]] {
        let output =
            Command::new(env!("CARGO_BIN_EXE_article-viewer")).args(arguments).current_dir(folder).output().unwrap();
        let said = String::from_utf8(output.stdout).unwrap() + &String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(1), "{said}");
        assert!(said.contains("publication.toml") && said.contains("did you mean `title`?"), "{said}");
        assert!(!folder.join("site").exists());
    }
}
