//! The files that documents name: where they are, whether they may come out, and how large a picture is.

use std::collections::HashMap;
use std::fs::File;
use std::io::{BufReader, Seek};
use std::path::{Component, Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use percent_encoding::{AsciiSet, CONTROLS, percent_decode_str, utf8_percent_encode};

use super::drawing;
use super::media::{self, Refusal};
use super::open::{OpenError, Opened, Root};
use super::{Place, SourceError, Stamp};
use crate::article::{MAX_BYTES, SafeUrl};

/// The folder, beside the documents, in which the files that they name come out: by themselves, so that none of them takes
/// the place of a document.
pub const MEDIA_FOLDER: &str = "media";

/// What has a meaning of its own in a path of an address (RFC 3986, section 3.3).
const IN_PATH: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'`')
    .add(b'{')
    .add(b'}')
    .add(b'\\')
    .add(b':');

/// A picture is as wide and as high as this at most, in pixels: more is no size but a mistake in its file.
const MAX_SIDE: u32 = 65_535;

/// The files of a publisher's folder, each looked at once.
#[derive(Debug, Default)]
pub struct Files {
    root: Root,
    looked: Mutex<HashMap<PathBuf, Look>>,
}

/// What became of looking at a file.
#[derive(Clone, Debug)]
pub(super) enum Look {
    /// It is there and may come out. Of a picture, its width and height in pixels, where its file says them.
    File(Stamp, Option<(u32, u32)>),
    /// It is not there.
    Missing,
    /// A link on the way to it leads out of the folder.
    Outside,
    /// It is there and no file.
    NoFile,
    /// It is there and must not come out.
    Refused(Refusal),
    /// The system does not let it be read.
    Unreadable(String),
}

/// Where an address leads.
pub(super) enum Target {
    /// To a path within the folder.
    Within(PathBuf),
    /// Out of the folder.
    Outside,
    /// To no file of this folder: an address on the web, or from the root of a site.
    Elsewhere,
}

/// A file as it comes out.
#[derive(Debug)]
pub enum Media {
    /// As it is; it is open.
    File(File),
    /// A drawing without what runs.
    Drawing(Vec<u8>),
}

impl Files {
    /// The files of a folder.
    pub fn of(root: &Path) -> Self {
        Self { root: Root::of(root), looked: Mutex::default() }
    }

    /// The folder.
    pub fn root(&self) -> &Path {
        self.root.path()
    }

    /// The folder, to open its files.
    pub(super) fn folder(&self) -> &Root {
        &self.root
    }

    /// The path of a file of the folder.
    pub fn path(&self, within: &Path) -> PathBuf {
        self.root.path().join(within)
    }

    /// Where a JSON pointer leads in a document of the folder; its beginning where it cannot be read any more.
    pub fn place(&self, document: &Path, pointer: &str) -> Place {
        let bytes = self.root.open(document).ok().and_then(|mut opened| opened.read(MAX_BYTES as u64).ok());
        Place::find(&bytes.unwrap_or_default(), pointer)
    }

    /// Looks at a file by its path within the folder.
    pub(super) fn look(&self, path: &Path) -> Look {
        let looked = || self.looked.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = looked().get(path) {
            return known.clone();
        }
        // Two threads may look at the same file: both see the same.
        let look = look(&self.root, path);
        looked().insert(path.to_owned(), look.clone());
        look
    }

    /// Opens a file to be published, by its path within the folder. Nothing when it is not what it was at `stamp`.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn media(&self, path: &Path, stamp: Stamp) -> Result<Option<Media>, SourceError> {
        let Ok(mut opened) = self.root.open(path) else { return Ok(None) };
        if Stamp::from(&opened.metadata) != stamp {
            return Ok(None);
        }
        // What was allowed when the document was read is looked at again: it is another opening.
        match checked(&mut opened, path) {
            Ok(Ok(Some(drawing))) => Ok(Some(Media::Drawing(drawing))),
            Ok(Ok(None)) => Ok(Some(Media::File(opened.file))),
            Ok(Err(_)) => Ok(None),
            Err(error) => Err(SourceError::read(&self.path(path))(error)),
        }
    }
}

impl Stamp {
    /// What a file that is published depends on: of a drawing, on how drawings are cleaned, too.
    pub fn of_media(self, path: &Path) -> Vec<u8> {
        let mut bytes = self.to_bytes().to_vec();
        bytes.extend(media::is_drawing(path).then_some(drawing::VERSION));
        bytes
    }
}

/// Where an address leads from a document's folder, which is a path within the publisher's.
pub(super) fn target(folder: &Path, src: &SafeUrl) -> Target {
    if !src.is_relative() {
        return Target::Elsewhere;
    }
    let path = src.as_str().split(['?', '#']).next().unwrap_or_default();
    let path = percent_decode_str(path).decode_utf8_lossy().into_owned();
    let mut within = folder.to_owned();
    for component in Path::new(&path).components() {
        match component {
            Component::Normal(name) => within.push(name),
            Component::CurDir => {}
            Component::ParentDir if within.pop() => {}
            Component::ParentDir | Component::RootDir | Component::Prefix(_) => return Target::Outside,
        }
    }
    Target::Within(within)
}

fn look(root: &Root, path: &Path) -> Look {
    let mut opened = match root.open(path) {
        Ok(opened) => opened,
        Err(OpenError::Missing) => return Look::Missing,
        Err(OpenError::Outside) => return Look::Outside,
        Err(OpenError::NoFile) => return Look::NoFile,
        Err(OpenError::Unreadable(error)) => return Look::Unreadable(error.to_string()),
    };
    if let Err(refusal) = media::check_name(path) {
        return Look::Refused(refusal);
    }
    match checked(&mut opened, path) {
        Ok(Ok(_)) => Look::File(Stamp::from(&opened.metadata), size(opened.file)),
        Ok(Err(refusal)) => Look::Refused(refusal),
        Err(error) => Look::Unreadable(error.to_string()),
    }
}

/// Checks that an open file is what its name says, and cleans it if it is a drawing. The file is at its beginning again.
fn checked(opened: &mut Opened, path: &Path) -> std::io::Result<Result<Option<Vec<u8>>, Refusal>> {
    let is_drawing = media::is_drawing(path);
    let bytes = opened.read(if is_drawing { drawing::MAX_BYTES } else { media::BEGINNING })?;
    opened.file.rewind()?;
    if is_drawing {
        return Ok(drawing::clean(&bytes).map(Some).map_err(Refusal::from));
    }
    Ok(media::check_beginning(path, &bytes).map(|()| None))
}

/// The size of a picture of the publication's own, by its path within its folder, where its file says one; nothing where
/// there is no such picture.
pub(super) fn size_of_picture(folder: &Path, path: &Path) -> Option<Option<(u32, u32)>> {
    match look(&Root::of(folder), path) {
        Look::File(_, size) => Some(size),
        _ => None,
    }
}

/// The size of a picture in pixels, where its file says one that can be.
fn size(file: File) -> Option<(u32, u32)> {
    let size = imagesize::reader_size(BufReader::new(file)).ok()?;
    let side = |side: usize| u32::try_from(side).ok().filter(|side| (1..=MAX_SIDE).contains(side));
    Some((side(size.width)?, side(size.height)?))
}

/// The address under which a file of the folder comes out, as seen from the documents, with what stood behind the path in
/// its address there (`#t=30`); nothing where it could not be one.
pub(super) fn address_of_media(path: &Path, src: &SafeUrl) -> Option<SafeUrl> {
    let mut address = MEDIA_FOLDER.to_owned();
    for part in path.iter() {
        address.push('/');
        address.extend(utf8_percent_encode(part.to_str()?, IN_PATH));
    }
    let rest = src.as_str().find(['?', '#']).and_then(|at| src.as_str().get(at..));
    address.push_str(rest.unwrap_or_default());
    SafeUrl::picture(&address).ok()
}
