//! The archive: a static program that needs nothing of the machine that it is unpacked on.

use std::fs;
use std::process::Command;

use tempfile::TempDir;

use crate::packages::{self, Server, VERSION, assert_published, run, unpacked};

/// The folder in the archive for this processor.
fn name() -> String {
    format!("article-viewer-{VERSION}-{}-unknown-linux-musl", std::env::consts::ARCH)
}

fn archive() -> TempDir {
    unpacked(&format!("{}.tar.gz", name()))
}

pub fn files() {
    let archive = archive();
    assert_eq!(fs::read_dir(archive.path()).unwrap().count(), 1, "everything is in one folder");
    let names = packages::files(&archive.path().join(name()));
    for name in [
        "LICENSE-APACHE",
        "LICENSE-MIT",
        "README.md",
        "article-viewer",
        "completions/_article-viewer",
        "completions/_article-viewer.ps1",
        "completions/article-viewer.bash",
        "completions/article-viewer.elv",
        "completions/article-viewer.fish",
        "man/article-viewer.1",
        "man/article-viewer-serve.1",
    ] {
        assert!(names.iter().any(|there| there == name), "{name} is not in {names:?}");
    }
    let text = fs::read_to_string(archive.path().join(name()).join("completions/article-viewer.bash")).unwrap();
    assert!(text.contains("complete -F _article__viewer"), "{text}");
}

pub fn is_static() {
    let archive = archive();
    let program = archive.path().join(name()).join("article-viewer");
    let output = Command::new("ldd").arg(&program).output().unwrap();
    let said = String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned();
    assert!(said.contains("statically linked") || said.contains("not a dynamic executable"), "{said}");
}

/// A root that holds the unpacked archive, a disk to write on, and devices; no shell, no libraries, no network.
struct EmptyRoot {
    archive: TempDir,
    disk: TempDir,
}

impl EmptyRoot {
    fn new() -> Self {
        Self { archive: archive(), disk: tempfile::tempdir().unwrap() }
    }

    /// The program in it, with nothing in its environment; `more` is said to bubblewrap.
    fn program(&self, more: &[&str]) -> Command {
        let mut bwrap = Command::new("bwrap");
        bwrap.args(["--unshare-all", "--die-with-parent", "--clearenv"]).args(more).arg("--ro-bind");
        bwrap.arg(self.archive.path().join(name())).args(["/program", "--dev", "/dev", "--bind"]).arg(self.disk.path());
        bwrap.args(["/tmp", "--chdir", "/tmp", "--", "/program/article-viewer"]);
        bwrap
    }
}

pub fn publishes() {
    let root = EmptyRoot::new();
    run(root.program(&[]).args(["new", "paper"]));
    run(root.program(&[]).args(["check", "paper"]));
    run(root.program(&[]).args(["build", "paper"]));
    assert_published(&root.disk.path().join("paper/site"));
    let words = run(root.program(&[]).args(["headers", "paper", "--for", "nginx"]));
    assert!(words.contains("Content-Security-Policy"), "{words}");
}

pub fn serves() {
    let root = EmptyRoot::new();
    run(root.program(&[]).args(["new", "paper"]));
    // The network is this machine's, since the request comes from it.
    let server = Server::start(root.program(&["--share-net"]).args(["serve", "paper", "--port", "0"]));
    let page = server.get("/the-bridge-opens/");
    assert!(page.starts_with("HTTP/1.1 200") && page.contains("The bridge opens"), "{page}");
    assert!(server.get("/view.html").starts_with("HTTP/1.1 200"), "the browser's code is inside");
}
