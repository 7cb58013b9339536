//! `article-viewer import` run again and again: what a document becomes when its source changes, when somebody edits it, when
//! two sources meet.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;

use tempfile::TempDir;

use crate::publisher::write_files;

fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = TempDir::new().unwrap();
    write_files(folder.path(), files);
    folder
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// A page with one paragraph more than it needs.
fn page(title: &str, said: &str) -> String {
    let prose = "The bridge over the river is open again, after two years, and people cross it on foot as before. ";
    format!(
        "<!doctype html><html lang=en><title>{title}</title><meta name=date content=2026-03-14><article><h1>{title}</h1><p>{}</p><p>{said}</p></article>",
        prose.repeat(6)
    )
}

fn import(sources: &[&Path], out: &Path, more: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_article-viewer"));
    command.arg("import").args(sources).arg("-o").arg(out).args(more).output().unwrap()
}

#[test]
fn a_document_changes_only_where_its_source_did() {
    let sources = folder(&[("a.html", &page("The bridge", "It rained."))]);
    let (source, out) = (sources.path().join("a.html"), sources.path().join("out"));
    let written = out.join("the-bridge.json");
    assert!(import(&[&source], &out, &[]).status.success());
    let first = fs::read_to_string(&written).unwrap();
    let again = import(&[&source], &out, &[]);
    assert!(text(&again.stdout).contains("1 as before"), "{}", text(&again.stdout));

    fs::write(&source, page("The bridge", "It rained, and nobody minded.")).unwrap();
    assert!(import(&[&source], &out, &[]).status.success());
    let second = fs::read_to_string(&written).unwrap();
    assert_ne!(first, second);

    let edited = second.replace("nobody minded", "somebody edited");
    fs::write(&written, &edited).unwrap();
    assert!(import(&[&source], &out, &[]).status.success());
    assert!(!out.join("the-bridge.imported.json").exists(), "the source has not changed");
    fs::write(&source, page("The bridge", "It snowed.")).unwrap();
    let beside = import(&[&source], &out, &[]);
    assert!(text(&beside.stdout).contains("was edited, and is kept"), "{}", text(&beside.stdout));
    assert_eq!(fs::read_to_string(&written).unwrap(), edited);
    assert!(fs::read_to_string(out.join("the-bridge.imported.json")).unwrap().contains("It snowed."));
}

#[test]
fn ids_that_meet_get_a_number_and_keep_it() {
    let sources = folder(&[("a.html", &page("The bridge", "One.")), ("b.html", &page("The bridge", "Two."))]);
    let out = sources.path().join("out");
    fs::create_dir(&out).unwrap();
    fs::write(out.join("the-bridge.json"), "{}").unwrap();
    for _ in 0..2 {
        assert!(import(&[sources.path()], &out, &[]).status.success());
        assert!(fs::read_to_string(out.join("the-bridge-2.json")).unwrap().contains("One."));
        assert!(fs::read_to_string(out.join("the-bridge-3.json")).unwrap().contains("Two."));
        assert_eq!(fs::read_to_string(out.join("the-bridge.json")).unwrap(), "{}", "it was there before");
    }
    let names = fs::read_dir(&out).unwrap().count();
    assert_eq!(names, 4, "three documents, and what is remembered");
}

#[test]
fn a_faulty_source_stops_no_other_and_the_report_says_all() {
    let sources =
        folder(&[("a.html", &page("The bridge", "One.")), ("b.html", "<title>b</title>"), ("c.txt", "no such text")]);
    let (out, report) = (sources.path().join("out"), sources.path().join("report.jsonl"));
    let done =
        import(&[sources.path(), &sources.path().join("none.html")], &out, &["--report", report.to_str().unwrap()]);
    assert_eq!(done.status.code(), Some(1));
    assert!(text(&done.stdout).contains("1 document written"), "{}", text(&done.stdout));
    assert!(text(&done.stdout).contains("3 sources failed"), "{}", text(&done.stdout));
    let lines: Vec<Value> =
        fs::read_to_string(report).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines.len(), 4);
    assert_eq!(lines[0]["found"]["datePublished"], "meta date");
    assert_eq!(lines[0]["blocks"]["paragraph"], 2);
    assert_eq!((&lines[0]["format"], &lines[0]["error"]), (&Value::from("page"), &Value::Null));
    assert!(lines[1]["error"].as_str().unwrap().contains("no article was found"));
    assert!(lines[2]["error"].as_str().unwrap().contains("expected the date"));
    assert_eq!(lines[3]["document"], Value::Null);
}

#[test]
fn a_name_never_leaves_the_folder() {
    let sources = folder(&[("a.html", &page("../../../etc/passwd", "One.")), ("b.html", &page("CON", "Two."))]);
    let out = sources.path().join("deep/out");
    assert!(import(&[sources.path()], &out, &[]).status.success());
    assert!(out.join("etc-passwd.json").is_file());
    assert!(out.join("article.json").is_file(), "a device's name is no id");
    let wrong = import(&[&sources.path().join("a.html")], &out, &["--id", "../x"]);
    assert_eq!(wrong.status.code(), Some(1));
}

#[test]
fn pictures_beside_a_saved_page_come_along() {
    const PIXEL: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0\x1f\x15\xc4\x89";
    let picture = r#"<img src="a_files/B%C3%BChne 1.png" alt="Stage">"#;
    let sources =
        folder(&[("a.html", &page("The bridge", &format!("One.</p>{picture}<img src=../secret.png alt=s><p>Two.")))]);
    fs::create_dir(sources.path().join("a_files")).unwrap();
    fs::write(sources.path().join("a_files/Bühne 1.png"), PIXEL).unwrap();
    let out = sources.path().join("out");
    let source = sources.path().join("a.html");
    assert!(import(&[&source], &out, &[]).status.success());
    assert_eq!(fs::read(out.join("pictures/buhne-1.png")).unwrap(), PIXEL);
    let document = fs::read_to_string(out.join("the-bridge.json")).unwrap();
    assert!(document.contains("\"pictures/buhne-1.png\"") && !out.join("pictures/secret.png").exists(), "{document}");
    let other = sources.path().join("other");
    assert!(import(&[&source], &other, &["--no-media"]).status.success());
    assert!(!other.join("pictures").exists());
}
