//! The files that documents name: where they are, and how large a picture is.

use std::fs;
use std::path::{Component, Path, PathBuf};

use percent_encoding::{AsciiSet, CONTROLS, percent_decode_str, utf8_percent_encode};

use super::Stamp;
use crate::article::SafeUrl;

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

/// What became of looking for a file.
pub(super) enum Found {
    /// It is there: its path within the publisher's folder.
    File(PathBuf, Stamp),
    /// It is not there: where it would be within the folder.
    Missing(PathBuf),
    /// Its address, or a link on the way to it, leads out of the folder.
    Outside,
    /// It is there and no file.
    NoFile,
    /// It is not a file of this folder: an address on the web, or from the root of a site.
    Elsewhere,
}

/// Looks for the file of an address in the document's folder, which is a path within the publisher's.
pub(super) fn find(root: &Path, folder: &Path, src: &SafeUrl) -> Found {
    if !src.is_relative() {
        return Found::Elsewhere;
    }
    let path = src.as_str().split(['?', '#']).next().unwrap_or_default();
    let path = percent_decode_str(path).decode_utf8_lossy().into_owned();
    if path.contains('\0') {
        return Found::Missing(PathBuf::new());
    }
    let mut within = folder.to_owned();
    for component in Path::new(&path).components() {
        match component {
            Component::Normal(name) => within.push(name),
            Component::CurDir => {}
            Component::ParentDir if within.pop() => {}
            Component::ParentDir | Component::RootDir | Component::Prefix(_) => return Found::Outside,
        }
    }
    let file = root.join(&within);
    let Ok(metadata) = fs::metadata(&file) else { return Found::Missing(within) };
    if !metadata.is_file() {
        return Found::NoFile;
    }
    if !is_inside(root, &file) { Found::Outside } else { Found::File(within, Stamp::from(&metadata)) }
}

/// Whether a file really lies in a folder, whatever links lead to it.
pub(super) fn is_inside(root: &Path, file: &Path) -> bool {
    match (root.canonicalize(), file.canonicalize()) {
        (Ok(root), Ok(file)) => file.starts_with(root),
        _ => false,
    }
}

/// The size of a picture in pixels, where its file says one.
pub(super) fn size(file: &Path) -> Option<(u32, u32)> {
    let size = imagesize::size(file).ok()?;
    Some((u32::try_from(size.width).ok()?, u32::try_from(size.height).ok()?))
}

/// The address of a file as seen from the publisher's folder; nothing where it could not be one.
pub(super) fn address_within(path: &Path) -> Option<SafeUrl> {
    let mut address = String::new();
    for part in path.iter() {
        if !address.is_empty() {
            address.push('/');
        }
        address.extend(utf8_percent_encode(part.to_str()?, IN_PATH));
    }
    SafeUrl::picture(&address).ok()
}
