//! A publisher at work: a folder of documents, the shell that Trunk built, and the program run on them.
#![allow(dead_code, reason = "each test uses a part")]
#![allow(clippy::unwrap_used, clippy::panic)]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use article_viewer::site::{BrowserCode, Order};
use article_viewer::source::Publication;
use tempfile::TempDir;

/// The page that Trunk built.
pub const SHELL: &str = r#"<!doctype html><html lang="en"><head><meta charset="utf-8"><title>x</title>
<link rel="stylesheet" href="./one-1.css" integrity="sha384-x"><link rel="stylesheet" href="./two-2.css">
<link rel="stylesheet" href="./page-5.css">
<link rel="stylesheet" href="./print-4.css" media="print" integrity="sha384-x">
<link rel="modulepreload" href="./glue-3.js"><link rel="preload" href="./glue-3_bg.wasm" as="fetch">
</head><body><script type="module" src="./start.js"></script><div id="viewer"></div></body></html>"#;

/// The folder that Trunk leaves for the publisher's program.
pub const SHELL_FILES: [(&str, &str); 23] = [
    ("index.html", SHELL),
    ("one-1.css", "a{color:red}"),
    ("two-2.css", "b{color:blue}"),
    ("page-5.css", "e{}"),
    ("print-4.css", "p{}"),
    ("sheet.css", "@page{margin:0}"),
    ("glue-3.js", ""),
    ("glue-3_bg.wasm", ""),
    ("document-viewer.js", "g"),
    ("document-viewer_bg.wasm", "w"),
    ("document-checker.js", "h"),
    ("document-checker_bg.wasm", "v"),
    ("frame.js", "f();"),
    ("snippets/part.js", "a part"),
    ("site.js", "say(WORDS);"),
    ("worker.js", "keep(CODE);"),
    ("embed.js", "define(BUILD);"),
    ("show.js", "show(BUILD);"),
    ("load.js", "load(BUILD);"),
    ("view.js", "view(BUILD);"),
    ("base.css", "g{}"),
    ("element.css", "c{}"),
    ("isolate.css", "d{}"),
];

/// The smallest document, with more fields.
pub fn document(id: &str, more: &str) -> String {
    format!(
        r#"{{"id":"{id}","inLanguage":"en","headline":"On {id}","datePublished":"2026-01-01T00:00:00Z",{more}"body":[{{"type":"paragraph","text":"Text of {id}."}}]}}"#
    )
}

/// Writes files into a folder.
pub fn write_files(folder: &Path, files: &[(&str, &str)]) {
    for (name, content) in files {
        let path = folder.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }
}

/// Every file of a publication with its content.
pub fn contents(out: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    let mut folders = vec![out.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.file_name().unwrap() != ".article-viewer" {
                files.insert(path.strip_prefix(out).unwrap().to_str().unwrap().to_owned(), fs::read(&path).unwrap());
            }
        }
    }
    files
}

/// Everything that a publisher has.
pub struct Publisher {
    pub articles: PathBuf,
    pub shell: PathBuf,
    pub out: PathBuf,
    pub publication: Publication,
    pub code: BrowserCode,
    /// All of it; it goes when the test is over.
    pub folder: TempDir,
}

impl Publisher {
    /// With documents and pictures of their own.
    pub fn new(files: &[(&str, &str)]) -> Self {
        let publisher = Self::of(Path::new("articles"));
        let articles = publisher.folder.path().join("articles");
        write_files(&articles, files);
        Self { publication: Publication::of_articles(&articles), articles, ..publisher }
    }

    /// With the articles of a folder.
    pub fn of(articles: &Path) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let shell = folder.path().join("shell");
        write_files(&shell, &SHELL_FILES);
        let (shell, out) = (shell.join("index.html"), folder.path().join("out"));
        let (publication, code) = (Publication::of_articles(articles), BrowserCode::beside(&shell));
        Self { articles: articles.to_owned(), shell, out, publication, code, folder }
    }

    /// What is to be published.
    pub fn order(&self) -> Order<'_> {
        Order::new(&self.publication, &self.code, &self.out)
    }

    /// Runs the program.
    pub fn publish(&self, more: &[&str]) -> Output {
        let mut command = self.command();
        command.args(more).output().unwrap()
    }

    /// The program, about to publish.
    pub fn command(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_article-viewer"));
        command.arg("build").arg(&self.articles);
        command.arg("--viewer").arg(&self.shell).arg("--out").arg(&self.out);
        command
    }

    /// Runs it with success, and gives what it said.
    pub fn published(&self, more: &[&str]) -> String {
        let output = self.publish(more);
        let said = String::from_utf8(output.stdout).unwrap() + &String::from_utf8(output.stderr).unwrap();
        assert!(output.status.success(), "{said}");
        said
    }

    /// Runs it without success, and gives what it said.
    pub fn refused(&self, more: &[&str]) -> String {
        let output = self.publish(more);
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(1), "{said}");
        said
    }

    /// A file of the publication.
    pub fn text(&self, path: &str) -> String {
        let path = self.out.join(path);
        fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
    }

    /// The names in a folder of the publication.
    pub fn names(&self, folder: &str) -> Vec<String> {
        let entries = fs::read_dir(self.out.join(folder)).unwrap();
        let mut names: Vec<String> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    /// Every file of the publication with its content.
    pub fn contents(&self) -> BTreeMap<String, Vec<u8>> {
        contents(&self.out)
    }

    /// The paths of all files of the publication.
    pub fn all(&self) -> Vec<String> {
        let mut paths = Vec::new();
        let mut folders = vec![self.out.clone()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                } else {
                    paths.push(path.strip_prefix(&self.out).unwrap().to_str().unwrap().to_owned());
                }
            }
        }
        paths.sort();
        paths
    }
}
