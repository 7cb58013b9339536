//! wasm-opt, which makes the wasm smaller. It comes from the npm package `binaryen` and runs under Node: the same bytes on
//! every machine, where distributions are years apart.

use super::{announce, make_folder, npm};
use crate::{process, project};
use anyhow::{Context, Result};
use std::{env, fs, path::Path, process::Command};

/// As in Trunk.toml's `[tools]` and in `xtask/tools/package.json`.
const VERSION: &str = "132";

/// Makes sure that Trunk finds its wasm-opt.
pub fn ensure() -> Result<()> {
    let place = project::trunk_cache()?.join(format!("wasm-opt-version_{VERSION}/bin"));
    let link = place.join(format!("wasm-opt{}", env::consts::EXE_SUFFIX));
    if link.is_file() {
        // A link is ours, a file is a release that Trunk fetched itself and needs no Node.
        return if link.is_symlink() { npm::node().map(drop) } else { Ok(()) };
    }
    if on_path() {
        return Ok(());
    }
    let program = npm::ensure()?.join("binaryen/bin/wasm-opt");
    announce(&format!("wasm-opt {VERSION} where Trunk looks for it: it makes the wasm smaller"));
    make_folder(&place)?;
    // A link whose end is gone is still in the way.
    if link.is_symlink() {
        fs::remove_file(&link).with_context(|| format!("can't replace {}: remove it", link.display()))?;
    }
    symlink(&program, &link)
        .with_context(|| format!("can't link {}: put a wasm-opt of version {VERSION} on PATH", link.display()))
}

fn on_path() -> bool {
    process::ask(Command::new("wasm-opt").arg("--version")).is_some_and(|text| text.split(' ').nth(2) == Some(VERSION))
}

/// A link, not a copy: Node reads the package's other files from where the program really is.
#[cfg(unix)]
fn symlink(program: &Path, link: &Path) -> std::io::Result<()> {
    std::os::unix::fs::symlink(program, link)
}

#[cfg(not(unix))]
fn symlink(_: &Path, _: &Path) -> std::io::Result<()> {
    // Windows does not start a script by its first line.
    Err(std::io::ErrorKind::Unsupported.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_version_is_the_same_everywhere() {
        let config = include_str!("../../../Trunk.toml");
        assert!(config.contains(&format!("wasm_opt = \"version_{VERSION}\"")));
        let packages = include_str!("../../tools/package.json");
        assert!(packages.contains(&format!("\"binaryen\": \"{VERSION}.0.0\"")));
    }
}
