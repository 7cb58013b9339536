//! Why nothing can be served.

use std::io;

use thiserror::Error;

/// Why nothing can be served.
#[derive(Debug, Error)]
pub enum ServeError {
    /// Every port that was tried is taken.
    #[error("the ports {first} to {last} are all in use: choose another with --port")]
    Ports {
        /// The first that was tried.
        first: u16,
        /// The last.
        last: u16,
        /// What the system says.
        source: io::Error,
    },
    /// A host or a port that cannot be listened on.
    #[error("nothing can be served at {host}:{port} ({source}): choose another with --host or --port")]
    Host {
        /// The host.
        host: String,
        /// The port.
        port: u16,
        /// What the system says.
        source: io::Error,
    },
    /// The part of the program that makes files has ended.
    #[error("the program has failed and makes no files any more: start it again, and report what you did before")]
    Ended,
    /// The system has no room for the server.
    #[error("the server cannot be started: {0}")]
    System(#[source] io::Error),
}
