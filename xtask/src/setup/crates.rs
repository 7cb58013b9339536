//! Programs from crates.io, each of exactly one version.

use crate::{process, project};
use anyhow::Result;
use std::{
    env,
    path::{Path, PathBuf},
};

/// Where a program stands among our tools, whether it is there or not.
pub fn program(package: &str, version: &str) -> Result<PathBuf> {
    Ok(folder(package, version)?.join("bin").join(format!("{package}{}", env::consts::EXE_SUFFIX)))
}

/// Its folder.
pub fn folder(package: &str, version: &str) -> Result<PathBuf> {
    Ok(project::tools_dir()?.join(format!("{package}-{version}")))
}

/// `cargo install` of exactly this version with the dependencies it was released with, below `root` or where Cargo puts
/// programs.
pub fn install(package: &str, version: &str, root: Option<&Path>) -> Result<()> {
    let remedy = format!("check the network, then run `cargo install --locked {package} --version {version}`");
    run(package, version, root, &["--locked"], &remedy)
}

/// The same, compiled in a fraction of the time: for a program that has little to do.
pub fn install_unoptimized(package: &str, version: &str, root: &Path) -> Result<()> {
    let remedy = format!("check the network, then run `cargo install --locked {package} --version {version}`");
    run(package, version, Some(root), &["--locked", "--debug"], &remedy)
}

/// The same with the newest dependencies that will do, for a package whose own lock file names releases that can no
/// longer be fetched.
pub fn install_unlocked(package: &str, version: &str, root: &Path, remedy: &str) -> Result<()> {
    run(package, version, Some(root), &[], remedy)
}

fn run(package: &str, version: &str, root: Option<&Path>, options: &[&str], remedy: &str) -> Result<()> {
    let mut cargo = process::cargo();
    cargo.args(["install", package, "--version", &format!("={version}")]).args(options);
    if let Some(root) = root {
        cargo.arg("--root").arg(root);
    }
    // A shared target folder would keep a gigabyte that nobody uses again.
    cargo.env_remove("CARGO_TARGET_DIR");
    process::run(&mut cargo, remedy)
}
