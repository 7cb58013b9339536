//! Which files changed: told once for changes that come together.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::thread;
use std::time::{Duration, Instant};

use notify::{Config, Event, PollWatcher, RecommendedWatcher, RecursiveMode, Watcher as _};

use super::worker::Request;
use crate::source::{CONFIGURATION_FILE, Publication};

/// An editor writes a file in several steps. They are one change when they come this close together, and no longer than that
/// long.
const TOGETHER: Duration = Duration::from_millis(12);
const TOGETHER_AT_MOST: Duration = Duration::from_millis(120);

/// How often files are looked at where the system does not tell of changes.
const POLLING: Duration = Duration::from_secs(1);

/// Watches the files of a publication.
pub(super) struct Watcher {
    requests: Sender<Request>,
    watched: Vec<(PathBuf, RecursiveMode)>,
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
        let deep: Vec<PathBuf> =
            wanted.iter().filter(|(_, mode)| *mode == RecursiveMode::Recursive).map(|(path, _)| whole(path)).collect();
        let settings = whole(&publication.folder).join(CONFIGURATION_FILE);
        let is_ours = move |path: &Path| path == settings || deep.iter().any(|folder| path.starts_with(folder));
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
        let mut watching = watcher(tell)?;
        for (folder, mode) in &wanted {
            watching.watch(&whole(folder), *mode)?;
        }
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
fn wanted(publication: &Publication) -> Vec<(PathBuf, RecursiveMode)> {
    let folders = publication.static_folder.iter().chain([&publication.articles]).cloned();
    let mut wanted: Vec<(PathBuf, RecursiveMode)> = folders.map(|folder| (folder, RecursiveMode::Recursive)).collect();
    if !wanted.iter().any(|(folder, _)| *folder == publication.folder) {
        wanted.push((publication.folder.clone(), RecursiveMode::NonRecursive));
    }
    wanted
}

/// What the system tells of changes, or, where it does not, a look at all files once in a while.
fn watcher(
    tell: impl Fn(notify::Result<Event>) + Send + Clone + 'static,
) -> Result<Box<dyn notify::Watcher + Send>, notify::Error> {
    let config = Config::default();
    match RecommendedWatcher::new(tell.clone(), config) {
        Ok(watcher) => Ok(Box::new(watcher)),
        Err(_) => Ok(Box::new(PollWatcher::new(tell, config.with_poll_interval(POLLING))?)),
    }
}
