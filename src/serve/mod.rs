//! Natively: the server while one writes. A page is rendered when it is asked for, and pages that are open are told when
//! what they are made of has changed.
//!
//! One thread holds the publication and makes files (`worker`); others listen to the network (`server`) and to changes of
//! files (`watch`). What does not belong here: which files there are and how they are made (`site`).

mod error;
mod faults;
mod request;
mod server;
mod watch;
mod worker;

use std::cell::RefCell;
use std::net::TcpListener;
use std::path::PathBuf;
use std::sync::mpsc;
use std::thread;

use tokio::sync::watch as version;

pub use error::ServeError;
pub use worker::Told;

use crate::site::BrowserCode;

/// How many ports are tried, from the one that is asked for.
const PORTS: u16 = 50;

/// The folder, at the root of what is served, of what is the server's own and in no publication.
const OWN: &str = ".article-viewer";

/// What is to be served.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The publication's folder.
    pub folder: PathBuf,
    /// What runs in the browser.
    pub code: BrowserCode,
    /// The name or number of the host to listen on.
    pub host: String,
    /// The first port to try.
    pub port: u16,
    /// Whether articles are shown whose embargo has not ended.
    pub with_embargoed: bool,
}

/// Serves a publication until the program is ended. `tell` is told what happens, for whoever writes.
///
/// # Errors
/// When no port is free, or the system has no room for the server.
pub fn serve(settings: Settings, tell: impl Fn(Told<'_>) + Send + 'static) -> Result<(), ServeError> {
    let (listener, port) = listen(&settings.host, settings.port)?;
    let shown = format!("{}:{port}", shown_host(&settings.host));
    let address = format!("http://{shown}/");
    let (requests, work) = mpsc::channel();
    let (changed, version) = version::channel(0);
    let watcher = RefCell::new(watch::Watcher::new(requests.clone()));
    let worker =
        worker::Worker { settings, address, work, changed, watcher, told: RefCell::default(), tell: Box::new(tell) };
    thread::Builder::new().name("publication".to_owned()).spawn(move || worker.run()).map_err(ServeError::System)?;
    server::run(listener, &shown, requests, version)
}

/// The first port from `port` on that is free.
fn listen(host: &str, port: u16) -> Result<(TcpListener, u16), ServeError> {
    let last = port.saturating_add(PORTS - 1);
    let mut reason = None;
    for port in port..=last {
        match TcpListener::bind((host, port)) {
            Ok(listener) => {
                let port = listener.local_addr().map_or(port, |address| address.port());
                return Ok((listener, port));
            }
            Err(error) if error.kind() == std::io::ErrorKind::AddrInUse => reason = Some(error),
            Err(source) => return Err(ServeError::Host { host: host.to_owned(), port, source }),
        }
    }
    let source = reason.unwrap_or_else(|| std::io::ErrorKind::AddrInUse.into());
    Err(ServeError::Ports { first: port, last, source })
}

/// A host as it stands in an address: numbers with colons stand between brackets (RFC 3986, section 3.2.2).
fn shown_host(host: &str) -> String {
    if host.contains(':') { format!("[{host}]") } else { host.to_owned() }
}
