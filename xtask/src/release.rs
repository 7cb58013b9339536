//! The release build: the shell (`shell.rs`), then the publisher's program, which makes the publication out of it.

use crate::{out_dir::OutDir, process, project, shell};
use anyhow::Result;
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
    let shell = shell::ensure(articles)?;
    let mut bundle = process::bundle(true);
    bundle.args(["publish", "--articles"]).arg(articles).arg("--shell").arg(shell).arg("--out").arg(out.path());
    if let Some(address) = address {
        bundle.args(["--address", address]);
    }
    process::run(&mut bundle, "the reason stands above; an earlier build stays as it is")?;
    Ok(out.path().to_owned())
}
