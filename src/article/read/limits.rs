//! How large a document may be.

/// The largest document, in bytes.
pub const MAX_BYTES: usize = 8 * 1024 * 1024;

/// How many errors, and how many warnings, of a file are told at most.
pub(super) const MAX_FAULTS: usize = 1000;

/// How many fields an object may have: three times as many as any object of the format.
pub(super) const MAX_FIELDS: usize = 100;

/// How many blocks a document may have, those within others counted.
pub(super) const MAX_BLOCKS: usize = 50_000;

/// How deep blocks, items and spans may stand within one another.
pub(super) const MAX_NESTING: usize = 16;
