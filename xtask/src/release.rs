//! The release build: articles checked first, then Trunk, whose hook renders the pages (`render.rs`).

use crate::{out_dir::OutDir, process, project, setup};
use anyhow::{Context, Result, bail};
use std::path::{Path, PathBuf};

/// `cargo xtask build`.
pub fn command(articles: Option<PathBuf>, out: Option<PathBuf>, address: Option<&str>) -> Result<()> {
    let articles = project::articles(articles)?;
    let out = out.unwrap_or_else(|| project::root().join("dist"));
    let out = build(&articles, &out, address)?;
    println!("Built {}", out.display());
    Ok(())
}

/// The release build of the bundled articles that tests and measurements look at.
pub fn build_site() -> Result<PathBuf> {
    build(&project::bundled_articles(), &project::root().join("target/site"), Some(TEST_ADDRESS))
}

/// Where the built site says that it is served: nobody asks there for anything.
const TEST_ADDRESS: &str = "https://articles.example/news/";

/// Builds the site of `articles` into `out` and returns its absolute path.
fn build(articles: &Path, out: &Path, address: Option<&str>) -> Result<PathBuf> {
    let out = OutDir::claim(out, articles)?;
    let tools = setup::for_building()?;
    check(articles)?;
    let mut trunk = tools.trunk_command(articles);
    trunk.args(["build", "--release", "--dist"]).arg(out.path());
    if let Some(address) = address {
        trunk.env(project::ADDRESS_ENV, address);
    }
    let built = process::run(&mut trunk, "the reason stands above; an earlier build stays as it is");
    if built.is_err() {
        out.clean_up();
    }
    built.map(|()| out.path().to_owned())
}

/// Refuses faulty articles before minutes go into the wasm. The program prints the faults itself.
fn check(articles: &Path) -> Result<()> {
    let status = process::cargo()
        // The profile that renders the pages afterwards, so that it is compiled once.
        .args(["run", "--quiet", "--release", "--package", "article-viewer", "--bin", "bundle", "--"])
        .args(["check"])
        .arg(articles)
        .status()
        .context("can't start cargo: install Rust from https://rustup.rs")?;
    match status.code() {
        Some(0) => Ok(()),
        Some(1) => bail!("nothing was built: correct the faults above and build again"),
        _ => bail!("the articles could not be checked ({status}): the reason stands above"),
    }
}
