//! What all tests share: the served site, and the driver that starts browsers.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use tempfile::TempDir;
use tokio::runtime::{self, Runtime};

use crate::driver::ChromeDriver;
use crate::hostile;
use crate::server::Server;
use crate::suite::Outcome;

const REMEDY: &str = "`cargo xtask test` builds the site and sets everything up";

/// What the tests were given: set by `cargo xtask test`.
pub struct Setup {
    pub site: PathBuf,
    pub chromedriver: PathBuf,
    pub chromium: PathBuf,
    pub axe: PathBuf,
}

impl Setup {
    /// From the environment; otherwise, what is missing and what to do.
    pub fn from_env() -> Result<Self, String> {
        Ok(Self {
            site: path("ARTICLE_VIEWER_SITE", Path::is_dir)?,
            chromedriver: path("ARTICLE_VIEWER_CHROMEDRIVER", Path::is_file)?,
            chromium: path("ARTICLE_VIEWER_CHROMIUM", Path::is_file)?,
            axe: path("ARTICLE_VIEWER_AXE", Path::is_file)?,
        })
    }

    /// Whether a setup that is incomplete is a failure.
    pub fn is_required() -> bool {
        env::var_os("ARTICLE_VIEWER_REQUIRED").is_some_and(|value| value == "1")
    }
}

fn path(name: &str, is_there: impl Fn(&Path) -> bool) -> Result<PathBuf, String> {
    let path = PathBuf::from(env::var_os(name).ok_or_else(|| format!("{name} is not set: {REMEDY}"))?);
    if is_there(&path) {
        Ok(path)
    } else {
        Err(format!("{name} names {}, which is not there: {REMEDY}", path.display()))
    }
}

/// The served site, the driver, and what they run on.
pub struct Stage {
    pub driver: ChromeDriver,
    pub server: Server,
    /// The source of axe-core.
    pub axe: String,
    pub setup: Setup,
    /// The hostile site's folder, which goes when the tests are over.
    _hostile: TempDir,
    pub runtime: Runtime,
}

impl Stage {
    pub fn new(setup: Setup) -> Outcome<Self> {
        let runtime = runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
        let hostile = hostile::publication(&setup.site)?;
        let server = runtime.block_on(Server::start(&setup.site, &hostile.path().join("site")))?;
        let driver = ChromeDriver::start(&setup.chromedriver)?;
        Ok(Self { driver, server, _hostile: hostile, axe: fs::read_to_string(&setup.axe)?, setup, runtime })
    }
}
