//! The code of the browser, before a publication is made with it: the folder that Trunk left, or the same within this program.

use std::borrow::Cow;
use std::fs;
use std::path::{Path, PathBuf};

use super::BuildError;
use super::around::Theme;
use super::code::{self, Code};
use super::code_files::{BuiltIn, CodeFiles};
use super::shell::Shell;

/// The name of the page that Trunk built.
const PAGE: &str = "index.html";

/// The code of the browser: a page that every page is built around, and what belongs to it.
#[derive(Clone, Debug)]
pub struct BrowserCode {
    /// The page, or a name for it.
    page: PathBuf,
    /// The files, where they are within this program.
    files: Option<&'static [BuiltIn]>,
}

impl BrowserCode {
    /// That of a folder: the page that Trunk built, with everything that belongs to it beside it.
    pub fn beside(page: &Path) -> Self {
        Self { page: page.to_owned(), files: None }
    }

    /// That within this program; nothing where it was compiled without.
    pub fn built_in(files: &'static [BuiltIn]) -> Option<Self> {
        (!files.is_empty()).then(|| Self { page: PathBuf::from(PAGE), files: Some(files) })
    }

    /// Where the page is, for messages.
    pub(super) fn page(&self) -> &Path {
        &self.page
    }

    /// The folder in which it lies; nothing where that is this program.
    pub(super) fn folder(&self) -> Option<&Path> {
        self.files.is_none().then(|| self.page.parent().unwrap_or(Path::new("")))
    }

    /// Puts it together.
    pub(super) fn assemble(&self, theme: &Theme) -> Result<Code, BuildError> {
        let (html, files) = match self.files {
            None => {
                let unread = |source| BuildError::Code { path: self.page.clone(), source };
                (Cow::Owned(fs::read_to_string(&self.page).map_err(unread)?), CodeFiles::beside(&self.page)?)
            }
            Some(files) => {
                let page = files.iter().find(|(name, _)| *name == PAGE).map_or(&b""[..], |(_, content)| content);
                let others = files.iter().filter(|(name, _)| *name != PAGE);
                (String::from_utf8_lossy(page), CodeFiles::built_in(others))
            }
        };
        code::assemble(&Shell::new(html.into_owned()), &self.page, files, theme)
    }
}
