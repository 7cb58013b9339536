//! Which publication a command is about, and the browser's code that it is made with.

use std::env;
use std::path::{Path, PathBuf};

use article_viewer::site::{BrowserCode, BuiltIn};
use article_viewer::source::Publication;
use clap::Args;

use crate::messages::{Failure, Messages};

/// The browser's code as Trunk built it; nothing in a program that was compiled without it (`build.rs`).
const BROWSER_CODE: &[BuiltIn] = include!(concat!(env!("OUT_DIR"), "/browser_code.rs"));

/// Where a publication is.
#[derive(Args, Clone)]
pub(crate) struct Here {
    /// The publication's folder [default: this one, or the nearest above with a publication.toml]
    #[arg(value_name = "DIR")]
    folder: Option<PathBuf>,
}

impl Here {
    /// A folder by its name.
    pub(crate) fn at(folder: Option<PathBuf>) -> Self {
        Self { folder }
    }

    /// The publication's folder.
    pub(crate) fn folder(&self) -> PathBuf {
        let nearest = || env::current_dir().ok().and_then(|here| Publication::around(&here));
        let is_here = || Path::new(article_viewer::source::CONFIGURATION_FILE).is_file();
        match &self.folder {
            Some(folder) => folder.clone(),
            // By the shorter name, where there are two.
            None if is_here() => PathBuf::from("."),
            None => nearest().unwrap_or_else(|| PathBuf::from(".")),
        }
    }

    /// The publication. What is wrong with what it says of itself is told.
    pub(crate) fn open(&self, messages: &Messages) -> Result<Publication, Failure> {
        let (publication, report) = Publication::open(&self.folder())?;
        messages.findings(&report);
        if report.has_errors() {
            return Err("the publication's settings have faults that must be mended first".into());
        }
        Ok(publication)
    }
}

/// Which code of the browser a publication is made with.
#[derive(Args, Clone)]
pub(crate) struct Viewer {
    /// For those who change the viewer: the page that Trunk built, with everything that belongs to it beside it.
    #[arg(long, value_name = "FILE", hide = true)]
    viewer: Option<PathBuf>,
}

impl Viewer {
    pub(crate) fn code(&self) -> Result<BrowserCode, Failure> {
        let built_in = || BrowserCode::built_in(BROWSER_CODE);
        let code = self.viewer.as_deref().map(BrowserCode::beside).or_else(built_in);
        code.ok_or_else(|| {
            "this program was compiled without the browser's code: get one that has it, or name the page that Trunk built \
             with --viewer target/shell/index.html"
                .into()
        })
    }
}
