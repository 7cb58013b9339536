//! Folders that attack (`tests/hostile`): what of each comes out, and what is said. What comes out is opened in browsers,
//! file by file, by `tests/site/corpus.rs`.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use crate::publisher::{Publisher, document};
use article_viewer::site::{self, BuildError, Built, Order};
use article_viewer::source::{Publication, Severity};
use serde::Deserialize;

fn build(publisher: &Publisher) -> Result<Built, BuildError> {
    site::build(&publisher.order())
}

/// What must become of a folder.
#[derive(Deserialize)]
struct Expected {
    /// Pieces of the faults for which nothing is published, one for each fault; none where it is.
    refused: Vec<String>,
    /// Pieces of the warnings.
    warned: Vec<String>,
    /// The files that come out beside the documents, under `articles/media/`.
    media: Vec<String>,
}

#[test]
fn of_every_folder_comes_out_what_is_safe_and_the_rest_is_refused_with_its_place() {
    let cases = fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/hostile")).unwrap();
    let cases: Vec<PathBuf> = cases.map(|case| case.unwrap().path()).collect();
    assert!(cases.len() > 20, "{} cases", cases.len());
    for case in cases {
        let name = case.display();
        let expected = fs::read(case.join("expected.json")).unwrap_or_else(|error| panic!("{name}: {error}"));
        let Expected { refused, warned, mut media } = serde_json::from_slice(&expected).unwrap();
        media.sort_unstable();
        let publisher = Publisher::new(&[("first.json", &document("first", ""))]);
        if !refused.is_empty() {
            build(&publisher).unwrap();
        }
        let before = if refused.is_empty() { BTreeMap::new() } else { publisher.contents() };
        let articles = case.join("articles");
        let publication = Publication::of_articles(&articles);
        let built = site::build(&Order::new(&publication, &publisher.code, &publisher.out));
        match built {
            Ok(built) => {
                assert_eq!(refused, Vec::<String>::new(), "{name} is published");
                let said = built.report.to_string();
                assert!(warned.iter().all(|piece| said.contains(piece)), "{name}: {said}");
                assert_eq!(said.is_empty(), warned.is_empty(), "{name}: {said}");
            }
            Err(BuildError::Faulty(report)) => {
                let findings = report.findings().iter().filter(|finding| finding.severity == Severity::Error);
                let faults: Vec<String> = findings.map(ToString::to_string).collect();
                assert_eq!(faults.len(), refused.len(), "{name}: {report}");
                for (fault, piece) in faults.iter().zip(&refused) {
                    assert!(fault.contains(piece) && fault.contains("article.json:"), "{name}: {fault}");
                }
                assert!(publisher.contents() == before, "{name}: the publication is as it was");
            }
            Err(error) => panic!("{name}: {error}"),
        }
        let out = publisher.contents();
        let mut found: Vec<&str> = out.keys().filter_map(|path| path.strip_prefix("articles/media/")).collect();
        found.retain(|path| !path.ends_with(".br") && !path.ends_with(".gz"));
        found.sort_unstable();
        assert_eq!(found, media, "{name}");
        for (path, content) in &out {
            let is_data = |ending| path.strip_prefix("articles/").is_some_and(|path| path.ends_with(ending));
            if is_data(".json") {
                let document: serde_json::Value = serde_json::from_slice(content).unwrap();
                let id = document["id"].as_str().unwrap_or_default();
                assert_eq!(path, &format!("articles/{id}.json"), "{name}: a document stands where its own address is");
                assert!(article_viewer::article::read(content).is_ok(), "{name}: {path} is one");
            }
        }
    }
}

#[cfg(unix)]
#[test]
fn a_pipe_is_no_document_and_no_picture_and_nothing_waits_for_it() {
    let figure = r#""body":[{"type":"figure","image":{"src":"pipe.gif","alt":"Alt"}},"#;
    let publisher = Publisher::new(&[("one.json", &document("one", "").replace(r#""body":["#, figure))]);
    let make = |name: &str| {
        let made = std::process::Command::new("mkfifo").arg(publisher.articles.join(name)).status().unwrap();
        assert!(made.success());
    };
    make("pipe.gif");
    let built = build(&publisher).unwrap();
    assert!(built.report.to_string().contains("the picture `pipe.gif` is no file: name one"), "{}", built.report);
    make("two.json");
    let Err(BuildError::Faulty(report)) = build(&publisher) else { panic!("it is published") };
    assert!(report.to_string().contains("two.json: this is no regular file"), "{report}");
}

#[test]
fn a_picture_whose_file_says_a_size_that_cannot_be_has_none() {
    let png = |width: u32, height: u32| {
        let header =
            [&b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR"[..], &width.to_be_bytes(), &height.to_be_bytes(), &[8, 2, 0, 0, 0]];
        header.concat()
    };
    let figure = r#""body":[{"type":"figure","image":{"src":"a.png","alt":"Alt"}},"#;
    for (width, height) in [(70_000, 70_000), (0, 0), (u32::MAX, 1)] {
        let publisher = Publisher::new(&[("one.json", &document("one", "").replace(r#""body":["#, figure))]);
        fs::write(publisher.articles.join("a.png"), png(width, height)).unwrap();
        let built = build(&publisher).unwrap();
        assert!(built.report.to_string().contains("its file says none"), "{width}: {}", built.report);
        let data = fs::read(publisher.out.join("articles/one.json")).unwrap();
        assert!(article_viewer::article::read(&data).is_ok(), "our own reader reads it");
    }
}

#[test]
fn a_large_file_is_refused_by_what_it_begins_with() {
    let figure = r#""body":[{"type":"figure","image":{"src":"large.svg","alt":"Alt"}},{"type":"audio","src":"large.mp3","title":"S"},"#;
    let publisher = Publisher::new(&[("one.json", &document("one", "").replace(r#""body":["#, figure))]);
    // Holes: they take no room on the disk.
    for name in ["large.svg", "large.mp3", "large.json"] {
        fs::File::create(publisher.articles.join(name)).unwrap().set_len(6_000_000_000).unwrap();
    }
    let Err(BuildError::Faulty(report)) = build(&publisher) else { panic!("it is published") };
    let said = report.to_string();
    for piece in [
        "large.json:1:1: the document is larger than 8 MiB",
        "the picture `large.svg` is a drawing of more than 8 MiB",
        "the file `large.mp3` is not what its ending says",
    ] {
        assert!(said.contains(piece), "{piece}: {said}");
    }
}
