//! The Debian package: files where Debian looks for them, and a program that needs no other package.

use std::path::PathBuf;
use std::process::Command;

use crate::packages::{self, VERSION, run};

fn package() -> PathBuf {
    let arch = match std::env::consts::ARCH {
        "x86_64" => "amd64",
        "aarch64" => "arm64",
        other => other,
    };
    packages::package(&format!("article-viewer_{VERSION}_{arch}.deb"))
}

pub fn files() {
    let contents = run(Command::new("dpkg-deb").arg("--contents").arg(package()));
    for name in [
        "usr/bin/article-viewer",
        "usr/share/bash-completion/completions/article-viewer",
        "usr/share/zsh/vendor-completions/_article-viewer",
        "usr/share/fish/vendor_completions.d/article-viewer.fish",
        "usr/share/man/man1/article-viewer.1.gz",
        "usr/share/man/man1/article-viewer-serve.1.gz",
        "usr/share/doc/article-viewer/copyright",
    ] {
        assert!(contents.lines().any(|line| line.ends_with(&format!(" ./{name}"))), "{name} is not in {contents}");
    }
    let depends = run(Command::new("dpkg-deb").arg("--field").arg(package()).arg("Depends"));
    assert_eq!(depends.trim(), "");
}

pub fn runs() {
    let folder = tempfile::tempdir().unwrap();
    run(Command::new("dpkg-deb").arg("--extract").arg(package()).arg(folder.path()));
    let program = folder.path().join("usr/bin/article-viewer");
    assert_eq!(run(Command::new(program).arg("--version")).trim(), format!("article-viewer {VERSION}"));
}
