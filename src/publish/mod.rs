//! Natively: a folder of documents and pictures in, a folder of static files out.
//!
//! In two passes. First every document is read and checked, and an [`Entry`] kept of it, so that a [`Publication`] knows
//! what is related to what and what stands in which list (`reading`, `entry`, `publication`, `listings`). Then
//! each article is read again and rendered into the [`Shell`], the page that Trunk built; so are the lists, and what is
//! made for machines (`write`, `pages`, `head`, `feeds`, `sitemaps`, `site_files`, `oembed`). [`publish`] does all of it, makes only
//! what has changed (`memory`), and puts it in its place when everything is there (`room`).
//!
//! What does not belong here: what an article looks like (`view`), arguments and exit
//! codes (`src/bin/bundle.rs`).

mod advice;
mod assets;
mod check;
mod compress;
mod digest;
mod entry;
mod error;
mod excerpt;
mod faulty;
mod feeds;
mod files;
mod head;
mod json_ld;
mod listings;
mod memory;
mod oembed;
mod offline;
mod pages;
mod permalink;
mod pictures;
mod policy;
mod progress;
mod publication;
#[expect(clippy::module_inception, reason = "the room is named after what it does, and so is its way in")]
mod publish;
mod reading;
mod report;
mod room;
mod shell;
mod site_files;
mod sitemaps;
mod words;
mod write;
mod xml;

pub use assets::Element;
pub use check::check;
pub use entry::Entry;
pub use error::PublishError;
pub use files::Compression;
pub use memory::Memory;
pub use pages::{PageRenderer, render_article};
pub use permalink::{SiteAddress, SiteAddressError};
pub use publication::{Faults, Loaded, Publication};
pub use publish::{Order, Published, publish};
pub use report::{Finding, Place, Report, Severity};
pub use shell::Shell;
pub use write::Made;

/// The time by the system's clock, in seconds since 1970-01-01T00:00:00Z.
pub fn now() -> i64 {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_secs()).unwrap_or(i64::MAX)
}
