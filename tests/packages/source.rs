//! The crate: `cargo install` compiles it with Rust and a C compiler alone.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

use crate::packages::{self, VERSION, assert_published, run, unpacked};

/// More than this is not needed to compile the program, in bytes.
const BUDGET: u64 = 2_000_000;

fn crate_folder() -> (TempDir, PathBuf) {
    let folder = unpacked(&format!("article-viewer-{VERSION}.crate"));
    let path = folder.path().join(format!("article-viewer-{VERSION}"));
    (folder, path)
}

pub fn files() {
    let (_folder, path) = crate_folder();
    let names = packages::files(&path);
    for name in
        ["browser-code/index.html", "browser-code/embed.js", "build.rs", "Cargo.lock", "LICENSE-MIT", "README.md"]
    {
        assert!(names.iter().any(|there| there == name), "{name} is not in {names:?}");
    }
    for folder in ["tests/", "fuzz/", "xtask/", "target/", "docs/", "static/articles/"] {
        assert!(!names.iter().any(|name| name.starts_with(folder)), "{folder} is in {names:?}");
    }
    let bytes: u64 = names.iter().map(|name| path.join(name).metadata().unwrap().len()).sum();
    assert!(bytes < BUDGET * 3, "unpacked it takes {bytes} bytes");
    let packed = packages::package(&format!("article-viewer-{VERSION}.crate")).metadata().unwrap().len();
    assert!(packed < BUDGET, "it takes {packed} bytes");
}

pub fn installs() {
    let (folder, path) = crate_folder();
    let root = folder.path().join("root");
    // Its dependencies stay compiled from one run to the next. Without optimization it is the same in a fraction of the time.
    let target = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/crate");
    let mut cargo = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.args(["install", "--offline", "--locked", "--debug", "--path"]).arg(&path).arg("--root").arg(&root);
    // Whatever is said to the Cargo that runs this test, about features of another package, is not for this one.
    cargo.current_dir(folder.path()).env("CARGO_TARGET_DIR", target).env_remove("ARTICLE_VIEWER_BROWSER_CODE");
    // Only what is there counts: none of the tools that make the browser's code can be found.
    cargo.env("PATH", programs(&folder.path().join("programs")));
    run(&mut cargo);

    assert_eq!(
        packages::files(&root.join("bin")),
        ["article-viewer"],
        "the publisher's program, and none of the browser's"
    );
    let program = root.join("bin/article-viewer");
    assert_eq!(run(Command::new(&program).arg("--version")).trim(), format!("article-viewer {VERSION}"));
    run(Command::new(&program).args(["new", "paper"]).current_dir(folder.path()));
    run(Command::new(&program).args(["build", "paper"]).current_dir(folder.path()));
    assert_published(&folder.path().join("paper/site"));
}

/// A folder of links to what somebody has who has installed Rust and a C compiler, and nothing else.
fn programs(folder: &Path) -> PathBuf {
    std::fs::create_dir_all(folder).unwrap();
    for name in ["cargo", "rustc", "cc", "gcc", "ld", "as", "ar"] {
        if let Some(path) = packages::find(name) {
            std::os::unix::fs::symlink(path, folder.join(name)).unwrap();
        }
    }
    folder.to_owned()
}
