//! `article-viewer deploy` as a publisher calls it, against a bucket: the program is really killed, and called again.

use std::fs;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;

use axum::http::Method;

use crate::bucket::{BUCKET, Does, KEY, SECRET, Server};
use crate::publisher::{Publisher, document, write_files};

struct Deployer {
    publisher: Publisher,
    server: Server,
}

impl Deployer {
    fn new() -> Self {
        let files: Vec<(String, String)> =
            (0..40).map(|n| (format!("{n}.json"), document(&format!("a-{n}"), ""))).collect();
        let files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
        let (publisher, server) = (Publisher::new(&files), Server::new());
        let settings = format!("title = \"T\"\n[deploy]\nto = \"s3://{BUCKET}\"\nendpoint = \"{}\"\n", server.endpoint);
        write_files(publisher.folder.path(), &[("publication.toml", &settings)]);
        Self { publisher, server }
    }

    fn command(&self, more: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_article-viewer"));
        command.arg("deploy").arg(self.publisher.folder.path()).arg("--viewer").arg(&self.publisher.shell).args(more);
        // Of other keys on the machine nothing is known.
        command.env("AWS_ACCESS_KEY_ID", KEY).env("AWS_SECRET_ACCESS_KEY", SECRET);
        for other in ["AWS_SESSION_TOKEN", "AWS_ENDPOINT_URL", "AWS_REGION", "HTTP_PROXY", "http_proxy"] {
            command.env_remove(other);
        }
        command
    }

    fn said(&self, more: &[&str]) -> String {
        let output = self.command(more).output().unwrap();
        let said = String::from_utf8(output.stdout).unwrap() + &String::from_utf8(output.stderr).unwrap();
        assert!(output.status.success(), "{said}");
        said
    }

    /// Whether everything that was built lies in the bucket, compressed where there is a compressed copy of it.
    fn is_all_there(&self) -> bool {
        let built = crate::publisher::contents(&self.publisher.folder.path().join("site"));
        let there = self.server.contents();
        let is_there = |path: &String, content: &Vec<u8>| {
            there.get(path) == Some(built.get(&format!("{path}.gz")).unwrap_or(content))
        };
        let is_own = |path: &str| path != ".article-viewer" && !path.ends_with(".br") && !path.ends_with(".gz");
        built.iter().filter(|(path, _)| is_own(path)).all(|(path, content)| is_there(path, content))
    }
}

#[test]
fn what_the_settings_say_is_uploaded_and_only_what_differs() {
    let deployer = Deployer::new();
    let said = deployer.said(&["--dry-run"]);
    assert!(said.contains("upload a-7/index.html") && deployer.server.contents().is_empty(), "{said}");
    let said = deployer.said(&[]);
    assert!(said.contains("files uploaded") && deployer.is_all_there(), "{said}");
    deployer.server.counts();
    let said = deployer.said(&[]);
    assert!(said.contains("0 files uploaded (0 bytes), 0 removed"), "{said}");
    assert_eq!(deployer.server.counts().into_iter().collect::<Vec<_>>(), [("GET".to_owned(), 1)]);

    let changed = document("a-7", "").replace("Text of a-7", "Another text");
    write_files(&deployer.publisher.articles, &[("7.json", &changed)]);
    deployer.said(&[]);
    let seen = deployer.server.seen();
    let puts = seen.iter().filter(|seen| seen.method == Method::PUT && !seen.path.starts_with(".article-viewer"));
    let mut puts: Vec<&str> = puts.map(|seen| seen.path.as_str()).collect();
    puts.sort_unstable();
    assert_eq!(
        puts,
        ["a-7/index.html", "articles/a-7.html", "articles/a-7.json"],
        "the data, the page, and the embedded one"
    );
    assert!(fs::read_to_string(deployer.server.path("articles/a-7.json")).unwrap().contains("Another text"));
}

#[test]
fn who_is_killed_in_the_middle_is_called_again_and_ends_the_work() {
    let deployer = Deployer::new();
    // The first that comes after thirty files is never answered.
    let (reached, is_reached) = mpsc::channel();
    let mut count = 0;
    deployer.server.decide(move |seen| {
        count += usize::from(seen.method == Method::PUT);
        if count <= 30 {
            return Does::Serve;
        }
        let _ = reached.send(());
        Does::Hold
    });
    let mut child: Child = deployer.command(&[]).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    is_reached.recv_timeout(std::time::Duration::from_secs(60)).unwrap();
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(!deployer.is_all_there() && !deployer.server.contents().is_empty());
    deployer.server.serve_all();
    deployer.said(&[]);
    assert!(deployer.is_all_there());
    deployer.server.counts();
    deployer.said(&[]);
    assert_eq!(
        deployer.server.counts().into_iter().collect::<Vec<_>>(),
        [("GET".to_owned(), 1)],
        "nothing is left to do"
    );
}

#[test]
fn what_keeps_it_from_uploading_is_one_message() {
    let deployer = Deployer::new();
    for (more, key, part) in [
        (&["--to", "s3://elsewhere"][..], KEY, "elsewhere"),
        (&[], "another-key", "key"),
        (&["--to", "ftp://h/"], KEY, "ftp"),
    ] {
        let output = deployer.command(more).env("AWS_ACCESS_KEY_ID", key).output().unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(
            output.status.code() == Some(1) && said.contains(part) && said.lines().count() == 1,
            "{more:?}: {said}"
        );
    }
    assert!(deployer.server.contents().is_empty());
}
