//! `cargo xtask release`: what is given away, in `target/packages`: an archive for each processor, the crate, npm packages,
//! Debian packages, and their checksums. One kind of package, one file; `program.rs` compiles the program that is in them.
//!
//! A package is the same, byte for byte, whenever it is made of the same commit: names are sorted, and files belong to nobody
//! and have the time of the commit.

mod archive;
mod debian;
mod npm;
mod program;
mod source;

pub use npm::of_element;

use crate::{process, project, shell};
use anyhow::{Context, Result, ensure};
use program::{Extras, Program};
use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
};

/// The version of all packages.
const VERSION: &str = env!("CARGO_PKG_VERSION");

/// The file of checksums, as `sha256sum --check` reads it.
const CHECKSUMS: &str = "SHA256SUMS";

/// What packages are made of.
struct Parts {
    /// The folder of the browser's code.
    code: PathBuf,
    /// The program for each processor that it could be compiled for.
    programs: Vec<Program>,
    /// What belongs to the program.
    extras: Extras,
    /// The time of every file, in seconds since 1970.
    time_s: String,
}

/// Makes the packages, and tries them with `test`. `shell` is the page of a shell that is there already.
pub fn command(test: bool, shell: Option<PathBuf>) -> Result<()> {
    ensure!(cfg!(target_os = "linux"), "packages are made on Linux, whose static programs and archives they are");
    let page = match shell {
        Some(page) => project::resolve(&page)?,
        None => shell::ensure(&project::bundled_articles(), false)?,
    };
    let code = page.parent().context("the page of a shell lies in a folder: name it with --shell")?.to_owned();
    let programs = program::compile_all(&code)?;
    let extras = Extras::make(&programs)?;
    let parts = Parts { code, programs, extras, time_s: time_s() };
    let folder = project::root().join("target/packages");
    make(&parts, &folder)?;
    println!("Packaged into {}:", folder.display());
    for (name, bytes) in files(&folder)? {
        println!("{bytes:>12} {name}");
    }
    if test { try_all(&parts, &folder) } else { Ok(()) }
}

/// Makes all packages in `folder`, in place of what is there.
fn make(parts: &Parts, folder: &Path) -> Result<()> {
    empty(folder)?;
    for program in &parts.programs {
        archive::make(parts, program, folder)?;
        debian::make(parts, program, folder)?;
    }
    source::make(parts, folder)?;
    npm::make(parts, folder)?;
    checksums(folder)
}

/// Makes the packages a second time, and runs `tests/packages`.
fn try_all(parts: &Parts, folder: &Path) -> Result<()> {
    let again = project::root().join("target/packages-again");
    make(parts, &again)?;
    let mut cargo = process::cargo();
    // As the native tests were compiled: for the package alone, its features might be others.
    cargo.args(["test", "--workspace", "--test", "packages"]);
    cargo.env("ARTICLE_VIEWER_PACKAGES", folder).env("ARTICLE_VIEWER_PACKAGES_AGAIN", again);
    process::run(&mut cargo, "the failing test stands above")
}

fn checksums(folder: &Path) -> Result<()> {
    let names: Vec<String> = files(folder)?.into_iter().map(|(name, _)| name).collect();
    let sums = process::ask(Command::new("sha256sum").arg("--").args(names).current_dir(folder))
        .context("no checksums: put sha256sum on PATH")?;
    let path = folder.join(CHECKSUMS);
    fs::write(&path, sums + "\n").with_context(|| format!("can't write {}: free some disk space", path.display()))
}

/// The names of a folder's files, in their order, and how many bytes each has.
fn files(folder: &Path) -> Result<Vec<(String, u64)>> {
    let unreadable = || format!("can't read {}: check its rights", folder.display());
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).with_context(unreadable)? {
        let entry = entry.with_context(unreadable)?;
        let bytes = entry.metadata().with_context(unreadable)?.len();
        files.push((entry.file_name().to_string_lossy().into_owned(), bytes));
    }
    files.sort();
    Ok(files)
}

/// Makes a folder with nothing in it.
fn empty(folder: &Path) -> Result<()> {
    let room = || format!("can't write {}: check its rights and free space", folder.display());
    if folder.exists() {
        fs::remove_dir_all(folder).with_context(room)?;
    }
    fs::create_dir_all(folder).with_context(room)
}

/// Copies a file into a folder, under its own name or another.
fn copy(from: &Path, to: &Path) -> Result<()> {
    if let Some(folder) = to.parent() {
        fs::create_dir_all(folder).with_context(|| format!("can't make {}: check its rights", folder.display()))?;
    }
    let copied = fs::copy(from, to).map(drop);
    copied.with_context(|| format!("can't copy {} to {}: free some disk space", from.display(), to.display()))
}

/// The time that files get: what packagers ask for (https://reproducible-builds.org/specs/source-date-epoch/), or that of the
/// commit. In a folder without history it is 1980, the first year that every format of archives can hold.
fn time_s() -> String {
    let asked = env::var("SOURCE_DATE_EPOCH").ok().filter(|time| time.parse::<u64>().is_ok());
    let commit = || process::ask(Command::new("git").args(["log", "-1", "--format=%ct"]).current_dir(project::root()));
    asked.or_else(commit).unwrap_or_else(|| "315532800".to_owned())
}
