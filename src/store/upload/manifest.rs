//! What lies at the destination of every file that was uploaded, so that nothing there has to be listed or read.
//!
//! It is a gzip file of a JSON array a line, after a line that says how many there are: `.article-viewer/manifest.gz`.
//!
//! It is written twice. Before the first file changes it says which ones will: what became of those is not known until
//! it is written again, when all of them are there. Whoever comes after an interruption uploads those again or removes
//! them, whatever was built in between: nothing that half an upload brought there stays, and nothing that it overwrote
//! is taken for what it was.

use std::collections::BTreeMap;
use std::io;

use libdeflater::{CompressionLvl, Compressor, Decompressor};
use serde::{Deserialize, Serialize};

use crate::store::Digest;

/// The folder at the destination that is ours.
pub(super) const FOLDER: &str = ".article-viewer";

/// Where the manifest lies.
pub(super) const PATH: &str = ".article-viewer/manifest.gz";

/// The form of the file: another one is not read.
const FORM: u32 = 1;

/// How long it may be, in bytes before compression: enough for some millions of files.
const MAX_LENGTH: usize = 1 << 30;

/// What lies at the destination.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct RemoteManifest {
    /// The name of the upload that wrote it, which no other has.
    pub(super) upload: String,
    /// By their paths.
    pub(super) records: BTreeMap<String, RemoteRecord>,
}

/// What is known of a file there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct RemoteRecord {
    /// Of its content and of everything that was sent with it; nothing while it is not known what lies there.
    pub(super) sent: Option<Digest>,
    /// Whether something of ours lies there for certain, if only that of before.
    pub(super) is_there: bool,
    /// Whether its name changes with its content.
    pub(super) is_hashed: bool,
    /// When an upload first had no use for it, in seconds since 1970-01-01T00:00:00Z.
    pub(super) unused_since: Option<i64>,
    /// Which of its compressed copies may lie beside it, in the order of their endings (`br`, `gz`).
    pub(super) copies: [bool; 2],
}

#[derive(Serialize, Deserialize)]
struct Header {
    form: u32,
    upload: String,
    files: usize,
}

/// A record as a line.
#[derive(Serialize, Deserialize)]
struct Line(String, Option<Digest>, bool, bool, Option<i64>, [bool; 2]);

impl RemoteManifest {
    /// Reads what was written; nothing where it is something else.
    pub(super) fn parse(bytes: &[u8]) -> Option<Self> {
        let text = String::from_utf8(unpack(bytes)?).ok()?;
        let mut lines = text.lines();
        let header: Header = serde_json::from_str(lines.next()?).ok()?;
        let mut records = BTreeMap::new();
        for line in lines {
            let Line(path, sent, is_there, is_hashed, unused_since, copies) = serde_json::from_str(line).ok()?;
            if !is_within(&path) {
                return None;
            }
            records.insert(path, RemoteRecord { sent, is_there, is_hashed, unused_since, copies });
        }
        let is_whole = header.form == FORM && header.files == records.len();
        is_whole.then_some(Self { upload: header.upload, records })
    }

    /// The manifest as it is written.
    pub(super) fn to_bytes(&self) -> io::Result<Vec<u8>> {
        let header = Header { form: FORM, upload: self.upload.clone(), files: self.records.len() };
        let mut text = serde_json::to_vec(&header)?;
        for (path, record) in &self.records {
            let RemoteRecord { sent, is_there, is_hashed, unused_since, copies } = record;
            text.push(b'\n');
            let line = Line(path.clone(), *sent, *is_there, *is_hashed, *unused_since, *copies);
            serde_json::to_writer(&mut text, &line)?;
        }
        pack(&text)
    }

    /// Notes that it is not known what lies at a path. `copies` are those that may have come meanwhile.
    pub(super) fn unsettle(&mut self, path: &str, is_hashed: bool, copies: [bool; 2]) {
        let record = self.records.entry(path.to_owned()).or_default();
        record.sent = None;
        record.is_hashed = is_hashed;
        record.copies = [record.copies[0] || copies[0], record.copies[1] || copies[1]];
    }
}

/// Whether a path leads to a file of a publication and nowhere else: manifests come from outside, and what they name is
/// deleted. Only such files are uploaded.
pub(super) fn is_within(path: &str) -> bool {
    let is_name = |part: &str| {
        let is_of_windows = cfg!(windows) && part.contains(['\\', ':']);
        !matches!(part, "" | "." | "..") && !is_of_windows && !part.contains(char::is_control)
    };
    path.split('/').all(is_name) && path.split('/').next() != Some(FOLDER)
}

fn pack(text: &[u8]) -> io::Result<Vec<u8>> {
    let mut compressor = Compressor::new(CompressionLvl::default());
    let mut packed = vec![0; compressor.gzip_compress_bound(text.len())];
    let length = compressor.gzip_compress(text, &mut packed).map_err(io::Error::other)?;
    packed.truncate(length);
    Ok(packed)
}

fn unpack(bytes: &[u8]) -> Option<Vec<u8>> {
    // A gzip file ends with the length of what it holds (RFC 1952, section 2.3.1).
    let length = u32::from_le_bytes(*bytes.last_chunk()?);
    let length = usize::try_from(length).ok().filter(|length| *length <= MAX_LENGTH)?;
    let mut text = vec![0; length];
    let read = Decompressor::new().gzip_decompress(bytes, &mut text).ok()?;
    (read == length).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn manifest(path: &str) -> RemoteManifest {
        let record = RemoteRecord {
            sent: Some(Digest::of_texts(["a"])),
            is_there: true,
            is_hashed: true,
            unused_since: Some(7),
            copies: [true, false],
        };
        let unknown = RemoteRecord::default();
        RemoteManifest {
            upload: "u".to_owned(),
            records: [(path.to_owned(), record), ("z".to_owned(), unknown)].into(),
        }
    }

    #[test]
    fn what_is_written_is_read_and_nothing_else_is() {
        let written = manifest("a/\"é.html").to_bytes().unwrap();
        assert_eq!(RemoteManifest::parse(&written), Some(manifest("a/\"é.html")));
        for other in
            [&written[..written.len() - 1], b"", b"<!doctype html>", &pack(b"{}").unwrap(), &pack(b"").unwrap()]
        {
            assert_eq!(RemoteManifest::parse(other), None);
        }
        let text = String::from_utf8(unpack(&written).unwrap()).unwrap();
        let without_last = text.rsplit_once('\n').unwrap().0;
        assert_eq!(RemoteManifest::parse(&pack(without_last.as_bytes()).unwrap()), None, "a line is missing");
    }

    #[test]
    fn a_manifest_that_names_files_elsewhere_is_none() {
        for path in ["../x", "/x", "a/../../x", "a//x", "", ".", ".article-viewer/manifest.gz", "a\nb"] {
            assert_eq!(RemoteManifest::parse(&manifest(path).to_bytes().unwrap()), None, "{path:?}");
        }
        assert!(is_within(".well-known/x") && is_within("a/..b"));
        assert_eq!(is_within("12:30.png"), !cfg!(windows));
    }
}
