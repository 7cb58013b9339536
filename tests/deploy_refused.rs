//! Uploads that cannot be: what is wrong is told with what to do, in one message, and nothing was changed.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use std::fs;
use std::path::Path;
use std::time::Duration;

use article_viewer::store::{Described, Keys, Options, Store, UploadError, upload};
use axum::http::Method;

use crate::bucket::built::{Built, MANIFEST, NOW, counts, describe, first, found};
use crate::bucket::{BUCKET, Does, KEY, SECRET, Server};
use crate::interrupted::Files;

#[test]
fn what_no_destination_takes_is_refused_before_anything_is_sent() {
    let server = Server::new();
    let built = Built::for_bucket(&first(), &server);
    let wrong = |path: &str| Described { cache_control: Some("a\nb".to_owned()), ..describe(path) };
    let result = upload(&built.out(), &built.destination, &wrong, &built.options, &|_, _| {});
    assert!(matches!(result, Err(UploadError::Unsendable { .. })));
    assert_eq!(server.counts(), counts(&[("GET", 1)]));
    built.build(&Files(vec![("a\nb.png", "x".to_owned())]));
    assert!(built.refused().contains("rename"));
    assert_eq!(server.counts(), counts(&[("GET", 1)]));
}

#[test]
fn what_is_wrong_is_told_with_what_to_do() {
    let server = Server::new();
    let said = |change: &dyn Fn(&mut Built)| {
        let mut built = Built::for_bucket(&first(), &server).impatient();
        change(&mut built);
        server.seen();
        (built.refused(), server.seen().len())
    };
    let key = |key, secret| Keys::new(&[("AWS_ACCESS_KEY_ID", key), ("AWS_SECRET_ACCESS_KEY", secret)]);
    for (expected, requests, change) in [
        (
            "s3://news refuses the key (403 SignatureDoesNotMatch",
            1,
            &(|built: &mut Built| built.options.keys = key(KEY, "other")) as &dyn Fn(&mut Built),
        ),
        ("s3://news refuses the key (403 ", 1, &|built| built.options.keys = key("other", SECRET)),
        ("set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY in the environment", 0, &|built| {
            built.options.keys = Keys::default()
        }),
        ("s3://other/prefix: there is no such bucket", 1, &|built| {
            built.destination.address = "s3://other/prefix".to_owned()
        }),
        ("`ftp://host/x` is no destination", 0, &|built| built.destination.address = "ftp://host/x".to_owned()),
        ("AWS_SESSION_TOKEN has to be in one line", 0, &|built| {
            built.options.keys = Keys::new(&[("AWS_ACCESS_KEY_ID", KEY), ("AWS_SESSION_TOKEN", "a\nb")]);
        }),
        ("its endpoint has to be an http or https address", 0, &|built| {
            built.destination.endpoint = Some("a b".to_owned())
        }),
        ("its region has to be one like eu-west-1", 0, &|built| built.destination.region = Some("eu west".to_owned())),
        ("`s3://a bucket/` is no destination", 0, &|built| built.destination.address = "s3://a bucket/".to_owned()),
        ("`s3:news` is no destination: it names no bucket", 0, &|built| {
            built.destination.address = "s3:news".to_owned()
        }),
        ("is no destination: it is empty", 0, &|built| built.destination.address = " ".to_owned()),
        ("`https://host/x` is no destination: a user and a password belong into", 0, &|built| {
            built.destination.address = "https://me:secret@host/x".to_owned();
        }),
        ("s3://news cannot be reached", 0, &|built| built.destination.endpoint = Some("http://127.0.0.1:1".to_owned())),
        ("GOOGLE_APPLICATION_CREDENTIALS", 0, &|built| built.destination.address = "gs://news".to_owned()),
        ("AZURE_STORAGE_ACCOUNT_KEY", 0, &|built| built.destination.address = "az://news".to_owned()),
    ] {
        let (said, made) = said(change);
        assert!(said.contains(expected) && !said.contains("secret"), "{said}");
        assert_eq!(made, requests, "{said}");
    }
    assert!(found(&server).is_empty());

    for (status, code, expected) in [
        (403, "RequestTimeTooSkewed", "clock"),
        (403, "AccessDenied", "refuses the key (403 AccessDenied as the test wants it)"),
        (301, "PermanentRedirect", "set its region"),
        (503, "SlowDown", "run the same command again later"),
        (501, "NotImplemented", "s3://news refuses .article-viewer/manifest.gz: 501"),
        (418, "Teapot", "s3://news refuses .article-viewer/manifest.gz: 418 Teapot"),
    ] {
        server.decide(move |_| Does::Answer(status, code));
        let (said, requests) = said(&|_| {});
        assert!(said.contains(expected), "{said}");
        assert_eq!(requests, 1, "{said}");
    }
    server.decide(|_| Does::Hold);
    let (said, requests) = said(&|built| built.options.patience.request = Duration::from_millis(300));
    assert!(said.contains("s3://news cannot be reached"), "{said}");
    assert_eq!(requests, 1);
}

#[test]
fn what_is_no_manifest_is_named_and_left() {
    let server = Server::new();
    let built = Built::for_bucket(&first(), &server);
    fs::create_dir(server.path(".article-viewer")).unwrap();
    for content in ["", "<!doctype html>", &"{}\n".repeat(1_000)] {
        fs::write(server.path(MANIFEST), content).unwrap();
        let said = built.refused();
        assert!(
            said.contains(&format!("s3://{BUCKET}/{MANIFEST} is no manifest")) && said.contains("delete"),
            "{said}"
        );
        assert_eq!(server.counts(), counts(&[("GET", 1)]));
        assert_eq!(fs::read_to_string(server.path(MANIFEST)).unwrap(), content);
    }
}

#[test]
fn only_a_finished_build_is_uploaded() {
    let server = Server::new();
    let built = Built::for_bucket(&first(), &server);
    let try_out = |out: &Path| upload(out, &built.destination, &describe, &built.options, &|_, _| {}).map(drop);
    let other = built.folder.path().join("other");
    assert!(matches!(try_out(&other), Err(UploadError::NoBuild { .. })));
    assert!(!built.folder.path().join(".other.article-viewer").exists(), "nothing is made beside it");
    fs::create_dir(&other).unwrap();
    assert!(matches!(try_out(&other), Err(UploadError::NoBuild { .. })));
    fs::write(other.join("x.txt"), "x").unwrap();
    assert!(matches!(try_out(&other), Err(UploadError::Local(_))));

    let build = Store::open(&built.out(), Options::new(NOW)).unwrap();
    let said = built.refused();
    assert!(said.contains("another build is writing"), "{said}");
    drop(build);
    assert_eq!(server.seen().len(), 0);

    fs::write(built.out().join("b/index.html"), "shorter").unwrap();
    let said = built.refused();
    assert!(said.contains("b/index.html is not as the build left it"), "{said}");
    assert!(server.seen().iter().all(|seen| seen.method != Method::DELETE));
}
