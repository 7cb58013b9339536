//! What tells one article, or a part of it, from another.

use std::fmt;
use std::io::{self, BufWriter, Write};

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use sha2::{Digest, Sha256};

/// How many bytes of the hash are kept: two contents out of a million million differ in them.
const KEPT_BYTES: usize = 12;

/// The beginning of a SHA-256 of what a value is as JSON; in text, hexadecimal.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Fingerprint([u8; KEPT_BYTES]);

/// A hash that is written to.
#[derive(Default)]
struct Hash(Sha256);

impl Write for Hash {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.update(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Fingerprint {
    /// The fingerprint of a value.
    pub fn of(value: &impl Serialize) -> Self {
        let mut writer = BufWriter::new(Hash::default());
        // Writing to a hash does not fail, and what is in a document can all be written as JSON.
        let _ = serde_json::to_writer(&mut writer, value);
        let hash = writer.into_inner().unwrap_or_default().0.finalize();
        let mut bytes = [0; KEPT_BYTES];
        bytes.iter_mut().zip(hash).for_each(|(kept, byte)| *kept = byte);
        Self(bytes)
    }

    /// Its bytes.
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl Serialize for Fingerprint {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Fingerprint {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        let mut bytes = [0; KEPT_BYTES];
        let wrong = || D::Error::custom("this is no fingerprint");
        for (at, byte) in bytes.iter_mut().enumerate() {
            let digits = text.get(2 * at..2 * at + 2).ok_or_else(wrong)?;
            *byte = u8::from_str_radix(digits, 16).map_err(|_| wrong())?;
        }
        Ok(Self(bytes))
    }
}
