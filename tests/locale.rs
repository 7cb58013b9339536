//! The interface's language against a golden file that a person can read: `tests/golden/locale.txt`.
#![allow(clippy::expect_used, clippy::panic)]

use article_viewer::article::{Language, Timestamp};
use article_viewer::locale::{self, LoadErrorKind, Locale};

const GOLDEN: &str = include_str!("golden/locale.txt");

/// What the library says where the golden file says something.
fn said(language: &str, what: &str, argument: &str) -> String {
    let locale = Locale::ALL.into_iter().find(|locale| locale.tag() == language).expect("a language of the interface");
    let labels = locale.labels();
    match (what, argument) {
        ("date", date) => locale.date(&Timestamp::parse(date).expect("a date")),
        ("comments", count) => locale.comments(count.parse().expect("a number")),
        ("label", "print") => labels.print.to_owned(),
        ("label", "related") => labels.related.to_owned(),
        ("label", "read_next") => labels.read_next.to_owned(),
        ("label", "articles") => labels.articles.to_owned(),
        ("label", "front_page") => labels.front_page.to_owned(),
        ("label", "updated") => labels.updated.to_owned(),
        ("label", "loading") => labels.loading.to_owned(),
        ("label", "retry") => labels.retry.to_owned(),
        ("label", "footnotes") => labels.footnotes.to_owned(),
        ("label", "back") => labels.back.to_owned(),
        ("label", "table") => labels.table.to_owned(),
        ("label", "transcript") => labels.transcript.to_owned(),
        ("label", "key_points") => labels.key_points.to_owned(),
        ("label", "correction") => labels.correction.to_owned(),
        ("label", "unknown") => labels.unknown.to_owned(),
        ("label", "corrected") => labels.corrected.to_owned(),
        ("label", "withdrawn") => labels.withdrawn.to_owned(),
        ("label", "source") => labels.source.to_owned(),
        ("label", "licence") => labels.licence.to_owned(),
        ("label", "print_options") => labels.print_options.to_owned(),
        ("label", "print_links") => labels.print_links.to_owned(),
        ("label", "print_pictures") => labels.print_pictures.to_owned(),
        ("label", "print_colour") => labels.print_colour.to_owned(),
        ("label", "links") => labels.links.to_owned(),
        ("label", "printed") => labels.printed.to_owned(),
        ("label", "qr_code") => labels.qr_code.to_owned(),
        ("day", date) => locale.day(&Timestamp::parse(date).expect("a date")),
        ("list", "menu") => locale.list_labels().menu.to_owned(),
        ("list", "sections") => locale.list_labels().sections.to_owned(),
        ("list", "newer") => locale.list_labels().newer.to_owned(),
        ("list", "older") => locale.list_labels().older.to_owned(),
        ("list", "pages") => locale.list_labels().pages.to_owned(),
        ("list", "page_not_found") => locale.list_labels().page_not_found.to_owned(),
        ("list", "page_not_found_remedy") => locale.list_labels().page_not_found_remedy.to_owned(),
        ("list", "faulty") => locale.list_labels().faulty.to_owned(),
        ("page", number) => locale.page(number.parse().expect("a number")),
        ("saved", date) => locale.saved_copy(date),
        ("preparing", progress) => {
            let (done, all) = progress.split_once('/').expect("a number of a number");
            locale.preparing(done.parse().expect("a number"), all.parse().expect("a number"))
        }
        ("missing", count) => locale.missing_pictures(count.parse().expect("a number")),
        ("reading", words) => {
            let language = Language::parse(language).expect("a language");
            locale.reading_time(words.parse().expect("a number"), &language)
        }
        ("trouble", "no_address") => locale.advice(LoadErrorKind::NoAddress).title.into_owned(),
        ("trouble", "address") => locale.advice(LoadErrorKind::Address).title.into_owned(),
        ("trouble", "server") => locale.advice(LoadErrorKind::Server).title.into_owned(),
        ("trouble", "document") => locale.advice(LoadErrorKind::Document).title.into_owned(),
        ("trouble", "offline") => locale.advice(LoadErrorKind::NotKept).title.into_owned(),
        ("trouble", "network") => locale.advice(LoadErrorKind::Network).title.into_owned(),
        ("trouble", "program") => locale.advice(LoadErrorKind::Program).title.into_owned(),
        ("trouble", "not_found") => locale.advice(LoadErrorKind::NotFound).title.into_owned(),
        _ => panic!("the golden file asks for `{what} {argument}`, which this test does not know"),
    }
}

#[test]
fn the_interface_says_what_the_golden_file_says() {
    let lines = GOLDEN.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    let mut count = 0;
    for line in lines {
        let (asked, expected) = line.split_once(" = ").expect("a line with ` = `");
        let words: Vec<&str> = asked.split(' ').collect();
        let [language, what, argument] = words[..] else { panic!("three words before ` = `: {line}") };
        assert_eq!(said(language, what, argument), expected, "{asked}");
        count += 1;
    }
    assert!(count >= 50, "the golden file has {count} lines");
}

#[test]
fn every_language_has_its_own_words_for_every_trouble() {
    let troubles = [
        LoadErrorKind::NoAddress,
        LoadErrorKind::Address,
        LoadErrorKind::Network,
        LoadErrorKind::NotKept,
        LoadErrorKind::NotFound,
        LoadErrorKind::Server,
        LoadErrorKind::Document,
        LoadErrorKind::Program,
    ];
    let mut seen = std::collections::HashSet::new();
    for locale in Locale::ALL {
        for trouble in troubles {
            let advice = locale.advice(trouble);
            assert!(seen.insert(advice.title.clone()), "{} is said twice", advice.title);
            assert!(advice.remedy.len() > advice.title.len(), "{}: says what to do", advice.title);
        }
    }
}

#[test]
fn a_language_without_words_of_its_own_gets_english() {
    let of = |tag| Language::parse(tag).map(|language| Locale::of(&language));
    assert_eq!(of("fr-CA"), Ok(Locale::En));
    assert_eq!(of("VI-vn"), Ok(Locale::Vi));
}

#[test]
fn names_are_set_apart_by_the_comma_of_their_language() {
    let comma = |tag| Language::parse(tag).map(|language| locale::comma(&language));
    for (tag, expected) in [
        ("ar", "، "),
        ("fa-IR", "، "),
        ("ur", "، "),
        ("ur-Latn", ", "),
        ("he", ", "),
        ("zh-Hant", "、"),
        ("ja", "、"),
        ("ko", ", "),
        ("vi", ", "),
    ] {
        assert_eq!(comma(tag), Ok(expected), "{tag}");
    }
}
