//! The thread that holds the publication and makes its files.

use std::sync::mpsc::Receiver;

use tokio::sync::{oneshot, watch};

use super::watch::Watcher;
use super::{OWN, Settings, faults};
use crate::catalogue::Faults;
use crate::site::{self, BuildError, Files, Known, Order, PageRenderer};
use crate::source::{Publication, Report};
use crate::store::{Compression, Content, Digest};

/// What the thread is asked for.
pub(super) enum Request {
    /// A file, by its path within the publication. `shown_with` are files that the page shows beside itself.
    File { path: String, shown_with: Vec<String>, reply: oneshot::Sender<Answer> },
    /// The state of files: it is another one when they have changed.
    State { paths: Vec<String>, reply: oneshot::Sender<String> },
    /// Something has changed.
    Changed,
}

/// What it answers.
pub(super) struct Answer {
    /// Whether there is such a file. Where there is none, this is the page in its place.
    pub(super) is_there: bool,
    pub(super) content: Content,
    pub(super) headers: Vec<(&'static str, String)>,
}

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
    pub(super) watcher: Option<Watcher>,
    /// How many articles were read the last time, and what was said of them.
    pub(super) told: Option<(usize, String)>,
    pub(super) tell: Box<dyn Fn(Told<'_>) + Send>,
}

fn watch(watcher: &mut Watcher, publication: &Publication, tell: &dyn Fn(Told<'_>)) {
    if let Err(error) = watcher.watch(publication) {
        tell(Told::Unwatched { why: &error.to_string() });
    }
}

impl Worker {
    /// Works until nobody asks any more.
    pub(super) fn run(mut self) {
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
    fn serve(&mut self, known: &mut Known, waiting: Option<Request>) -> End {
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
        let (mut watcher, mut told) = (self.watcher.take(), self.told.take());
        let served = site::on_demand(&order, known, |files| {
            // To be told of every document that is opened takes longer than to read it: of a hundred thousand the system tells
            // no more. So they are watched once they are read, and looked at once more for what changed meanwhile.
            if let Some(watcher) = &mut watcher
                && !watcher.watches(&publication)
            {
                watch(watcher, &publication, &self.tell);
                watcher.look_again();
            }
            let mut report = report.clone();
            report.extend(files.report().clone());
            let read = (files.articles(), report.to_string());
            if told.as_ref() != Some(&read) {
                (self.tell)(Told::Read { address: &self.address, articles: files.articles(), report: &report });
                told = Some(read);
            }
            self.changed.send_modify(|version| *version += 1);
            self.serve_files(files, waiting)
        });
        (self.watcher, self.told) = (watcher, told);
        match served {
            Ok(Ok(end)) => end,
            Ok(Err(error)) | Err(error) => {
                let found = if let BuildError::Faulty(report) = &error { report.to_string() } else { String::new() };
                self.serve_faults(&format!("{found}{error}"), None)
            }
        }
    }

    fn watch(&mut self, publication: &Publication) {
        if let Some(watcher) = &mut self.watcher {
            watch(watcher, publication, &self.tell);
        }
    }

    fn serve_files(&self, files: &Files<'_>, waiting: Option<Request>) -> Result<End, BuildError> {
        let mut renderer = files.renderer()?;
        let mut waiting = waiting;
        loop {
            let Some(request) = waiting.take().or_else(|| self.work.recv().ok()) else { return Ok(End::Over) };
            match request {
                Request::Changed => return Ok(End::Changed(None)),
                Request::State { paths, reply } => drop(reply.send(state(files, &paths))),
                Request::File { path, shown_with, reply } => match answer(files, &path, &shown_with, &mut renderer) {
                    Ok(Some(answer)) => drop(reply.send(answer)),
                    // It was changed since it was read, and whoever watches has not told yet.
                    Ok(None) => return Ok(End::Changed(Some(Request::File { path, shown_with, reply }))),
                    Err(error) => drop(reply.send(failed(&error.to_string()))),
                },
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
                Request::State { reply, .. } => drop(reply.send(Digest::of_texts([why]).to_string())),
                Request::File { reply, .. } => drop(reply.send(failed(why))),
            }
        }
    }
}

/// The state of some files: it is another one when what they are made of is.
fn state(files: &Files<'_>, paths: &[String]) -> String {
    let digests = paths.iter().map(|path| files.digest(path).map(|digest| digest.to_string()).unwrap_or_default());
    Digest::of_texts(digests.collect::<Vec<_>>().iter().map(String::as_str)).to_string()
}

/// A file, or the page in its place. Nothing where it has changed since the publication was read.
fn answer(
    files: &Files<'_>,
    path: &str,
    shown_with: &[String],
    renderer: &mut PageRenderer,
) -> Result<Option<Answer>, BuildError> {
    const NOT_FOUND: &str = "404.html";
    let (made, is_there) = match files.make(path, renderer)? {
        Some(made) => (made, true),
        None => (files.make(NOT_FOUND, renderer)?.flatten(), false),
    };
    let Some(content) = made else { return Ok(None) };
    let shown = if is_there { path } else { NOT_FOUND };
    let headers = files.headers().of(shown).into_iter().map(|(name, value)| (name, value.to_owned())).collect();
    let content = match content {
        Content::Bytes(page) if shown.ends_with(".html") => {
            let paths: Vec<String> = std::iter::once(path.to_owned()).chain(shown_with.iter().cloned()).collect();
            Content::Bytes(with_state(page, &paths, &state(files, &paths)))
        }
        content => content,
    };
    Ok(Some(Answer { is_there, content, headers }))
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

/// The page that says what is wrong.
fn failed(why: &str) -> Answer {
    let script = format!("/{OWN}/reload.js?{}", query(&[], &Digest::of_texts([why]).to_string()));
    let page = faults::page(why, &script, &format!("/{OWN}/faults.css"));
    let headers = vec![
        ("Content-Type", "text/html; charset=utf-8".to_owned()),
        ("Content-Security-Policy", faults::POLICY.to_owned()),
    ];
    Answer { is_there: true, content: Content::Bytes(page.into_bytes()), headers }
}
