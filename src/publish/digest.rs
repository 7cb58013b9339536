//! What tells one content from another.

use std::fmt::Write;

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

/// How many bytes of the hash are kept: two contents out of a million million differ in them.
const KEPT_BYTES: usize = 12;

/// The beginning of a SHA-256, in hexadecimal.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub(super) struct Digest(String);

impl Digest {
    /// The digest of several contents in their order. Where one ends and the next begins counts.
    pub(super) fn of<'a>(parts: impl IntoIterator<Item = &'a [u8]>) -> Self {
        let mut hash = Sha256::new();
        for part in parts {
            hash.update(part.len().to_le_bytes());
            hash.update(part);
        }
        let mut text = String::with_capacity(2 * KEPT_BYTES);
        for byte in hash.finalize().iter().take(KEPT_BYTES) {
            // Writing to a String does not fail.
            let _ = write!(text, "{byte:02x}");
        }
        Self(text)
    }

    /// The digest as text.
    pub(super) fn as_str(&self) -> &str {
        &self.0
    }
}
