//! A file as it is sent: which bytes, and what is said of them.

use std::path::{Path, PathBuf};

use super::Encoding;
use crate::store::{Digest, Record, compression};

/// What is said of a file when it is sent, and when it is its turn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Described {
    /// Its media type, as it stands in `Content-Type`.
    pub media_type: String,
    /// How long it may be kept by browsers and caches, as it stands in `Cache-Control`.
    pub cache_control: Option<String>,
    /// When it is its turn.
    pub stage: Stage,
}

/// When it is a file's turn: all files of a stage are there before the first of the next one is sent, and within a
/// stage the new ones before those that are replaced, so that whatever a reader gets leads to what is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stage {
    /// What pages load: code and styles.
    Code,
    /// Pages, pictures and data.
    Pages,
    /// What leads to pages: lists, feeds, sitemaps.
    Lists,
}

/// How files are compressed where they are sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// One file, whose bytes are those of a compressed copy where there is one.
    Encoded(Encoding),
    /// The plain file and its compressed copies.
    WithCopies,
}

/// A file to send.
#[derive(Clone, Debug)]
pub(super) struct Source {
    /// Where its bytes are.
    pub(super) file: PathBuf,
    /// How many there are.
    pub(super) length: u64,
    /// What they are compressed by, as it stands in `Content-Encoding`.
    pub(super) encoding: Option<&'static str>,
    pub(super) media_type: String,
    pub(super) cache_control: Option<String>,
}

impl Form {
    /// A digest of everything that is sent of a file: whenever this is the same, so is what lies at the destination.
    pub(super) fn digest(self, record: &Record, described: &Described) -> Digest {
        let (encoding, lengths) = match self {
            Self::Encoded(encoding) => {
                let (encoding, length) =
                    encoded(encoding, record).map_or(("", record.length), |(_, name, length)| (name, length));
                (encoding, [length, 0])
            }
            Self::WithCopies => ("copies", record.copies),
        };
        let [one, other] = lengths.map(u64::to_le_bytes);
        // None and an empty text are not the same.
        let cache_control = described.cache_control.as_ref().map(|text| format!("={text}")).unwrap_or_default();
        Digest::of([
            record.content.as_bytes(),
            &one,
            &other,
            encoding.as_bytes(),
            described.media_type.as_bytes(),
            cache_control.as_bytes(),
        ])
    }

    /// Which compressed copies lie beside a file.
    pub(super) fn copies(self, record: &Record) -> [bool; 2] {
        match self {
            Self::Encoded(_) => [false, false],
            Self::WithCopies => record.copies.map(|length| length > 0),
        }
    }

    /// The files to send, with their paths: compressed copies before what they are copies of.
    pub(super) fn sources(self, out: &Path, record: &Record, described: &Described) -> Vec<(String, Source)> {
        let source = |path: &str, length, encoding| Source {
            file: out.join(path),
            length,
            encoding,
            media_type: described.media_type.clone(),
            cache_control: described.cache_control.clone(),
        };
        let path = record.path.to_string();
        match self {
            Self::Encoded(encoding) => {
                let source = match encoded(encoding, record) {
                    Some((ending, name, length)) => source(&format!("{path}.{ending}"), length, Some(name)),
                    None => source(&path, record.length, None),
                };
                vec![(path, source)]
            }
            Self::WithCopies => {
                let copies = record.copy_paths().map(|(copy, length)| (copy.clone(), source(&copy, length, None)));
                copies.chain([(path.clone(), source(&path, record.length, None))]).collect()
            }
        }
    }
}

/// The compressed copy that is sent in place of a file: its ending, its name in `Content-Encoding`, its length.
fn encoded(encoding: Encoding, record: &Record) -> Option<(&'static str, &'static str, u64)> {
    let ([br, gz], [br_length, gz_length]) = (compression::ENDINGS, record.copies);
    let copy = match encoding {
        Encoding::Brotli => (br, "br", br_length),
        Encoding::Gzip => (gz, "gzip", gz_length),
        Encoding::None => return None,
    };
    Some(copy).filter(|(_, _, length)| *length > 0)
}
