//! The publisher's program as somebody calls it: what it says, its exit codes, and that nothing is half made.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;

use crate::publisher::{Publisher, contents, document, write_files};

fn run(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_article-viewer")).args(arguments).current_dir(folder).output().unwrap()
}

/// What it said on both outputs, and its exit code.
fn said(output: &Output) -> (String, i32) {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    (text(&output.stdout) + &text(&output.stderr), output.status.code().unwrap())
}

#[test]
fn a_new_publication_is_without_fault_in_every_language_and_can_be_made() {
    let publisher = Publisher::new(&[("a.json", &document("a", ""))]);
    let around = publisher.folder.path();
    for (language, title) in [("en", "The Footbridge"), ("vi", "Nhịp cầu"), ("ar", "الجسر")] {
        let (told, code) = said(&run(around, &["new", language, "--language", language]));
        assert_eq!((code, told.lines().count()), (0, 5), "the next steps, in four lines: {told}");
        let folder = around.join(language);
        let (told, code) = said(&run(&folder, &["check", "--strict"]));
        assert_eq!((told.as_str(), code), ("2 documents: no faults, no warnings.\n", 0));
        let shell = publisher.shell.to_str().unwrap();
        // From a folder within it, as from its own.
        let (told, code) = said(&run(&folder.join("articles"), &["build", "--viewer", shell]));
        assert_eq!(code, 0, "{told}");
        let front = fs::read_to_string(folder.join("site/index.html")).unwrap();
        assert!(front.contains(&format!("<html lang=\"{language}\"")) && front.contains(title), "{front}");
        assert!(folder.join("site/articles/media/pictures/bridge.svg").exists());
    }
    let (told, code) = said(&run(around, &["new", "en"]));
    assert!(code == 1 && told.contains("is not empty: name a new folder"), "{told}");
    let (told, code) = said(&run(around, &["new", "fr", "--language", "fr"]));
    assert!(code == 1 && told.contains("write --language en, vi or ar") && !around.join("fr").exists(), "{told}");
}

#[test]
fn what_is_wrong_is_one_message_that_says_what_to_do() {
    let publisher = Publisher::new(&[("a.json", &document("a", ""))]);
    let (around, shell) = (publisher.folder.path(), publisher.shell.to_str().unwrap());
    write_files(around, &[("a-file", "x"), ("empty/.keep", "")]);
    let before = contents(around);
    for (arguments, code, part) in [
        (&["build", "nowhere", "--out", "x"][..], 1, "there is no folder nowhere: make it, or mend the name"),
        (&["build", "a-file", "--out", "x"], 1, "a-file is a file: name the folder that it is in"),
        (&["build", "empty", "--out", "x"], 1, "there is no article in this folder: put documents into it"),
        (&["build", "articles"], 1, "where to? Name the folder to write with --out"),
        (
            &["build", "articles", "--out", "articles/site"],
            1,
            "lie one in the other: choose another folder for the output",
        ),
        (&["build", "articles", "--out", "."], 1, "lie one in the other: choose another folder for the output"),
        (
            &["build", "articles", "--out", "x", "--address", "news.example"],
            2,
            "write it as https://news.example/articles/",
        ),
        (&["build", "articles", "--out", "x", "--include", "a"], 1, "say it with --address"),
        (
            &["build", "articles", "--out", "x", "--include", "b", "--address", "https://h/"],
            1,
            "there is no article `b`",
        ),
        (&["build", "articles", "--outt", "x"], 2, "'--out'"),
        (&["deploy", "articles", "--out", "x"], 1, "where to? Say it with --to"),
        (&["deploy", "articles", "--out", "x", "--to", "ftp://h/"], 1, "ftp"),
        (&["headers", "articles", "--out", "x", "--for", "iis"], 2, "name nginx, caddy, apache or netlify"),
        (&["serve", "articles", "--host", "no host"], 1, "choose another with --host or --port"),
        (&["serve", "nowhere"], 1, "there is no folder nowhere: make it, or mend the name"),
        (&["deploy", "articles", "--out", "x", "--to", "."], 1, "what the publication is made of: name another folder"),
        (&["deploy", "articles", "--out", "x", "--to", "articles"], 1, "what the publication is made of"),
        (&["deploy", "articles", "--out", "x", "--to", "empty"], 1, "holds files that no upload wrote"),
        (&["deploy", "articles", "--out", "x", "--to", "a-file"], 1, "a-file is a file: name a folder"),
        (&["new", "a-file"], 1, "a-file is a file: name a new folder"),
        (&["include", "--site", "nowhere", "--address", "https://h/", "a"], 1, "is this the publication's folder"),
        (&["check", "nowhere.json"], 1, "it cannot be read"),
        (&["biuld"], 2, "'build'"),
    ] {
        let mut all = arguments.to_vec();
        if ["build", "deploy", "headers", "serve"].contains(&arguments[0]) {
            all.extend(["--viewer", shell]);
        }
        let (told, found) = said(&run(around, &all));
        assert_eq!(found, code, "{arguments:?}: {told}");
        assert!(told.contains(part), "{arguments:?}: {told}");
        assert!(!told.contains("panicked") && !told.contains("stack backtrace"), "{arguments:?}: {told}");
        fs::remove_dir_all(around.join("x")).ok();
        fs::remove_dir_all(around.join(".x.article-viewer")).ok();
        assert!(contents(around) == before, "{arguments:?} has left something");
    }
}

#[test]
fn a_summary_for_programs_says_what_was_made_and_when_an_embargo_ends() {
    let later = document("later", r#""embargo":"2199-01-02T00:00:00Z","#);
    let latest = document("latest", r#""embargo":"2199-01-03T00:00:00Z","#);
    let publisher = Publisher::new(&[("a.json", &document("a", "")), ("b.json", &later), ("c.json", &latest)]);
    let summary = |more: &[&str]| -> Value {
        let output = publisher.publish(more);
        assert_eq!((output.status.code(), output.stderr.len()), (Some(0), 0));
        serde_json::from_slice(&output.stdout).unwrap()
    };
    let planned = summary(&["--json", "--dry-run"]);
    assert!(!publisher.out.exists());
    let made = summary(&["--json"]);
    assert_eq!(made["made"], planned["made"], "what was planned");
    assert_eq!((&made["articles"], &made["nextEmbargo"]), (&1.into(), &"2199-01-02T00:00:00Z".into()));
    let again = summary(&["--json"]);
    assert_eq!(again["made"].as_array().unwrap().len(), 0);
    assert_eq!(again["kept"].as_u64().unwrap() as usize, made["made"].as_array().unwrap().len());
    // To look at what is still under embargo; the next build takes it away again.
    assert_eq!(summary(&["--json", "--future"])["articles"], 3);
    assert!(publisher.out.join("latest/index.html").exists());
    let without = summary(&["--json"]);
    assert!(without["removed"].as_array().unwrap().contains(&"latest/index.html".into()), "{without}");
    assert!(!publisher.out.join("articles/latest.json").exists());
}

#[test]
fn a_page_of_the_publications_own_is_in_no_list_and_no_news() {
    let imprint = document("imprint", r#""kind":"page","articleSection":"News","#);
    let publisher = Publisher::new(&[
        ("a.json", &document("a", r#""articleSection":"News","#)),
        ("b.json", &document("b", r#""articleSection":"Sport","#)),
        ("i.json", &imprint),
    ]);
    publisher.published(&["--address", "https://news.example/"]);
    let page = publisher.text("imprint/index.html");
    assert!(page.contains("Text of imprint.") && !page.contains("NewsArticle"), "{page}");
    for list in
        ["index.html", "section/news/index.html", "feed.xml", "feed.json", "section/news/feed.xml", "news-sitemap.xml"]
    {
        assert!(!publisher.text(list).contains("imprint/"), "{list}");
    }
    assert!(publisher.text("sitemap.xml").contains("https://news.example/imprint/"), "search engines find it");
    // Who is alone in their section leads on to what is nearest in time.
    for (id, other) in [("a", "b"), ("b", "a")] {
        let page = publisher.text(&format!("{id}/index.html"));
        let related = page.split("class=\"related\"").nth(1).unwrap_or_default();
        assert!(related.contains(&format!("../{other}/")) && !related.contains("../imprint/"), "{page}");
    }
}

#[test]
fn what_shells_and_editors_ask_for_is_there() {
    let folder = tempfile::tempdir().unwrap();
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let (told, code) = said(&run(folder.path(), &["completions", shell]));
        assert!(code == 0 && told.contains("dry-run") && told.contains("deploy"), "{shell}");
    }
    let (told, code) = said(&run(folder.path(), &["man"]));
    assert!(code == 0 && told.contains(".TH article-viewer 1"), "{told}");
    assert_eq!(run(folder.path(), &["man", "--out", "man"]).status.code(), Some(0));
    assert!(fs::read_to_string(folder.path().join("man/article-viewer-build.1")).unwrap().contains("address"));
    for of in ["document", "publication"] {
        let schema: Value = serde_json::from_slice(&run(folder.path(), &["schema", of]).stdout).unwrap();
        jsonschema::meta::validate(&schema).unwrap();
    }
}

#[test]
fn the_docs_say_commands_that_there_are() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut count = 0;
    for name in [
        "README.md",
        "docs/embed.md",
        "docs/hosting.md",
        "docs/publication.md",
        "docs/publishing.md",
        "docs/workflows/github-pages.yml",
    ] {
        let text = fs::read_to_string(root.join(name)).unwrap();
        for (at, _) in text.match_indices("article-viewer ") {
            let line = text[at..].lines().next().unwrap().split(['`', '#']).next().unwrap();
            let mut words = line.split_whitespace().skip(1);
            let Some(command) = words.next().filter(|word| word.chars().all(|c| c.is_ascii_lowercase())) else {
                continue;
            };
            if command == "help" {
                continue;
            }
            let output = run(root, &[command, "--help"]);
            let help = String::from_utf8(output.stdout).unwrap();
            // A word of a sentence is no command; what begins a line or stands as code is.
            if !output.status.success() {
                let is_code = at == 0 || matches!(text.as_bytes()[at - 1], b'\n' | b'`');
                assert!(!is_code && !line.contains("--"), "{name} says `{line}`");
                continue;
            }
            count += 1;
            for option in words.filter(|word| word.starts_with("--")).map(|word| word.split('=').next().unwrap()) {
                assert!(help.contains(option), "{name} says `{line}`, and {command} has no {option}");
            }
        }
    }
    assert!(count > 20, "{count} commands");
    let workflow = fs::read_to_string(root.join("docs/workflows/github-pages.yml")).unwrap();
    assert!(!workflow.contains('\t'));
}

#[test]
fn the_settings_of_the_docs_are_without_fault_and_have_every_key() {
    let page = include_str!("../docs/publication.md");
    let example = page.split("```toml\n").nth(1).unwrap().split("```").next().unwrap();
    let publisher = Publisher::new(&[("a.json", &document("a", ""))]);
    let logo = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"3\" height=\"2\"><path d=\"M0 0\"/></svg>";
    write_files(publisher.folder.path(), &[("publication.toml", example), ("static/logo.svg", logo)]);
    let (told, code) = said(&run(publisher.folder.path(), &["check"]));
    assert_eq!((told.as_str(), code), ("1 document: no faults, no warnings.\n", 0));
    let schema = article_viewer::source::configuration_schema();
    for key in schema["properties"].as_object().unwrap().keys() {
        assert!(page.contains(&format!("`{key}`")) || page.contains(&format!("[{key}]")), "{key} is not in the docs");
    }
}
