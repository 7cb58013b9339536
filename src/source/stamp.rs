//! What tells a file from what it was before, without reading it.

use std::fs::{self, Metadata};
use std::io;
use std::path::Path;
use std::time::UNIX_EPOCH;

use serde::{Deserialize, Serialize};

/// A file that was changed so short before it was looked at, in seconds, is read again the next time: a second change
/// within the same step of the clock would not show in its stamp.
const CLOCK_STEP_S: i64 = 2;

/// A file's length, the time that it says it was changed, and, where the system tells, the time that it really was and
/// which file it is: a time can be set back, and a file put in place of another.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Stamp {
    bytes: u64,
    /// Since 1970-01-01T00:00:00Z.
    modified_ns: u64,
    /// The same.
    changed_ns: i64,
    file: u64,
}

impl Stamp {
    /// The stamp of a file.
    ///
    /// # Errors
    /// When the system does not tell.
    pub fn of(path: &Path) -> io::Result<Self> {
        fs::metadata(path).map(|metadata| Self::from(&metadata))
    }

    /// The length, in bytes.
    pub fn length(&self) -> u64 {
        self.bytes
    }

    /// Whether a second change after `now`, in seconds since 1970-01-01T00:00:00Z, would show in the stamp.
    pub fn is_settled(&self, now: i64) -> bool {
        let modified = i64::try_from(self.modified_ns / 1_000_000_000).unwrap_or(i64::MAX);
        modified.max(self.changed_ns / 1_000_000_000) < now - CLOCK_STEP_S
    }

    /// The stamp as bytes that another stamp does not have.
    pub fn to_bytes(self) -> [u8; 32] {
        let mut bytes = [0; 32];
        let parts = [self.bytes, self.modified_ns, self.changed_ns.cast_unsigned(), self.file];
        bytes.chunks_exact_mut(8).zip(parts).for_each(|(place, part)| place.copy_from_slice(&part.to_le_bytes()));
        bytes
    }
}

impl From<&Metadata> for Stamp {
    fn from(metadata: &Metadata) -> Self {
        let modified = metadata.modified().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok());
        let modified_ns = modified.and_then(|since| u64::try_from(since.as_nanos()).ok()).unwrap_or_default();
        let (changed_ns, file) = identity(metadata);
        Self { bytes: metadata.len(), modified_ns, changed_ns, file }
    }
}

#[cfg(unix)]
fn identity(metadata: &Metadata) -> (i64, u64) {
    use std::os::unix::fs::MetadataExt;
    (metadata.ctime().saturating_mul(1_000_000_000).saturating_add(metadata.ctime_nsec()), metadata.ino())
}

#[cfg(not(unix))]
fn identity(_: &Metadata) -> (i64, u64) {
    (0, 0)
}
