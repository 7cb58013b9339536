//! The release build of a publication's site: the shell (`shell.rs`), then the publisher's program, which makes the publication out of it.

use crate::{out_dir::OutDir, process, project, shell};
use anyhow::Result;
use std::path::{Path, PathBuf};

/// `cargo xtask build`.
pub fn command(articles: Option<PathBuf>, out: Option<PathBuf>, address: Option<&str>) -> Result<()> {
    let articles = project::articles(articles)?;
    let out = out.unwrap_or_else(|| project::root().join("dist"));
    let out = build(&articles, &out, address, true)?;
    println!("Built {}", out.display());
    Ok(())
}

/// The release build of the bundled articles that measurements look at.
pub fn build_site() -> Result<PathBuf> {
    build(&project::bundled_articles(), &project::root().join("target/site"), Some(TEST_ADDRESS), true)
}

/// The same for tests, by the publisher's program as it was compiled for the native tests: it writes the same pages, and to
/// compile it for release takes longer than all of them.
pub fn build_site_for_tests() -> Result<PathBuf> {
    build(&project::bundled_articles(), &project::root().join("target/site"), Some(TEST_ADDRESS), false)
}

/// Where the built site says that it is served: nobody asks there for anything.
const TEST_ADDRESS: &str = "https://articles.example/news/";

/// Builds the site of `articles` into `out` and returns its absolute path. `release` is how the publisher's program is
/// compiled; what browsers get is always compiled for release.
fn build(articles: &Path, out: &Path, address: Option<&str>, release: bool) -> Result<PathBuf> {
    let out = OutDir::claim(out, articles)?;
    let shell = shell::ensure(articles, release)?;
    let mut program = process::article_viewer(release);
    program.arg("build").arg(articles).arg("--viewer").arg(shell).arg("--out").arg(out.path());
    if let Some(address) = address {
        program.args(["--address", address]);
    }
    process::run(&mut program, "the reason stands above; an earlier build stays as it is")?;
    Ok(out.path().to_owned())
}
