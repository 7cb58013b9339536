//! What the tests open pages with: Chromium, its driver, and fonts that cover Vietnamese and Arabic, without which
//! printed text comes out in pieces.

use super::announce;
use crate::process;
use anyhow::{Context, Result, bail};
use std::{
    path::PathBuf,
    process::{Command, Stdio},
};

const CHROMIUM: [&str; 3] = ["chromium", "chromium-browser", "google-chrome"];
const DRIVER: &str = "chromedriver";
const FONTS: [&str; 2] = ["Noto Serif", "Noto Naskh Arabic"];

/// The programs, by their full paths.
#[derive(Debug)]
pub struct Browser {
    pub chromium: PathBuf,
    pub chromedriver: PathBuf,
}

/// Finds the browser, or installs it where we know how.
pub fn ensure() -> Result<Browser> {
    let missing = missing_packages();
    if !missing.is_empty() {
        install(&missing)?;
    }
    let chromium = chromium().with_context(|| format!("no Chromium on PATH: put one of {CHROMIUM:?} there"))?;
    let chromedriver = process::find(DRIVER).with_context(|| format!("no {DRIVER} on PATH: put it there"))?;
    Ok(Browser { chromium, chromedriver })
}

/// The Debian packages of what is not there.
fn missing_packages() -> Vec<&'static str> {
    let mut missing = Vec::new();
    if chromium().is_none() {
        missing.push("chromium");
    }
    if process::find(DRIVER).is_none() {
        missing.push("chromium-driver");
    }
    // Elsewhere the system's own fonts cover both, and there is no fontconfig to ask.
    if cfg!(target_os = "linux") && !FONTS.iter().all(|family| has_font(family)) {
        missing.extend(["fontconfig", "fonts-noto-core"]);
    }
    missing
}

fn install(missing: &[&str]) -> Result<()> {
    let packages = missing.join(" ");
    let by_hand = format!("sudo apt-get update && sudo apt-get install -y --no-install-recommends {packages}");
    if process::find("apt-get").is_none() {
        bail!(
            "the browser tests need Chromium ({CHROMIUM:?}) and {DRIVER} of the same version on PATH, and on Linux \
             the fonts {FONTS:?}: install what is missing (Debian calls it {packages}), then run this again"
        );
    }
    if process::ask(Command::new("id").arg("-u")).as_deref() != Some("0") {
        bail!("the browser tests need {packages}: run `{by_hand}`, then run this again");
    }
    announce(&format!("{packages} with apt-get: the tests open pages in a browser"));
    let remedy = format!("check the network, then run `{by_hand}`");
    process::run(apt_get().args(["update", "--quiet"]), &remedy)?;
    process::run(apt_get().args(["install", "-y", "--quiet", "--no-install-recommends"]).args(missing), &remedy)
}

fn apt_get() -> Command {
    let mut command = Command::new("apt-get");
    command.env("DEBIAN_FRONTEND", "noninteractive").stdin(Stdio::null());
    command
}

fn chromium() -> Option<PathBuf> {
    CHROMIUM.iter().find_map(|name| process::find(name))
}

/// Whether text asked to be set in `family` is: fontconfig names the font it would really take.
fn has_font(family: &str) -> bool {
    process::ask(Command::new("fc-match").args(["--format=%{family}", family]))
        .is_some_and(|found| found.split(',').any(|name| name == family))
}
