//! The pictures that documents name: where their files are, and how large they are.

use std::path::{Component, Path, PathBuf};

use percent_encoding::percent_decode_str;

use crate::article::{Article, Block, Image, SafeUrl};

/// What became of looking for a picture's file.
pub(super) enum Found {
    /// It is there: its path within the folder, and its size in pixels where the file says one.
    File(PathBuf, Option<(u32, u32)>),
    /// It is not there.
    Missing,
    /// Its address leads out of the folder.
    Outside,
    /// It is not a file of this folder: an address on the web, or from the root of a site.
    Elsewhere,
}

/// Looks for a picture's file in the folder of its document.
pub(super) fn find(folder: &Path, src: &SafeUrl) -> Found {
    if !src.is_relative() {
        return Found::Elsewhere;
    }
    let path = src.as_str().split(['?', '#']).next().unwrap_or_default();
    let path = percent_decode_str(path).decode_utf8_lossy().into_owned();
    let mut within = PathBuf::new();
    for component in Path::new(&path).components() {
        match component {
            Component::Normal(name) => within.push(name),
            Component::CurDir => {}
            Component::ParentDir if within.pop() => {}
            Component::ParentDir | Component::RootDir | Component::Prefix(_) => return Found::Outside,
        }
    }
    let file = folder.join(&within);
    if !file.is_file() {
        return Found::Missing;
    }
    let size = imagesize::size(&file).ok();
    let size = size.and_then(|size| Some((u32::try_from(size.width).ok()?, u32::try_from(size.height).ok()?)));
    Found::File(within, size)
}

/// Every picture of an article's body with the JSON pointer of its address.
pub(super) fn of_body(article: &mut Article) -> impl Iterator<Item = (String, &mut Image)> {
    article.body.iter_mut().enumerate().filter_map(|(index, block)| match block {
        Block::Figure(figure) => Some((format!("/body/{index}/image/src"), &mut figure.image)),
        Block::Paragraph { .. } | Block::Heading(_) | Block::Quote(_) | Block::List(_) => None,
    })
}
