//! Natively: what a publication is as files. The [`plan`](self) lists every output with all that it is made of, and makes
//! it: articles' pages and data, lists, feeds, sitemaps, pictures, code.
//!
//! [`build`] goes the whole way: a folder is read (`source`), put in order (`catalogue`), planned here, and written where
//! the plan differs from what is there (`store`). What does not belong here: what an article looks like (`view`), how
//! files get where they belong (`store`), arguments and exit codes (`src/bin/article-viewer/`).
//!
//! To add an output: give it a place in one of the units of `plan.rs`, say what it is made of, and make it beside the
//! others of that unit.

mod address;
mod around;
mod articles;
mod browser_code;
mod build;
mod check;
mod code;
mod code_files;
mod context;
mod describe;
mod embedded;
mod error;
mod faulty;
mod feeds;
mod head;
mod headers;
mod html;
mod include;
mod json_ld;
mod lists;
mod media_type;
mod memory;
mod moved;
mod oembed;
mod offline;
mod on_demand;
mod order;
mod others;
mod paths;
mod permalink;
mod plan;
mod policy;
mod progress;
mod renderer;
mod servers;
mod shell;
mod site_files;
mod sitemaps;
mod surroundings;
mod xml;

pub use browser_code::BrowserCode;
pub use build::{Built, Count, DryRun, build, dry_run};
pub use check::{Checked, check};
pub use code::Element;
pub use code_files::BuiltIn;
pub use describe::describe;
pub use error::BuildError;
pub use headers::{Headers, cache_control};
pub use include::include;
pub use media_type::media_type;
pub use on_demand::{Files, Known, on_demand};
pub use order::{Order, RENDERER, now};
pub use progress::Progress;
pub use renderer::{PageRenderer, render_article};
pub use servers::{Server, ServerError, server_words};
pub use shell::Shell;
