//! Uploading to a folder and to a WebDAV server: plain files with their compressed copies, in folders that come and go.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use article_viewer::store::{Disk, Encoding, Keys, Uploaded};
use axum::Router;
use axum::body::to_bytes;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use percent_encoding::percent_decode_str;

use crate::bucket::built::Built;
use crate::bucket::serve;
use crate::interrupted::{Files, first, second};
use crate::publisher::contents;

/// Everything in a folder, without what uploads remember there.
fn found(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = contents(folder);
    files.retain(|path, _| !path.starts_with(".article-viewer/"));
    files
}

fn built(files: &Files, folder: &Path) -> Built {
    let mut built = Built::new(files, folder.to_str().unwrap());
    built.options.keep_unused_days = 0;
    built
}

#[test]
fn a_folder_gets_what_was_built_and_nothing_else_in_it_is_touched() {
    let folder = tempfile::tempdir().unwrap();
    let site = folder.path().join("deep/site");
    fs::create_dir_all(site.join("a")).unwrap();
    fs::write(site.join("a/theirs.txt"), "theirs").unwrap();
    let mut built = built(&first(), &site);
    built.destination.encoding = Encoding::Brotli;
    let uploaded = built.uploaded();
    assert_eq!((uploaded.uploaded, uploaded.removed, uploaded.requests), (9, 0, 0));
    let mut expected = contents(&built.out());
    assert!(expected.contains_key("a/index.html.br") && expected.contains_key("a/index.html.gz"));
    expected.insert("a/theirs.txt".to_owned(), b"theirs".to_vec());
    assert!(found(&site) == expected);
    assert_eq!(built.uploaded(), Uploaded { kept: 9, ..Uploaded::default() });

    built.build(&second());
    let uploaded = built.uploaded();
    assert_eq!((uploaded.uploaded, uploaded.removed, uploaded.kept), (7, 5, 1));
    expected = contents(&built.out());
    expected.insert("a/theirs.txt".to_owned(), b"theirs".to_vec());
    assert!(found(&site) == expected, "{:?}", found(&site).keys());
    assert!(!site.join("gone").exists(), "with its folder");
    let mut own: Vec<_> =
        fs::read_dir(site.join(".article-viewer")).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    own.sort();
    assert_eq!(own, ["lock", "manifest.gz"]);
}

#[test]
fn an_address_of_a_file_is_a_folder_and_one_that_builds_write_into_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let site = folder.path().join("a site");
    let mut built = built(&first(), &site);
    built.destination.address = url::Url::from_file_path(&site).unwrap().to_string();
    built.uploaded();
    assert!(found(&site) == contents(&built.out()));
    built.destination.address = built.out().to_str().unwrap().to_owned();
    assert!(built.refused().contains("is a folder that builds write into"));
    built.destination.address = site.join("index.html").to_str().unwrap().to_owned();
    assert!(built.refused().contains("cannot be"));
}

#[test]
fn a_folder_is_whole_wherever_an_upload_is_interrupted() {
    let versions = [first(), second()].map(|files| {
        let folder = tempfile::tempdir().unwrap();
        contents(&built(&files, folder.path()).out())
    });
    for step in 0.. {
        let folder = tempfile::tempdir().unwrap();
        let mut built = built(&first(), folder.path());
        built.uploaded();
        built.build(&second());
        built.options.disk = Disk::failing_after(step);
        let result = built.upload();
        for (path, content) in &found(folder.path()) {
            let is_whole = versions.iter().any(|version| version.get(path) == Some(content));
            assert!(is_whole, "step {step}: {path} is of neither version");
        }
        let is_done = result.is_ok();
        if let Err(error) = result {
            assert!(error.to_string().contains("cannot be written"), "{error}");
        }
        built.options.disk = Disk::default();
        let version = if is_done || step % 2 == 0 { 1 } else { 0 };
        built.build(&[first(), second()][version]);
        built.uploaded();
        assert!(found(folder.path()) == versions[version], "step {step}: {:?}", found(folder.path()).keys());
        if is_done {
            assert!(step > 30, "{step} steps");
            return;
        }
    }
}

#[test]
fn two_do_not_write_one_folder_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let built = built(&first(), folder.path());
    fs::create_dir(folder.path().join(".article-viewer")).unwrap();
    let lock = fs::File::create(folder.path().join(".article-viewer/lock")).unwrap();
    lock.lock().unwrap();
    assert!(built.refused().contains("somebody else is uploading"));
    drop(lock);
    built.uploaded();
}

/// A WebDAV server over a folder (RFC 4918): files are put into folders that are there.
struct WebDav {
    root: PathBuf,
    seen: Mutex<BTreeMap<String, usize>>,
}

async fn dav(State(server): State<Arc<WebDav>>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    *server.seen.lock().unwrap().entry(parts.method.to_string()).or_default() += 1;
    // me:secret
    if parts.headers.get("authorization").is_none_or(|value| value != "Basic bWU6c2VjcmV0") {
        return StatusCode::UNAUTHORIZED.into_response();
    }
    let path = server.root.join(percent_decode_str(parts.uri.path()).decode_utf8().unwrap().trim_start_matches('/'));
    let body = to_bytes(body, usize::MAX).await.unwrap();
    let is_in_folder = path.parent().unwrap().is_dir();
    match parts.method.as_str() {
        "GET" if path.is_file() => fs::read(path).unwrap().into_response(),
        "PUT" | "MKCOL" if !is_in_folder => StatusCode::CONFLICT.into_response(),
        "PUT" => {
            fs::write(path, body).unwrap();
            StatusCode::CREATED.into_response()
        }
        "MKCOL" if fs::create_dir(&path).is_ok() => StatusCode::CREATED.into_response(),
        "MKCOL" => StatusCode::METHOD_NOT_ALLOWED.into_response(),
        "DELETE" if path.exists() => {
            fs::remove_file(path).unwrap();
            StatusCode::NO_CONTENT.into_response()
        }
        _ => StatusCode::NOT_FOUND.into_response(),
    }
}

#[test]
fn a_webdav_server_gets_files_and_their_copies() {
    let folder = tempfile::tempdir().unwrap();
    let server = Arc::new(WebDav { root: folder.path().to_owned(), seen: Mutex::default() });
    fs::create_dir(folder.path().join("www")).unwrap();
    let (endpoint, _runtime) = serve(Router::new().fallback(dav).with_state(Arc::clone(&server)));
    let many = |text: &str| {
        let name = |n: usize| -> &'static str { format!("a{}/b{n}/index.html", n % 3).leak() };
        Files((0..40).map(|n| (name(n), text.repeat(2_000))).collect())
    };
    let mut built = built(&many("a"), Path::new(&format!("{endpoint}/www/")));
    built.options.patience.retry_for = Duration::ZERO;
    assert!(built.refused().contains("refuses the key (401)"));
    built.options.keys =
        Keys::new(&[("ARTICLE_VIEWER_WEBDAV_USER", "me"), ("ARTICLE_VIEWER_WEBDAV_PASSWORD", "secret")]);
    assert_eq!(built.uploaded().uploaded, 40);
    let site = folder.path().join("www");
    assert!(found(&site) == contents(&built.out()));
    assert_eq!(found(&site).len(), 120);

    server.seen.lock().unwrap().clear();
    let mut files = many("a");
    files.0.remove(0);
    files.0[0].1 = "changed".repeat(2_000);
    built.build(&files);
    let uploaded = built.uploaded();
    assert_eq!((uploaded.uploaded, uploaded.removed, uploaded.requests), (1, 1, 11));
    let seen = std::mem::take(&mut *server.seen.lock().unwrap());
    // The manifest is read at the start and before it is replaced, twice.
    let expected = [("GET", 3), ("PUT", 3 + 2), ("DELETE", 3)].map(|(method, count)| (method.to_owned(), count));
    assert_eq!(seen, expected.into());
    assert!(found(&site) == contents(&built.out()));
}
