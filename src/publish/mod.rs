//! Natively: a folder of documents and pictures in, a folder of static files out.
//!
//! [`Publication::load`] reads and checks everything, [`Shell`] is the page that Trunk built, and [`write`] renders each
//! article into it ahead of time. What does not belong here: what an article looks like (`view`), arguments and exit
//! codes (`src/bin/bundle.rs`).

mod assets;
mod check;
mod error;
mod pages;
mod pictures;
mod publication;
mod report;
mod shell;
mod write;

pub use check::check;
pub use error::PublishError;
pub use pages::{PageRenderer, render_article};
pub use publication::{Loaded, Publication};
pub use report::{Finding, Place, Report, Severity};
pub use shell::Shell;
pub use write::write;
