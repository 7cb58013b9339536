//! What a document names gets into no terminal and no log of a build but as text that can be read, and with an end.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use std::path::Path;
use std::process::{Command, Output};

use crate::publisher::{Publisher, document, write_files};
use serde_json::{Value, json};

/// What a terminal or a program that reads a log takes for a command, what turns or hides text, and what has no end.
fn payloads() -> Vec<String> {
    let short = [
        "x\n::add-mask::secret",
        "::stop-commands::x",
        "x##vso[task.setvariable]y",
        "x\r##[group]y",
        "x\u{9b}31my",
        "x\u{7f}\u{85}\u{2028}y",
        "x\u{202e}y\u{2066}z",
        "x\u{200b}\u{e0041}y",
    ];
    short.into_iter().map(str::to_owned).chain(["x".repeat(1_000_000), "\u{202e}".repeat(5_000)]).collect()
}

/// A document with a payload in a place; every place is one that a message names.
fn documents(payload: &str) -> Vec<Value> {
    let good = || -> Value { serde_json::from_str(&document("good", "")).unwrap() };
    let with = |name: &str, value: Value| {
        let mut document = good();
        document[name] = value;
        document
    };
    let block = |block: Value| with("body", json!([block]));
    let text = |span: Value| block(json!({ "type": "paragraph", "text": ["x", span] }));
    let picture = |image: Value| block(json!({ "type": "figure", "image": image }));
    vec![
        with("id", json!(payload)),
        with(payload, json!(0)),
        with("inLanguage", json!(payload)),
        with("datePublished", json!(payload)),
        with("creativeWorkStatus", json!(payload)),
        with("aliases", json!([payload])),
        with("url", json!(payload)),
        with("url", json!(format!("{payload}:x"))),
        with("url", json!(format!("https://{payload}"))),
        with("related", json!([{ "id": payload }])),
        with("footnotes", json!([{ "id": payload, "text": "x" }])),
        with("commentCount", json!(payload)),
        with("headline", json!(format!("<b {payload}>x</b>"))),
        block(json!({ "type": payload })),
        block(json!({ "type": payload, "fallback": "x" })),
        block(json!({ "type": "paragraph", "text": "x", (payload): "y" })),
        text(json!({ "type": payload, "text": "x" })),
        text(json!({ "type": "link", "url": payload, "text": "x" })),
        text(json!({ "type": "link", "url": format!("#{payload}"), "text": "x" })),
        text(json!({ "type": "footnote", "id": payload })),
        text(json!({ "type": "language", "lang": payload, "text": "x" })),
        picture(json!({ "src": payload, "alt": payload })),
        picture(json!({ "src": "a.png", "alt": "", "sources": [{ "src": "b.png", "width": 1, "format": payload }] })),
    ]
}

fn program(arguments: &[&str], folder: &Path) -> Output {
    Command::new(env!("CARGO_BIN_EXE_article-viewer")).args(arguments).current_dir(folder).output().unwrap()
}

/// The lines of an output, each of which can do no harm.
fn lines(output: &[u8]) -> Vec<String> {
    let said = String::from_utf8(output.to_vec()).unwrap();
    for line in said.lines() {
        let has_end = line.chars().count() < 3_000;
        let begins_command = line.trim_start().starts_with("::") || line.contains("##");
        let is_text = |c: char| {
            let turns =
                matches!(c, '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}');
            !c.is_control() && !turns && !('\u{e0000}'..='\u{e0fff}').contains(&c)
        };
        assert!(has_end && !begins_command && line.chars().all(is_text), "{line:.2000?}");
    }
    said.lines().map(str::to_owned).collect()
}

#[test]
fn no_document_gets_a_command_into_a_log() {
    for payload in payloads() {
        for document in documents(&payload) {
            let publisher = Publisher::new(&[("one.json", &document.to_string())]);
            let folder = publisher.folder.path();
            lines(&program(&["check", "articles"], folder).stdout);
            lines(&program(&["check", "articles/one.json"], folder).stdout);
        }
    }
}

#[test]
fn the_line_around_a_fault_is_told_as_text() {
    for content in [
        "{\n::add-mask::x",
        "\u{1b}]0;x\u{7} {",
        "{ \"a\": \"\u{9b}\u{202e}\" x ##vso[a]",
        "{\r##[command]x",
        &format!("{{{}x", "\u{2066}".repeat(1_000_000)),
        &format!("{{\"{}", "x".repeat(8_000_000)),
    ] {
        let publisher = Publisher::new(&[("one.json", content)]);
        let said = lines(&program(&["check", "articles", "-q"], publisher.folder.path()).stdout);
        assert_eq!(said.len(), 3, "{said:?}");
        assert_eq!(said.last().map(|line| line.trim()), Some("^"), "{said:?}");
    }
}

#[cfg(unix)]
#[test]
fn no_name_of_a_file_gets_a_command_into_a_log() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;

    let names: [&[u8]; 6] = [
        b"::add-mask::x.json",
        b"a\n::add-mask::x.json",
        b"a\x1b]0;x\x07.json",
        "a\u{9b}\u{202e}b.json".as_bytes(),
        b"##vso[x].json",
        b"a\xff.json",
    ];
    for name in names {
        for content in ["{", &document("good", "\"x\":1,")] {
            let publisher = Publisher::new(&[]);
            std::fs::create_dir_all(&publisher.articles).unwrap();
            std::fs::write(publisher.articles.join(OsStr::from_bytes(name)), content).unwrap();
            std::fs::write(publisher.articles.join(OsStr::from_bytes(&[name, b".gif"].concat())), "GIF89a").unwrap();
            std::os::unix::fs::symlink("/tmp", publisher.articles.join(OsStr::from_bytes(&[name, b".d"].concat())))
                .unwrap();
            let folder = publisher.folder.path();
            let alone = |command: &mut Command| {
                command.arg("check").arg(OsStr::from_bytes(name)).current_dir(&publisher.articles).output().unwrap()
            };
            let output = alone(&mut Command::new(env!("CARGO_BIN_EXE_article-viewer")));
            assert!(!lines(&output.stdout).is_empty());
            let output = program(&["check", "articles"], folder);
            assert!(!lines(&output.stdout).is_empty());
            let published = publisher.publish(&[]);
            lines(&published.stdout);
            assert!(!lines(&published.stderr).is_empty());
            let output = program(&["check", "articles", "--format", "json"], folder);
            for line in lines(&output.stdout) {
                serde_json::from_str::<Value>(&line).unwrap();
            }
        }
    }
    // One that looks like an option.
    let output = program(&["check", "--\u{1b}[31m\u{202e}x"], Path::new("."));
    assert!(!lines(&output.stderr).is_empty());
}

#[test]
fn a_program_is_told_everything_whole() {
    let language = "x\u{202e}\n##[a]".repeat(1_000);
    let name = "y\u{9b}\u{e0041}".repeat(100);
    let mut faulty: Value = serde_json::from_str(&document("good", "")).unwrap();
    faulty["inLanguage"] = json!(language);
    let mut strange: Value = serde_json::from_str(&document("strange", "")).unwrap();
    strange[name.as_str()] = json!(0);
    let publisher = Publisher::new(&[("one.json", &faulty.to_string()), ("two.json", &strange.to_string())]);
    let output = program(&["check", "articles", "--format", "json"], publisher.folder.path());
    assert_eq!(output.status.code(), Some(1));
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(said.chars().all(|c| c == '\n' || !c.is_control() && c != '\u{202e}' && c != '\u{e0041}'));
    assert!(!said.contains("##"));
    let findings: Vec<Value> = said.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let [one, two] = findings.as_slice() else { panic!("{said}") };
    assert_eq!(one["severity"], "error");
    assert_eq!(one["file"], "articles/one.json");
    assert_eq!(one["place"]["pointer"], "/inLanguage");
    assert_eq!(one["place"]["line"], 1);
    assert_eq!(one["value"], json!(language));
    assert!(
        one["message"].as_str().is_some_and(|message| message.ends_with("use a BCP 47 tag such as vi, en-GB or ar"))
    );
    assert_eq!(two["severity"], "warning");
    assert_eq!(two["place"]["pointer"], json!(format!("/{name}")));

    // A build tells the same, and its end.
    let output = publisher.publish(&["--json"]);
    assert_eq!((output.status.code(), output.stderr.len()), (Some(1), 0));
    let said: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(
        (&said["errors"][0]["value"], &said["warnings"][0]["file"]),
        (&json!(language), &json!(publisher.articles.join("two.json")))
    );
    assert!(said["error"].is_string());
    write_files(&publisher.articles, &[("one.json", &document("one", ""))]);
    let output = publisher.publish(&["--json"]);
    assert_eq!((output.status.code(), output.stderr.len()), (Some(0), 0));
    let said: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!((&said["articles"], said["warnings"].as_array().unwrap().len()), (&json!(2), 1));
    assert!(said["made"].as_array().unwrap().contains(&json!("one/index.html")) && said["nextEmbargo"].is_null());
}
