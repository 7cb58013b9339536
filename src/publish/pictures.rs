//! The pictures and other files that documents name: where they are, and how large a picture is.

use std::path::{Component, Path, PathBuf};

use percent_encoding::percent_decode_str;

use crate::article::{Article, Block, Image, SafeUrl};

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
    for (index, block) in article.body.iter_mut().enumerate() {
        of_block(block, &format!("/body/{index}"), visit);
    }
    for (index, author) in article.author.iter_mut().enumerate() {
        if let Some(image) = &mut author.image {
            visit(format!("/author/{index}/image/src"), image);
        }
    }
    if let Some(logo) = article.publisher.as_mut().and_then(|publisher| publisher.logo.as_mut()) {
        visit("/publisher/logo/src".to_owned(), logo);
    }
}

fn of_block(block: &mut Block, pointer: &str, visit: &mut impl FnMut(String, &mut Image)) {
    match block {
        Block::Figure(figure) => visit(format!("{pointer}/image/src"), &mut figure.image),
        Block::Gallery(gallery) => {
            for (index, figure) in gallery.figures.iter_mut().enumerate() {
                visit(format!("{pointer}/figures/{index}/image/src"), &mut figure.image);
            }
        }
        Block::Video(video) => {
            if let Some(poster) = &mut video.poster {
                visit(format!("{pointer}/poster/src"), poster);
            }
        }
        Block::Aside(aside) => {
            for (index, inner) in aside.body.iter_mut().enumerate() {
                of_block(inner, &format!("{pointer}/body/{index}"), visit);
            }
        }
        Block::Questions { items } => {
            for (item, question) in items.iter_mut().enumerate() {
                for (index, inner) in question.answer.iter_mut().enumerate() {
                    of_block(inner, &format!("{pointer}/items/{item}/answer/{index}"), visit);
                }
            }
        }
        Block::Paragraph { .. }
        | Block::Heading(_)
        | Block::Quote(_)
        | Block::PullQuote(_)
        | Block::List(_)
        | Block::Table(_)
        | Block::Preformatted { .. }
        | Block::Timeline { .. }
        | Block::KeyPoints { .. }
        | Block::Divider
        | Block::Audio(_)
        | Block::Card(_)
        | Block::Notice(_)
        | Block::Unknown(_) => {}
    }
}

/// The files that an article shows beside its pictures, with the JSON pointers of their addresses: pictures in other
/// widths and formats, sound, film and captions.
pub(super) fn other_files(article: &mut Article) -> Vec<(String, SafeUrl)> {
    let mut files = Vec::new();
    for_each(article, &mut |pointer, image| {
        let image_pointer = pointer.trim_end_matches("/src");
        for (index, source) in image.sources.iter().enumerate() {
            files.push((format!("{image_pointer}/sources/{index}/src"), source.src.clone()));
        }
    });
    of_media(&article.body, "/body", &mut files);
    files
}

fn of_media(blocks: &[Block], pointer: &str, files: &mut Vec<(String, SafeUrl)>) {
    for (index, block) in blocks.iter().enumerate() {
        let pointer = format!("{pointer}/{index}");
        match block {
            Block::Audio(audio) => files.push((format!("{pointer}/src"), audio.src.clone())),
            Block::Video(video) => {
                files.push((format!("{pointer}/src"), video.src.clone()));
                for (track, captions) in video.captions.iter().enumerate() {
                    files.push((format!("{pointer}/captions/{track}/src"), captions.src.clone()));
                }
            }
            Block::Aside(aside) => of_media(&aside.body, &format!("{pointer}/body"), files),
            Block::Questions { items } => {
                for (item, question) in items.iter().enumerate() {
                    of_media(&question.answer, &format!("{pointer}/items/{item}/answer"), files);
                }
            }
            _ => {}
        }
    }
}
