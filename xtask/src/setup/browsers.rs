//! What the tests open pages with, and print them: browsers, their drivers, a screen for those that need one, programs
//! that read PDF files, and fonts that cover Vietnamese and Arabic, without which printed text comes out in pieces.

use super::{
    announce, crates,
    debian::{self, Need},
};
use crate::process;
use anyhow::{Context, Result};
use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

const CHROMIUM: [&str; 3] = ["chromium", "chromium-browser", "google-chrome"];
const FIREFOX: [&str; 2] = ["firefox-esr", "firefox"];
const FONTS: [&str; 2] = ["Noto Serif", "Noto Naskh Arabic"];

/// Firefox's driver, which Debian does not have. It speaks to the Firefoxes of its time.
const GECKODRIVER: &str = "0.37.1";

const NEEDS: [Need; 8] = [
    Need { package: "chromium", is_there: || any(&CHROMIUM).is_some(), only_for: None },
    Need { package: "chromium-driver", is_there: || process::find("chromedriver").is_some(), only_for: None },
    Need { package: "fontconfig", is_there: has_fonts, only_for: None },
    Need { package: "fonts-noto-core", is_there: has_fonts, only_for: None },
    Need { package: "poppler-utils", is_there: has_poppler, only_for: None },
    Need { package: "firefox-esr", is_there: || any(&FIREFOX).is_some(), only_for: Some("in Firefox") },
    Need { package: "webkit2gtk-driver", is_there: || webkit().is_some(), only_for: Some("in WebKit") },
    Need {
        package: "xvfb",
        is_there: || process::find("Xvfb").is_some(),
        only_for: Some("in WebKit and of the way through the browser's own dialog"),
    },
];

/// The programs, by their full paths.
#[derive(Debug)]
pub struct Browsers {
    pub chromium: PathBuf,
    pub chromedriver: PathBuf,
    pub pdftotext: PathBuf,
    pub pdfinfo: PathBuf,
    pub pdftoppm: PathBuf,
    /// Firefox and its driver.
    pub firefox: Option<(PathBuf, PathBuf)>,
    /// WebKit's own small browser and its driver.
    pub webkit: Option<(PathBuf, PathBuf)>,
    /// A screen that nobody needs to look at.
    pub xvfb: Option<PathBuf>,
}

/// Finds the programs, or installs them where we know how.
pub fn ensure() -> Result<Browsers> {
    debian::ensure(&NEEDS, "the tests open and print pages in browsers")?;
    let program = |name: &str| process::find(name).with_context(|| format!("no {name} on PATH: put it there"));
    Ok(Browsers {
        chromium: any(&CHROMIUM).with_context(|| format!("no Chromium on PATH: put one of {CHROMIUM:?} there"))?,
        chromedriver: program("chromedriver")?,
        pdftotext: program("pdftotext")?,
        pdfinfo: program("pdfinfo")?,
        pdftoppm: program("pdftoppm")?,
        firefox: any(&FIREFOX).map(|firefox| anyhow::Ok((firefox, geckodriver()?))).transpose()?,
        webkit: webkit(),
        xvfb: process::find("Xvfb"),
    })
}

/// The first of some programs that is on PATH.
fn any(names: &[&str]) -> Option<PathBuf> {
    names.iter().find_map(|name| process::find(name))
}

fn has_poppler() -> bool {
    ["pdftotext", "pdfinfo", "pdftoppm"].iter().all(|name| process::find(name).is_some())
}

/// Elsewhere than on Linux the system's own fonts cover both, and there is no fontconfig to ask.
fn has_fonts() -> bool {
    !cfg!(target_os = "linux") || FONTS.iter().all(|family| has_font(family))
}

/// Whether text asked to be set in `family` is: fontconfig names the font it would really take.
fn has_font(family: &str) -> bool {
    process::ask(Command::new("fc-match").args(["--format=%{family}", family]))
        .is_some_and(|found| found.split(',').any(|name| name == family))
}

/// The browser that WebKitGTK brings stands beside its library: `/usr/lib/<machine>/webkit2gtk-4.1/MiniBrowser`.
fn webkit() -> Option<(PathBuf, PathBuf)> {
    let driver = process::find("WebKitWebDriver")?;
    let inside = |folder: PathBuf| fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    let is_library = |path: &PathBuf| {
        path.file_name().and_then(|name| name.to_str()).is_some_and(|name| name.starts_with("webkit2gtk-"))
    };
    let mut libraries = inside(Path::new("/usr/lib").into()).flat_map(inside).filter(is_library);
    let browser = libraries.find_map(|folder| Some(folder.join("MiniBrowser")).filter(|path| path.is_file()))?;
    Some((browser, driver))
}

fn geckodriver() -> Result<PathBuf> {
    if let Some(found) = process::find("geckodriver") {
        return Ok(found);
    }
    let program = crates::program("geckodriver", GECKODRIVER)?;
    if !program.is_file() {
        announce(&format!("geckodriver {GECKODRIVER} from crates.io: the tests open pages in Firefox (some minutes)"));
        crates::install("geckodriver", GECKODRIVER, Some(&crates::folder("geckodriver", GECKODRIVER)?))?;
    }
    Ok(program)
}
