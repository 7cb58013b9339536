//! A whole build: a folder of documents in, the folder of a publication out, changed when everything is there.

use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};

use super::code::{self, Code, Element};
use super::context::Context;
use super::memory::Memory;
use super::plan::SitePlan;
use super::progress::Progress;
use super::{BuildError, Readers, SiteAddress};
use crate::article::ArticleId;
use crate::catalogue::{Faults, Loaded, load};
use crate::source::{Folder, Report};
use crate::store::{Compression, Difference, Disk, Options, Store};

pub use super::plan::Count;

/// Which version of this program renders: a number for everything that it is made of (`build.rs`).
pub const RENDERER: &str = env!("ARTICLE_VIEWER_RENDERER");

/// How often a publication is planned anew because its documents changed meanwhile.
const MAX_PLANS: usize = 10;

/// What is to be published.
#[derive(Clone, Debug)]
pub struct Order<'a> {
    /// The folder of documents and pictures.
    pub articles: &'a Path,
    /// The page that Trunk built, with everything that belongs to it in the same folder.
    pub shell: &'a Path,
    /// Where the publication goes.
    pub out: &'a Path,
    /// Where it will be served, as far as that is known.
    pub address: Option<SiteAddress>,
    /// Whether files get compressed copies.
    pub compression: Compression,
    /// What becomes of the others when a document is faulty.
    pub faults: Faults,
    /// The articles that are made for servers to put into their pages, too: those need an address.
    pub include: &'a [ArticleId],
    /// Which other sites may read and show it.
    pub readers: Readers,
    /// For how many days a file with a hash in its name stays when nothing uses it any more.
    pub keep_unused_days: u32,
    /// Which version of this program renders.
    pub renderer: &'a str,
    /// Whether two folders may change places.
    pub may_exchange: bool,
    /// What changes files.
    pub disk: Disk,
}

impl<'a> Order<'a> {
    /// With everything else as most publications have it.
    pub fn new(articles: &'a Path, shell: &'a Path, out: &'a Path) -> Self {
        let Options { compression, keep_unused_days, may_exchange, disk, .. } = Options::new(now());
        Self {
            articles,
            shell,
            out,
            address: None,
            compression,
            faults: Faults::Refuse,
            include: &[],
            readers: Readers::All,
            keep_unused_days,
            renderer: RENDERER,
            may_exchange,
            disk,
        }
    }

    fn options(&self, now: i64) -> Options {
        let (compression, keep_unused_days) = (self.compression, self.keep_unused_days);
        let (may_exchange, disk) = (self.may_exchange, self.disk.clone());
        Options { compression, keep_unused_days, may_exchange, disk, now }
    }

    /// Whether the publication fills the folder in which the shell lies: Trunk replaces the last build by it when it is
    /// done.
    fn is_in_place(&self) -> bool {
        let folder = self.shell.parent().and_then(|folder| folder.canonicalize().ok());
        folder.is_some() && folder == self.out.canonicalize().ok()
    }

    /// The same folder as `out` when it is filled in place, under the very name by which the code is read.
    fn folder_of_shell(&self) -> &'a Path {
        self.shell.parent().unwrap_or(Path::new(""))
    }

    fn code(&self) -> Result<Code, BuildError> {
        code::read(self.shell)
    }

    fn load(&self, memory: &mut Memory, now: i64) -> Result<Loaded, BuildError> {
        let folder = Folder::scan(self.articles)?;
        let known = memory.known(&folder);
        let progress = Progress::new("Reading", folder.documents.len());
        Ok(load(&folder, known, now, self.faults, &|| progress.step())?)
    }

    fn memory(&self, store: &Store) -> Memory {
        let notes = store.notes();
        notes.map(|notes| Memory::read(notes, self.renderer, self.articles)).unwrap_or_default()
    }

    fn plan<'p>(&'p self, loaded: &'p Loaded, code: &'p Code) -> Result<SitePlan<'p>, BuildError> {
        let address = self.address.as_ref();
        let is_there = |id: &&ArticleId| loaded.catalogue.entries.iter().any(|entry| entry.id == **id);
        if let Some(id) = self.include.iter().find(|id| !is_there(id)) {
            return Err(BuildError::Include { id: id.to_string() });
        }
        let context = Context::new(&loaded.catalogue, code, self.shell, address, self.renderer)?;
        Ok(SitePlan::new(Context { include: self.include, readers: &self.readers, ..context }))
    }
}

/// A publication that was made.
#[derive(Debug)]
pub struct Built {
    /// How many articles it has.
    pub articles: usize,
    /// What was made now; the rest was there.
    pub made: Count,
    /// Warnings; and faults in a build for development.
    pub report: Report,
    /// The element's script, for other pages.
    pub element: Element,
}

/// What a build would do.
#[derive(Debug)]
pub struct DryRun {
    /// How many articles the publication has.
    pub articles: usize,
    /// What there is to make and to remove.
    pub difference: Difference,
    /// Warnings; and faults in a build for development.
    pub report: Report,
}

/// Makes a publication. Only what has changed since the last time is made, and nothing is in its place before everything is
/// there: see [`crate::store`]. Documents that change meanwhile are read again, and nothing is lost of what was made of the
/// others.
///
/// # Errors
/// When a document is faulty, a file cannot be read or written, the shell is not this project's, another build is at work
/// in the same folder, or somebody else's files are in the way. The publication that was there is as it was.
pub fn build(order: &Order<'_>) -> Result<Built, BuildError> {
    let began = now();
    let is_in_place = order.is_in_place();
    let options = order.options(began);
    let mut store =
        if is_in_place { Store::in_place(order.folder_of_shell(), options) } else { Store::open(order.out, options)? };
    let mut memory = order.memory(&store);
    // Faults are told before anything else is looked at.
    let mut loaded = order.load(&mut memory, began)?;
    let code = order.code()?;
    if is_in_place {
        code.files.remove_taken()?;
    }
    for _ in 0..MAX_PLANS {
        let plan = order.plan(&loaded, &code)?;
        let difference = store.difference(&plan)?;
        let progress = Progress::new("Making", difference.units());
        let changed = store.make(&plan, &difference, &|| progress.step())?;
        progress.finish();
        if changed > 0 {
            let Loaded { catalogue, report, .. } = loaded;
            memory = Memory::of(catalogue, &report);
            loaded = order.load(&mut memory, began)?;
            continue;
        }
        let mut report = loaded.report.clone();
        report.extend(plan.lost_links());
        warn_of_lost_addresses(order.articles, &difference, &mut report);
        let made = plan.count();
        if !is_in_place {
            memory.note(&store, order.renderer, &loaded)?;
        }
        store.finish(difference)?;
        let articles = loaded.catalogue.entries.len();
        return Ok(Built { articles, made, report, element: code.element });
    }
    Err(BuildError::Changing { count: loaded.read.len().max(1) })
}

/// What a build would do; nothing is written.
///
/// # Errors
/// As [`build`].
pub fn dry_run(order: &Order<'_>) -> Result<DryRun, BuildError> {
    let began = now();
    let store = Store::look(order.out, order.options(began))?;
    let mut memory = order.memory(&store);
    let loaded = order.load(&mut memory, began)?;
    let code = order.code()?;
    let plan = order.plan(&loaded, &code)?;
    let difference = store.difference(&plan)?;
    let mut report = loaded.report.clone();
    report.extend(plan.lost_links());
    warn_of_lost_addresses(order.articles, &difference, &mut report);
    Ok(DryRun { articles: loaded.catalogue.entries.len(), difference, report })
}

/// Pages of articles that are there no more. The next build has forgotten them, so that it is told once.
fn warn_of_lost_addresses(folder: &Path, difference: &Difference, report: &mut Report) {
    // Lists are somewhere else, and what the element shows of an article has no address that people know.
    let is_other = |path: &str| ["section/", "page/", "articles/"].iter().any(|folder| path.starts_with(folder));
    for path in difference.removed().filter(|path| path.ends_with(".html") && !is_other(path)) {
        let address = path.strip_suffix("index.html").unwrap_or(path);
        let message = format!(
            "the page `{address}` is gone: if its article lives on under another id, name the former one in its `aliases`"
        );
        report.warn_of_others(folder, None, message);
    }
}

/// The time by the system's clock, in seconds since 1970-01-01T00:00:00Z.
pub fn now() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_secs()).unwrap_or(i64::MAX)
}
