//! A publisher's folder: what stops a build, what is a warning, and what comes out. The program itself is run for exit
//! codes and for what stands in the output afterwards.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use crate::publisher::{SHELL_FILES, document, write_files};
use article_viewer::article;
use article_viewer::catalogue::{Catalogue, CatalogueError, Entry};
use article_viewer::site::{self, BrowserCode};
use article_viewer::source::{self, Files, Publication};
use tempfile::TempDir;

/// 2026-11-23T00:00:00Z
const NOW: i64 = 1_795_392_000;

const DRAWING: &str = r#"<svg xmlns="http://www.w3.org/2000/svg" width="3" height="2"><rect/></svg>"#;

fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    write_files(folder.path(), files);
    folder
}

/// The folder that Trunk leaves for the publisher's program.
fn staged() -> TempDir {
    folder(&SHELL_FILES)
}

fn program(arguments: &[&str], paths: &[&Path]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_article-viewer")).args(arguments).args(paths).output().unwrap()
}

fn publish(articles: &Path, out: &Path) -> Output {
    let shell = out.join("index.html");
    Command::new(env!("CARGO_BIN_EXE_article-viewer"))
        .arg("build")
        .arg(articles)
        .arg("--viewer")
        .arg(shell)
        .arg("--out")
        .arg(out)
        .output()
        .unwrap()
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// What stops a build: files, and what the program says about them.
#[test]
fn a_faulty_folder_is_refused_with_file_place_and_remedy_and_nothing_is_written() {
    let good = document("good", "");
    let cases: &[(&[(&str, &str)], &str)] = &[
        (&[], "there is no article in this folder: put documents into it, one `*.json` file each"),
        (&[("notes.txt", "x"), (".hidden.json", "x")], "there is no article in this folder"),
        (&[("a.json", &good), ("b.json", &good)], "b.json:1:7: /id: the id `good` is also that of"),
        (&[("a.json", &good), ("bad.json", "{")], "bad.json:1:2: this is not JSON: the file ends here"),
        (&[("bad.json", "{}")], "bad.json:1:1: /headline: this field is required: add it"),
        (
            &[("bad.json", &good.replace("\"en\"", "7"))],
            "bad.json:1:27: /inLanguage: expected a string, found a number",
        ),
        (
            &[("bad.json", &good.replace("-01T", "-32T"))],
            "/datePublished: `2026-01-32T00:00:00Z` is not in the calendar",
        ),
        (&[("bad.json", &good.replace("paragraph", "xyzzy"))], "/body/0/type: unknown block `xyzzy`: use one of"),
        (
            &[("bad.json", &document("bad", r#""url":"javascript:alert(1)","#))],
            "/url: an address that begins with `javascript:` is not allowed",
        ),
    ];
    for (files, message) in cases {
        let (articles, out) = (folder(files), staged());
        let before = names(out.path());
        let output = publish(articles.path(), out.path());
        let said = text(&output.stderr);
        assert_eq!(output.status.code(), Some(1), "{said}");
        assert!(said.contains(message), "`{message}` is not in\n{said}");
        assert_eq!(names(out.path()), before, "nothing is written");
        let checked = program(&["check"], &[articles.path()]);
        assert_eq!(checked.status.code(), Some(1));
        assert!(text(&checked.stdout).contains(message));
    }
}

#[test]
fn a_folder_that_is_not_there_is_an_error() {
    let output = program(&["check"], &[Path::new("no/such/folder")]);
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output.stdout).contains("no/such/folder: it cannot be read"), "{}", text(&output.stdout));
}

#[test]
fn a_picture_that_is_not_there_is_a_warning_and_becomes_a_frame() {
    let picture = |src: &str| {
        let figure = format!(r#"{{"type":"figure","image":{{"src":"{src}","alt":"Alt of it"}}}},"#);
        document("one", "").replace(r#""body":["#, &format!(r#""body":[{figure}"#))
    };
    for (src, message) in [
        (
            "pictures/none.png",
            "one.json:1:130: warning: /body/0/image/src: the picture `pictures/none.png` is not there",
        ),
        ("none.png/a.png", "the picture `none.png/a.png` is not there"),
        ("a%00.png", "the picture `a%00.png` is not there"),
    ] {
        let (articles, out) = (folder(&[("one.json", &picture(src))]), staged());
        let output = publish(articles.path(), out.path());
        assert!(output.status.success(), "{}", text(&output.stderr));
        assert!(text(&output.stderr).contains(message), "{}", text(&output.stderr));
        let page = fs::read_to_string(out.path().join("one/index.html")).unwrap();
        assert!(page.contains(r#"<div class="frame missing"><p>Alt of it</p></div>"#), "{page}");
        assert!(!page.contains("<img"), "no request for it: {page}");
    }
}

#[test]
fn a_picture_comes_along_and_gets_the_size_of_its_file() {
    // A GIF's head: its signature and its size, 3 by 2.
    let gif = "GIF89a\u{3}\0\u{2}\0\0\0\0;";
    let figure = r#"{"type":"figure","image":{"src":"pictures/a.gif","alt":""}},"#;
    let article = document("one", "").replace(r#""body":["#, &format!(r#""body":[{figure}"#));
    let (articles, out) = (folder(&[("one.json", &article), ("pictures/a.gif", gif), ("other.gif", gif)]), staged());
    assert!(publish(articles.path(), out.path()).status.success());
    assert_eq!(fs::read_to_string(out.path().join("articles/media/pictures/a.gif")).unwrap(), gif);
    assert!(!out.path().join("articles/media/other.gif").exists(), "only what articles show is published");
    let page = fs::read_to_string(out.path().join("one/index.html")).unwrap();
    assert!(page.contains(r#"src="../articles/media/pictures/a.gif" alt="" width="3" height="2""#), "{page}");
}

#[test]
fn pages_data_and_code_come_out_under_their_names() {
    let hostile = document("one", "").replace("On one", "</script><script>alert(1)</script>");
    let (articles, out) = (folder(&[("1.json", &hostile), ("2.json", &document("two", ""))]), staged());
    let output = publish(articles.path(), out.path());
    assert!(output.status.success(), "{}", text(&output.stderr));

    let page = fs::read_to_string(out.path().join("one/index.html")).unwrap();
    assert!(page.contains(r#"<html lang="en" dir="ltr">"#));
    assert!(page.contains("<title>&lt;/script&gt;&lt;script&gt;alert(1)&lt;/script&gt;</title>"), "{page}");
    assert_eq!(page.matches("<script").count(), 3, "the publication's own two, and what is data: {page}");
    assert_eq!(page.matches(r#"<script type="application/ld+json">"#).count(), 1, "{page}");
    assert!(page.contains(r#"<link rel="modulepreload" href="../glue-3.js">"#), "{page}");
    assert_eq!(page.matches("rel=\"stylesheet\"").count(), 1, "{page}");
    assert!(!page.contains("integrity"), "the stylesheet for paper is another file: {page}");
    assert!(page.contains("<style>a{color:red}b{color:blue}e{}</style>"), "{page}");
    // printf 'a{color:red}b{color:blue}e{}' | openssl dgst -sha256 -binary | base64
    let style = "style-src 'self' 'sha256-QeGfG9QqLkpsCd78SZu0mhAUJ+aVD/BV6sAWoiQtXl8=';";
    assert!(page.contains(style), "{page}");

    let data = fs::read(out.path().join("articles/one.json")).unwrap();
    assert_eq!(article::read(&data).unwrap().article.headline, "</script><script>alert(1)</script>");
    let front = fs::read_to_string(out.path().join("index.html")).unwrap();
    assert!(front.contains(r#"<a href="one/">"#) && front.contains(r#"<a href="two/">"#), "{front}");
    assert!(!front.contains("modulepreload"), "the front page needs no program: {front}");
    assert_eq!(front.matches("<script").count(), 1, "only what every page has: {front}");

    assert!(
        page.contains(r#"<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'self'"#)
    );
    assert!(!page.contains("unsafe-inline") && !page.contains("frame-ancestors"), "{page}");
    let headers = fs::read_to_string(out.path().join("_headers")).unwrap();
    assert!(headers.contains("Content-Security-Policy: default-src 'none'") && headers.contains("frame-ancestors *"));
    // One policy on each of our pages, by a name of its own (`static/scripts/site.js`): in the header and in the page.
    assert!(headers.contains("require-trusted-types-for 'script'; trusted-types article-viewer\n"), "{headers}");
    assert!(page.contains("require-trusted-types-for 'script'; trusted-types article-viewer\">"), "{page}");
    assert!(headers.contains("\n  Access-Control-Allow-Origin: *\n"), "pages that embed an article read it: {headers}");
    for line in [
        "X-Content-Type-Options: nosniff",
        "Referrer-Policy: strict-origin-when-cross-origin",
        "Permissions-Policy: accelerometer=(), ",
        "Cross-Origin-Opener-Policy: same-origin\n",
        "Cross-Origin-Resource-Policy: cross-origin\n",
    ] {
        assert!(headers.contains(&format!("\n  {line}")), "{line}: {headers}");
    }
    let of_data = headers.split_once("\n/articles/*\n").unwrap().1;
    let policy = "  Content-Security-Policy: default-src 'none'; img-src 'self' data:; media-src 'self'; ";
    assert!(of_data.starts_with(policy) && of_data.lines().next().unwrap().ends_with("; sandbox"), "{headers}");

    assert!(headers.contains(style), "{headers}");

    let named = |stem: &str, end: &str| {
        let found = names(out.path()).into_iter().find(|name| name.starts_with(stem) && name.ends_with(end));
        found.unwrap_or_else(|| panic!("there is no {stem}…{end}"))
    };
    let read = |name: &str| fs::read_to_string(out.path().join(name)).unwrap();
    let css = named("print-", ".css");
    assert_eq!(read(&css), "p{}@page{margin:0}");
    assert!(page.contains(&format!(r#"href="../{css}" media="print""#)), "{page}");
    assert!(!out.path().join("one-1.css").exists());

    let worker = read("worker.js");
    for kept in ["start-", "site-", "glue-3.js", "glue-3_bg.wasm", "print-"] {
        assert!(worker.contains(&format!("\"{kept}")), "{kept} is kept: {worker}");
    }
    assert!(!worker.contains("document-viewer"), "only what an article's page loads is kept: {worker}");
    assert!(worker.contains(",MEDIA=\"articles/media/\","), "and the pictures that were seen: {worker}");
    assert!(worker.ends_with("OFFLINE=\"offline.html\";\nkeep(CODE);"), "{worker}");
    let site = read(&named("site-", ".js"));
    assert!(site.starts_with("const WORDS={\"") && site.ends_with(";\nsay(WORDS);"), "{site}");
    let offline = read("offline.html");
    assert!(!offline.contains("<script") && offline.contains("role=\"alert\""), "{offline}");

    let script = read("embed.js");
    assert_eq!(read(&named("embed-", ".js")), script, "the same under a name that changes with it");
    assert!(script.starts_with("const BUILD={") && script.ends_with("};\ndefine(BUILD);"), "{script}");
    let (program, wasm) = (named("document-viewer-", ".js"), named("document-viewer-", ".wasm"));
    let (show, load) = (named("show-", ".js"), named("load-", ".js"));
    for file in ["glue-3.js", "glue-3_bg.wasm", &program, &wasm, &show, &load] {
        assert!(script.contains(&format!("\"./{file}\"")), "{file} in {script}");
    }
    assert!(script.contains(r#""retry":"Thử lại""#), "the readers' words: {script}");
    let show = read(&show);
    assert!(show.contains("css:\"a{color:red}b{color:blue}p{}c{}\""), "without what only pages have: {show}");
    let load = read(&load);
    for file in [named("document-checker-", ".js"), named("document-checker-", ".wasm"), named("isolate-", ".css")] {
        assert!(load.contains(&format!("\"./{file}\"")), "{file} in {load}");
    }
    assert!(load.contains("css:\"d{}@page{margin:0}\"") && load.contains("Publish all files"), "{load}");
    assert_eq!(read(&named("isolate-", ".css")), "d{}@page{margin:0}");

    let start_document = named("view-", ".js");
    let start = names(out.path()).into_iter().find(|name| name.starts_with("start-")).unwrap();
    assert!(page.contains(&format!(r#"src="../{start}""#)), "{page}");
    let starter = fs::read_to_string(out.path().join(start)).unwrap();
    assert!(starter.contains("./glue-3.js") && starter.contains("./glue-3_bg.wasm"), "{starter}");
    assert!(starter.starts_with("f();"), "a page in a frame tells its height: {starter}");

    let view = fs::read_to_string(out.path().join("view.html")).unwrap();
    assert!(view.contains(&format!(r#"src="{start_document}""#)), "{view}");
    assert!(!view.contains("glue-3"), "this page has a program of its own: {view}");
    let starter = fs::read_to_string(out.path().join(start_document)).unwrap();
    for file in [program, wasm] {
        assert!(starter.contains(&file), "{starter}");
    }
}

#[test]
fn related_articles_are_those_of_the_section_or_those_named() {
    let section =
        |id: &str, day: &str| document(id, r#""articleSection":"S","#).replace("2026-01-01", &format!("2026-01-{day}"));
    let named = document("named", r#""related":[{"id":"old"},{"id":"gone"}],"#);
    let articles = folder(&[
        ("old.json", &section("old", "02")),
        ("new.json", &section("new", "09")),
        ("mid.json", &section("mid", "05")),
        ("named.json", &named),
        ("alone.json", &document("alone", "")),
    ]);
    let loaded = Catalogue::load(articles.path(), NOW).unwrap();
    let related = |id: &str| {
        let entry = loaded.catalogue.entries.iter().find(|entry| entry.id.as_str() == id).unwrap();
        loaded.catalogue.related(entry).iter().map(|other| other.id.to_string()).collect::<Vec<_>>()
    };
    assert_eq!(related("mid"), ["new", "old"], "newest first, without itself");
    assert_eq!(related("named"), ["old"]);
    assert_eq!(related("alone"), ["new", "mid", "old", "named"], "those that are nearest to it in time");
    let said = site::check(&[articles.path().to_owned()]).report.to_string();
    assert!(said.contains("/related/1/id: the related article `gone` is not in this folder"), "{said}");
    let order: Vec<String> = loaded.catalogue.entries.iter().map(|entry| entry.id.to_string()).collect();
    assert_eq!(order, ["new", "mid", "old", "alone", "named"]);
}

#[test]
fn the_bundled_publication_has_neither_faults_nor_warnings() {
    let loaded = Catalogue::load(&Path::new(env!("CARGO_MANIFEST_DIR")).join("static/articles"), NOW);
    match loaded {
        Ok(loaded) => {
            assert_eq!(loaded.report.to_string(), "");
            assert!(loaded.catalogue.entries.len() >= 8);
        }
        Err(CatalogueError::Faulty(report)) => panic!("{report}"),
        Err(error) => panic!("{error}"),
    }
}

#[test]
fn an_import_of_a_text_writes_a_document_that_passes_the_check() {
    let page = "Tít bài\n\n  • 24/06/2021 07:36\n  • 0 bình luận\n  • H.Q\n  • In bài\nHÀ NỘI - Mở đầu.\n\nĐoạn một.\n";
    let text_folder = folder(&[("page.txt", page)]);
    let out = text_folder.path().join("out");
    let import = || {
        let mut command = Command::new(env!("CARGO_BIN_EXE_article-viewer"));
        command.arg("import").arg(text_folder.path().join("page.txt")).arg("-o").arg(&out).output().unwrap()
    };
    let first = import();
    assert!(first.status.success(), "{}", text(&first.stderr));
    let written = out.join("tit-bai.json");
    assert!(program(&["check"], &[&written]).status.success());
    assert_eq!(article::read(&fs::read(&written).unwrap()).unwrap().article.dateline.as_deref(), Some("HÀ NỘI"));
    let second = import();
    assert!(second.status.success(), "{}", text(&second.stderr));
    assert!(text(&second.stdout).contains("1 as before"), "{}", text(&second.stdout));

    fs::write(text_folder.path().join("page.txt"), "{\"not\": \"a page\"}\nx\n").unwrap();
    let wrong = import();
    assert_eq!(wrong.status.code(), Some(1));
    assert!(text(&wrong.stderr).contains("line 2: expected the date"), "{}", text(&wrong.stderr));
}

/// Browsers ask for the worker again and again: with another one, all of its code is fetched and kept anew.
#[test]
fn another_article_makes_no_other_worker() {
    let worker = |articles: &[(&str, &str)]| {
        let (articles, out) = (folder(articles), staged());
        assert!(publish(articles.path(), out.path()).status.success());
        fs::read_to_string(out.path().join("worker.js")).unwrap()
    };
    let (one, other) = (document("one", ""), document("other", r#""articleSection":"News","#));
    assert_eq!(worker(&[("one.json", &one)]), worker(&[("one.json", &one), ("other.json", &other)]));
}

#[test]
fn an_embargoed_article_is_left_out_until_its_time_and_said_so() {
    let embargoed = document("later", r#""embargo":"2026-11-23T00:00:01Z","#);
    let articles = folder(&[("later.json", &embargoed), ("now.json", &document("now", ""))]);
    let ids = |now| {
        let loaded = Catalogue::load(articles.path(), now).unwrap();
        let ids: Vec<String> = loaded.catalogue.entries.iter().map(|entry| entry.id.to_string()).collect();
        (ids, loaded.report.to_string())
    };
    let (before, said) = ids(NOW);
    assert_eq!(before, ["now"]);
    assert!(said.contains("warning: /embargo: the article is left out until its embargo ends at 2026-11-23T00:00:01Z"));
    assert_eq!(ids(NOW + 1).0, ["later", "now"]);
}

#[test]
fn words_are_counted_where_the_document_does_not_say() {
    let articles = folder(&[("a.json", &document("a", "")), ("b.json", &document("b", r#""wordCount":7,"#))]);
    let loaded = Catalogue::load(articles.path(), NOW).unwrap();
    let files = Files::of(articles.path());
    let read = |entry: &Entry| source::read_again(&files, &entry.path, entry.stamp).unwrap();
    let counts: Vec<_> = loaded.catalogue.entries.iter().map(|entry| read(entry).word_count).collect();
    assert_eq!(counts, [Some(3), Some(7)], "three words: Text of a.");
}

#[test]
fn an_editor_is_warned_of_what_is_probably_not_meant() {
    let paragraph =
        r#"{"type":"paragraph","text":"A paragraph that is long enough for a repetition to be a slip of the pen."}"#;
    let document = document("a", r#""dateModified":"2025-01-01T00:00:00Z","#)
        .replace(
            r#""body":["#,
            &format!(r#""body":[{{"type":"heading","level":3,"text":"H"}},{paragraph},{paragraph},"#),
        )
        .replace("2026-01-01", "2030-01-01");
    let loaded = Catalogue::load(folder(&[("a.json", &document)]).path(), NOW).unwrap();
    let pointers: Vec<_> =
        loaded.report.findings().iter().map(|finding| finding.place.as_ref().unwrap().pointer.as_str()).collect();
    assert_eq!(pointers, ["/datePublished", "/dateModified", "/body/0/level", "/body/2/text"]);
    assert!(!loaded.report.has_errors());
}

#[test]
fn a_finding_comes_with_its_line_and_for_programs_as_json() {
    let faulty = folder(&[("bad.json", "{\n  \"id\": 7\n}")]);
    let path = faulty.path().join("bad.json");
    let said = text(&program(&["check"], &[&path]).stdout);
    assert!(said.contains(":2:9: /id: expected a string, found a number\n    \"id\": 7\n          ^\n"), "{said}");
    let lines = text(&program(&["check", "--format", "json"], &[&path]).stdout);
    let last: serde_json::Value = serde_json::from_str(lines.lines().last().unwrap()).unwrap();
    assert_eq!(last["severity"], "error");
    assert_eq!(last["place"], serde_json::json!({ "line": 2, "column": 9, "pointer": "/id" }));
    assert_eq!(last["message"], "expected a string, found a number");
}

#[test]
fn sound_film_captions_and_other_widths_come_along_and_are_missed_when_they_are_not_there() {
    let blocks = r#"{"type":"audio","src":"media/a.mp3","title":"A"},
        {"type":"aside","body":[{"type":"video","src":"media/v.mp4","title":"V","captions":[{"src":"media/v.vtt","lang":"en","label":"English"}]}]},
        {"type":"figure","image":{"src":"https://a.example/a.png","width":9,"height":9,"alt":"","sources":[{"src":"wide.avif","width":1600,"format":"avif"}]}},"#;
    let article = document("one", "").replace(r#""body":["#, &format!(r#""body":[{blocks}"#));
    let there = ["media/a.mp3", "media/v.mp4", "media/v.vtt", "wide.avif"];
    let mut files = vec![("one.json", article.as_str())];
    files.extend(there.into_iter().zip(["ID3", "\0\0\0\u{10}ftypisom", "WEBVTT", "\0\0\0\u{10}ftypavif\0\0\0\0"]));
    let (articles, out) = (folder(&files), staged());
    let output = publish(articles.path(), out.path());
    assert_eq!(text(&output.stderr), "");
    assert!(there.iter().all(|name| out.path().join("articles/media").join(name).is_file()));

    fs::remove_file(articles.path().join("media/v.vtt")).unwrap();
    let said = text(&program(&["check"], &[articles.path()]).stdout);
    assert!(said.contains("warning: /body/1/body/0/captions/0/src: the file `media/v.vtt` is not there"), "{said}");
}

fn check(folder: &TempDir) -> String {
    site::check(&[folder.path().to_owned()]).report.to_string()
}

#[test]
fn documents_in_folders_are_part_of_the_publication_and_bring_their_files_along() {
    let gif = "GIF89a\u{3}\0\u{2}\0\0\0\0;";
    let blocks = r#"{"type":"figure","image":{"src":"a b.gif","alt":""}},{"type":"figure","image":{"src":"../p/c.gif","alt":""}},
        {"type":"audio","src":"s.mp3","title":"S"},"#;
    let inner = document("inner", "").replace(r#""body":["#, &format!(r#""body":[{blocks}"#)).replace("a b", "a%20b");
    let files = [("2026/inner.json", inner.as_str()), ("2026/a b.gif", gif), ("p/c.gif", gif), ("2026/s.mp3", "ID3")];
    let (articles, out) = (folder(&files), staged());
    assert_eq!(check(&articles), "", "a folder in the folder is enough");
    let output = publish(articles.path(), out.path());
    assert!(output.status.success(), "{}", text(&output.stderr));
    let page = fs::read_to_string(out.path().join("inner/index.html")).unwrap();
    for part in [
        r#"src="../articles/media/2026/a%20b.gif" alt="" width="3""#,
        r#"="../articles/media/p/c.gif""#,
        "a/2026/s.mp3",
    ] {
        assert!(page.contains(part), "{part} in {page}");
    }
    for file in ["2026/a b.gif", "p/c.gif", "2026/s.mp3"] {
        assert!(out.path().join("articles/media").join(file).is_file(), "{file}");
    }
}

#[test]
fn files_that_nobody_names_are_told() {
    let later = document("later", r#""embargo":"2126-11-23T00:00:01Z","#)
        .replace(r#""body":["#, r#""body":[{"type":"audio","src":"later.mp3","title":"S"},"#);
    let articles = folder(&[
        ("a.json", &document("a", "")),
        ("later.json", &later),
        ("later.mp3", "ID3"),
        ("theme.css", "x"),
        ("imprint.html", "x"),
        (".hidden", "x"),
    ]);
    let said = check(&articles);
    assert!(said.contains("no article shows these files, and they are left out: imprint.html, theme.css\n"), "{said}");
}

#[test]
fn every_relative_link_is_followed() {
    let links = |list: &[&str]| {
        let span = |url: &&str| format!(r#"{{"type":"link","url":"{url}","text":"x"}}"#);
        let spans: Vec<String> = list.iter().map(span).collect();
        let note = r#"{"type":"footnote","id":"n"}"#;
        document("one", r#""articleSection":"S","aliases":["first"],"footnotes":[{"id":"n","text":"Note"}],"#)
            .replace(r#""body":["#, &format!(r#""body":[{{"type":"paragraph","text":[{note},{}]}},"#, spans.join(",")))
    };
    let picture =
        document("two", "").replace(r#""body":["#, r#""body":[{"type":"audio","src":"m/a.mp3","title":"S"},"#);
    let good = [
        "../two/",
        "../two/index.html",
        "../two",
        "../",
        "../index.html",
        "../first/",
        "../section/s/",
        "../section/s/feed.xml",
        "two.json",
        "media/m/a.mp3",
        "../feed.xml",
        "../view.html?src=articles/two.json",
        "#note-n",
        "#text",
        "../one/#to-note-n",
        "../two/#text",
        "../../another/site/",
        "/from/the/root",
        "?query",
    ];
    let articles = folder(&[("one.json", &links(&good)), ("two.json", &picture), ("m/a.mp3", "ID3")]);
    assert_eq!(check(&articles), "");
    for (bad, said) in [
        ("../harbor-plan/", "leads to nothing in this publication: another article is `../<id>/`"),
        ("harbour-plan.html", "leads to nothing in this publication"),
        ("two/", "leads to nothing in this publication"),
        ("m/b.mp3", "leads to nothing in this publication: another article"),
        ("m/a.mp3", "leads to nothing in this publication: the file comes out as `media/m/a.mp3`"),
        ("../section/t/", "leads to nothing in this publication"),
        ("#note-m", "leads to a place that the article `one` does not have: leave `#note-m` out"),
        ("../two/#note-n", "leads to a place that the article `two` does not have"),
        (
            "videos.example/stew",
            "leads to nothing in this publication: begin it with https:// if it leads to another site",
        ),
    ] {
        let articles = folder(&[("one.json", &links(&[bad])), ("two.json", &picture), ("m/a.mp3", "ID3")]);
        let found = check(&articles);
        assert!(found.contains(&format!("warning: /body/0/text/1/url: the link `{bad}` {said}")), "{bad}: {found}");
        assert!(found.starts_with(&format!("{}:1:", articles.path().join("one.json").display())), "{found}");
    }
    let card = document("one", "")
        .replace(r#""body":["#, r#""body":[{"type":"card","url":"videos.example/stew","title":"Stew"},"#);
    let found = check(&folder(&[("one.json", &card)]));
    assert!(found.contains("/body/0/url: the link `videos.example/stew` leads to nothing"), "{found}");
}

#[test]
fn what_was_accepted_in_silence_is_told() {
    let gif = "GIF89a\u{3}\0\u{2}\0\0\0\0;";
    let figure = r#""body":[{"type":"figure","image":{"src":"a.gif","alt":"","width":2,"height":3}},"#;
    for (document, said) in [
        (document("a", "").replace("\"en\"", "\"english\""), "/inLanguage: no language has the code `english`"),
        (
            document("a", "").replace(r#""body":["#, figure),
            "/body/0/image: this picture's width and height are swapped: its file is 3 wide and 2 high",
        ),
        (document("a", "").replace("Text of", "Text <b>of</b>"), "/body/0/text: `<b>` is shown as it stands"),
        (document("a", "").replace("On a", "On <i>a</i>"), "/headline: `<i>` is shown as it stands"),
        (
            document("a", r#""image":{"src":"a.svg","alt":"","width":2,"height":3},"#),
            "/image/src: networks show no SVG on cards",
        ),
    ] {
        let found = check(&folder(&[("a.json", &document), ("a.gif", gif), ("a.svg", DRAWING)]));
        assert!(found.contains(&format!("warning: {said}")), "{said}: {found}");
    }
    let fine = document("a", "").replace("Text of", "1 < 2 <b and <u> 3 > 2 of");
    assert_eq!(check(&folder(&[("a.json", &fine)])), "");
}

#[test]
fn a_picture_of_its_own_stands_for_an_article_else_the_first_of_a_gallery() {
    let gif = "GIF89a\u{3}\0\u{2}\0\0\0\0;";
    let gallery =
        r#""body":[{"type":"gallery","figures":[{"image":{"alt":"none"}},{"image":{"src":"g.gif","alt":"G"}}]},"#;
    let own = document("own", r#""image":{"src":"o.gif","alt":"O"},"#).replace(r#""body":["#, gallery);
    let first = document("first", "").replace(r#""body":["#, gallery);
    let drawing = document("drawing", "")
        .replace(r#""body":["#, r#""body":[{"type":"figure","image":{"src":"d.svg","alt":"","width":3,"height":2}},"#);
    let files = [
        ("own.json", own.as_str()),
        ("first.json", &first),
        ("drawing.json", &drawing),
        ("o.gif", gif),
        ("g.gif", gif),
        ("d.svg", DRAWING),
    ];
    let (articles, out) = (folder(&files), staged());
    let shell = out.path().join("index.html");
    let (publication, code) = (Publication::of_articles(articles.path()), BrowserCode::beside(&shell));
    let order = site::Order {
        address: Some("https://news.example/".parse().unwrap()),
        ..site::Order::new(&publication, &code, out.path())
    };
    site::build(&order).unwrap();
    let read = |path: &str| fs::read_to_string(out.path().join(path)).unwrap();
    let front = read("index.html");
    assert!(["o.gif", "g.gif", "d.svg"].iter().all(|name| front.contains(&format!("articles/media/{name}"))));
    let card =
        |name: &str| format!(r#"<meta property="og:image" content="https://news.example/articles/media/{name}">"#);
    assert!(read("own/index.html").contains(&card("o.gif")) && read("first/index.html").contains(&card("g.gif")));
    assert!(!read("drawing/index.html").contains("og:image"), "networks refuse drawings");
}

#[test]
fn thousands_of_missing_pictures_and_links_are_told_in_time() {
    let figure = |n: usize| format!(r#"{{"type":"figure","image":{{"src":"p/{n}.png","alt":""}}}}"#);
    let figures: Vec<String> = (0..6_000).map(figure).collect();
    let document = document("a", "").replace(r#""body":["#, &format!(r#""body":[{},"#, figures.join(",")));
    let articles = folder(&[("a.json", &document)]);
    let began = std::time::Instant::now();
    let report = site::check(&[articles.path().to_owned()]).report;
    assert_eq!(report.findings().len(), 6_000);
    let last = report.findings().last().unwrap().place.as_ref().unwrap();
    assert_eq!(last.pointer, "/body/5999/image/src");
    // It took minutes when the document was read again for each.
    assert!(began.elapsed() < std::time::Duration::from_secs(60), "{:?}", began.elapsed());
}

#[test]
fn a_shell_is_filled_in_place_whatever_its_folder_is_called() {
    let (articles, out) = (folder(&[("one.json", &document("one", ""))]), staged());
    write_files(out.path(), &[("icon-192.png", "a picture")]);
    let shell = out.path().join("snippets/../index.html");
    let (publication, code) = (Publication::of_articles(articles.path()), BrowserCode::beside(&shell));
    let order = site::Order::new(&publication, &code, out.path());
    site::build(&order).unwrap();
    assert_eq!(fs::read_to_string(out.path().join("icon-192.png")).unwrap(), "a picture");
    assert!(fs::read_to_string(out.path().join("one/index.html")).unwrap().contains("Text of one"));
}

#[test]
fn what_stands_behind_a_path_stays_and_a_path_that_is_too_long_is_told() {
    let blocks = r#""body":[{"type":"video","src":"v.mp4#t=30","title":"V"},"#;
    let article = document("one", "").replace(r#""body":["#, blocks);
    let (articles, out) = (folder(&[("one.json", &article), ("v.mp4", "\0\0\0\u{10}ftypisom")]), staged());
    assert!(publish(articles.path(), out.path()).status.success());
    let page = fs::read_to_string(out.path().join("one/index.html")).unwrap();
    assert!(page.contains(r#"src="../articles/media/v.mp4#t=30""#), "{page}");

    let long = ["ế".repeat(80), "ế".repeat(80), "ế".repeat(80), "a.gif".to_owned()].join("/");
    let figure = format!(r#""body":[{{"type":"figure","image":{{"src":"{long}","alt":""}}}},"#);
    let article = document("one", "").replace(r#""body":["#, &figure);
    let found = check(&folder(&[("one.json", &article), (&long, "GIF89a\u{3}\0\u{2}\0\0\0\0;")]));
    assert!(found.contains("has a path that is too long for an address: shorten it"), "{found}");
}

#[test]
fn an_intranets_publication_is_read_by_nobody_else() {
    let articles = folder(&[("one.json", &document("one", ""))]);
    for (readers, lines, others) in [
        ("none", ["frame-ancestors 'self'; ", "Cross-Origin-Resource-Policy: same-origin\n"], None),
        (
            "https://desk.example/",
            ["frame-ancestors 'self' https://desk.example; ", "Cross-Origin-Resource-Policy: cross-origin\n"],
            Some("https://desk.example"),
        ),
    ] {
        let out = staged();
        let arguments = ["build", "--readers", readers];
        let mut command = Command::new(env!("CARGO_BIN_EXE_article-viewer"));
        command.args(arguments).arg(articles.path()).arg("--viewer").arg(out.path().join("index.html"));
        assert!(command.arg("--out").arg(out.path()).status().unwrap().success());
        let headers = fs::read_to_string(out.path().join("_headers")).unwrap();
        assert!(lines.iter().all(|line| headers.contains(line)), "{readers}: {headers}");
        let allowed = headers.lines().find_map(|line| line.trim().strip_prefix("Access-Control-Allow-Origin: "));
        assert_eq!(allowed, others, "{headers}");
    }
    let wrong = program(&["build", "a", "--readers", "*", "--out", "o"], &[]);
    assert_eq!(wrong.status.code(), Some(2));
    assert!(
        text(&wrong.stderr).contains("`*` is no site: write it as https://intranet.example"),
        "{}",
        text(&wrong.stderr)
    );
}

#[test]
fn a_folder_is_no_picture_and_a_folder_is_no_document() {
    let figure = r#"{"type":"figure","image":{"src":"sub","alt":""}},{"type":"audio","src":"sub/","title":"S"},"#;
    let document = document("one", "").replace(r#""body":["#, &format!(r#""body":[{figure}"#));
    let articles = folder(&[("one.json", &document), ("sub/x.txt", "x"), ("folder.json/x.txt", "x")]);
    let said = check(&articles);
    assert!(said.contains("/body/0/image/src: the picture `sub` is no file: name one"), "{said}");
    assert!(said.contains("/body/1/src: the file `sub/` is no file: name one"), "{said}");
    let out = staged();
    assert!(publish(articles.path(), out.path()).status.success());
}
