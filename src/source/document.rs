//! One document of a publisher's folder: read, checked, and completed by what its pictures say.

use std::collections::HashSet;
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::files::{self, Found};
use super::{Fingerprint, Place, Report, SourceError, Stamp, words};
use crate::article::{
    self, Article, ArticleId, Image, MAX_BYTES, Places, Pointer, SafeUrl, Status, Visitor, VisitorMut,
};

/// How often a document is read that somebody writes to at the same time, and how long to wait in between.
const ATTEMPTS: usize = 20;
const BETWEEN_ATTEMPTS: Duration = Duration::from_millis(50);

/// A document as it was read.
#[derive(Debug)]
pub struct Document {
    /// The article, unless the document is faulty. Of one that was withdrawn, no more than readers are told.
    pub article: Option<Article>,
    /// Whether it must not be published yet.
    pub is_embargoed: bool,
    /// Faults and warnings.
    pub report: Report,
    /// The pictures, sounds and films that it shows.
    pub files: Vec<NamedFile>,
    /// Where it leads within the publication, as far as its addresses are relative.
    pub links: Vec<Link>,
    /// Where it names the articles to go on to, in their order.
    pub related: Vec<Place>,
    /// Of everything that the article says, and of the sizes of its pictures.
    pub fingerprint: Fingerprint,
    /// What tells its file from another.
    pub stamp: Stamp,
}

/// A file that a document names, by its path within the publisher's folder. One that is not there has no stamp.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NamedFile {
    /// Its path.
    pub path: PathBuf,
    /// What tells it from another.
    pub stamp: Option<Stamp>,
}

/// A relative address that a reader may follow.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    /// The address.
    pub target: String,
    /// Where it stands.
    pub place: Place,
}

/// Reads a document with everything that can be said of it without knowing the others. `path` is within the folder
/// `root`; `now` is in seconds since 1970-01-01T00:00:00Z.
///
/// # Errors
/// When the file cannot be read, or changes all the time. A faulty document is no error: its report says what is wrong.
pub fn read(root: &Path, path: &Path, now: i64) -> Result<Document, SourceError> {
    let file = root.join(path);
    let mut report = Report::default();
    let none = |report, stamp| Document {
        article: None,
        is_embargoed: false,
        report,
        files: Vec::new(),
        links: Vec::new(),
        related: Vec::new(),
        fingerprint: Fingerprint::default(),
        stamp,
    };
    let is_link = file.symlink_metadata().is_ok_and(|found| found.is_symlink());
    if is_link && file.exists() && !files::is_inside(root, &file) {
        let message = "this is a link to a file outside of the folder of the articles: put the document itself there";
        report.error(&file, None, message.to_owned());
        return Ok(none(report, Stamp::default()));
    }
    if is_link && !file.exists() {
        let message = "this is a link that leads nowhere: mend it or remove it".to_owned();
        report.error(&file, None, message);
        return Ok(none(report, Stamp::default()));
    }
    let (bytes, stamp) = read_at_rest(&file)?;
    let Some(article) = report.read(&file, &bytes, now) else { return Ok(none(report, stamp)) };
    let is_withdrawn = article.creative_work_status == Status::Withdrawn;
    let article = if is_withdrawn { article.withdrawn() } else { article };
    let mut reading = Reading { report, ..Reading::new(root, path, &file, &bytes) };
    let mut document = reading.complete(article, now);
    document.stamp = stamp;
    Ok(document)
}

/// Reads an article again that was read before, without looking for faults: `stamp` is what its file had then, and `words`
/// what was counted. Nothing when it is not what it was.
pub fn read_again(root: &Path, path: &Path, stamp: Stamp, words: Option<u64>) -> Option<Article> {
    let file = root.join(path);
    let (bytes, now) = read_once(&file, read_bounded).ok()??;
    let article = article::read(&bytes).ok().filter(|_| now == stamp)?.article;
    let is_withdrawn = article.creative_work_status == Status::Withdrawn;
    let mut article = if is_withdrawn { article.withdrawn() } else { article };
    Reading::new(root, path, &file, &bytes).find_files(&mut article);
    article.word_count = words;
    Some(article)
}

/// The id that a faulty document gives itself, as far as it can be read.
pub fn id_of_faulty(root: &Path, path: &Path) -> Option<ArticleId> {
    let file = root.join(path);
    let is_file = file.metadata().is_ok_and(|found| found.is_file()) && files::is_inside(root, &file);
    let bytes = is_file.then(|| read_bounded(&file).ok())??;
    let document: serde_json::Value = serde_json::from_slice(&bytes).ok()?;
    ArticleId::parse(document.get("id")?.as_str()?).ok()
}

/// Reads a file that nobody writes to at the same time: half of one version and half of another is no document.
fn read_at_rest(path: &Path) -> Result<(Vec<u8>, Stamp), SourceError> {
    for attempt in 0..ATTEMPTS {
        if attempt > 0 {
            thread::sleep(BETWEEN_ATTEMPTS);
        }
        if let Some(read) = read_once(path, read_bounded).map_err(SourceError::read(path))? {
            return Ok(read);
        }
    }
    Err(SourceError::Changing { path: path.to_owned() })
}

/// The file, unless it changed meanwhile.
fn read_once(path: &Path, read: impl FnOnce(&Path) -> io::Result<Vec<u8>>) -> io::Result<Option<(Vec<u8>, Stamp)>> {
    let metadata = path.metadata()?;
    if !metadata.is_file() {
        return Err(io::Error::new(io::ErrorKind::InvalidInput, "it is no regular file"));
    }
    let before = Stamp::from(&metadata);
    let bytes = read(path)?;
    let after = Stamp::of(path)?;
    let read = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
    let is_whole = read == after.length() || read > MAX_BYTES as u64;
    Ok((before == after && is_whole).then_some((bytes, after)))
}

/// A file, or the beginning of one that is longer than any document.
fn read_bounded(path: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    File::open(path)?.take(MAX_BYTES as u64 + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// A document whose files and links are looked for.
struct Reading<'a> {
    root: &'a Path,
    /// The document's folder within the publisher's.
    folder: &'a Path,
    file: &'a Path,
    bytes: &'a [u8],
    /// Where things stand in it, from the first that is asked for.
    places: Option<Places<'a>>,
    report: Report,
    files: Vec<NamedFile>,
    seen: HashSet<PathBuf>,
    links: Vec<Link>,
}

impl<'a> Reading<'a> {
    fn new(root: &'a Path, path: &'a Path, file: &'a Path, bytes: &'a [u8]) -> Self {
        Self {
            root,
            folder: path.parent().unwrap_or(Path::new("")),
            file,
            bytes,
            places: None,
            report: Report::default(),
            files: Vec::new(),
            seen: HashSet::new(),
            links: Vec::new(),
        }
    }

    fn find_files(&mut self, article: &mut Article) {
        article.visit_mut(self);
    }

    fn complete(&mut self, mut article: Article, now: i64) -> Document {
        let is_embargoed = article.embargo.as_ref().is_some_and(|embargo| embargo.unix_seconds() > now);
        self.find_files(&mut article);
        article.visit(&mut Links(self));
        let related: Vec<Place> =
            (0..article.related.len()).map(|index| self.place(&format!("/related/{index}/id"))).collect();
        if let Some(embargo) = article.embargo.as_ref().filter(|_| is_embargoed) {
            let message = format!("the article is left out until its embargo ends at {embargo}");
            self.warn("/embargo", message);
        }
        if article.creative_work_status != Status::Withdrawn {
            article.word_count = article.word_count.or_else(|| words::count(&article));
        }
        Document {
            fingerprint: Fingerprint::of(&article),
            article: Some(article),
            is_embargoed,
            report: std::mem::take(&mut self.report),
            files: std::mem::take(&mut self.files),
            links: std::mem::take(&mut self.links),
            related,
            stamp: Stamp::default(),
        }
    }

    /// Fills in a size that the file says; takes out a picture that is not there, so that the page shows its frame at
    /// once.
    fn picture(&mut self, pointer: &str, image: &mut Image) {
        let Some(src) = image.src.clone() else { return };
        let trouble = match files::find(self.root, self.folder, &src) {
            Found::File(path, stamp) => {
                self.measure(pointer, image, &path);
                self.address(&path, |address| image.src = Some(address));
                self.note(path, Some(stamp));
                return;
            }
            Found::Elsewhere => {
                if image.width.is_none() || image.height.is_none() {
                    let message = "this picture has no width and height, and is not in the folder to be measured: the \
                                   text will jump when it comes";
                    self.warn(pointer, message.to_owned());
                }
                return;
            }
            Found::Missing(path) => {
                self.note(path, None);
                "is not there: put it into the folder, or mend the address"
            }
            Found::NoFile => "is a folder: name a file",
            Found::Outside => "leads out of the folder of the articles: put the picture into it",
        };
        let message = format!("the picture `{}` {trouble}; until then the page shows its alt text", src.as_str());
        self.warn(pointer, message);
        image.src = None;
    }

    fn measure(&mut self, pointer: &str, image: &mut Image, path: &Path) {
        match files::size(&self.root.join(path)) {
            Some((width, height)) => {
                let is_swapped = (image.width, image.height) == (Some(height), Some(width)) && width != height;
                if is_swapped {
                    let message = format!(
                        "this picture's width and height are swapped: its file is {width} wide and {height} high"
                    );
                    self.warn(pointer.trim_end_matches("/src"), message);
                }
                complete_size(image, (width, height));
            }
            None if image.width.is_none() || image.height.is_none() => {
                let message = "this picture has no width and height, and its file says none: the text will jump when it \
                               comes";
                self.warn(pointer, message.to_owned());
            }
            None => {}
        }
        let is_drawing = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("svg"));
        if pointer == "/image/src" && is_drawing {
            let message = "networks show no SVG on cards: name a JPEG, PNG or WebP as the picture of the article";
            self.warn(pointer, message.to_owned());
        }
    }

    fn other_file(&mut self, pointer: &str, url: &mut SafeUrl) {
        let trouble = match files::find(self.root, self.folder, url) {
            Found::File(path, stamp) => {
                self.address(&path, |address| *url = address);
                return self.note(path, Some(stamp));
            }
            Found::Elsewhere => return,
            Found::Missing(path) => {
                self.note(path, None);
                "is not there: put it into the folder, or mend the address"
            }
            Found::NoFile => "is a folder: name a file",
            Found::Outside => "leads out of the folder of the articles: put the file into it",
        };
        self.warn(pointer, format!("the file `{}` {trouble}", url.as_str()));
    }

    /// Documents in folders come out beside all others: from there, their files have another address.
    fn address(&self, path: &Path, set: impl FnOnce(SafeUrl)) {
        if !self.folder.as_os_str().is_empty()
            && let Some(address) = files::address_within(path)
        {
            set(address);
        }
    }

    fn link(&mut self, at: &Pointer<'_>, url: &SafeUrl) {
        if url.is_relative() || url.as_str().starts_with('#') {
            let place = self.place(&at.to_string());
            self.links.push(Link { target: url.as_str().to_owned(), place });
        }
    }

    /// Notes a file of the folder that the article names.
    fn note(&mut self, path: PathBuf, stamp: Option<Stamp>) {
        if self.seen.insert(path.clone()) {
            self.files.push(NamedFile { path, stamp });
        }
    }

    fn place(&mut self, pointer: &str) -> Place {
        let bytes = self.bytes;
        let (line, column) = self.places.get_or_insert_with(|| Places::of(bytes)).find(pointer);
        Place { line, column, pointer: pointer.to_owned() }
    }

    fn warn(&mut self, pointer: &str, message: String) {
        let place = self.place(pointer);
        self.report.warning(self.file, Some(place), message);
    }
}

/// The files are looked for on the walk that may change what names them.
impl VisitorMut for Reading<'_> {
    fn image(&mut self, image: &mut Image, at: &Pointer<'_>) {
        self.picture(&at.field("src").to_string(), image);
    }

    fn file(&mut self, file: &mut SafeUrl, at: &Pointer<'_>) {
        self.other_file(&at.to_string(), file);
    }
}

/// The links are noted on a walk of their own.
struct Links<'r, 'a>(&'r mut Reading<'a>);

impl Visitor for Links<'_, '_> {
    fn link(&mut self, url: &SafeUrl, at: &Pointer<'_>) {
        self.0.link(at, url);
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
    use std::fs;

    use super::*;

    #[test]
    fn a_file_that_changes_while_it_is_read_is_read_again() {
        let file = tempfile::NamedTempFile::new().unwrap();
        fs::write(file.path(), "{}").unwrap();
        assert_eq!(read_once(file.path(), read_bounded).unwrap().unwrap().0, b"{}");
        let half = |path: &Path| {
            let bytes = read_bounded(path)?;
            fs::write(path, "{\"half\": 1")?;
            Ok(bytes)
        };
        assert!(read_once(file.path(), half).unwrap().is_none());
        assert_eq!(read_at_rest(file.path()).unwrap().0, b"{\"half\": 1");
    }
}
