//! Two who publish at once: one of them is told, and in the end there is what the last of them built.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use std::sync::{Arc, mpsc};

use axum::http::Method;

use crate::bucket::built::{Built, MANIFEST, counts, first, found, of, once, second, third};
use crate::bucket::{Does, Server};
use crate::interrupted::{Files, long};

#[test]
fn a_server_that_knows_no_conditions_is_read_again() {
    let server = Server::new();
    let built = Built::for_bucket(&first(), &server);
    server.decide(|seen| match seen.header("if-match").is_empty() && seen.header("if-none-match").is_empty() {
        true => Does::Serve,
        false => Does::Answer(501, "NotImplemented"),
    });
    built.uploaded();
    assert_eq!(found(&server), of(&first()));
    // The manifest is read at the start and before it is replaced, and each of the two replacements is tried first.
    assert_eq!(server.counts(), counts(&[("GET", 3), ("PUT", 2 + 2 + 7)]));

    // Somebody else publishes before the manifest is read for the second time.
    let (mine, theirs) = (Built::for_bucket(&third(), &server), Built::for_bucket(&second(), &server));
    let mut reads = 0;
    let mut overtaken = once(|_| true, move || assert!(theirs.upload().is_ok()));
    server.decide(move |seen| {
        reads += usize::from(seen.method == Method::GET);
        match seen.header("if-match").is_empty() {
            true if reads == 2 => overtaken(seen),
            true => Does::Serve,
            false => Does::Answer(501, "NotImplemented"),
        }
    });
    assert!(mine.refused().contains("somebody else published"));
}

#[test]
fn a_request_whose_answer_is_lost_is_not_taken_for_somebody_elses() {
    for nth in [1, 2] {
        let server = Server::new();
        let built = Built::for_bucket(&first(), &server);
        let mut count = 0;
        server.decide(move |seen| {
            count += usize::from(seen.is_put_of(MANIFEST));
            if count == nth && seen.is_put_of(MANIFEST) { Does::ServeAndClose } else { Does::Serve }
        });
        built.uploaded();
        assert_eq!(found(&server), of(&first()));
        server.seen();
        built.uploaded();
        assert_eq!(server.counts(), counts(&[("GET", 1)]));
    }
}

#[test]
fn who_comes_second_is_told_and_has_touched_nothing() {
    let server = Server::new();
    Built::for_bucket(&first(), &server).uploaded();
    let (mine, theirs) = (Built::for_bucket(&third(), &server), Built::for_bucket(&second(), &server));
    server.decide(once(|seen| seen.is_put_of(MANIFEST), move || assert!(theirs.upload().is_ok())));
    server.seen();
    let said = mine.refused();
    assert!(said.contains("somebody else published") && said.contains("run the same command again"), "{said}");
    let mut expected = of(&second());
    expected.insert("code-1.js".to_owned(), long("one"));
    assert_eq!(found(&server), expected);
    // Theirs: the manifest, 5 files and one removed; mine: the manifest read twice and refused once.
    assert_eq!(server.counts(), counts(&[("GET", 3), ("POST", 1), ("PUT", 2 + 5 + 1)]));
    mine.uploaded();
    expected = of(&third());
    expected.extend([("code-1.js".to_owned(), long("one")), ("code-2.js".to_owned(), long("two"))]);
    assert_eq!(found(&server), expected);
}

#[test]
fn who_was_overtaken_is_told_and_both_can_mend_it() {
    for is_mended_by_them in [false, true] {
        let server = Server::new();
        let with_no_days = |files: &Files| {
            let mut built = Built::for_bucket(files, &server);
            built.options.keep_unused_days = 0;
            built
        };
        with_no_days(&first()).uploaded();
        let (mine, theirs) = (with_no_days(&third()), Arc::new(with_no_days(&second())));
        let overtaking = Arc::clone(&theirs);
        server.decide(once(|seen| seen.is_put_of("mine/index.html"), move || assert!(overtaking.upload().is_ok())));
        let said = mine.refused();
        assert!(said.contains("somebody else published"), "{said}");
        server.serve_all();
        let (last, expected) = if is_mended_by_them { (&*theirs, second()) } else { (&mine, third()) };
        last.uploaded();
        assert_eq!(found(&server), of(&expected));
        server.seen();
        last.uploaded();
        assert_eq!(server.counts(), counts(&[("GET", 1)]));
    }
}

#[test]
fn who_overtakes_sends_again_what_the_other_touched() {
    let server = Server::new();
    let with_no_days = |files: &Files| {
        let mut built = Built::for_bucket(files, &server);
        built.options.keep_unused_days = 0;
        built
    };
    with_no_days(&first()).uploaded();
    let (mine, theirs) = (with_no_days(&third()), with_no_days(&second()));
    let (begin, begun) = mpsc::channel();
    let (give_way, gave_way) = mpsc::channel::<()>();
    let mut mine_waits = once(|seen| seen.is_put_of("mine/index.html"), move || begun.recv().unwrap());
    let mut theirs_waits = once(
        |seen| seen.is_put_of("new/index.html"),
        move || {
            begin.send(()).unwrap();
            gave_way.recv().unwrap();
        },
    );
    let (arrive, arrived) = mpsc::channel();
    server.decide(move |seen| {
        if seen.is_put_of("mine/index.html") {
            let _ = arrive.send(());
        }
        match mine_waits(seen) {
            Does::Serve => theirs_waits(seen),
            waits => waits,
        }
    });
    std::thread::scope(|scope| {
        let mine = scope.spawn(|| mine.refused());
        arrived.recv().unwrap();
        let theirs = scope.spawn(|| theirs.uploaded());
        let said = mine.join().unwrap();
        assert!(said.contains("somebody else published"), "{said}");
        give_way.send(()).unwrap();
        theirs.join().unwrap();
    });
    assert_eq!(found(&server), of(&second()));
    server.seen();
    theirs.uploaded();
    assert_eq!(server.counts(), counts(&[("GET", 1)]));
}
