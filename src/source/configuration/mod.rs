//! What a publication says of itself: `publication.toml` at the top of its folder.
//!
//! Everything in it may be left out, and so may the file. It is read once, here, with every fault and its place; whoever
//! holds a [`Configuration`] may trust every part of it.

mod address;
mod colour;
mod fields;
mod readers;
mod schema;
mod style;
mod toml_table;

use std::path::PathBuf;

use jiff::tz::TimeZone;

pub use address::{SiteAddress, SiteAddressError};
pub(super) use fields::{ARTICLES, Files, read};
pub use readers::{Readers, ReadersError};
pub use schema::schema;
pub use style::{Colours, Palette, Style};

use crate::article::{Language, Publisher, SafeUrl};

/// The name of the file.
pub const FILE: &str = "publication.toml";

/// What a publication says of itself. Nothing in it is required.
#[derive(Clone, Debug, Default)]
pub struct Configuration {
    /// Its name.
    pub title: Option<String>,
    /// The language of its front page and of all that it says itself.
    pub language: Option<Language>,
    /// Where it is served.
    pub address: Option<SiteAddress>,
    /// What it is, in a sentence or two.
    pub description: Option<String>,
    /// Who publishes it. The logo is a file of [`Self::static_folder`], or stands elsewhere on the web.
    pub publisher: Option<Publisher>,
    /// The zone in which the front page says the day of its newest article.
    pub time_zone: Option<TimeZone>,
    /// Its sections, in their order; others follow by name.
    pub sections: Vec<Section>,
    /// Links in the masthead.
    pub menu: Vec<NamedLink>,
    /// What stands at the foot of every page.
    pub footer: Footer,
    /// What it looks like.
    pub style: Style,
    /// The folder of documents, within the publication's.
    pub articles: Option<PathBuf>,
    /// The folder of files that are published as they are, within the publication's.
    pub static_folder: Option<PathBuf>,
    /// Where it is uploaded to.
    pub deploy: Deploy,
    /// For how many days a file of code stays that nothing uses any more.
    pub keep_code_days: Option<u32>,
    /// Which other sites may read and show it.
    pub readers: Option<Readers>,
}

/// A section, as the publication wants it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Section {
    /// Its name, as the articles say it (`articleSection`).
    pub name: String,
    /// What it is called, where that is something else.
    pub title: Option<String>,
    /// Whether its articles stand on the front page, too.
    pub is_on_front_page: bool,
}

/// A name, and where it leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedLink {
    /// The name.
    pub name: String,
    /// The address: whole, or relative to the publication's root.
    pub address: SafeUrl,
}

/// What stands at the foot of every page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Footer {
    /// Words.
    pub text: Option<String>,
    /// Links, as to an imprint.
    pub links: Vec<NamedLink>,
}

/// Where a publication is uploaded to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Deploy {
    /// The place, by its address: `s3://bucket/folder`, `gs://…`, `az://…`, `https://…` (WebDAV), or a folder.
    pub to: Option<String>,
    /// The address of the service, where it is not that of the cloud itself.
    pub endpoint: Option<String>,
    /// The region of the bucket.
    pub region: Option<String>,
    /// How files are compressed there: one of [`Deploy::ENCODINGS`].
    pub encoding: Option<String>,
}

impl Deploy {
    /// What `encoding` may be.
    pub const ENCODINGS: [&'static str; 3] = ["br", "gzip", "none"];
}
