//! The thread that holds the publication and makes its files.

use std::cell::RefCell;
use std::sync::mpsc::Receiver;

use tokio::sync::watch;

use super::request::{Answer, Request};
use super::watch::Watcher;
use super::{OWN, Settings, faults};
use crate::catalogue::Faults;
use crate::site::{self, BuildError, Files, Known, Order, PageRenderer};
use crate::source::{Publication, Report};
use crate::store::{Compression, Content, Digest};

/// What is told of a file that is written to whenever it is asked for.
const BEING_WRITTEN: &str = "this file changes whenever it is read: load the page again when it is written";

/// What whoever writes is told.
#[derive(Debug)]
pub enum Told<'a> {
    /// The publication was read, for the first time or again.
    Read {
        /// Where it is served.
        address: &'a str,
        /// How many articles it has.
        articles: usize,
        /// What was found in it.
        report: &'a Report,
    },
    /// It cannot be shown, and why.
    Failed {
        /// Where it is served.
        address: &'a str,
        /// The reason.
        why: &'a str,
    },
    /// Changes will not be seen, and why.
    Unwatched {
        /// The reason.
        why: &'a str,
    },
}

/// Why a publication is not served any more as it was read.
enum End {
    /// Its files have changed; a request waits for the new ones.
    Changed(Option<Request>),
    /// Nobody asks any more.
    Over,
}

pub(super) struct Worker {
    pub(super) settings: Settings,
    /// Where the publication is served.
    pub(super) address: String,
    pub(super) work: Receiver<Request>,
    /// Counts how often the publication was read.
    pub(super) changed: watch::Sender<u64>,
    pub(super) watcher: RefCell<Watcher>,
    /// How many articles were read the last time, and what was said of them.
    pub(super) told: RefCell<Option<(usize, String)>>,
    pub(super) tell: Box<dyn Fn(Told<'_>) + Send>,
}

impl Worker {
    /// Works until nobody asks any more.
    pub(super) fn run(self) {
        let mut known = Known::default();
        let mut waiting = None;
        loop {
            match self.serve(&mut known, waiting.take()) {
                End::Changed(request) => waiting = request,
                End::Over => return,
            }
        }
    }

    /// Reads the publication, and serves it until something changes.
    fn serve(&self, known: &mut Known, waiting: Option<Request>) -> End {
        let (publication, report) = match Publication::open(&self.settings.folder) {
            Ok(opened) => opened,
            Err(error) => {
                self.watch(&Publication::of_articles(&self.settings.folder));
                return self.serve_faults(&error.to_string(), waiting);
            }
        };
        if report.has_errors() {
            self.watch(&publication);
            return self.serve_faults(&report.to_string(), waiting);
        }
        let script = format!("{OWN}/reload.js");
        let out = publication.folder.clone();
        let order = Order {
            address: self.address.parse().ok(),
            compression: Compression::None,
            faults: Faults::Show,
            with_embargoed: self.settings.with_embargoed,
            page_script: Some(&script),
            ..Order::new(&publication, &self.settings.code, &out)
        };
        let mut waiting = waiting;
        let served = site::on_demand(&order, known, |files| {
            // To be told of every document that is opened takes longer than to read it: they are watched once they are read.
            self.watch(&publication);
            let mut report = report.clone();
            report.extend(files.report().clone());
            let read = (files.articles(), report.to_string());
            if self.told.borrow().as_ref() != Some(&read) {
                (self.tell)(Told::Read { address: &self.address, articles: files.articles(), report: &report });
                self.told.replace(Some(read));
            }
            self.changed.send_modify(|version| *version += 1);
            self.serve_files(files, publication.configuration.readers.is_some(), waiting.take())
        });
        match served {
            Ok(Ok(end)) => end,
            Ok(Err(error)) | Err(error) => {
                let found = if let BuildError::Faulty(report) = &error { report.to_string() } else { String::new() };
                // Where there is nothing to read, there may soon be something.
                self.watch(&publication);
                self.serve_faults(&format!("{found}{error}"), waiting)
            }
        }
    }

    /// Watches what a publication is made of from now on. What changed before is looked at once more.
    fn watch(&self, publication: &Publication) {
        let mut watcher = self.watcher.borrow_mut();
        if watcher.watches(publication) {
            return;
        }
        match watcher.watch(publication) {
            Ok(()) => watcher.look_again(),
            Err(error) => (self.tell)(Told::Unwatched { why: &error.to_string() }),
        }
    }

    fn serve_files(
        &self,
        files: &Files<'_>,
        are_readers_said: bool,
        waiting: Option<Request>,
    ) -> Result<End, BuildError> {
        let mut renderer = files.renderer()?;
        let mut waiting = waiting;
        loop {
            let Some(request) = waiting.take().or_else(|| self.work.recv().ok()) else { return Ok(End::Over) };
            match request {
                Request::Changed => return Ok(End::Changed(None)),
                Request::State { paths, reply } => drop(reply.send(state(files, &paths))),
                Request::File { path, shown_with, is_second, reply } => {
                    match answer(files, &path, &shown_with, are_readers_said, &mut renderer) {
                        Ok(Some(answer)) => drop(reply.send(answer)),
                        // Somebody writes to it all the time: others are not kept waiting for it.
                        Ok(None) if is_second => drop(reply.send(failed(503, BEING_WRITTEN, &[], ""))),
                        // It was changed since it was read, and whoever watches has not told yet.
                        Ok(None) => {
                            let again = Request::File { path, shown_with, is_second: true, reply };
                            return Ok(End::Changed(Some(again)));
                        }
                        Err(error) => {
                            let paths = [path];
                            drop(reply.send(failed(500, &error.to_string(), &paths, &state(files, &paths))));
                        }
                    }
                }
            }
        }
    }

    /// Shows what is wrong in place of every page, until something changes.
    fn serve_faults(&self, why: &str, waiting: Option<Request>) -> End {
        (self.tell)(Told::Failed { address: &self.address, why });
        self.changed.send_modify(|version| *version += 1);
        let mut waiting = waiting;
        loop {
            let Some(request) = waiting.take().or_else(|| self.work.recv().ok()) else { return End::Over };
            match request {
                Request::Changed => return End::Changed(None),
                Request::State { reply, .. } => drop(reply.send(state_of_fault(why))),
                Request::File { reply, .. } => drop(reply.send(failed(500, why, &[], &state_of_fault(why)))),
            }
        }
    }
}

/// The state of some files: it is another one when what they are made of is.
fn state(files: &Files<'_>, paths: &[String]) -> String {
    let digests = paths.iter().map(|path| files.state(path).map(|digest| digest.to_string()).unwrap_or_default());
    Digest::of_texts(digests.collect::<Vec<_>>().iter().map(String::as_str)).to_string()
}

/// A file, or the page in its place. Nothing where it has changed since the publication was read.
fn answer(
    files: &Files<'_>,
    path: &str,
    shown_with: &[String],
    are_readers_said: bool,
    renderer: &mut PageRenderer,
) -> Result<Option<Answer>, BuildError> {
    const NOT_FOUND: &str = "404.html";
    let (made, is_there) = match files.make(path, renderer)? {
        Some(made) => (made, true),
        None => (files.make(NOT_FOUND, renderer)?.flatten(), false),
    };
    let Some(content) = made else { return Ok(None) };
    let shown = if is_there { path } else { NOT_FOUND };
    // What is not published yet is read by nobody else's pages, unless the publication says whose.
    let is_kept = |name: &str| {
        are_readers_said || !matches!(name, "Access-Control-Allow-Origin" | "Cross-Origin-Resource-Policy")
    };
    let headers = files.headers().of(shown).into_iter().filter(|(name, _)| is_kept(name));
    let headers = headers.map(|(name, value)| (name, value.to_owned())).collect();
    let content = match content {
        Content::Bytes(page) if shown.ends_with(".html") => {
            let paths: Vec<String> = std::iter::once(path.to_owned()).chain(shown_with.iter().cloned()).collect();
            Content::Bytes(with_state(page, &paths, &state(files, &paths)))
        }
        content => content,
    };
    Ok(Some(Answer { status: if is_there { 200 } else { 404 }, content, headers }))
}

/// A page whose script knows of which files it is made, and in which state.
fn with_state(page: Vec<u8>, paths: &[String], state: &str) -> Vec<u8> {
    let script = format!("{OWN}/reload.js\"");
    match String::from_utf8(page) {
        Ok(page) => page.replacen(&script, &format!("{OWN}/reload.js?{}\"", query(paths, state)), 1).into_bytes(),
        Err(error) => error.into_bytes(),
    }
}

/// As the script's address has it.
fn query(paths: &[String], state: &str) -> String {
    let mut query = url::form_urlencoded::Serializer::new(String::new());
    query.append_pair("state", state);
    query.extend_pairs(paths.iter().map(|path| ("of", path)));
    // It stands in an attribute.
    query.finish().replace('&', "&amp;")
}

/// The state while nothing can be shown: it is another one when something else is wrong.
fn state_of_fault(why: &str) -> String {
    Digest::of_texts([why]).to_string()
}

/// The page that says what is wrong, and is loaded again when these files are in another state.
fn failed(status: u16, why: &str, paths: &[String], state: &str) -> Answer {
    let script = format!("/{OWN}/reload.js?{}", query(paths, state));
    let page = faults::page(why, &script, &format!("/{OWN}/faults.css"));
    let headers = vec![
        ("Content-Type", "text/html; charset=utf-8".to_owned()),
        ("Content-Security-Policy", faults::POLICY.to_owned()),
    ];
    Answer { status, content: Content::Bytes(page.into_bytes()), headers }
}
