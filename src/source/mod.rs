//! Natively: a publisher's folder, read: what the publication says of itself, which documents there are, what each of them says, what was found in it, and the
//! pictures and other files that it names.
//!
//! Every document is read by itself. What does not belong here: what documents are to each other (`catalogue`), where
//! they come out (`site`), and what was there before (`store`).

mod advice;
mod at_rest;
mod configuration;
mod document;
mod drawing;
mod drawing_error;
mod error;
mod excerpt;
mod files;
mod fingerprint;
mod folder;
mod media;
mod open;
mod publication;
mod report;
mod stamp;
mod static_files;
mod weight;
mod words;

pub use configuration::{
    Colours, Configuration, Deploy, FILE as CONFIGURATION_FILE, Footer, NamedLink, Palette, Readers, ReadersError,
    Section, SiteAddress, SiteAddressError, Style, schema as configuration_schema,
};
pub use document::{Document, Link, NamedFile, id_of_faulty, read, read_again};
pub use drawing::clean as clean_drawing;
pub use drawing_error::DrawingError;
pub use error::SourceError;
pub use files::{Files, MEDIA_FOLDER, Media};
pub use fingerprint::Fingerprint;
pub use folder::Folder;
pub use media::{Refusal, media_endings};
pub use publication::Publication;
pub use report::{Finding, Place, Report, Severity};
pub use stamp::Stamp;
pub use static_files::StaticFiles;
