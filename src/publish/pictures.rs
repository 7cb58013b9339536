//! The pictures and other files that documents name: where they are, and how large a picture is.

use std::path::{Component, Path, PathBuf};

use percent_encoding::percent_decode_str;

use crate::article::{Article, Image, Pointer, SafeUrl, Visitor, VisitorMut};

/// What became of looking for a picture's file.
pub(super) enum Found {
    /// It is there: its path within the folder, and its size in pixels where the file says one.
    File(PathBuf, Option<(u32, u32)>),
    /// It is not there: where it would be within the folder.
    Missing(PathBuf),
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
        return Found::Missing(within);
    }
    let size = imagesize::size(&file).ok();
    let size = size.and_then(|size| Some((u32::try_from(size.width).ok()?, u32::try_from(size.height).ok()?)));
    Found::File(within, size)
}

/// Visits every picture of an article with the JSON pointer of its address.
pub(super) fn for_each(article: &mut Article, visit: &mut impl FnMut(String, &mut Image)) {
    struct Pictures<F>(F);

    impl<F: FnMut(String, &mut Image)> VisitorMut for Pictures<F> {
        fn image(&mut self, image: &mut Image, at: &Pointer<'_>) {
            (self.0)(at.field("src").to_string(), image);
        }
    }

    article.visit_mut(&mut Pictures(visit));
}

/// The files that an article shows beside its pictures, with the JSON pointers of their addresses: pictures in other
/// widths and formats, sound, film and captions.
pub(super) fn other_files(article: &Article) -> Vec<(String, SafeUrl)> {
    struct Files(Vec<(String, SafeUrl)>);

    impl Visitor for Files {
        fn file(&mut self, file: &SafeUrl, at: &Pointer<'_>) {
            self.0.push((at.to_string(), file.clone()));
        }
    }

    let mut files = Files(Vec::new());
    article.visit(&mut files);
    files.0
}
