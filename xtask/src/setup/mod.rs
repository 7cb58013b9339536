//! What a fresh machine needs before it can build or test: one tool, one file.
//!
//! Every step first looks whether its tool is there, without the network, and says one line only if it installs
//! something. Versions are pinned: here, in `Cargo.lock` and in `xtask/tools/package-lock.json`.

mod browsers;
mod cargo_deb;
mod cargo_deny;
mod crates;
mod debian;
mod musl;
mod npm;
mod rust_target;
mod servers;
mod trunk;
mod wasm_bindgen;
mod wasm_opt;

pub use browsers::Browsers;
pub use cargo_deb::ensure as cargo_deb;
pub use cargo_deny::ensure as cargo_deny;
pub use musl::{ensure as musl, foreign as foreign_compilers};
pub use npm::{ensure as npm_packages, node};
pub use rust_target::WASM_TARGET;

use crate::project;
use anyhow::{Context, Result};
use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
};

/// What a build calls by name; the other tools are where Trunk looks for them.
#[derive(Debug)]
pub struct BuildTools {
    trunk: PathBuf,
}

/// What the tests call by name, by full paths.
#[derive(Debug)]
pub struct TestTools {
    /// `wasm-bindgen-test-runner`, which runs a wasm test in a browser.
    pub runner: PathBuf,
    /// What they open and print pages with.
    pub browsers: Browsers,
    /// The npm packages of `xtask/tools`.
    pub modules: PathBuf,
    /// Node, which runs them.
    pub node: PathBuf,
}

/// Makes sure that `trunk build` and `trunk serve` can run.
pub fn for_building() -> Result<BuildTools> {
    rust_target::ensure(WASM_TARGET, "the site is built for it")?;
    let trunk = trunk::ensure()?;
    wasm_bindgen::ensure()?;
    wasm_opt::ensure()?;
    for_minifying()?;
    Ok(BuildTools { trunk })
}

/// Makes sure that builds and all tests can run.
pub fn for_tests() -> Result<TestTools> {
    for_building()?;
    let runner = wasm_bindgen::ensure_test_runner()?;
    let modules = npm::ensure()?;
    let browsers = browsers::ensure()?;
    servers::ensure()?;
    Ok(TestTools { runner, browsers, modules, node: node()? })
}

/// Makes sure that esbuild is there, and gives the file that Node runs.
pub fn for_minifying() -> Result<PathBuf> {
    Ok(npm::ensure()?.join("esbuild/bin/esbuild"))
}

impl BuildTools {
    /// Trunk in the project's root, its hook told which articles to publish.
    pub fn trunk_command(&self, articles: &Path) -> Command {
        let mut command = Command::new(&self.trunk);
        command.current_dir(project::root());
        command.env(project::ARTICLES_ENV, articles);
        command.env("TRUNK_SKIP_VERSION_CHECK", "true");
        // Trunk 0.21 stops at the usual `NO_COLOR=1`: it takes `true` or `false` only.
        if env::var_os("NO_COLOR").is_some() {
            command.env("NO_COLOR", "true");
        }
        command
    }
}

/// Says what is installed and why. One line, since some of it takes minutes in silence.
fn announce(what: &str) {
    println!("Installing {what}");
}

/// Makes `folder` and those above it.
fn make_folder(folder: &Path) -> Result<()> {
    fs::create_dir_all(folder).with_context(|| {
        let tools = project::TOOLS_ENV;
        format!("can't make {}: make it writable, or set {tools} or XDG_CACHE_HOME to another folder", folder.display())
    })
}
