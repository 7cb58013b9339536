//! Uploads that are interrupted at every request, and servers that often can't: what readers find meanwhile, and that the
//! same command does the rest.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use std::sync::mpsc;
use std::time::Duration;

use crate::bucket::built::{Built, counts, first, found, of, once, second};
use crate::bucket::{Does, Server};
use crate::interrupted::Files;

/// That readers find every file whole, of one version or the other, and what it leads to.
fn assert_readable(server: &Server, at: usize) {
    let (found, versions) = (found(server), [of(&first()), of(&second())]);
    for (path, content) in &found {
        assert!(
            versions.iter().any(|version| version.get(path) == Some(content)),
            "{at}: {path} is of neither version"
        );
        for link in content.lines().filter_map(|line| line.strip_prefix("-> ")) {
            assert!(found.contains_key(link), "{at}: {path} leads to {link}, which is not there");
        }
    }
}

#[test]
fn what_is_under_way_when_another_file_fails_is_waited_for() {
    let server = Server::new();
    let files = Files(vec![("a.png", "a".to_owned()), ("b.png", "b".repeat(4 << 20)), ("c.html", "c".to_owned())]);
    let built = Built::for_bucket(&files, &server);
    let (refuse, refused) = mpsc::channel();
    let mut waits = once(|seen| seen.is_put_of("b.png"), move || refused.recv().unwrap());
    server.decide(move |seen| match seen.path.as_str() {
        "a.png" => {
            refuse.send(()).unwrap();
            Does::Answer(403, "AccessDenied")
        }
        _ => waits(seen),
    });
    built.refused();
    assert!(server.path("b.png").exists());
}

#[test]
fn when_a_file_fails_no_other_is_begun() {
    let server = Server::new();
    let name = |n: usize| -> &'static str { format!("{n}.png").leak() };
    let built = Built::for_bucket(&Files((0..40).map(|n| (name(n), n.to_string())).collect()), &server);
    server.decide(|seen| match seen.path.ends_with(".png") {
        true => Does::Answer(403, "AccessDenied"),
        false => Does::Serve,
    });
    built.refused();
    let puts = server.counts()["PUT"];
    assert!(puts <= 1 + 16, "{puts}");
}

#[test]
fn after_an_interruption_new_pages_still_come_before_those_that_lead_to_them() {
    let server = Server::new();
    let built = Built::for_bucket(&first(), &server);
    built.uploaded();
    built.build(&second());
    let order = built.plan().upload;
    assert_eq!(order, ["code-2.js", "new/index.html", "a/index.html", "b/index.html", "index.html"]);
    server.decide(|seen| match seen.is_put_of("new/index.html") {
        true => Does::Answer(403, "AccessDenied"),
        false => Does::Serve,
    });
    built.refused();
    assert_eq!(built.plan().upload, order);
}

/// Interrupts the second upload at every request, in a way, and gives how many there are.
fn interrupt_everywhere(how: fn() -> Does) -> usize {
    for at in 0_usize.. {
        let server = Server::new();
        let mut built = Built::for_bucket(&first(), &server);
        built.options.keep_unused_days = 0;
        built.uploaded();
        let mut built = built.impatient();
        built.build(&second());
        let mut left = at;
        server.decide(move |_| match left.checked_sub(1) {
            Some(less) => {
                left = less;
                Does::Serve
            }
            None => how(),
        });
        let is_done = built.upload().is_ok();
        assert_readable(&server, at);
        if is_done {
            assert_eq!(found(&server), of(&second()));
            return at;
        }
        built.options.patience.retry_for = Duration::from_secs(20);
        server.serve_all();
        // The same again, or what was there is built again: nothing of the other stays.
        let expected = if at % 2 == 0 { second() } else { first() };
        built.build(&expected);
        built.uploaded();
        assert_eq!(found(&server), of(&expected), "{at}");
        server.seen();
        built.uploaded();
        assert_eq!(server.counts(), counts(&[("GET", 1)]), "{at}");
    }
    0
}

#[test]
fn an_upload_is_interrupted_at_every_request() {
    assert_eq!(interrupt_everywhere(|| Does::Answer(403, "AccessDenied")), 9);
    assert_eq!(interrupt_everywhere(|| Does::Close), 9);
}

#[test]
fn a_server_that_often_cannot_is_asked_again() {
    let server = Server::new();
    let built = Built::for_bucket(&first(), &server);
    let mut count = 0;
    server.decide(move |_| {
        count += 1;
        if count % 3 == 0 { Does::Answer(503, "SlowDown") } else { Does::Serve }
    });
    let uploaded = built.uploaded();
    assert_eq!(found(&server), of(&first()));
    assert_eq!((uploaded.uploaded, uploaded.requests), (7, 14));
    assert_eq!(server.seen().len(), 14, "10 and every third again");
}
