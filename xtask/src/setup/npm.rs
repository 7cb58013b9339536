//! The npm packages of `xtask/tools`: run by us, never shipped. Their lock file names each by its hash and no host, so
//! that npm takes them from the registry it is set up for.

use super::{announce, make_folder};
use crate::{process, project};
use anyhow::{Context, Result};
use std::{
    fs,
    hash::{DefaultHasher, Hash, Hasher},
    path::{Path, PathBuf},
    process::Command,
};

const MANIFEST: &str = include_str!("../../tools/package.json");
const LOCK: &str = include_str!("../../tools/package-lock.json");

const NODE_REMEDY: &str = "install Node.js 20 or later (Debian: `apt-get install nodejs npm`; else https://nodejs.org)";

/// The folder `node_modules` with exactly the locked packages.
pub fn ensure() -> Result<PathBuf> {
    let tools = project::tools_dir()?;
    let installed = tools.join(format!("npm-{}", fingerprint()));
    let modules = installed.join("node_modules");
    if modules.is_dir() {
        return Ok(modules);
    }
    node()?;
    let npm = process::find("npm").with_context(|| format!("npm is missing: {NODE_REMEDY}"))?;
    announce(
        "the packages of xtask/tools from npm: they make the output smaller and check it, and the tests check and embed with them",
    );
    make_folder(&tools)?;
    install(&npm, &tools, &installed)?;
    Ok(modules)
}

/// Node, which runs wasm-opt.
pub fn node() -> Result<PathBuf> {
    process::find("node").with_context(|| format!("Node.js is missing, and wasm-opt runs under it: {NODE_REMEDY}"))
}

/// Installs beside the place and moves there when done, so that what was interrupted is not taken for finished.
fn install(npm: &Path, tools: &Path, installed: &Path) -> Result<()> {
    let room = || format!("can't write to {}: make it writable and free some space", tools.display());
    let unfinished = tempfile::Builder::new().prefix("npm-unfinished-").tempdir_in(tools).with_context(room)?;
    fs::write(unfinished.path().join("package.json"), MANIFEST).with_context(room)?;
    fs::write(unfinished.path().join("package-lock.json"), LOCK).with_context(room)?;
    process::run(
        Command::new(npm).args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"]).current_dir(unfinished.path()),
        "check the network and npm's registry, then run this again",
    )?;
    let moved = fs::rename(unfinished.path(), installed);
    // Another checkout may have been faster; what it installed is the same.
    if installed.join("node_modules").is_dir() { Ok(()) } else { moved.with_context(room) }
}

/// Names the folder after its contents: another lock file, another folder. (A Rust with another hash would only install
/// once more.)
fn fingerprint() -> String {
    let mut hasher = DefaultHasher::new();
    LOCK.hash(&mut hasher);
    format!("{:016x}", hasher.finish())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::Value;

    #[test]
    fn every_package_is_locked_by_hash_and_by_no_host() {
        let lock: Value = serde_json::from_str(LOCK).unwrap();
        let manifest: Value = serde_json::from_str(MANIFEST).unwrap();
        let packages = lock["packages"].as_object().unwrap();
        assert_eq!(packages[""]["dependencies"], manifest["dependencies"]);
        for (name, package) in packages.iter().filter(|(name, _)| !name.is_empty()) {
            assert!(package["integrity"].as_str().unwrap().starts_with("sha512-"), "{name}");
            assert!(package.get("resolved").is_none(), "{name}");
        }
    }
}
