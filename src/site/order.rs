//! What is to be published, and how.

use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};

use super::{BrowserCode, BuildError};
use crate::article::ArticleId;
use crate::catalogue::Faults;
use crate::source::{Publication, Readers, SiteAddress};
use crate::store::{Compression, Disk, Options};

/// Which version of this program renders: a number for everything that it is made of (`build.rs`).
pub const RENDERER: &str = env!("ARTICLE_VIEWER_RENDERER");

/// What is to be published.
#[derive(Clone, Debug)]
pub struct Order<'a> {
    /// The publication: its folder, and what it says of itself.
    pub publication: &'a Publication,
    /// What runs in the browser.
    pub code: &'a BrowserCode,
    /// Where the publication goes.
    pub out: &'a Path,
    /// Where it will be served, as far as that is known.
    pub address: Option<SiteAddress>,
    /// Whether files get compressed copies.
    pub compression: Compression,
    /// What becomes of the others when a document is faulty.
    pub faults: Faults,
    /// Whether articles are published whose embargo has not ended.
    pub with_embargoed: bool,
    /// The articles that are made for servers to put into their pages, too: those need an address.
    pub include: &'a [ArticleId],
    /// Which other sites may read and show it.
    pub readers: Readers,
    /// For how many days a file with a hash in its name stays when nothing uses it any more.
    pub keep_unused_days: u32,
    /// A script of the server's, by its path within the publication, that pages load in place of the publication's: while one
    /// writes, nothing is kept for a time without a network.
    pub page_script: Option<&'a str>,
    /// Which version of this program renders.
    pub renderer: &'a str,
    /// Whether two folders may change places.
    pub may_exchange: bool,
    /// What changes files.
    pub disk: Disk,
}

impl<'a> Order<'a> {
    /// As the publication says it, and with everything else as most have it.
    pub fn new(publication: &'a Publication, code: &'a BrowserCode, out: &'a Path) -> Self {
        let Options { compression, keep_unused_days, may_exchange, disk, .. } = Options::new(now());
        let configuration = &publication.configuration;
        Self {
            publication,
            code,
            out,
            address: configuration.address.clone(),
            compression,
            faults: Faults::Refuse,
            with_embargoed: false,
            include: &[],
            readers: configuration.readers.clone().unwrap_or_default(),
            keep_unused_days: configuration.keep_code_days.unwrap_or(keep_unused_days),
            page_script: None,
            renderer: RENDERER,
            may_exchange,
            disk,
        }
    }

    pub(super) fn options(&self, now: i64) -> Options {
        let (compression, keep_unused_days) = (self.compression, self.keep_unused_days);
        let (may_exchange, disk) = (self.may_exchange, self.disk.clone());
        Options { compression, keep_unused_days, may_exchange, disk, now }
    }

    /// The folder of the browser's code where that is to be filled: Trunk replaces the last build by it when it is done.
    /// It is the same folder as `out`, under the very name by which the code is read.
    pub(super) fn folder_in_place(&self) -> Option<&'a Path> {
        let folder = self.code.folder()?;
        let real = folder.canonicalize().ok();
        (real.is_some() && real == self.out.canonicalize().ok()).then_some(folder)
    }

    /// What is made must not be among what it is made of, nor around it.
    pub(super) fn check_out(&self) -> Result<(), BuildError> {
        let Ok(out) = std::path::absolute(self.out) else { return Ok(()) };
        let parent = out.ancestors().find_map(|folder| folder.canonicalize().ok());
        for folder in [&self.publication.articles].into_iter().chain(&self.publication.static_folder) {
            let Ok(real) = folder.canonicalize() else { continue };
            let is_around = real.starts_with(out.canonicalize().unwrap_or_else(|_| out.clone()));
            if is_around || parent.as_ref().is_some_and(|parent| parent.starts_with(&real)) {
                return Err(BuildError::Within { out: self.out.to_owned(), folder: folder.clone() });
            }
        }
        Ok(())
    }
}

/// The time by the system's clock, in seconds since 1970-01-01T00:00:00Z.
pub fn now() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_secs()).unwrap_or(i64::MAX)
}
