//! Which files changed: told once for changes that come together.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::thread;
use std::time::{Duration, Instant};

use notify::{Config, Event, PollWatcher, RecommendedWatcher, RecursiveMode, Watcher as _};

use super::request::Request;
use crate::source::Publication;

/// An editor writes a file in several steps. They are one change when they come this close together, and no longer than that
/// long.
const TOGETHER: Duration = Duration::from_millis(12);
const TOGETHER_AT_MOST: Duration = Duration::from_millis(120);

/// How often files are looked at where the system does not tell of changes.
const POLLING: Duration = Duration::from_secs(1);

/// A folder, which folder it is for the system, and whether everything below it is watched, too.
type Watched = (PathBuf, Option<u64>, RecursiveMode);

/// Watches the files of a publication.
pub(super) struct Watcher {
    requests: Sender<Request>,
    watched: Vec<Watched>,
    /// It watches as long as it is there.
    watching: Option<Box<dyn notify::Watcher + Send>>,
}

impl Watcher {
    pub(super) fn new(requests: Sender<Request>) -> Self {
        Self { requests, watched: Vec::new(), watching: None }
    }

    /// Whether a publication is watched.
    pub(super) fn watches(&self, publication: &Publication) -> bool {
        self.watching.is_some() && self.watched == wanted(publication)
    }

    /// Has everything looked at again, as if something had changed.
    pub(super) fn look_again(&self) {
        // Nobody listens any more when the program ends.
        let _ = self.requests.send(Request::Changed);
    }

    /// Watches what a publication is made of, where that is not done already. Says what keeps it from it.
    pub(super) fn watch(&mut self, publication: &Publication) -> Result<(), notify::Error> {
        if self.watches(publication) {
            return Ok(());
        }
        let wanted = wanted(publication);
        let (events, changes) = mpsc::channel();
        let whole = |path: &Path| path.canonicalize().unwrap_or_else(|_| path.to_owned());
        let is_deep = |mode: &RecursiveMode| *mode == RecursiveMode::Recursive;
        let deep: Vec<PathBuf> =
            wanted.iter().filter(|(.., mode)| is_deep(mode)).map(|(path, ..)| whole(path)).collect();
        // Settings, and folders that come and go.
        let top = whole(&publication.folder);
        let is_ours =
            move |path: &Path| path.parent() == Some(&top) || deep.iter().any(|folder| path.starts_with(folder));
        let tell = move |event: notify::Result<Event>| {
            let is_change = event.as_ref().map_or(true, |event| {
                // Whoever reads a file changes nothing. Where a path is unknown, everything may have changed.
                !event.kind.is_access() && (event.paths.is_empty() || event.paths.iter().any(|path| is_ours(path)))
            });
            if is_change {
                // Nobody listens any more when others are watched.
                let _ = events.send(());
            }
        };
        let by = |mut watcher: Box<dyn notify::Watcher + Send>| {
            wanted.iter().try_for_each(|(folder, _, mode)| watcher.watch(&whole(folder), *mode))?;
            Ok::<_, notify::Error>(watcher)
        };
        let config = Config::default();
        let told = RecommendedWatcher::new(tell.clone(), config).and_then(|watcher| by(Box::new(watcher)));
        let watching = match told {
            Ok(watching) => watching,
            // The system does not tell, or not of so many folders.
            Err(_) => by(Box::new(PollWatcher::new(tell, config.with_poll_interval(POLLING))?))?,
        };
        let requests = self.requests.clone();
        thread::spawn(move || {
            while changes.recv().is_ok() {
                let began = Instant::now();
                while began.elapsed() < TOGETHER_AT_MOST {
                    match changes.recv_timeout(TOGETHER) {
                        Ok(()) => {}
                        Err(RecvTimeoutError::Timeout) => break,
                        Err(RecvTimeoutError::Disconnected) => return,
                    }
                }
                if requests.send(Request::Changed).is_err() {
                    return;
                }
            }
        });
        (self.watched, self.watching) = (wanted, Some(watching));
        Ok(())
    }
}

/// The folders that a publication is made of.
fn wanted(publication: &Publication) -> Vec<Watched> {
    let folders = publication.static_folder.iter().chain([&publication.articles]);
    let mut wanted: Vec<Watched> =
        folders.map(|folder| (folder.clone(), identity(folder), RecursiveMode::Recursive)).collect();
    if !wanted.iter().any(|(folder, ..)| *folder == publication.folder) {
        let folder = &publication.folder;
        wanted.push((folder.clone(), identity(folder), RecursiveMode::NonRecursive));
    }
    wanted
}

/// What tells a folder from another that was put in its place under the same name.
#[cfg(unix)]
fn identity(folder: &Path) -> Option<u64> {
    use std::os::unix::fs::MetadataExt;
    folder.metadata().ok().map(|metadata| metadata.ino())
}

#[cfg(not(unix))]
fn identity(_: &Path) -> Option<u64> {
    None
}
