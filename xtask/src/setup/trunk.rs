//! Trunk, which builds and serves the site. A different Trunk on PATH is somebody's own and stays as it is.

use super::{announce, crates};
use crate::process;
use anyhow::Result;
use std::{
    env,
    path::{Path, PathBuf},
    process::Command,
};

/// Trunk.toml and the places in Trunk's cache are written for this one.
const VERSION: &str = "0.21.14";

/// The Trunk to call: the one on PATH, else the one where Cargo puts programs, else the one among our tools.
pub fn ensure() -> Result<PathBuf> {
    let file = format!("trunk{}", env::consts::EXE_SUFFIX);
    let tools = crates::folder("trunk", VERSION)?;
    let ours = crates::program("trunk", VERSION)?;
    let theirs: Vec<PathBuf> =
        process::find("trunk").into_iter().chain(cargo_bin().map(|bin| bin.join(&file))).collect();
    if let Some(found) = theirs.iter().chain([&ours]).find(|path| is_wanted(path)) {
        return Ok(found.clone());
    }
    // Plain `trunk` should work afterwards too, unless another version has that name already.
    let place = theirs.last().filter(|_| !theirs.iter().any(|path| path.is_file()));
    announce(&format!("trunk {VERSION} from crates.io: it builds the site (some minutes)"));
    crates::install("trunk", VERSION, place.is_none().then_some(tools.as_path()))?;
    Ok(place.unwrap_or(&ours).clone())
}

/// Where `cargo install` puts programs. The folder need not be on PATH.
fn cargo_bin() -> Option<PathBuf> {
    let root = env::var_os("CARGO_INSTALL_ROOT").or_else(|| env::var_os("CARGO_HOME")).map(PathBuf::from);
    Some(root.or_else(|| Some(env::home_dir()?.join(".cargo")))?.join("bin"))
}

fn is_wanted(trunk: &Path) -> bool {
    process::ask(Command::new(trunk).arg("--version")).is_some_and(|text| text == format!("trunk {VERSION}"))
}
