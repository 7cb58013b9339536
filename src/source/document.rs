//! One document of a publisher's folder: read, checked, and completed by what its pictures say.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::at_rest::{Read, read_at_rest, read_bounded, read_once};
use super::excerpt::excerpt;
use super::files::{self, Files, Look, Target};
use super::media;
use super::open::open;
use super::{Fingerprint, Place, Report, Severity, SourceError, Stamp, words};
use crate::article::{self, Article, ArticleId, Image, Places, Pointer, SafeUrl, Status, Visitor, VisitorMut, told};

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

/// Reads a document with everything that can be said of it without knowing the others. `path` is within the folder whose
/// `files` it may name; `now` is in seconds since 1970-01-01T00:00:00Z.
///
/// # Errors
/// When the file cannot be read, or changes all the time. A faulty document is no error: its report says what is wrong.
pub fn read(files: &Files, path: &Path, now: i64) -> Result<Document, SourceError> {
    let file = files.path(path);
    let mut report = Report::default();
    let (bytes, stamp) = match read_at_rest(files.folder(), path)? {
        Read::Whole(bytes, stamp) => (bytes, stamp),
        Read::Refused(reason) => {
            report.error(&file, None, reason.to_owned());
            return Ok(Document::faulty(report, Stamp::default()));
        }
    };
    let Some(article) = report.read(&file, &bytes, now) else { return Ok(Document::faulty(report, stamp)) };
    let is_withdrawn = article.creative_work_status == Status::Withdrawn;
    let article = if is_withdrawn { article.withdrawn() } else { article };
    let mut reading = Reading { report, ..Reading::new(files, path, &file, &bytes) };
    let document = reading.complete(article, now);
    if document.report.has_errors() {
        return Ok(Document::faulty(document.report, stamp));
    }
    Ok(Document { stamp, ..document })
}

impl Document {
    /// One that can't be published.
    fn faulty(report: Report, stamp: Stamp) -> Self {
        Self {
            article: None,
            is_embargoed: false,
            report,
            files: Vec::new(),
            links: Vec::new(),
            related: Vec::new(),
            fingerprint: Fingerprint::default(),
            stamp,
        }
    }
}

/// Reads an article again that was read before, without looking for faults: `stamp` is what its file had then. Its words are
/// counted, which only its page needs. Nothing when it is not what it was.
pub fn read_again(files: &Files, path: &Path, stamp: Stamp) -> Option<Article> {
    let (bytes, now) = read_once(files.folder().open(path).ok()?, read_bounded).ok()??;
    let article = article::read(&bytes).ok().filter(|_| now == stamp)?.article;
    let is_withdrawn = article.creative_work_status == Status::Withdrawn;
    let mut article = if is_withdrawn { article.withdrawn() } else { article };
    let file = files.path(path);
    Reading::new(files, path, &file, &bytes).find_files(&mut article);
    if !is_withdrawn {
        article.word_count = article.word_count.or_else(|| words::count(&article));
    }
    Some(article)
}

/// The id that a faulty document gives itself, as far as it can be read.
pub fn id_of_faulty(root: &Path, path: &Path) -> Option<ArticleId> {
    let bytes = read_bounded(&mut open(root, path).ok()?).ok()?;
    let document: serde_json::Value = serde_json::from_slice(&bytes).ok()?;
    ArticleId::parse(document.get("id")?.as_str()?).ok()
}

/// How a picture is called in what is said of it.
const PICTURE: &str = "picture";

const OUTSIDE: &str = "leads out of the folder of the articles: put the file into it";

/// What became of looking for a file that a document names.
enum Found {
    /// It is there: its path within the folder, its size as a picture, and the address under which it comes out.
    File(PathBuf, Option<(u32, u32)>, SafeUrl),
    /// It is not a file of the folder.
    Elsewhere,
    /// It is not there, or not published.
    Lost,
}

/// What is wrong with a file.
enum Problem {
    /// The page is shown without it.
    Warning(&'static str),
    /// Nothing is published while a document names it.
    Error(String),
}

/// A document whose files and links are looked for.
struct Reading<'a> {
    of_folder: &'a Files,
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
    fn new(of_folder: &'a Files, path: &'a Path, file: &'a Path, bytes: &'a [u8]) -> Self {
        Self {
            of_folder,
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
        match self.find(PICTURE, pointer, &src) {
            Found::File(path, size, address) => {
                self.measure(pointer, image, &path, size);
                image.src = Some(address);
            }
            Found::Elsewhere => {
                if image.width.is_none() || image.height.is_none() {
                    let message = "this picture has no width and height, and is not in the folder to be measured: the \
                                   text will jump when it comes";
                    self.warn(pointer, message.to_owned());
                }
            }
            Found::Lost => image.src = None,
        }
    }

    fn measure(&mut self, pointer: &str, image: &mut Image, path: &Path, size: Option<(u32, u32)>) {
        match size {
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
        if pointer == "/image/src" && media::is_drawing(path) {
            let message = "networks show no SVG on cards: name a JPEG, PNG or WebP as the picture of the article";
            self.warn(pointer, message.to_owned());
        }
    }

    /// Looks for a file, and notes it with what is wrong with it. `what` is how a reader calls such a file.
    fn find(&mut self, what: &str, pointer: &str, src: &SafeUrl) -> Found {
        let problem = match files::target(self.folder, src) {
            Target::Elsewhere => return Found::Elsewhere,
            Target::Outside => Problem::Error(OUTSIDE.to_owned()),
            Target::Within(path) => match self.of_folder.look(&path) {
                Look::File(stamp, size) => match files::address_of_media(&path, src) {
                    Some(address) => {
                        self.note(path.clone(), Some(stamp));
                        return Found::File(path, size, address);
                    }
                    None => Problem::Error("has a path that is too long for an address: shorten it".to_owned()),
                },
                Look::Missing => {
                    self.note(path, None);
                    Problem::Warning("is not there: put it into the folder, or mend the address")
                }
                Look::NoFile => Problem::Warning("is no file: name one"),
                Look::Outside => Problem::Error(OUTSIDE.to_owned()),
                Look::Refused(refusal) => Problem::Error(refusal.to_string()),
                Look::Unreadable(reason) => Problem::Error(format!("cannot be read ({reason}): check its rights")),
            },
        };
        let src = told(src.as_str());
        match problem {
            Problem::Warning(problem) if what == PICTURE => {
                let rest = "until then the page shows its alt text";
                self.warn(pointer, format!("the {what} `{src}` {problem}; {rest}"));
            }
            Problem::Warning(problem) => self.warn(pointer, format!("the {what} `{src}` {problem}")),
            Problem::Error(problem) => {
                self.note_finding(Severity::Error, pointer, format!("the {what} `{src}` {problem}"));
            }
        }
        Found::Lost
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
        self.note_finding(Severity::Warning, pointer, message);
    }

    fn note_finding(&mut self, severity: Severity, pointer: &str, message: String) {
        let (place, bytes) = (self.place(pointer), self.bytes);
        let places = self.places.get_or_insert_with(|| Places::of(bytes));
        let (before, after) = places.split_at(place.line, place.column);
        self.report.add_with_excerpt(severity, self.file, place, message, || excerpt(before, after));
    }
}

/// The files are looked for on the walk that may change what names them.
impl VisitorMut for Reading<'_> {
    fn image(&mut self, image: &mut Image, at: &Pointer<'_>) {
        self.picture(&at.field("src").to_string(), image);
    }

    fn file(&mut self, file: &mut SafeUrl, at: &Pointer<'_>) {
        if let Found::File(_, _, address) = self.find("file", &at.to_string(), file) {
            *file = address;
        }
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
