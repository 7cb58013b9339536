//! A publication that is built and uploaded, in three versions.
#![allow(dead_code, reason = "each test uses a part")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use std::collections::BTreeMap;
use std::io::Read;
use std::path::PathBuf;
use std::time::Duration;

use article_viewer::store::{
    Compression, Described, Destination, Keys, Options, Patience, Stage, Store, UploadError, UploadOptions, UploadPlan,
    Uploaded, upload, upload_plan,
};

use super::{BUCKET, Does, KEY, SECRET, Seen, Server};
use crate::interrupted::{Files, links, long};

pub const DAY: i64 = 24 * 60 * 60;
pub const NOW: i64 = 1_000 * DAY;
pub const MANIFEST: &str = ".article-viewer/manifest.gz";

/// What the publisher's program says of files.
pub fn describe(path: &str) -> Described {
    let (media_type, cache_control, stage) = match path.rsplit_once('.').map_or("", |(_, ending)| ending) {
        "js" => ("text/javascript", Some("public, max-age=31536000, immutable"), Stage::Code),
        "html" if path == "index.html" => ("text/html; charset=utf-8", None, Stage::Lists),
        "html" => ("text/html; charset=utf-8", None, Stage::Pages),
        "xml" => ("application/atom+xml", Some("max-age=60"), Stage::Lists),
        _ => ("image/png", None, Stage::Pages),
    };
    Described { media_type: media_type.to_owned(), cache_control: cache_control.map(str::to_owned), stage }
}

/// A publication that is built, and how it is uploaded.
pub struct Built {
    pub folder: tempfile::TempDir,
    pub destination: Destination,
    pub options: UploadOptions,
}

impl Built {
    pub fn new(files: &Files, address: &str) -> Self {
        let destination = Destination { address: address.to_owned(), ..Destination::default() };
        let patience = Patience {
            retry_for: Duration::from_secs(20),
            first_pause: Duration::from_millis(1),
            request: Duration::from_secs(20),
        };
        let keys = Keys::new(&[("AWS_ACCESS_KEY_ID", KEY), ("AWS_SECRET_ACCESS_KEY", SECRET)]);
        let options = UploadOptions { keys, patience, ..UploadOptions::new(NOW) };
        let built = Self { folder: tempfile::tempdir().unwrap(), destination, options };
        built.build(files);
        built
    }

    /// For the bucket of a server.
    pub fn for_bucket(files: &Files, server: &Server) -> Self {
        let mut built = Self::new(files, &format!("s3://{BUCKET}"));
        built.destination.endpoint = Some(server.endpoint.clone());
        built
    }

    /// Gives up at once.
    pub fn impatient(mut self) -> Self {
        self.options.patience.retry_for = Duration::ZERO;
        self
    }

    pub fn build(&self, files: &Files) {
        let options = Options { keep_unused_days: 0, compression: Compression::Ahead, ..Options::new(NOW) };
        let mut store = Store::open(&self.out(), options).unwrap();
        let difference = store.difference(files).unwrap();
        store.make(files, &difference, &|| {}).unwrap();
        store.finish(difference).unwrap();
    }

    pub fn out(&self) -> PathBuf {
        self.folder.path().join("out")
    }

    pub fn upload(&self) -> Result<Uploaded, UploadError> {
        upload(&self.out(), &self.destination, &describe, &self.options, &|_, _| {})
    }

    pub fn uploaded(&self) -> Uploaded {
        self.upload().unwrap()
    }

    pub fn refused(&self) -> String {
        let said = self.upload().unwrap_err().to_string();
        assert!(said.chars().count() < 500 && !said.contains('\n'), "{said}");
        said
    }

    pub fn plan(&self) -> UploadPlan {
        upload_plan(&self.out(), &self.destination, &describe, &self.options).unwrap()
    }
}

pub fn first() -> Files {
    Files(vec![
        ("code-1.js", long("one")),
        ("a/index.html", links(&["code-1.js", "b/index.html"]) + &long("a")),
        ("b/index.html", links(&["code-1.js"])),
        ("gone/index.html", links(&["code-1.js"])),
        ("picture é+%20.png", "p".to_owned()),
        ("index.html", links(&["code-1.js", "a/index.html", "b/index.html", "gone/index.html"])),
        ("feed.xml", long("same")),
    ])
}

/// New code, a page that is gone and one that is new.
pub fn second() -> Files {
    Files(vec![
        ("code-2.js", long("two")),
        ("a/index.html", links(&["code-2.js", "b/index.html"])),
        ("b/index.html", links(&["code-2.js", "new/index.html"]) + &long("b")),
        ("new/index.html", links(&["code-2.js"]) + &long("new")),
        ("picture é+%20.png", "p".to_owned()),
        ("index.html", links(&["code-2.js", "a/index.html", "b/index.html", "new/index.html"])),
        ("feed.xml", long("same")),
    ])
}

/// What readers get of what lies in a bucket.
fn read(content: &[u8]) -> String {
    if !content.starts_with(&[0x1f, 0x8b]) {
        return String::from_utf8(content.to_vec()).unwrap();
    }
    let mut text = String::new();
    flate2::read::GzDecoder::new(content).read_to_string(&mut text).unwrap();
    text
}

pub fn found(server: &Server) -> BTreeMap<String, String> {
    server.contents().into_iter().map(|(path, content)| (path, read(&content))).collect()
}

pub fn of(files: &Files) -> BTreeMap<String, String> {
    files.0.iter().map(|(path, content)| ((*path).to_owned(), content.clone())).collect()
}

pub fn counts(of: &[(&str, usize)]) -> BTreeMap<String, usize> {
    of.iter().map(|(method, count)| ((*method).to_owned(), *count)).collect()
}

/// Lets something happen before a request is served, the first time that such a one comes.
pub fn once(
    is_meant: impl Fn(&Seen) -> bool + Send + 'static,
    first: impl FnOnce() + Send + 'static,
) -> impl FnMut(&Seen) -> Does + Send {
    let mut first: Option<Box<dyn FnOnce() + Send>> = Some(Box::new(first));
    move |seen| match first.take() {
        Some(happens) if is_meant(seen) => Does::After(happens),
        waiting => {
            first = waiting;
            Does::Serve
        }
    }
}

/// Another change of the first version.
pub fn third() -> Files {
    let mut files = first();
    files.0.retain(|(path, _)| *path != "gone/index.html");
    files.0.iter_mut().find(|(path, _)| *path == "index.html").unwrap().1 = links(&["a/index.html", "mine/index.html"]);
    files.0.push(("mine/index.html", "mine".to_owned()));
    files.0[0] = ("code-3.js", long("three"));
    files.0[1].1 = links(&["code-3.js", "b/index.html"]);
    files.0[2].1 = links(&["code-3.js"]);
    files
}
