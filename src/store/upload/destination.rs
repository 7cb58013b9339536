//! Where a publication is uploaded to, and with what: what the publisher sets, and nothing of how it is done.

use std::fmt;
use std::time::Duration;

use crate::store::Disk;

/// Where a publication is uploaded to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Destination {
    /// `s3://bucket/prefix`, `gs://bucket/prefix`, `az://container/prefix`, `https://host/path` (WebDAV),
    /// `file:///path`, or the path of a folder.
    pub address: String,
    /// The server that keeps the bucket, where it is not the one that the address stands for: of another company than
    /// Amazon, say. It may be `http`.
    pub endpoint: Option<String>,
    /// The region of an S3 bucket. Without it `AWS_REGION` counts, then `us-east-1`.
    pub region: Option<String>,
    /// What a bucket's files are compressed by.
    pub encoding: Encoding,
}

/// What a bucket's files are compressed by: it sends every reader the same bytes.
///
/// A folder and a WebDAV server get the plain files with their compressed copies beside them, since a server can
/// choose.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Encoding {
    /// Brotli: the smallest. Browsers read it over https only.
    Brotli,
    /// Gzip, which every browser and nearly every program reads.
    #[default]
    Gzip,
    /// Nothing.
    None,
}

/// How a publication is uploaded.
#[derive(Clone, Debug)]
pub struct UploadOptions {
    /// The time, in seconds since 1970-01-01T00:00:00Z.
    pub now: i64,
    /// For how many days a file with a hash in its name stays at the destination when nothing uses it any more.
    pub keep_unused_days: u32,
    /// The keys to the destination.
    pub keys: Keys,
    /// How long a server that does not answer is waited for.
    pub patience: Patience,
    /// What changes files, where the destination is a folder.
    pub disk: Disk,
}

impl UploadOptions {
    /// Those that most uploads want, at a time, with the keys of the environment.
    pub fn new(now: i64) -> Self {
        Self {
            now,
            keep_unused_days: 30,
            keys: Keys::from_environment(),
            patience: Patience::default(),
            disk: Disk::default(),
        }
    }
}

/// How long a server that does not answer, or answers that it can't, is waited for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Patience {
    /// How long a request is tried again.
    pub retry_for: Duration,
    /// The pause before it is tried a second time. Each pause is up to twice as long as the one before it.
    pub first_pause: Duration,
    /// How long one request may take.
    pub request: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Self {
            retry_for: Duration::from_mins(3),
            first_pause: Duration::from_millis(200),
            request: Duration::from_mins(5),
        }
    }
}

/// What the names of variables of the environment begin with that may hold keys.
const PREFIXES: [&str; 4] = ["AWS_", "GOOGLE_", "AZURE_", "ARTICLE_VIEWER_WEBDAV_"];

/// The keys to the destination: variables of the environment, and never settings in a file that others can read.
#[derive(Clone, Default)]
pub struct Keys(Vec<(String, String)>);

impl Keys {
    /// The variables of the environment that may hold keys: `AWS_…`, `GOOGLE_…`, `AZURE_…`,
    /// `ARTICLE_VIEWER_WEBDAV_USER` and `ARTICLE_VIEWER_WEBDAV_PASSWORD`.
    pub fn from_environment() -> Self {
        let all: Vec<(String, String)> = std::env::vars_os()
            .filter_map(|(name, value)| Some((name.to_str()?.to_owned(), value.to_str()?.to_owned())))
            .filter(|(name, _)| PREFIXES.iter().any(|prefix| name.starts_with(prefix)))
            .collect();
        let all: Vec<(&str, &str)> = all.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        Self::new(&all)
    }

    /// Keys by the names of their variables. Space around them, such as a line break at the end, and empty ones do not
    /// count.
    pub fn new(variables: &[(&str, &str)]) -> Self {
        let trimmed = variables.iter().map(|(name, value)| ((*name).to_owned(), value.trim().to_owned()));
        Self(trimmed.filter(|(_, value)| !value.is_empty()).collect())
    }

    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    pub(super) fn has_any(&self, names: &[&str]) -> bool {
        names.iter().any(|name| self.get(name).is_some())
    }

    /// Those of one company, with their names in lower case.
    pub(super) fn of(&self, prefix: &str) -> impl Iterator<Item = (String, &str)> {
        let known = self.0.iter().filter(move |(name, _)| name.starts_with(prefix));
        known.map(|(name, value)| (name.to_ascii_lowercase(), value.as_str()))
    }
}

/// The names alone.
impl fmt::Debug for Keys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.0.iter().map(|(name, _)| name)).finish()
    }
}
