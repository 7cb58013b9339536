//! A whole build: a folder of documents in, the folder of a publication out, changed when everything is there.

use std::path::Path;

use super::around::Theme;
use super::code::{Code, Element};
use super::context::Context;
use super::memory::Memory;
use super::order::now;
use super::plan::SitePlan;
use super::progress::Progress;
use super::{BuildError, Order};
use crate::article::{ArticleId, Timestamp};
use crate::catalogue::{Catalogue, Embargo, Faults, Loaded, Terms, load};
use crate::source::{Folder, Report, StaticFiles};
use crate::store::{Difference, Finished, Store};

pub use super::plan::Count;

/// How often a publication is planned anew because its documents changed meanwhile.
const MAX_PLANS: usize = 10;

impl Order<'_> {
    pub(super) fn load(&self, memory: &mut Memory, now: i64) -> Result<Loaded, BuildError> {
        let left_out = self.publication.static_folder.as_deref();
        let folder = Folder::scan(&self.publication.articles, left_out.as_slice())?;
        let known = memory.known(&folder);
        let progress = Progress::new("Reading", folder.documents.len());
        let embargo = if self.with_embargoed { Embargo::Ignore } else { Embargo::Keep };
        Ok(load(&folder, known, Terms { now, faults: self.faults, embargo }, &|| progress.step())?)
    }

    pub(super) fn memory(&self, store: &Store) -> Memory {
        // With articles under embargo nothing is remembered: the next build without them must not find them.
        let notes = store.notes().filter(|_| !self.with_embargoed);
        notes.map(|notes| Memory::read(notes, self.renderer, &self.publication.articles)).unwrap_or_default()
    }

    pub(super) fn plan<'p>(&'p self, loaded: &'p Loaded, code: &'p Code) -> Result<SitePlan<'p>, BuildError> {
        let is_there = |id: &&ArticleId| loaded.catalogue.entries.iter().any(|entry| entry.id == **id);
        if let Some(id) = self.include.iter().find(|id| !is_there(id)) {
            return Err(BuildError::Include { id: id.to_string() });
        }
        let static_files = self.publication.static_folder.as_deref().map(StaticFiles::scan).transpose()?;
        let context = Context::new(&loaded.catalogue, code, self)?;
        Ok(SitePlan::new(context, static_files.unwrap_or_default()))
    }
}

/// A publication that was made.
#[derive(Debug)]
pub struct Built {
    /// How many articles it has.
    pub articles: usize,
    /// What was made now; the rest was there.
    pub made: Count,
    /// The paths of the files that were made now.
    pub paths: Vec<String>,
    /// The paths of the files that are there no more.
    pub removed: Vec<String>,
    /// How many files stayed as they were.
    pub kept: usize,
    /// How many files stay although nothing uses them.
    pub unused: usize,
    /// When the first embargo ends, as the document says it: then there is something to publish.
    pub embargo_ends: Option<Timestamp>,
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
    /// When the first embargo ends, as the document says it.
    pub embargo_ends: Option<Timestamp>,
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
    let in_place = order.folder_in_place();
    let is_in_place = in_place.is_some();
    let options = order.options(began);
    let mut store = match in_place {
        Some(folder) => Store::in_place(folder, options),
        None => {
            order.check_out()?;
            Store::open(order.out, options)?
        }
    };
    let mut memory = order.memory(&store);
    // Faults are told before anything else is looked at.
    let mut loaded = order.load(&mut memory, began)?;
    let code = order.code.assemble(&Theme::of(order.publication))?;
    if is_in_place {
        code.files.remove_taken()?;
    }
    for _ in 0..MAX_PLANS {
        let plan = order.plan(&loaded, &code)?;
        refuse_faults(order, &plan)?;
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
        warn_of_lost_addresses(&order.publication.articles, &difference, &mut report);
        let made = plan.count();
        if !is_in_place && !order.with_embargoed {
            memory.note(&store, order.renderer, &loaded)?;
        }
        let (kept, paths) = (difference.kept(), difference.made().map(str::to_owned).collect());
        let Finished { removed, unused } = store.finish(difference)?;
        let Catalogue { entries, embargo_ends, .. } = loaded.catalogue;
        let (articles, element) = (entries.len(), code.element);
        return Ok(Built { articles, made, paths, removed, kept, unused, embargo_ends, report, element });
    }
    Err(BuildError::Changing { count: loaded.read.len().max(1) })
}

/// What a build would do; nothing is written.
///
/// # Errors
/// As [`build`].
pub fn dry_run(order: &Order<'_>) -> Result<DryRun, BuildError> {
    let began = now();
    order.check_out()?;
    let store = Store::look(order.out, order.options(began))?;
    let mut memory = order.memory(&store);
    let loaded = order.load(&mut memory, began)?;
    let code = order.code.assemble(&Theme::of(order.publication))?;
    let plan = order.plan(&loaded, &code)?;
    refuse_faults(order, &plan)?;
    let difference = store.difference(&plan)?;
    let mut report = loaded.report.clone();
    report.extend(plan.lost_links());
    warn_of_lost_addresses(&order.publication.articles, &difference, &mut report);
    let Catalogue { entries, embargo_ends, .. } = loaded.catalogue;
    Ok(DryRun { articles: entries.len(), difference, embargo_ends, report })
}

/// Static files that stand in the way of others.
fn refuse_faults(order: &Order<'_>, plan: &SitePlan<'_>) -> Result<(), BuildError> {
    let found = plan.static_files_in_the_way();
    if found.has_errors() && order.faults == Faults::Refuse { Err(BuildError::Faulty(found)) } else { Ok(()) }
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
