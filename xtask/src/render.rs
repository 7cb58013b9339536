//! Trunk's post_build hook: pages rendered into the staged build. A release build is held to its budget, and to the browsers
//! that it is promised for. `cargo xtask build` wants the shell alone and makes the publication afterwards (`site.rs`).
//!
//! A failure here makes Trunk leave the last good build as it was.

use crate::{compat, imports, out_dir::MARKER, process, project, setup, sizes::Sizes};
use anyhow::{Context, Result};
use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
};

/// `cargo xtask render`, called by Trunk.
pub fn render() -> Result<()> {
    let staging = env::var_os("TRUNK_STAGING_DIR")
        .map(PathBuf::from)
        .context("this is Trunk's hook: run `cargo xtask build` or `cargo xtask serve`")?;
    let release = env::var("TRUNK_PROFILE").is_ok_and(|profile| profile == "release");
    let articles = project::articles(env::var_os(project::ARTICLES_ENV).map(PathBuf::from))?;

    bundle_scripts(&staging)?;
    if release {
        minify(&staging)?;
        shorten_imports(&staging)?;
        compat::hold(&staging)?;
    }
    if env::var_os(project::SHELL_ENV).is_some() {
        return Ok(());
    }
    publish(&articles, &staging, release)?;
    fs::write(staging.join(MARKER), "Written by article-viewer. Its next build replaces this folder.\n")
        .with_context(|| format!("can't write {}: check its rights and free space", staging.display()))?;
    if release {
        let pages = Sizes::measure(&staging)?;
        pages.iter().for_each(|sizes| println!("{sizes}"));
        pages.iter().try_for_each(|sizes| sizes.hold(project::is_bundled(&articles)))?;
    }
    Ok(())
}

/// The scripts that are made of the modules in the project's folder of the element: the element's three, and that of view.html.
/// Nobody else's file relies on their top-level names, so that these become short too.
const BUNDLES: [&str; 4] = ["embed.js", "show.js", "load.js", "view.js"];

/// Makes the files of each script into one.
fn bundle_scripts(staging: &Path) -> Result<()> {
    for name in BUNDLES {
        let mut command = Command::new(setup::node()?);
        command.arg(setup::for_minifying()?).arg(project::root().join("static/element").join(name)).args([
            "--bundle",
            "--format=esm",
            "--target=es2022",
            "--charset=utf8",
            "--log-level=warning",
        ]);
        command.arg(format!("--outfile={}", staging.join(name).display()));
        process::run(&mut command, "esbuild could not make a script; the reason stands above")?;
    }
    Ok(())
}

/// Makes the JavaScript and the stylesheets smaller, in place. Trunk's own minifier gives up on wasm-bindgen's glue.
fn minify(staging: &Path) -> Result<()> {
    let esbuild = setup::for_minifying()?;
    let unreadable = || format!("can't read {}: check its rights", staging.display());
    for entry in fs::read_dir(staging).with_context(unreadable)? {
        let path = entry.with_context(unreadable)?.path();
        if !path.extension().is_some_and(|extension| extension == "js" || extension == "css") {
            continue;
        }
        let mut command = Command::new(setup::node()?);
        command.arg(&esbuild).arg(&path).args([
            "--minify",
            "--charset=utf8",
            "--log-level=warning",
            "--allow-overwrite",
        ]);
        if path.file_name().is_some_and(|name| BUNDLES.iter().any(|bundle| name == *bundle)) {
            command.arg("--format=esm");
        }
        command.arg(format!("--outfile={}", path.display()));
        process::run(&mut command, "esbuild could not make a file smaller; the reason stands above")?;
    }
    Ok(())
}

/// Shortens the names by which the programs import from their scripts.
fn shorten_imports(staging: &Path) -> Result<()> {
    const ENDING: &str = "_bg.wasm";
    let unreadable = || format!("can't read {}: check its rights", staging.display());
    for entry in fs::read_dir(staging).with_context(unreadable)? {
        let wasm = entry.with_context(unreadable)?.path();
        let name = wasm.file_name().unwrap_or_default().to_string_lossy();
        if let Some(program) = name.strip_suffix(ENDING) {
            imports::shorten(&wasm, &staging.join(format!("{program}.js")))?;
        }
    }
    Ok(())
}

/// Renders the pages around Trunk's `index.html`, which the front page then replaces.
fn publish(articles: &Path, staging: &Path, release: bool) -> Result<()> {
    let mut command = process::article_viewer(release);
    command.arg("build").arg(articles);
    if !release {
        // A faulty article shows its faults, and the others go on.
        command.arg("--development");
    }
    command.arg("--viewer").arg(staging.join("index.html"));
    command.arg("--out").arg(staging);
    if let Some(address) = env::var_os(project::ADDRESS_ENV) {
        command.arg("--address").arg(address);
    }
    process::run(&mut command, "the pages were not rendered; the reason stands above")
}
