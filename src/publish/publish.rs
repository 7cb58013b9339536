//! A whole build: a folder of documents in, the folder of a publication out, replaced when everything is there.

use std::collections::HashSet;
use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use super::assets::{self, Assets};
use super::digest::Digest;
use super::files::{Compression, Files};
use super::memory::SiteMemory;
use super::reading::Stamp;
use super::room::{Changes, Room};
use super::write::{ARTICLES, Made, Site, article_data, article_page};
use super::{Element, Faults, Memory, Publication, PublishError, Report, Shell, SiteAddress, now, oembed};

/// What is to be published.
#[derive(Debug)]
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
}

/// A publication that was made.
#[derive(Debug)]
pub struct Published {
    /// How many articles it has.
    pub articles: usize,
    /// What was made now; the rest was there.
    pub made: Made,
    /// Warnings; and faults in a build for development.
    pub report: Report,
    /// The element's script, for other pages.
    pub element: Element,
}

/// Makes a publication. Only what has changed since the last time is made, and nothing is in its place before everything is
/// there: see [`super::room`].
///
/// # Errors
/// When a document is faulty, a file cannot be read or written, the shell is not this project's, another build is at work
/// in the same folder, or the folder holds somebody else's files. The publication that was there is as it was.
pub fn publish(order: &Order<'_>) -> Result<Published, PublishError> {
    let began = now();
    if is_same_folder(order) {
        return in_place(order, began);
    }
    let room = Room::open(order.out)?;
    let memory = room.memory(order.articles);
    let program = program();
    let memory = if memory.site.program == program { memory } else { Memory::default() };
    let mut loaded = Publication::load_changed(order.articles, began, &memory, order.faults)?;
    loaded.publication.address.clone_from(&order.address);

    let staging = room.staging()?;
    copy_shell(order.shell, &staging)?;
    let assets = prepare(order.shell, &staging)?;
    let basis = basis(order, &assets, &staging)?;
    let is_whole = assets.files.iter().all(|name| order.out.join(name).exists());
    let is_same_basis = is_whole && memory.site.basis == basis;
    let files = Files::new(&staging, order.compression);
    for name in &assets.files {
        let file = staging.join(name);
        if is_same_basis {
            fs::remove_file(&file).map_err(PublishError::write(&file))?;
        } else {
            files.compress_in_place(&file)?;
        }
    }
    let last = if is_same_basis { memory.site } else { SiteMemory::default() };
    let there = last.still_in(order.out);
    let (mut next, made) = Site::new(&loaded.publication, &assets, order.shell, &files, &there).write()?;
    let changes = Changes { put: files.into_put(), removed: removed(&last, &next) };
    let published =
        Published { articles: loaded.publication.entries.len(), made, report: loaded.report, element: assets.element };
    if is_same_basis && changes.put.is_empty() && changes.removed.is_empty() && loaded.read == 0 {
        room.leave()?;
        return Ok(published);
    }
    next.build = room.build_name();
    (next.basis, next.program) = (basis, program);
    Memory::write(&room.next_memory(), &next, &loaded.publication.entries, &published.report, began)?;
    let build = next.build.clone();
    if is_same_basis { room.apply(&build, changes) } else { room.replace(&build) }?;
    Ok(published)
}

/// Fills the folder in which the shell lies, from nothing: Trunk replaces the last build by it when it is done.
fn in_place(order: &Order<'_>, began: i64) -> Result<Published, PublishError> {
    let mut loaded = Publication::load_changed(order.articles, began, &Memory::default(), order.faults)?;
    loaded.publication.address.clone_from(&order.address);
    let assets = prepare(order.shell, order.out)?;
    let files = Files::new(order.out, order.compression);
    for name in &assets.files {
        files.compress_in_place(&order.out.join(name))?;
    }
    let last = SiteMemory::default();
    let (_, made) = Site::new(&loaded.publication, &assets, order.shell, &files, &last).write()?;
    Ok(Published { articles: loaded.publication.entries.len(), made, report: loaded.report, element: assets.element })
}

fn is_same_folder(order: &Order<'_>) -> bool {
    let folder = order.shell.parent().and_then(|folder| folder.canonicalize().ok());
    folder.is_some() && folder == order.out.canonicalize().ok()
}

fn prepare(shell_path: &Path, out: &Path) -> Result<Assets, PublishError> {
    let shell = Shell::new(fs::read_to_string(shell_path).map_err(PublishError::read(shell_path))?);
    assets::prepare(&shell, shell_path, out)
}

/// Copies what Trunk built, with its folders, so that it can be finished here and used again. The shell itself becomes the
/// front page; what begins with a dot is not for readers.
fn copy_shell(shell: &Path, staging: &Path) -> Result<(), PublishError> {
    let mut folders = vec![(shell.parent().unwrap_or(Path::new("")).to_owned(), staging.to_owned())];
    while let Some((folder, target)) = folders.pop() {
        fs::create_dir_all(&target).map_err(PublishError::write(&target))?;
        for entry in fs::read_dir(&folder).map_err(PublishError::read(&folder))? {
            let entry = entry.map_err(PublishError::read(&folder))?;
            let (from, to) = (entry.path(), target.join(entry.file_name()));
            if from == shell || entry.file_name().to_string_lossy().starts_with('.') {
                continue;
            }
            if from.is_dir() {
                folders.push((from, to));
            } else {
                fs::copy(&from, &to).map_err(|source| PublishError::Copy { from, to, source })?;
            }
        }
    }
    Ok(())
}

/// What every page depends on: the files that they load, and the address.
fn basis(order: &Order<'_>, assets: &Assets, staging: &Path) -> Result<String, PublishError> {
    let mut parts: Vec<Vec<u8>> = vec![assets.shell.as_bytes().to_vec()];
    for name in &assets.files {
        let file = staging.join(name);
        parts.push(name.clone().into_bytes());
        parts.push(fs::read(&file).map_err(PublishError::read(&file))?);
    }
    parts.push(format!("{:?} {:?} {:?}", order.address, order.compression, order.faults).into_bytes());
    Ok(Digest::of(parts.iter().map(Vec::as_slice)).as_str().to_owned())
}

/// Which program this is: another one may make other pages of the same documents.
fn program() -> String {
    let stamp = env::current_exe().and_then(|program| Stamp::of(&program)).ok();
    format!("{} {stamp:?}", env!("CARGO_PKG_VERSION"))
}

/// What was there and is not any more: articles, lists and files.
fn removed(last: &SiteMemory, next: &SiteMemory) -> Vec<PathBuf> {
    let articles = last.pages.keys().filter(|id| !next.pages.contains_key(*id));
    let mut removed: Vec<PathBuf> =
        articles.flat_map(|id| [article_page(id), article_data(id), oembed::path(id)]).map(PathBuf::from).collect();
    removed.extend(last.lists.keys().filter(|path| !next.lists.contains_key(*path)).map(PathBuf::from));
    let kept: HashSet<PathBuf> = next.pages.keys().map(|id| PathBuf::from(article_data(id))).collect();
    let files = last.files.keys().filter(|path| !next.files.contains_key(*path));
    removed.extend(files.map(|path| Path::new(ARTICLES).join(path)).filter(|path| !kept.contains(path)));
    removed
}
