//! What all tests share: the served site, the driver that starts Chromiums, and a screen for browsers with windows.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::runtime::{self, Runtime};

use crate::driver::{Driver, Screen};
use crate::reused::Idle;
use crate::server::{Server, Sites};
use crate::suite::Outcome;
use crate::{corpus, hostile};

const REMEDY: &str = "`cargo xtask test` builds the site and sets everything up";

/// What the tests were given: set by `cargo xtask test`.
pub struct Setup {
    pub site: PathBuf,
    /// The page that Trunk built, with everything that belongs to it beside it.
    pub shell: PathBuf,
    pub chromedriver: PathBuf,
    pub chromium: PathBuf,
    /// Node, and the npm packages that it runs.
    pub node: PathBuf,
    pub node_modules: PathBuf,
    /// The element as a package for npm.
    pub package: PathBuf,
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

impl Setup {
    /// From the environment; otherwise, what is missing and what to do.
    pub fn from_env() -> Result<Self, String> {
        Ok(Self {
            site: path("ARTICLE_VIEWER_SITE", Path::is_dir)?,
            shell: path("ARTICLE_VIEWER_SHELL", Path::is_file)?,
            chromedriver: path("ARTICLE_VIEWER_CHROMEDRIVER", Path::is_file)?,
            chromium: path("ARTICLE_VIEWER_CHROMIUM", Path::is_file)?,
            node: path("ARTICLE_VIEWER_NODE", Path::is_file)?,
            node_modules: path("ARTICLE_VIEWER_NODE_MODULES", Path::is_dir)?,
            package: path("ARTICLE_VIEWER_PACKAGE", Path::is_dir)?,
            pdftotext: path("ARTICLE_VIEWER_PDFTOTEXT", Path::is_file)?,
            pdfinfo: path("ARTICLE_VIEWER_PDFINFO", Path::is_file)?,
            pdftoppm: path("ARTICLE_VIEWER_PDFTOPPM", Path::is_file)?,
            firefox: program("ARTICLE_VIEWER_FIREFOX")?.zip(program("ARTICLE_VIEWER_GECKODRIVER")?),
            webkit: program("ARTICLE_VIEWER_MINIBROWSER")?.zip(program("ARTICLE_VIEWER_WEBKITDRIVER")?),
            xvfb: program("ARTICLE_VIEWER_XVFB")?,
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

/// A program that need not be there.
fn program(name: &str) -> Result<Option<PathBuf>, String> {
    env::var_os(name).map(|_| path(name, Path::is_file)).transpose()
}

/// The served site, Chromium's driver, and what they run on.
pub struct Stage {
    pub driver: Driver,
    /// Chromiums that no test uses at the moment.
    pub idle: Idle,
    screen: OnceLock<Outcome<Screen>>,
    pub server: Server,
    /// The source of axe-core.
    pub axe: String,
    pub setup: Setup,
    /// The folders of the hostile sites and of the published fixtures, which go when the tests are over.
    _hostile: TempDir,
    fixtures: TempDir,
    corpus: TempDir,
    pub runtime: Runtime,
}

impl Stage {
    pub fn new(setup: Setup) -> Outcome<Self> {
        let runtime = runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
        let hostile = hostile::publication(&setup.shell)?;
        let fixtures = fixtures(&setup.shell)?;
        let site = fixtures.path().join("site");
        let corpus = corpus::publication(&setup.shell)?;
        let sites =
            Sites { hostile: &hostile.path().join("site"), fixtures: &site, corpus: &corpus.path().join("site") };
        let server = runtime.block_on(Server::start(&setup, sites))?;
        let driver = Driver::chromium(&setup.chromedriver, None)?;
        let axe = fs::read_to_string(setup.node_modules.join("axe-core/axe.min.js"))?;
        let idle = Idle::default();
        Ok(Self {
            driver,
            idle,
            screen: OnceLock::new(),
            server,
            _hostile: hostile,
            fixtures,
            corpus,
            axe,
            setup,
            runtime,
        })
    }

    /// The ids of the published fixtures.
    pub fn fixtures(&self) -> Outcome<Vec<String>> {
        let articles = fs::read_dir(self.fixtures.path().join("site/articles"))?;
        let ids =
            articles.flatten().filter_map(|entry| Some(entry.file_name().to_str()?.strip_suffix(".json")?.to_owned()));
        Ok(ids.collect())
    }

    /// The folder of the publication of the files that attack.
    pub fn corpus(&self) -> PathBuf {
        self.corpus.path().join("site")
    }

    /// The screen, started when the first test wants it.
    pub fn screen(&self) -> Outcome<&Screen> {
        let start = || Screen::start(self.setup.xvfb.as_deref().ok_or("no Xvfb here")?);
        self.screen.get_or_init(start).as_ref().map_err(Clone::clone)
    }
}

/// The fixtures of rendering as a publication, each under the name of its folder.
fn fixtures(shell: &Path) -> Outcome<TempDir> {
    let folder = tempfile::tempdir()?;
    let articles = folder.path().join("source");
    fs::create_dir_all(&articles)?;
    for case in fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/render"))?.flatten() {
        let mut document: Value = serde_json::from_str(&fs::read_to_string(case.path().join("article.json"))?)?;
        let name = case.file_name().to_string_lossy().into_owned();
        document["id"] = json!(name);
        fs::write(articles.join(format!("{name}.json")), document.to_string())?;
    }
    hostile::publish_folder(&articles, shell, &folder.path().join("site"))?;
    Ok(folder)
}
