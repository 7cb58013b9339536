//! What tells one content from another.

use std::fmt;

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use sha2::{Digest as _, Sha256};

/// How many bytes of the hash are kept: two contents out of a million million differ in them.
const KEPT_BYTES: usize = 12;

/// The beginning of a SHA-256; in text, hexadecimal.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Digest([u8; KEPT_BYTES]);

/// A digest that is being made.
#[derive(Clone, Debug, Default)]
pub struct Hashing(Sha256);

impl Digest {
    /// The digest of several contents in their order. Where one ends and the next begins counts.
    pub fn of<'a>(parts: impl IntoIterator<Item = &'a [u8]>) -> Self {
        let mut hashing = Hashing::default();
        parts.into_iter().for_each(|part| hashing.part(part));
        hashing.finish()
    }

    /// The digest of one content: that of a file, however it is read.
    pub fn of_content(content: &[u8]) -> Self {
        let mut hashing = Hashing::default();
        hashing.more(content);
        hashing.finish()
    }

    /// The digest of several texts in their order.
    pub fn of_texts<'a>(parts: impl IntoIterator<Item = &'a str>) -> Self {
        Self::of(parts.into_iter().map(str::as_bytes))
    }

    /// The digest's bytes.
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    fn parse(text: &str) -> Option<Self> {
        let mut bytes = [0; KEPT_BYTES];
        if text.len() != 2 * KEPT_BYTES {
            return None;
        }
        for (at, byte) in bytes.iter_mut().enumerate() {
            *byte = u8::from_str_radix(text.get(2 * at..2 * at + 2)?, 16).ok()?;
        }
        Some(Self(bytes))
    }
}

impl Hashing {
    /// Adds a part: where it ends counts.
    pub fn part(&mut self, part: &[u8]) {
        self.0.update(part.len().to_le_bytes());
        self.0.update(part);
    }

    /// Adds more of a content that comes in pieces: where they end does not count.
    pub fn more(&mut self, content: &[u8]) {
        self.0.update(content);
    }

    /// The digest of what was added.
    pub fn finish(self) -> Digest {
        let mut bytes = [0; KEPT_BYTES];
        bytes.iter_mut().zip(self.0.finalize()).for_each(|(kept, byte)| *kept = byte);
        Digest(bytes)
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Serialize for Digest {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Digest {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| D::Error::custom("this is no digest"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_digest_is_read_as_it_is_written() {
        let digest = Digest::of_texts(["a", "b"]);
        assert_eq!(Digest::parse(&digest.to_string()), Some(digest));
        assert_ne!(digest, Digest::of_texts(["ab"]));
        assert_eq!(Digest::parse("ab"), None);
    }
}
