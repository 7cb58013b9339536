//! Uploading to a bucket: what is asked of the server and how often, and what then lies there.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use std::fs;
use std::sync::{Arc, Condvar, Mutex};
use std::time::Duration;

use article_viewer::store::{Described, Encoding, Stage, Uploaded, upload};
use axum::http::Method;

use crate::bucket::built::{Built, DAY, MANIFEST, NOW, counts, describe, first, found, of, second};
use crate::bucket::{BUCKET, Does, Server};
use crate::interrupted::{Files, long};

#[test]
fn a_first_upload_sends_everything_in_its_order_with_what_is_said_of_it() {
    let server = Server::new();
    fs::write(server.path("of-somebody-else.txt"), "theirs").unwrap();
    let built = Built::for_bucket(&first(), &server);
    let steps = Mutex::new(Vec::new());
    let step = |done, all| steps.lock().unwrap().push((done, all));
    let uploaded = upload(&built.out(), &built.destination, &describe, &built.options, &step).unwrap();
    let bytes: usize = server.contents().values().map(Vec::len).sum::<usize>() - "theirs".len();
    let expected = Uploaded { uploaded: 7, removed: 0, kept: 0, unused: 0, bytes: bytes as u64, requests: 10 };
    assert_eq!(uploaded, expected);
    assert_eq!(steps.into_inner().unwrap().last(), Some(&(7, 7)));

    let mut there = found(&server);
    assert_eq!(there.remove("of-somebody-else.txt").as_deref(), Some("theirs"));
    assert_eq!(there, of(&first()));

    let seen = server.seen();
    let lines: Vec<String> = seen.iter().map(|seen| format!("{} {}", seen.method, seen.path)).collect();
    assert_eq!(lines.len(), 10, "{lines:?}");
    assert_eq!(lines[0], format!("GET {MANIFEST}"));
    for at in [1, 9] {
        assert_eq!(lines[at], format!("PUT {MANIFEST}"));
    }
    assert_eq!(lines[2], "PUT code-1.js");
    assert!(lines[3..7].iter().all(|line| describe(line).stage == Stage::Pages), "{lines:?}");
    assert!(seen.iter().all(|seen| seen.query.is_empty()), "nothing is listed");

    let sent = |path: &str| {
        let seen = seen.iter().find(|seen| seen.is_put_of(path)).unwrap();
        ["content-type", "content-encoding", "cache-control"].map(|name| seen.header(name).to_owned())
    };
    assert_eq!(sent("code-1.js"), ["text/javascript", "gzip", "public, max-age=31536000, immutable"]);
    assert_eq!(sent("a/index.html"), ["text/html; charset=utf-8", "gzip", ""]);
    assert_eq!(sent("b/index.html"), ["text/html; charset=utf-8", "", ""], "it is too short for a copy");
    assert_eq!(sent("feed.xml"), ["application/atom+xml", "gzip", "max-age=60"]);
    assert_eq!(sent("picture%20%C3%A9%2B%2520.png"), ["image/png", "", ""]);
    assert_eq!(sent(MANIFEST), ["application/gzip", "", "no-store"]);
}

#[test]
fn a_stage_is_there_before_the_next_one_begins() {
    let server = Server::new();
    let all: Vec<&'static str> = first().0.iter().map(|(path, _)| *path).filter(|path| path.is_ascii()).collect();
    let built = Built::for_bucket(&first(), &server);
    let (there, early) = (server.path(""), Arc::new(Mutex::new(Vec::new())));
    let told = Arc::clone(&early);
    server.decide(move |seen| {
        if seen.method == Method::PUT && all.contains(&seen.path.as_str()) {
            let stage = describe(&seen.path).stage;
            let missing = all.iter().filter(|path| describe(path).stage < stage && !there.join(path).exists());
            told.lock().unwrap().extend(missing.map(|path| format!("{} before {path}", seen.path)));
        }
        Does::Serve
    });
    built.uploaded();
    assert_eq!(*early.lock().unwrap(), Vec::<String>::new());
}

#[test]
fn sixteen_files_are_sent_at_a_time() {
    let server = Server::new();
    let name = |n: usize| -> &'static str { format!("{n}.png").leak() };
    let built = Built::for_bucket(&Files((0..40).map(|n| (name(n), n.to_string())).collect()), &server);
    let came = Arc::new((Mutex::new(0), Condvar::new()));
    let arrivals = Arc::clone(&came);
    server.decide(move |seen| {
        if !seen.path.ends_with(".png") {
            return Does::Serve;
        }
        let came = Arc::clone(&arrivals);
        // None is served before sixteen have come.
        Does::After(Box::new(move || {
            let mut count = came.0.lock().unwrap();
            *count += 1;
            came.1.notify_all();
            while *count < 16 {
                let (next, waited) = came.1.wait_timeout(count, Duration::from_secs(10)).unwrap();
                assert!(!waited.timed_out(), "{next} have come");
                count = next;
            }
        }))
    });
    assert_eq!(built.impatient().uploaded().uploaded, 40);
    assert_eq!(*came.0.lock().unwrap(), 40);
}

#[test]
fn when_nothing_changed_the_manifest_is_read_and_no_more() {
    let server = Server::new();
    let built = Built::for_bucket(&first(), &server);
    built.uploaded();
    server.seen();
    let uploaded = built.uploaded();
    assert_eq!(uploaded, Uploaded { kept: 7, requests: 1, ..Uploaded::default() });
    assert_eq!(server.counts(), counts(&[("GET", 1)]));
    built.build(&first());
    built.uploaded();
    assert_eq!(server.counts(), counts(&[("GET", 1)]), "after another build");
}

#[test]
fn only_what_changed_is_sent() {
    let server = Server::new();
    let many = |changed: usize| {
        let name = |n: usize| -> &'static str { format!("a{n}/index.html").leak() };
        Files((0..200).map(|n| (name(n), format!("page {n} {}", n < changed))).collect())
    };
    let built = Built::for_bucket(&many(0), &server);
    assert_eq!(built.uploaded().uploaded, 200);
    server.seen();
    for changed in [1, 7] {
        built.build(&many(changed));
        let again = changed - usize::from(changed > 1);
        let uploaded = built.uploaded();
        assert_eq!((uploaded.uploaded, uploaded.kept, uploaded.removed), (again, 200 - again, 0));
        assert_eq!(server.counts(), counts(&[("GET", 1), ("PUT", again + 2)]));
    }
}

#[test]
fn what_is_gone_is_removed_last_and_code_after_its_days() {
    let server = Server::new();
    let mut built = Built::for_bucket(&first(), &server);
    built.uploaded();
    built.build(&second());
    server.seen();
    let uploaded = built.uploaded();
    assert_eq!((uploaded.uploaded, uploaded.removed, uploaded.kept, uploaded.unused), (5, 1, 3, 1));
    let mut expected = of(&second());
    expected.insert("code-1.js".to_owned(), long("one"));
    assert_eq!(found(&server), expected);
    let seen = server.seen();
    let methods: Vec<&str> = seen.iter().map(|seen| seen.method.as_str()).collect();
    assert_eq!(methods, ["GET", "PUT", "PUT", "PUT", "PUT", "PUT", "PUT", "POST", "PUT"]);
    assert_eq!(seen[7].query, "delete");

    built.options.now = NOW + 29 * DAY;
    assert_eq!(built.uploaded(), Uploaded { kept: 8, unused: 1, requests: 1, ..Uploaded::default() });
    assert_eq!(server.counts(), counts(&[("GET", 1)]));
    built.options.now = NOW + 31 * DAY;
    let uploaded = built.uploaded();
    assert_eq!((uploaded.uploaded, uploaded.removed, uploaded.unused), (0, 1, 0));
    assert_eq!(server.counts(), counts(&[("GET", 1), ("POST", 1), ("PUT", 2)]));
    assert_eq!(found(&server), of(&second()));
}

#[test]
fn how_files_are_compressed_and_described_counts_as_a_change() {
    let server = Server::new();
    let mut built = Built::for_bucket(&first(), &server);
    built.uploaded();
    server.seen();
    built.destination.encoding = Encoding::Brotli;
    assert_eq!(built.uploaded().uploaded, 3, "those that have compressed copies");
    let seen = server.seen();
    let code = seen.iter().find(|seen| seen.is_put_of("code-1.js")).unwrap();
    assert_eq!(code.header("content-encoding"), "br");
    assert_eq!(fs::read(server.path("code-1.js")).unwrap(), fs::read(built.out().join("code-1.js.br")).unwrap());
    built.destination.encoding = Encoding::None;
    assert_eq!(built.uploaded().uploaded, 3);
    assert_eq!(fs::read_to_string(server.path("code-1.js")).unwrap(), long("one"));

    let other = |path: &str| Described { cache_control: Some("no-cache".to_owned()), ..describe(path) };
    let step = |_, _| {};
    let uploaded = upload(&built.out(), &built.destination, &other, &built.options, &step).unwrap();
    assert_eq!(uploaded.uploaded, 7);
}

#[test]
fn a_large_file_goes_in_parts() {
    let server = Server::new();
    let large = "0123456789abcdef".repeat((8 << 20) / 16 + 1);
    let built = Built::for_bucket(&Files(vec![("film.png", large.clone())]), &server);
    assert_eq!(built.uploaded().bytes, large.len() as u64);
    assert_eq!(found(&server)["film.png"], large);
    let seen = server.seen();
    let parts = seen.iter().filter(|seen| seen.query.contains("partNumber")).count();
    assert_eq!((parts, seen.len()), (2, 7), "a start, two parts, an end, and the manifest three times");
    let start = seen.iter().find(|seen| seen.query.contains("uploads")).unwrap();
    assert_eq!(start.header("content-type"), "image/png");
}

#[test]
fn an_upload_under_a_prefix_leaves_everything_else_alone() {
    let server = Server::new();
    let mut built = Built::for_bucket(&first(), &server);
    built.destination.address = format!("s3://{BUCKET}/a%20paper/");
    built.uploaded();
    built.build(&second());
    built.options.keep_unused_days = 0;
    built.uploaded();
    let mut found = found(&server);
    found.retain(|path, _| !path.contains(MANIFEST));
    let expected = of(&second()).into_iter().map(|(path, content)| (format!("a paper/{path}"), content));
    assert_eq!(found, expected.collect());
}

#[test]
fn a_plan_says_what_would_be_done_and_does_nothing() {
    let server = Server::new();
    let mut built = Built::for_bucket(&first(), &server);
    assert_eq!(built.plan().upload.len(), 7);
    assert_eq!(server.counts(), counts(&[("GET", 1)]));
    built.uploaded();
    built.build(&second());
    built.options.keep_unused_days = 0;
    server.seen();
    let plan = built.plan();
    assert_eq!(plan.upload, ["code-2.js", "new/index.html", "a/index.html", "b/index.html", "index.html"]);
    assert_eq!(plan.remove, ["gone/index.html", "code-1.js"]);
    let bytes = ["code-2.js.gz", "a/index.html", "b/index.html.gz", "new/index.html.gz", "index.html"];
    let bytes = bytes.map(|path| fs::metadata(built.out().join(path)).unwrap().len());
    assert_eq!((plan.kept, plan.unused, plan.bytes), (2, 0, bytes.iter().sum()));
    assert_eq!(server.counts(), counts(&[("GET", 1)]));
    assert_eq!(found(&server), of(&first()));
}
