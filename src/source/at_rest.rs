//! Reading a document's file while nobody writes to it.

use std::io;
use std::path::Path;
use std::thread;
use std::time::Duration;

use super::open::{OpenError, Opened, Root};
use super::{SourceError, Stamp};
use crate::article::MAX_BYTES;

/// How often a document is read that somebody writes to at the same time, and how long to wait in between.
const ATTEMPTS: usize = 20;
const BETWEEN_ATTEMPTS: Duration = Duration::from_millis(50);

/// What became of reading a file.
#[derive(Debug)]
pub(super) enum Read {
    Whole(Vec<u8>, Stamp),
    /// It is no file of the folder: what is wrong, and what to do.
    Refused(&'static str),
}

/// Reads a file that nobody writes to at the same time: half of one version and half of another is no document.
pub(super) fn read_at_rest(root: &Root, path: &Path) -> Result<Read, SourceError> {
    let file = root.path().join(path);
    for attempt in 0..ATTEMPTS {
        if attempt > 0 {
            thread::sleep(BETWEEN_ATTEMPTS);
        }
        let opened = match root.open(path) {
            Ok(opened) => opened,
            Err(error) => return refused(error, &file),
        };
        if let Some((bytes, stamp)) = read_once(opened, read_bounded).map_err(SourceError::read(&file))? {
            return Ok(Read::Whole(bytes, stamp));
        }
    }
    Err(SourceError::Changing { path: file })
}

fn refused(error: OpenError, file: &Path) -> Result<Read, SourceError> {
    match error {
        OpenError::Outside => Ok(Read::Refused(
            "this is a link to a file outside of the folder of the articles: put the document itself there",
        )),
        OpenError::Missing if file.is_symlink() => {
            Ok(Read::Refused("this is a link that leads nowhere: mend it or remove it"))
        }
        OpenError::Missing => Err(SourceError::read(file)(io::ErrorKind::NotFound.into())),
        OpenError::NoFile => Ok(Read::Refused("this is no regular file: put the document itself there")),
        OpenError::Unreadable(source) => Err(SourceError::read(file)(source)),
    }
}

/// The file, unless it changed meanwhile.
pub(super) fn read_once(
    mut opened: Opened,
    read: impl FnOnce(&mut Opened) -> io::Result<Vec<u8>>,
) -> io::Result<Option<(Vec<u8>, Stamp)>> {
    let before = Stamp::from(&opened.metadata);
    let bytes = read(&mut opened)?;
    let after = Stamp::from(&opened.file.metadata()?);
    let read = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
    let is_whole = read == after.length() || read > MAX_BYTES as u64;
    Ok((before == after && is_whole).then_some((bytes, after)))
}

/// A file, or the beginning of one that is longer than any document.
pub(super) fn read_bounded(opened: &mut Opened) -> io::Result<Vec<u8>> {
    opened.read(MAX_BYTES as u64)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn a_file_that_changes_while_it_is_read_is_read_again() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a.json");
        fs::write(&file, "{}").unwrap();
        let open = || Root::of(folder.path()).open(Path::new("a.json")).unwrap();
        assert_eq!(read_once(open(), read_bounded).unwrap().unwrap().0, b"{}");
        let half = |opened: &mut Opened| {
            let bytes = read_bounded(opened)?;
            fs::write(&file, "{\"half\": 1")?;
            Ok(bytes)
        };
        assert!(read_once(open(), half).unwrap().is_none());
        let Ok(Read::Whole(bytes, _)) = read_at_rest(&Root::of(folder.path()), Path::new("a.json")) else {
            panic!("not read")
        };
        assert_eq!(bytes, b"{\"half\": 1");
    }
}
