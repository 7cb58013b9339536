//! Natively: a folder of documents and pictures in, a folder of static files out.
//!
//! [`Publication::load`] reads and checks everything, [`Shell`] is the page that Trunk built, and [`write`] renders each
//! article into it ahead of time. What does not belong here: what an article looks like (`view`), arguments and exit
//! codes (`src/bin/bundle.rs`).

mod advice;
mod assets;
mod check;
mod error;
mod excerpt;
mod offline;
mod pages;
mod permalink;
mod pictures;
mod policy;
mod publication;
mod report;
mod shell;
mod words;
mod write;

pub use check::check;
pub use error::PublishError;
pub use pages::{PageRenderer, render_article};
pub use permalink::{SiteAddress, SiteAddressError};
pub use publication::{Loaded, Publication};
pub use report::{Finding, Place, Report, Severity};
pub use shell::Shell;
pub use write::write;

/// The time by the system's clock, in seconds since 1970-01-01T00:00:00Z.
pub fn now() -> i64 {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_secs()).unwrap_or(i64::MAX)
}
