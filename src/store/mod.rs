//! Natively: files that come out, and how what is there becomes what should be there.
//!
//! A [`Plan`] lists [`Output`]s: a path, a digest of everything that the file is made of, and a way to make it. The
//! [`Manifest`] remembers both for every file of the build before. A build is the difference of the two: what was made of
//! something else is made again, into a staging area beside the folder; what is in the plan no more is removed; the rest
//! is kept. [`Store`] does this, and nobody else decides what is stale or what is taken away. [`upload()`] does the same with
//! what was built and a place where readers are: a bucket, a WebDAV server, a folder.
//!
//! What does not belong here: articles, pages and addresses. Contents come from the plan, and what it wants to remember
//! beside them is bytes ([`Store::notes`]).

mod compression;
mod difference;
mod digest;
mod disk;
mod error;
mod folder;
mod journal;
mod manifest;
mod output;
mod place;
mod replace;
mod staging;
#[expect(clippy::module_inception, reason = "the type that the room is named after")]
mod store;
mod upload;

pub use compression::{Compression, compressible_endings};
pub use difference::Difference;
pub use digest::{Digest, Hashing};
pub use disk::Disk;
pub use error::StoreError;
pub use manifest::{Manifest, Record};
pub use output::{Content, Made, Output, Plan, Wanted};
pub use replace::Finished;
pub use store::{Options, Store};
pub use upload::{
    Described, Destination, Encoding, Keys, Patience, Stage, UploadError, UploadOptions, UploadPlan, Uploaded, upload,
    upload_plan,
};
