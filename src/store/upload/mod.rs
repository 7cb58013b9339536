//! Uploading: what a build wrote, put where readers are: a bucket, a WebDAV server, another folder.
//!
//! Only what differs is sent: the build's manifest says what each file holds, and a manifest at the destination says
//! what lies there ([`manifest`]). Nothing is ever listed there, and what no upload brought is never removed; where it
//! has the name of a file of the publication, it is replaced.
//!
//! The order is such that readers never find a page whose code or pictures are not there: code, then pages (new
//! ones before those that are replaced), then what leads to them; what is gone goes last. Each file is replaced in one
//! step for readers: buckets and folders see to that, and so do most WebDAV servers. Whoever is interrupted runs the
//! same command again, which does the rest.
//!
//! Two may publish at once. The manifest is replaced only by who knows the one that is there: whoever finds another one
//! gives way, and notes in it the files that they had touched, so that these are compared no more but sent anew.

mod bucket;
mod changes;
mod destination;
mod error;
mod folder;
mod manifest;
mod open;
mod place;
mod requests;
mod source;
mod work;

pub use destination::{Destination, Encoding, Keys, Patience, UploadOptions};
pub use error::UploadError;
pub use source::{Described, Stage};
pub use work::{UploadPlan, Uploaded, upload, upload_plan};

use source::{Form, Source};
