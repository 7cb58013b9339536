//! The npm packages: installed as npm does, without a registry.

use std::fs;
use std::os::unix::process::ExitStatusExt;
use std::path::Path;
use std::process::{Command, Stdio};

use tempfile::TempDir;

use crate::packages::{self, Server, VERSION, assert_published, run};

/// A new folder in which npm has installed the packages, or the first of them alone.
fn project(with_program: bool) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("package.json"), "{ \"private\": true }\n").unwrap();
    let mut npm = Command::new("npm");
    npm.args(["install", "--offline", "--no-audit", "--no-fund"]).current_dir(folder.path());
    // What was fetched for others is not taken.
    npm.arg("--cache").arg(folder.path().join("cache"));
    npm.arg(packages::package(&format!("article-viewer-{VERSION}.tgz")));
    if with_program {
        npm.arg(packages::package(&format!("article-viewer-linux-{}-{VERSION}.tgz", arch())));
    } else {
        npm.arg("--omit=optional");
    }
    run(&mut npm);
    folder
}

/// This processor, as Node calls it.
fn arch() -> &'static str {
    match std::env::consts::ARCH {
        "x86_64" => "x64",
        "aarch64" => "arm64",
        other => other,
    }
}

fn command(project: &Path) -> Command {
    let mut npx = Command::new("npx");
    npx.args(["--offline", "article-viewer"]).current_dir(project);
    npx
}

/// The command without npx, which is another process in between.
fn launcher(project: &Path) -> Command {
    let mut command = Command::new(project.join("node_modules/.bin/article-viewer"));
    command.current_dir(project);
    command
}

/// The element as a browser would define it, with as much of one as its script asks for when it is loaded.
const IMPORT: &str = r#"
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
globalThis.HTMLElement = class {};
globalThis.IntersectionObserver = class {};
globalThis.customElements = { get: () => undefined, define: tag => console.log(tag) };
await import("article-viewer");
const file = (name) => existsSync(fileURLToPath(import.meta.resolve(name)));
console.log(file("article-viewer"), file("article-viewer/custom-elements.json"));
"#;

pub fn installs() {
    let project = project(true);
    let project = project.path();
    assert_eq!(run(command(project).arg("--version")).trim(), format!("article-viewer {VERSION}"));
    run(command(project).args(["new", "paper"]));
    run(command(project).args(["build", "paper"]));
    assert_published(&project.join("paper/site"));

    // Exit code, output and arguments are the program's.
    fs::write(project.join("a b.json"), "{").unwrap();
    let output = launcher(project).args(["check", "a b.json"]).output().unwrap();
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    let said = String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned();
    assert!(said.contains("a b.json:1:"), "{said}");

    fs::write(project.join("import.mjs"), IMPORT).unwrap();
    let said = run(Command::new("node").arg("import.mjs").current_dir(project));
    assert_eq!(said.trim(), "article-viewer\ntrue true");
}

pub fn signals() {
    let project = project(true);
    run(launcher(project.path()).args(["new", "paper"]));
    let mut command = launcher(project.path());
    let mut server = Server::start(command.args(["serve", "paper", "--port", "0"]));
    assert!(server.get("/the-bridge-opens/").starts_with("HTTP/1.1 200"));
    run(Command::new("kill").args(["-s", "TERM", &server.child.id().to_string()]));
    let status = server.child.wait().unwrap();
    assert_eq!(status.signal(), Some(15), "{status}");
    assert!(!server.listens(), "the program has ended before its command");
}

pub fn without_program() {
    let project = project(false);
    let output = launcher(project.path()).arg("--version").stdin(Stdio::null()).output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1), "{said}");
    for words in [&format!("@article-viewer/linux-{} is missing", arch()), "--omit=optional", "cargo install"] {
        assert!(said.contains(words), "`{words}` is not in {said}");
    }

    // As on another system.
    let preload = project.path().join("elsewhere.cjs");
    fs::write(&preload, "Object.defineProperty(process, 'platform', { value: 'plan9' });\n").unwrap();
    let output =
        launcher(project.path()).env("NODE_OPTIONS", format!("--require {}", preload.display())).output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1), "{said}");
    for words in [&format!("no program for plan9-{}", arch()), "only for linux-", "cargo install"] {
        assert!(said.contains(words), "`{words}` is not in {said}");
    }
}
