//! What a build remembers of every file that it wrote: what it was made of, and what it held.
//!
//! It is a file beside the folder, a JSON array a line. Whoever deletes it loses time, since the next build makes
//! everything, and no file: what cannot be known to be a build's own is left where it is.

use std::fs::File;
use std::io::{self, BufRead, BufReader, BufWriter, Write};
use std::path::Path;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::place::Files;
use super::{Digest, Disk, compression};

/// The form of the file: another one is not read.
const FORM: u32 = 1;

/// How many lines are read or written in one go, on all cores.
const LINES: usize = 8_192;

/// What is remembered of a build: its files in the order of their paths.
#[derive(Clone, Debug, Default)]
pub struct Manifest {
    build: String,
    records: Vec<Record>,
}

/// What is remembered of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// Its path within the folder.
    pub path: Box<str>,
    /// Of everything that it was made of.
    pub made_of: Digest,
    /// Of what it held.
    pub content: Digest,
    /// How long it was, in bytes.
    pub length: u64,
    /// How long its compressed copies were, in the order of their endings (`br`, `gz`); 0 where there was none.
    pub copies: [u64; 2],
    /// Whether its name changes with its content.
    pub is_hashed: bool,
    /// When a build first had no use for it, in seconds since 1970-01-01T00:00:00Z: it is kept for a while.
    pub unused_since: Option<i64>,
}

#[derive(Serialize, Deserialize)]
struct Header {
    form: u32,
    build: String,
}

/// A record as a line.
#[derive(Serialize, Deserialize)]
struct Line<'a>(#[serde(borrow)] std::borrow::Cow<'a, str>, Digest, Digest, u64, [u64; 2], bool, Option<i64>);

impl Record {
    /// The names of its compressed copies that there are, with their lengths.
    pub(super) fn copy_paths(&self) -> impl Iterator<Item = (String, u64)> + '_ {
        let endings = compression::ENDINGS.into_iter().zip(self.copies);
        endings.filter(|(_, length)| *length > 0).map(|(ending, length)| (format!("{}.{ending}", self.path), length))
    }

    /// Whether the file stands in a folder with the length that it had. Its copies come and go with it: to ask for each of
    /// them takes longer than everything else that a build does when nothing has changed.
    pub(super) fn is_in(&self, folder: &Files) -> bool {
        folder.length(&self.path) == Some(self.length)
    }
}

impl Manifest {
    /// Of files that a build wrote.
    pub(super) fn new(build: String, mut records: Vec<Record>) -> Self {
        records.par_sort_unstable_by(|one, other| one.path.cmp(&other.path));
        Self { build, records }
    }

    /// The name of the build.
    pub(super) fn build(&self) -> &str {
        &self.build
    }

    /// Every file, in the order of their paths.
    pub fn records(&self) -> &[Record] {
        &self.records
    }

    /// What is remembered of a file.
    pub fn record(&self, path: &str) -> Option<&Record> {
        self.find(path).map(|(_, record)| record)
    }

    /// The same with its place among them.
    pub(super) fn find(&self, path: &str) -> Option<(u32, &Record)> {
        let found = self.records.binary_search_by(|record| (*record.path).cmp(path)).ok()?;
        Some((u32::try_from(found).ok()?, self.records.get(found)?))
    }

    /// The build that wrote a file of this kind, without the rest.
    pub(super) fn build_of(path: &Path) -> Option<String> {
        let mut line = String::new();
        BufReader::new(File::open(path).ok()?).read_line(&mut line).ok()?;
        let header: Header = serde_json::from_str(&line).ok()?;
        (header.form == FORM).then_some(header.build)
    }

    /// Reads what was written; nothing where it is not whole or of another form.
    pub(super) fn read(path: &Path) -> Option<Self> {
        let mut reader = BufReader::with_capacity(1 << 20, File::open(path).ok()?);
        let mut line = String::new();
        reader.read_line(&mut line).ok()?;
        let header: Header = serde_json::from_str(&line).ok().filter(|header: &Header| header.form == FORM)?;
        let mut records = Vec::new();
        let mut lines: Vec<String> = Vec::new();
        let mut rest = reader.lines();
        loop {
            lines.clear();
            for line in rest.by_ref().take(LINES) {
                lines.push(line.ok()?);
            }
            if lines.is_empty() {
                break;
            }
            let read: Option<Vec<Record>> = lines.par_iter().map(|line| record_of(line)).collect();
            records.extend(read?);
        }
        Some(Self::new(header.build, records))
    }

    pub(super) fn write(&self, disk: &Disk, path: &Path) -> io::Result<()> {
        let mut file = BufWriter::with_capacity(1 << 20, disk.create(path)?);
        serde_json::to_writer(&mut file, &Header { form: FORM, build: self.build.clone() })?;
        file.write_all(b"\n")?;
        for records in self.records.chunks(LINES) {
            let lines: Vec<String> = records.par_iter().filter_map(line_of).collect();
            lines.iter().try_for_each(|line| file.write_all(line.as_bytes()))?;
        }
        file.into_inner().map_err(io::IntoInnerError::into_error)?.sync_all()
    }
}

fn record_of(line: &str) -> Option<Record> {
    let Line(path, made_of, content, length, copies, is_hashed, unused_since) = serde_json::from_str(line).ok()?;
    Some(Record { path: path.into(), made_of, content, length, copies, is_hashed, unused_since })
}

fn line_of(record: &Record) -> Option<String> {
    let Record { path, made_of, content, length, copies, is_hashed, unused_since } = record;
    let line = Line((&**path).into(), *made_of, *content, *length, *copies, *is_hashed, *unused_since);
    serde_json::to_string(&line).ok().map(|line| line + "\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_and_half_of_it_is_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("manifest");
        let digest = Digest::of_texts(["a"]);
        let record = |path: &str, unused_since| Record {
            path: path.into(),
            made_of: digest,
            content: digest,
            length: 7,
            copies: [3, 0],
            is_hashed: true,
            unused_since,
        };
        let manifest = Manifest::new("b".to_owned(), vec![record("z\"", None), record("a", Some(5))]);
        manifest.write(&Disk::default(), &path).unwrap();
        let read = Manifest::read(&path).unwrap();
        assert_eq!((read.build(), read.records()), ("b", manifest.records()));
        assert_eq!(read.record("z\"").map(|found| found.length), Some(7));
        assert_eq!(Manifest::build_of(&path).as_deref(), Some("b"));
        let text = std::fs::read_to_string(&path).unwrap();
        std::fs::write(&path, &text[..text.len() - 9]).unwrap();
        assert!(Manifest::read(&path).is_none());
    }
}
