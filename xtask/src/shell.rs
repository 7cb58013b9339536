//! The shell: what Trunk builds, which is the same for every publication. It is kept in `target/shell` and built again
//! when something has changed that it is made of.

use crate::{process, project, setup, sizes::Sizes};
use anyhow::{Context, Result, bail};
use std::{
    collections::hash_map::DefaultHasher,
    env, fs,
    hash::{Hash, Hasher},
    path::{Path, PathBuf},
};

/// What the shell is made of, files and folders of the project. The bundled articles lie in one of them and are left out.
const INPUTS: [&str; 12] = [
    "index.html",
    "src",
    "static",
    "Cargo.toml",
    "Cargo.lock",
    "Trunk.toml",
    ".cargo",
    "rust-toolchain.toml",
    "xtask/src",
    "xtask/browsers.json",
    "xtask/tools/compat.mjs",
    "xtask/tools/package-lock.json",
];

/// The page of the shell.
pub fn page() -> PathBuf {
    folder().join("index.html")
}

fn folder() -> PathBuf {
    project::root().join("target/shell")
}

/// The page of the shell, built if need be. Before that takes minutes, faulty `articles` are refused. `release` is how the
/// publisher's program is compiled, which looks at them.
pub fn ensure(articles: &Path, release: bool) -> Result<PathBuf> {
    let folder = folder();
    let stamp = project::root().join("target/shell.inputs");
    let page = page();
    let inputs = inputs()?;
    if page.is_file() && fs::read_to_string(&stamp).is_ok_and(|known| known == inputs) {
        return Ok(page);
    }
    let tools = setup::for_building()?;
    check(articles, release)?;
    // Whatever happens from here on, the shell is not the one of the stamp.
    if stamp.exists() {
        fs::remove_file(&stamp).with_context(|| format!("can't remove {}: check its rights", stamp.display()))?;
    }
    let mut trunk = tools.trunk_command(articles);
    trunk.env(project::SHELL_ENV, "1");
    trunk.args(["build", "--release", "--dist"]).arg(&folder);
    process::run(&mut trunk, "the reason stands above; an earlier build stays as it is")?;
    weigh(&folder, release)?;
    fs::write(&stamp, inputs).with_context(|| format!("can't write {}: free some disk space", stamp.display()))?;
    Ok(page)
}

/// Holds the code to its budget, with the bundled articles around it: theirs are the pages that the budget was made for.
fn weigh(shell: &Path, release: bool) -> Result<()> {
    let folder = tempfile::tempdir().context("can't make a temporary folder: free some disk space")?;
    for entry in fs::read_dir(shell).with_context(|| format!("can't read {}: build again", shell.display()))? {
        let path = entry.with_context(|| format!("can't read {}: build again", shell.display()))?.path();
        if let Some(name) = path.file_name().filter(|_| path.is_file()) {
            fs::copy(&path, folder.path().join(name))
                .with_context(|| format!("can't copy {}: free some disk space", path.display()))?;
        }
    }
    let mut program = process::article_viewer(release);
    program.arg("build").arg(project::bundled_articles());
    program.arg("--viewer").arg(folder.path().join("index.html")).arg("--out").arg(folder.path());
    let output = program.output().context("can't start cargo: install Rust from https://rustup.rs")?;
    if !output.status.success() {
        bail!("the bundled articles were not rendered: {}", String::from_utf8_lossy(&output.stderr));
    }
    let pages = Sizes::measure(folder.path())?;
    pages.iter().for_each(|sizes| println!("{sizes}"));
    pages.iter().try_for_each(|sizes| sizes.hold(true))
}

/// Refuses faulty articles before minutes go into the wasm. The program prints the faults itself.
fn check(articles: &Path, release: bool) -> Result<()> {
    let status = process::article_viewer(release)
        .arg("check")
        .arg(articles)
        .status()
        .context("can't start cargo: install Rust from https://rustup.rs")?;
    match status.code() {
        Some(0) => Ok(()),
        Some(1) => bail!("nothing was built: correct the faults above and build again"),
        _ => bail!("the articles could not be checked ({status}): the reason stands above"),
    }
}

/// A number for everything that the shell is made of.
fn inputs() -> Result<String> {
    let mut hash = DefaultHasher::new();
    let bundled = project::bundled_articles();
    let mut unread: Vec<PathBuf> = INPUTS.iter().rev().map(|input| project::root().join(input)).collect();
    while let Some(path) = unread.pop() {
        if path == bundled {
            continue;
        }
        let unreadable = || format!("can't read {}: check its rights", path.display());
        if path.is_dir() {
            let entries = fs::read_dir(&path).with_context(unreadable)?.map(|entry| entry.map(|entry| entry.path()));
            let mut entries: Vec<PathBuf> = entries.collect::<Result<_, _>>().with_context(unreadable)?;
            entries.sort();
            unread.extend(entries.into_iter().rev());
        } else {
            path.hash(&mut hash);
            fs::read(&path).with_context(unreadable)?.hash(&mut hash);
        }
    }
    env::var_os("RUSTFLAGS").hash(&mut hash);
    Ok(format!("{:016x}", hash.finish()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_that_the_shell_is_made_of_is_there() {
        for input in INPUTS {
            assert!(project::root().join(input).exists(), "{input}");
        }
        assert_eq!(inputs().unwrap(), inputs().unwrap());
    }
}
