//! One document of a publisher's folder: read, checked, and completed by what its pictures say.

use std::fs::{self, Metadata};
use std::io;
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use serde::{Deserialize, Serialize};

use super::pictures::{self, Found};
use super::{Place, PublishError, Report, words};
use crate::article::{Article, Image};

/// What tells a file from what it was before, without reading it: its length and the time of its last change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Stamp {
    bytes: u64,
    /// Since 1970-01-01T00:00:00Z.
    modified_ns: u64,
}

/// A file that a document names, by its path within the folder. One that is not there has no stamp.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct NamedFile {
    pub(super) path: PathBuf,
    pub(super) stamp: Option<Stamp>,
}

/// A document as it was read.
pub(super) struct Document {
    /// The article, unless the document is faulty.
    pub(super) article: Option<Article>,
    /// Faults and warnings.
    pub(super) report: Report,
    /// The pictures, sounds and films that it shows.
    pub(super) files: Vec<NamedFile>,
    pub(super) stamp: Stamp,
    /// The text, for the places of what is found later.
    pub(super) json: String,
}

impl Stamp {
    /// The stamp of a file.
    pub(super) fn of(path: &Path) -> io::Result<Self> {
        fs::metadata(path).map(|metadata| Self::from(&metadata))
    }

    /// Whether the file was changed at or after a time, in seconds since 1970-01-01T00:00:00Z: a second change within the
    /// clock's step would leave the stamp as it is.
    pub(super) fn is_since(self, seconds: i64) -> bool {
        i64::try_from(self.modified_ns / 1_000_000_000).unwrap_or(i64::MAX) >= seconds
    }
}

impl From<&Metadata> for Stamp {
    fn from(metadata: &Metadata) -> Self {
        let modified = metadata.modified().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok());
        let modified_ns = modified.and_then(|since| u64::try_from(since.as_nanos()).ok()).unwrap_or_default();
        Self { bytes: metadata.len(), modified_ns }
    }
}

/// Reads a document with everything that can be said of it without knowing the others. `now` is in seconds since
/// 1970-01-01T00:00:00Z.
///
/// # Errors
/// When the file cannot be read, or changes meanwhile. A faulty document is no error: its report says what is wrong.
pub(super) fn read(path: &Path, now: i64) -> Result<Document, PublishError> {
    let (bytes, stamp) = read_at_rest(path, |path| fs::read(path))?;
    let mut report = Report::default();
    let mut files = Vec::new();
    let mut article = report.read(path, &bytes, now);
    let json = String::from_utf8_lossy(&bytes).into_owned();
    if let Some(article) = &mut article {
        check_files(article, path, &json, &mut report, &mut files);
        article.word_count = article.word_count.or_else(|| words::count(article));
    }
    Ok(Document { article, report, files, stamp, json })
}

/// Reads a file that nobody writes to at the same time: half of one version and half of another is no document.
fn read_at_rest(
    path: &Path,
    read: impl FnOnce(&Path) -> io::Result<Vec<u8>>,
) -> Result<(Vec<u8>, Stamp), PublishError> {
    let before = Stamp::of(path).map_err(PublishError::read(path))?;
    let bytes = read(path).map_err(PublishError::read(path))?;
    let after = Stamp::of(path).map_err(PublishError::read(path))?;
    let is_whole = u64::try_from(bytes.len()).is_ok_and(|length| length == after.bytes);
    if before != after || !is_whole {
        return Err(PublishError::Changed { path: path.to_owned() });
    }
    Ok((bytes, after))
}

/// Fills in sizes that the files say, and takes out pictures that are not there, so that the page shows their frames
/// at once. Notes every file of the folder that the article names.
fn check_files(article: &mut Article, path: &Path, json: &str, report: &mut Report, files: &mut Vec<NamedFile>) {
    let folder = path.parent().unwrap_or(Path::new(""));
    let mut note = |within: PathBuf| {
        let stamp = Stamp::of(&folder.join(&within)).ok();
        if !files.iter().any(|file| file.path == within) {
            files.push(NamedFile { path: within, stamp });
        }
    };
    pictures::for_each(article, &mut |pointer, image| {
        let Some(src) = &image.src else { return };
        let trouble = match pictures::find(folder, src) {
            Found::File(within, size) => {
                match size {
                    Some(size) => complete_size(image, size),
                    None if image.width.is_none() || image.height.is_none() => {
                        let message = "this picture has no width and height, and its file says none: the text will jump \
                                       when it comes";
                        report.warning(path, Some(Place::find(json, &pointer)), message.to_owned());
                    }
                    None => {}
                }
                note(within);
                return;
            }
            Found::Elsewhere => {
                if image.width.is_none() || image.height.is_none() {
                    let message = "this picture has no width and height, and is not in the folder to be measured: the \
                                   text will jump when it comes";
                    report.warning(path, Some(Place::find(json, &pointer)), message.to_owned());
                }
                return;
            }
            Found::Missing(within) => {
                note(within);
                "is not there: put it into the folder, or mend the address"
            }
            Found::Outside => "leads out of the folder of the articles: put the picture into it",
        };
        let message = format!("the picture `{}` {trouble}; until then the page shows its alt text", src.as_str());
        report.warning(path, Some(Place::find(json, &pointer)), message);
        image.src = None;
    });
    for (pointer, src) in pictures::other_files(article) {
        let trouble = match pictures::find(folder, &src) {
            Found::File(within, _) => {
                note(within);
                continue;
            }
            Found::Elsewhere => continue,
            Found::Missing(within) => {
                note(within);
                "is not there: put it into the folder, or mend the address"
            }
            Found::Outside => "leads out of the folder of the articles: put the file into it",
        };
        report.warning(path, Some(Place::find(json, &pointer)), format!("the file `{}` {trouble}", src.as_str()));
    }
}

/// Fills in what a document does not say of a picture's size: from its file, in the file's proportions.
fn complete_size(image: &mut Image, (file_width, file_height): (u32, u32)) {
    let scaled = |length: u32, by: u32, from: u32| {
        u32::try_from(u64::from(length) * u64::from(by) / u64::from(from.max(1))).ok()
    };
    (image.width, image.height) = match (image.width, image.height) {
        (None, None) => (Some(file_width), Some(file_height)),
        (Some(width), None) => (Some(width), scaled(width, file_height, file_width)),
        (None, Some(height)) => (scaled(height, file_width, file_height), Some(height)),
        both => both,
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_changes_while_it_is_read_is_refused() {
        let file = tempfile::NamedTempFile::new().unwrap();
        fs::write(file.path(), "{}").unwrap();
        assert_eq!(read_at_rest(file.path(), |path| fs::read(path)).unwrap().0, b"{}");
        let error = read_at_rest(file.path(), |path| {
            let bytes = fs::read(path)?;
            fs::write(path, "{\"half\": 1")?;
            Ok(bytes)
        });
        let said = error.unwrap_err().to_string();
        assert!(said.contains("changed while it was read"), "{said}");
    }
}
