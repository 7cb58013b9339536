//! How large a document may be.

/// The largest document, in bytes.
pub const MAX_BYTES: usize = 8 * 1024 * 1024;

/// How many errors, and how many warnings, of a file are told at most.
pub(super) const MAX_FAULTS: usize = 1000;

/// How many fields an object may have: three times as many as any object of the format.
pub(super) const MAX_FIELDS: usize = 100;

/// How many blocks a document may have, those within others and the parts of blocks counted. The article's page of a
/// document of this size, whatever it is made of, is shown within 2 s and 500 MB: `docs/speed.md` has the measures, and those
/// of `view.html`, which takes up to twice as long.
pub(super) const MAX_BLOCKS: usize = 50_000;

/// As how many blocks an entry of any list of the document counts: an item, a cell, a span, a note. A browser takes longer for it than
/// for a paragraph.
pub(super) const PART: usize = 4;

/// As how many blocks one counts that is more than a text: a picture, a card, a box.
pub(super) const BOX: usize = 8;

/// As how many blocks a player of sound or film counts: browsers take some milliseconds for each.
pub(super) const PLAYER: usize = 200;

/// How many values the JSON of a document may have: more than any that keeps to the other limits, and few enough to be held
/// in memory.
pub(super) const MAX_VALUES: usize = 1_000_000;

/// How deep blocks, items and spans may stand within one another.
pub(super) const MAX_NESTING: usize = 16;
