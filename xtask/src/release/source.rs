//! The crate, from which `cargo install` compiles the program: the browser's code is in it, so that it takes Rust and a C
//! compiler, and none of the tools that make that code.

use super::{Parts, VERSION, copy, program::NAME};
use crate::{process, project};
use anyhow::{Context, Result, ensure};
use std::{
    fs,
    path::{Path, PathBuf},
};

/// The folder of the browser's code in the crate, where `build.rs` looks for it.
const CODE: &str = "browser-code";

/// The first lines of `Cargo.toml` name the workspace; the crate is one by itself.
const MEMBERS: &str = "members = [\".\", \"xtask\"]";

/// What is not of this package: other packages, and what builds leave.
const LEFT_OUT: [&str; 4] = ["dist", "fuzz", "target", "xtask"];

/// Makes the crate in `folder`: of a copy of the package, since the browser's code must not lie in the project, where every build
/// would take it. Cargo picks out of it what `include` in `Cargo.toml` says, and leaves out the browser's programs.
pub fn make(parts: &Parts, folder: &Path) -> Result<()> {
    let staged = tempfile::tempdir().context("can't make a temporary folder: free some disk space")?;
    let staged = staged.path();
    let is_left_out = |name: &str| name.starts_with('.') || LEFT_OUT.contains(&name);
    copy_all(project::root(), staged, is_left_out)?;
    copy_all(&parts.code, &staged.join(CODE), |name| name.starts_with('.'))?;
    let manifest = staged.join("Cargo.toml");
    let text = fs::read_to_string(&manifest).with_context(|| format!("can't read {}", manifest.display()))?;
    ensure!(text.contains(MEMBERS), "Cargo.toml does not say `{MEMBERS}` any more: change {} likewise", file!());
    fs::write(&manifest, text.replace(MEMBERS, "members = [\".\"]"))
        .with_context(|| format!("can't write {}: free some disk space", manifest.display()))?;

    let target = staged.join("target");
    let mut cargo = process::cargo();
    cargo.current_dir(staged);
    // Compiled it is by the tests of the packages.
    cargo.args(["package", "--quiet", "--no-verify", "--allow-dirty", "--target-dir"]).arg(&target);
    process::run(&mut cargo, "the reason stands above")?;
    let file = format!("{NAME}-{VERSION}.crate");
    copy(&target.join("package").join(&file), &folder.join(&file))
}

/// Copies what is in a folder, except what is left out by its name (at the first level alone). Links are left out too: only what
/// tests attack with is linked.
fn copy_all(from: &Path, to: &Path, is_left_out: impl Fn(&str) -> bool) -> Result<()> {
    let unreadable = || format!("can't read {}: check its rights", from.display());
    let mut unread: Vec<PathBuf> = Vec::new();
    for entry in fs::read_dir(from).with_context(unreadable)? {
        let entry = entry.with_context(unreadable)?;
        if !is_left_out(&entry.file_name().to_string_lossy()) {
            unread.push(entry.path());
        }
    }
    while let Some(path) = unread.pop() {
        if path.is_dir() && !path.is_symlink() {
            for entry in fs::read_dir(&path).with_context(unreadable)? {
                unread.push(entry.with_context(unreadable)?.path());
            }
        } else if !path.is_symlink() {
            copy(&path, &to.join(path.strip_prefix(from).unwrap_or(&path)))?;
        }
    }
    Ok(())
}
