//! Whatever a folder holds (documents, files, folders, links to anywhere, under any names), reading it ends, and the files
//! that come out of it are regular ones, lie within it, and are media by their names.
//!
//! ```sh
//! cargo +nightly fuzz run folder -- -max_len=2048 -max_total_time=600
//! ```
#![no_main]

use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::symlink;
use std::path::{Component, Path};

use article_viewer::catalogue::Catalogue;
use article_viewer::site;
use libfuzzer_sys::arbitrary::{self, Arbitrary};
use libfuzzer_sys::fuzz_target;

/// Something in the folder.
#[derive(Arbitrary, Debug)]
enum Thing {
    /// A document that names these.
    Document(Name, Vec<Name>),
    Media(Name, u8, Vec<u8>),
    Folder(Name),
    Link(Name, Name),
    /// A link to something outside.
    Escape(Name, u8),
}

/// A path, of pieces that lead somewhere more often than chance would.
#[derive(Arbitrary, Debug)]
struct Name(Vec<Piece>);

#[derive(Arbitrary, Debug)]
enum Piece {
    Common(u8),
    Any(Vec<u8>),
}

const COMMON: [&str; 12] =
    ["a", "b.gif", "c.svg", "d.json", "..", ".", ".hidden", "e.php.jpg", "secret", "%2e%2e", "f.mp3", "g.vtt"];
const OUTSIDE: [&str; 4] = ["/etc/hostname", "/dev/zero", "../secret/key.gif", "/"];
const BEGINNINGS: [&[u8]; 5] = [b"GIF89a", b"ID3", b"WEBVTT\n", b"\xff\xd8\xff", b"<svg xmlns='http://www.w3.org/2000/svg'>"];

impl Name {
    fn bytes(&self) -> Vec<u8> {
        let piece = |piece: &Piece| match piece {
            Piece::Common(which) => COMMON[usize::from(*which) % COMMON.len()].as_bytes().to_vec(),
            Piece::Any(bytes) => bytes.iter().copied().filter(|byte| *byte != 0).take(40).collect(),
        };
        self.0.iter().take(4).map(piece).collect::<Vec<_>>().join(&b'/')
    }

    /// The path, if it lies within the folder: the test itself writes nowhere else.
    fn within(&self, root: &Path) -> Option<std::path::PathBuf> {
        let bytes = self.bytes();
        let path = Path::new(OsStr::from_bytes(&bytes));
        let is_within = path.components().all(|part| matches!(part, Component::Normal(_)));
        let path = root.join(path);
        // Nor through a link that it has made.
        let parent = path.parent()?;
        fs::create_dir_all(parent).ok()?;
        let is_really = parent.canonicalize().ok()?.starts_with(root.canonicalize().ok()?);
        (is_within && is_really && path != root).then_some(path)
    }
}

fuzz_target!(|things: Vec<Thing>| {
    let around = tempfile::tempdir().expect("a folder");
    let root = around.path().join("articles");
    fs::create_dir_all(around.path().join("secret")).expect("a folder");
    fs::create_dir_all(&root).expect("a folder");
    fs::write(around.path().join("secret/key.gif"), "GIF89a: outside").expect("a file");
    for (number, thing) in things.iter().take(20).enumerate() {
        // What can't be made is left out.
        let _ = match thing {
            Thing::Document(name, names) => {
                let figures = names.iter().map(|name| {
                    let src = String::from_utf8_lossy(&name.bytes()).into_owned();
                    serde_json::json!({ "type": "figure", "image": { "src": src, "alt": "" } })
                });
                let document = serde_json::json!({
                    "id": format!("a{number}"), "inLanguage": "en", "headline": "h",
                    "datePublished": "2026-01-01T00:00:00Z", "body": figures.collect::<Vec<_>>(),
                });
                let path = name.within(&root).map(|path| path.with_extension("json"));
                path.map(|path| fs::write(path, document.to_string()))
            }
            Thing::Media(name, beginning, rest) => {
                let beginning = BEGINNINGS[usize::from(*beginning) % BEGINNINGS.len()];
                name.within(&root).map(|path| fs::write(path, [beginning, rest].concat()))
            }
            Thing::Folder(name) => name.within(&root).map(fs::create_dir_all),
            Thing::Link(name, to) => {
                let to = to.bytes();
                name.within(&root).map(|path| symlink(OsStr::from_bytes(&to), path))
            }
            Thing::Escape(name, to) => {
                name.within(&root).map(|path| symlink(OUTSIDE[usize::from(*to) % OUTSIDE.len()], path))
            }
        };
    }
    site::check(&[root.clone()]);
    let Ok(loaded) = Catalogue::load(&root, 1_795_392_000) else { return };
    let within = root.canonicalize().expect("it is there");
    for file in loaded.catalogue.entries.iter().flat_map(|entry| &entry.files).filter(|file| file.stamp.is_some()) {
        let path = root.join(&file.path);
        assert!(path.canonicalize().expect("it is there").starts_with(&within), "{path:?} is outside");
        assert!(path.metadata().expect("it is there").is_file(), "{path:?} is no file");
        let ending = path.extension().unwrap_or_default().to_string_lossy().to_lowercase();
        assert!(["gif", "svg", "jpg", "mp3", "vtt", "png"].contains(&ending.as_str()), "{path:?} is no picture");
    }
});
