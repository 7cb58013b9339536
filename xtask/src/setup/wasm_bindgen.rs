//! wasm-bindgen's programs, to the digit in the version of the crate in `Cargo.lock`: the one that writes the JavaScript
//! beside the wasm, and the one that runs wasm tests in a browser.
//!
//! They go into Trunk's cache, so that plain `trunk` finds them too.

use super::{announce, crates};
use crate::{process, project};
use anyhow::{Context, Result};
use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
};

/// Makes sure that Trunk finds its wasm-bindgen.
pub fn ensure() -> Result<()> {
    let version = version()?;
    if cached(&version)?.is_file() || on_path(&version).is_some() {
        return Ok(());
    }
    install(&version)
}

/// The program that runs wasm tests: beside the wasm-bindgen on PATH, or in Trunk's cache.
pub fn ensure_test_runner() -> Result<PathBuf> {
    let version = version()?;
    let file = executable("wasm-bindgen-test-runner");
    let beside = on_path(&version).map(|path| path.with_file_name(&file));
    if let Some(runner) = beside.filter(|path| path.is_file()) {
        return Ok(runner);
    }
    let runner = folder(&version)?.join("bin").join(&file);
    if !runner.is_file() {
        install(&version)?;
    }
    Ok(runner)
}

fn install(version: &str) -> Result<()> {
    let folder = folder(version)?;
    let program = folder.join("bin").join(executable("wasm-bindgen"));
    let remedy = format!("check the network and run this again; it needs wasm-bindgen-cli {version} as in Cargo.lock");
    if !program.is_file() {
        announce(&format!("wasm-bindgen-cli {version} from crates.io: the version in Cargo.lock (some minutes)"));
        crates::install_unlocked("wasm-bindgen-cli", version, &folder, &remedy)?;
    }
    // Trunk looks one level above Cargo's bin folder. A file that Trunk fetched there itself is as good.
    let link = cached(version)?;
    if !link.is_file() {
        fs::hard_link(program, &link).with_context(|| format!("can't write {}: {remedy}", link.display()))?;
    }
    Ok(())
}

/// Where Trunk keeps this version.
fn folder(version: &str) -> Result<PathBuf> {
    Ok(project::trunk_cache()?.join(format!("wasm-bindgen-{version}")))
}

/// What Trunk runs.
fn cached(version: &str) -> Result<PathBuf> {
    Ok(folder(version)?.join(executable("wasm-bindgen")))
}

fn on_path(version: &str) -> Option<PathBuf> {
    let path = process::find("wasm-bindgen")?;
    let text = process::ask(Command::new(&path).arg("--version"))?;
    (text == format!("wasm-bindgen {version}")).then_some(path)
}

fn executable(name: &str) -> String {
    format!("{name}{}", env::consts::EXE_SUFFIX)
}

fn version() -> Result<String> {
    let path = project::root().join("Cargo.lock");
    let lock = read(&path)?;
    let version = locked_version(&lock, "wasm-bindgen").map(str::to_owned);
    version.with_context(|| format!("{} holds no wasm-bindgen: restore it from git", path.display()))
}

fn read(path: &Path) -> Result<String> {
    fs::read_to_string(path).with_context(|| format!("can't read {}: run `cargo generate-lockfile`", path.display()))
}

/// The version of `package` in the text of a `Cargo.lock`, whose entries Cargo writes as `name` and then `version`.
fn locked_version<'lock>(lock: &'lock str, package: &str) -> Option<&'lock str> {
    let name = format!("name = \"{package}\"");
    let mut lines = lock.lines().skip_while(|line| *line != name);
    lines.nth(1)?.strip_prefix("version = \"")?.strip_suffix('"')
}

#[cfg(test)]
mod tests {
    use super::*;

    const LOCK: &str = "[[package]]\nname = \"wasm-bindgen-shared\"\nversion = \"1.0.0\"\n\n\
                        [[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.130\"\nsource = \"registry\"\n";

    #[test]
    fn reads_the_version_of_exactly_this_package() {
        assert_eq!(locked_version(LOCK, "wasm-bindgen"), Some("0.2.130"));
        assert_eq!(locked_version(LOCK, "wasm-bindgen-shared"), Some("1.0.0"));
        assert_eq!(locked_version(LOCK, "wasm"), None);
    }

    #[test]
    fn the_projects_lock_has_one() {
        let version = version().unwrap();
        assert!(version.starts_with("0.2."), "{version}");
    }
}
