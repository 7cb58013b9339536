//! A whole upload.

use std::future::ready;
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::time::Duration;

use futures_util::StreamExt;
use tokio::runtime::Runtime;

use super::changes::{Changes, Put, Terms};
use super::manifest::RemoteManifest;
use super::open::open;
use super::place::{Found, Place};
use super::requests::Requests;
use super::{Described, Destination, Form, Patience, UploadError, UploadOptions};
use crate::store::folder::build_name;
use crate::store::{Manifest, Options, Store};

/// How many files are sent at a time.
const AT_A_TIME: usize = 16;

/// How long it is tried to reach a server for the first time: an address may be wrong, and then nothing else helps.
const FIRST_CONTACT: Duration = Duration::from_secs(20);

/// How often somebody who gave way tries to note what they touched, while others write, too.
const ATTEMPTS: usize = 8;

const S_PER_DAY: i64 = 24 * 60 * 60;

/// What was done at a destination.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Uploaded {
    /// How many files were sent. Their compressed copies do not count.
    pub uploaded: usize,
    /// How many files were removed.
    pub removed: usize,
    /// How many files were there and stay.
    pub kept: usize,
    /// How many of the publication's files nothing uses any more, and stay for a while.
    pub unused: usize,
    /// How many bytes were sent in files.
    pub bytes: u64,
    /// How many requests were made, with those that were made again.
    pub requests: usize,
}

/// What an upload would do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct UploadPlan {
    /// The paths of the files that would be sent, in their order.
    pub upload: Vec<String>,
    /// The paths of the files that would be removed, with their compressed copies.
    pub remove: Vec<String>,
    /// How many files are there and would stay.
    pub kept: usize,
    /// How many of the publication's files nothing uses any more, and would stay for a while.
    pub unused: usize,
    /// How many bytes would be sent in files.
    pub bytes: u64,
}

/// Uploads what a build wrote. `describe` tells of a path within it what is sent with it and when; `step` is called
/// after each file that was sent, with how many were and how many are to be.
///
/// The folder is locked against builds until everything is sent.
///
/// # Errors When the folder holds no finished build or a build is at work in it, the destination cannot be reached or
/// refuses, or somebody else has published meanwhile. The destination then shows readers whole files, and the same
/// command does the rest.
pub fn upload(
    out: &Path,
    destination: &Destination,
    describe: &dyn Fn(&str) -> Described,
    options: &UploadOptions,
    step: &(dyn Fn(usize, usize) + Sync),
) -> Result<Uploaded, UploadError> {
    if !out.is_dir() {
        return Err(UploadError::NoBuild { path: out.to_owned() });
    }
    let store = Store::open(out, Options::new(options.now))?;
    let (local, out) = built(&store)?;
    let requests = Requests::default();
    let first = open(destination, &for_first_contact(options), &requests)?;
    let place = open(destination, options, &requests)?;
    let terms = terms(&place, destination, describe, options);
    let work = Work { local, out, place: &place, terms: &terms, step, name: build_name() };
    runtime()?.block_on(async {
        let found = first.read_manifest().await?;
        let uploaded = work.run(found).await?;
        Ok(Uploaded { requests: place.requests(), ..uploaded })
    })
}

/// What [`upload`] would do. Nothing is written anywhere.
///
/// # Errors
/// When the folder holds no finished build, or the destination cannot be reached or refuses.
pub fn upload_plan(
    out: &Path,
    destination: &Destination,
    describe: &dyn Fn(&str) -> Described,
    options: &UploadOptions,
) -> Result<UploadPlan, UploadError> {
    let store = Store::look(out, Options::new(options.now))?;
    let (local, out) = built(&store)?;
    let place = open(destination, &for_first_contact(options), &Requests::default())?;
    let terms = terms(&place, destination, describe, options);
    let found = runtime()?.block_on(place.read_manifest())?;
    let changes = Changes::between(local, &found.manifest, &terms);
    changes.check()?;
    let sources = changes.puts.iter().flat_map(|put| terms.form.sources(out, put.record, &put.described));
    Ok(UploadPlan {
        upload: changes.puts.iter().map(|put| put.record.path.to_string()).collect(),
        remove: changes.obstacles.iter().chain(&changes.removed).cloned().collect(),
        kept: changes.kept,
        unused: changes.unused,
        bytes: sources.map(|(_, source)| source.length).sum(),
    })
}

/// What a build is remembered to have written, and where.
fn built(store: &Store) -> Result<(&Manifest, &Path), UploadError> {
    if store.manifest().build().is_empty() {
        return Err(UploadError::NoBuild { path: store.out.clone() });
    }
    Ok((store.manifest(), &store.out))
}

fn terms<'a>(
    place: &Place,
    destination: &Destination,
    describe: &'a dyn Fn(&str) -> Described,
    options: &UploadOptions,
) -> Terms<'a> {
    Terms {
        form: if place.is_tree() { Form::WithCopies } else { Form::Encoded(destination.encoding) },
        describe,
        is_tree: place.is_tree(),
        now: options.now,
        keep_unused_s: i64::from(options.keep_unused_days) * S_PER_DAY,
    }
}

fn for_first_contact(options: &UploadOptions) -> UploadOptions {
    let Patience { retry_for, .. } = options.patience;
    UploadOptions {
        patience: Patience { retry_for: retry_for.min(FIRST_CONTACT), ..options.patience },
        ..options.clone()
    }
}

fn runtime() -> Result<Runtime, UploadError> {
    tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().map_err(UploadError::Start)
}

/// How far changes came.
enum Applied {
    /// All of them are made.
    Whole,
    /// They are made, and somebody else has published meanwhile.
    Overtaken,
    /// Somebody else had published before the first of them was made.
    Untouched,
}

/// An upload at work.
struct Work<'a> {
    local: &'a Manifest,
    out: &'a Path,
    place: &'a Place,
    terms: &'a Terms<'a>,
    step: &'a (dyn Fn(usize, usize) + Sync),
    /// A name that no other upload has.
    name: String,
}

impl Work<'_> {
    async fn run(&self, mut found: Found) -> Result<Uploaded, UploadError> {
        let mut uploaded = Uploaded::default();
        let mut has_begun = false;
        loop {
            let changes = Changes::between(self.local, &found.manifest, self.terms);
            changes.check()?;
            (uploaded.kept, uploaded.unused) = (changes.kept, changes.unused);
            if changes.is_empty(&found.manifest) {
                return Ok(uploaded);
            }
            if !has_begun {
                self.place.begin().await?;
                has_begun = true;
            }
            let touched = match self.apply(&changes, &found, &mut uploaded).await? {
                Applied::Whole => {
                    self.place.end().await?;
                    return Ok(uploaded);
                }
                Applied::Overtaken => Some(&changes),
                Applied::Untouched => None,
            };
            found = self.give_way(touched).await?;
        }
    }

    async fn apply(
        &self,
        changes: &Changes<'_>,
        found: &Found,
        uploaded: &mut Uploaded,
    ) -> Result<Applied, UploadError> {
        let mut version = found.version.clone();
        if changes.touches_files() {
            let mut manifest = RemoteManifest { upload: self.name.clone(), ..found.manifest.clone() };
            changes.unsettle(&mut manifest, self.terms.form);
            match self.place.replace_manifest(&manifest, &version).await? {
                Some(next) => version = next,
                None => return Ok(Applied::Untouched),
            }
            self.remove(&changes.obstacles).await?;
            uploaded.bytes += self.send(changes).await?;
            uploaded.uploaded += changes.puts.len();
            self.remove(&changes.removed).await?;
            uploaded.removed += changes.removed_files;
        }
        let manifest = RemoteManifest { upload: self.name.clone(), records: changes.next.clone() };
        Ok(match self.place.replace_manifest(&manifest, &version).await? {
            Some(_) => Applied::Whole,
            None if changes.touches_files() => Applied::Overtaken,
            None => Applied::Untouched,
        })
    }

    /// Sends files, group after group, and gives how many bytes they have.
    ///
    /// When one of them fails, no other is begun, and those that are under way are waited for: the server might go on with
    /// one that nobody waits for, and put it in place of what the next upload has sent.
    async fn send(&self, changes: &Changes<'_>) -> Result<u64, UploadError> {
        let (sent, bytes, has_failed) = (&AtomicUsize::new(0), &AtomicU64::new(0), &AtomicBool::new(false));
        for group in changes.groups() {
            let files = futures_util::stream::iter(group).map(|put| async move {
                if has_failed.load(Ordering::Relaxed) {
                    return Ok::<(), UploadError>(());
                }
                let length = self.send_file(put).await;
                has_failed.fetch_or(length.is_err(), Ordering::Relaxed);
                bytes.fetch_add(length?, Ordering::Relaxed);
                (self.step)(sent.fetch_add(1, Ordering::Relaxed) + 1, changes.puts.len());
                Ok(())
            });
            let results = files.buffer_unordered(AT_A_TIME);
            results.fold(Ok(()), |first, next| ready(first.and(next))).await?;
        }
        Ok(bytes.load(Ordering::Relaxed))
    }

    async fn send_file(&self, Put { record, described, .. }: &Put<'_>) -> Result<u64, UploadError> {
        let mut bytes = 0;
        for (path, source) in self.terms.form.sources(self.out, record, described) {
            bytes += self.place.put(&path, source).await?;
        }
        Ok(bytes)
    }

    async fn remove(&self, paths: &[String]) -> Result<(), UploadError> {
        if paths.is_empty() {
            return Ok(());
        }
        self.place.remove(paths.to_vec()).await
    }

    /// What to do when the manifest is not the one that was known. It may be our own: the answer to a request was lost
    /// and it was made again, or somebody gave way to us. Then what is there now is the start of another round.
    /// Otherwise somebody else published: what we touched is noted in their manifest, and they or we send it again.
    async fn give_way(&self, touched: Option<&Changes<'_>>) -> Result<Found, UploadError> {
        for _ in 0..ATTEMPTS {
            let Found { mut manifest, version } = self.place.read_manifest().await?;
            if manifest.upload == self.name {
                return Ok(Found { manifest, version });
            }
            let Some(changes) = touched else { break };
            changes.unsettle(&mut manifest, self.terms.form);
            if self.place.replace_manifest(&manifest, &version).await?.is_some() {
                break;
            }
        }
        self.place.end().await?;
        Err(UploadError::Conflict { place: self.place.name().to_owned() })
    }
}
