//! The pictures that lie beside a saved page, copied beside its document.

use std::collections::HashMap;
use std::fs;
use std::io::Read as _;
use std::path::{Component, Path, PathBuf};

use super::write::{Folder, WriteError, digest};
use super::{Imported, id};
use crate::article::{Block, Figure, Image, SafeUrl};

/// The folder of the copies, within that of the documents.
const PICTURES: &str = "pictures";

/// The largest picture, in bytes.
const MAX_BYTES: u64 = 50 << 20;

/// Whether an address names a file beside a page: a path within its folder, no link out of it.
pub(super) fn beside(folder: &Path, written: &str) -> Option<PathBuf> {
    let path = written.split(['?', '#']).next().unwrap_or_default();
    if path.contains("://") || path.starts_with(['/', '\\']) {
        return None;
    }
    let path = percent_encoding::percent_decode_str(path).decode_utf8().ok()?;
    let path = Path::new(path.as_ref());
    let is_within = path.components().all(|part| matches!(part, Component::Normal(_) | Component::CurDir));
    let (whole, root) = (folder.join(path).canonicalize().ok()?, folder.canonicalize().ok()?);
    (is_within && whole.starts_with(root) && whole.is_file()).then_some(whole)
}

/// Copies the pictures of a document that lie beside its page, each once by its content, under names made of theirs.
///
/// # Errors
/// When the folder cannot be written to.
pub fn copy_beside(imported: &mut Imported, page: &Path, into: &Folder) -> Result<(), WriteError> {
    let Some(folder) = page.parent() else { return Ok(()) };
    let mut names: HashMap<PathBuf, Option<SafeUrl>> = HashMap::new();
    let Imported { article, warnings, .. } = imported;
    let mut failed = None;
    let mut visit = |image: &mut Image| {
        let Some(file) =
            image.src.as_ref().filter(|src| src.is_relative()).and_then(|src| beside(folder, src.as_str()))
        else {
            return;
        };
        let copied = names.entry(file.clone()).or_insert_with(|| match copy(&file, into) {
            Ok(name) => name,
            Err(error) => {
                failed = Some(error);
                None
            }
        });
        match copied {
            Some(src) => image.src = Some(src.clone()),
            None => {
                warnings.push(format!("{}: it is no picture that a document may show, and not copied", file.display()))
            }
        }
    };
    each_image(&mut article.body, &mut visit);
    failed.map_or(Ok(()), Err)
}

fn each_image(body: &mut [Block], visit: &mut impl FnMut(&mut Image)) {
    for block in body {
        let figures: &mut [Figure] = match block {
            Block::Figure(figure) => std::slice::from_mut(figure),
            Block::Gallery(gallery) => &mut gallery.figures,
            Block::Aside(aside) => {
                each_image(&mut aside.body, visit);
                continue;
            }
            _ => continue,
        };
        figures.iter_mut().for_each(|figure| visit(&mut figure.image));
    }
}

/// Copies a picture. Nothing where it is none.
fn copy(file: &Path, into: &Folder) -> Result<Option<SafeUrl>, WriteError> {
    let io_error = |source| WriteError::Io { path: file.to_owned(), source };
    let mut bytes = Vec::new();
    fs::File::open(file).and_then(|file| file.take(MAX_BYTES + 1).read_to_end(&mut bytes)).map_err(io_error)?;
    let kind = infer::get(&bytes).filter(|kind| kind.matcher_type() == infer::MatcherType::Image);
    let Some(ending) = kind.map(|kind| kind.extension()).filter(|_| bytes.len() as u64 <= MAX_BYTES) else {
        return Ok(None);
    };
    let stem = file.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    let stem = id::folded(&stem).map_or_else(|_| "picture".to_owned(), |id| id.as_str().to_owned());
    let own = digest(&bytes);
    let pictures = into.path().join(PICTURES);
    fs::create_dir_all(&pictures).map_err(io_error)?;
    for number in 1..1000 {
        let name = if number == 1 { format!("{stem}.{ending}") } else { format!("{stem}-{number}.{ending}") };
        let path = pictures.join(&name);
        match fs::read(&path) {
            Ok(there) if digest(&there) == own => {}
            Ok(_) => continue,
            Err(_) => into.replace(&path, &bytes)?,
        }
        return Ok(SafeUrl::resource(&format!("{PICTURES}/{name}")).ok());
    }
    Ok(None)
}
