//! Web pages imported: fixtures, bad input, and that nothing is lost.
//!
//! `tests/fixtures/import/page/<case>/source.html` becomes `expected.json`. `UPDATE_FIXTURES=1` writes the latter, to be looked
//! at before it is committed.

use std::path::Path;
use std::time::{Duration, Instant};
use std::{env, fs};

use article_viewer::article;
use article_viewer::import::html::{self, LeftOut, Surroundings};
use article_viewer::import::page::{self, PageError, PageOptions};
use article_viewer::import::{Kind, Options, SourceError, read};
use proptest::prelude::*;
use serde_json::Value;

#[test]
fn every_page_of_the_fixtures_becomes_its_document() {
    let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/import/page");
    for case in fs::read_dir(cases).unwrap() {
        let case = case.unwrap().path();
        let source = fs::read(case.join("source.html")).unwrap();
        let imported = page::page(&source, &PageOptions::default()).unwrap();
        let json = serde_json::to_string_pretty(&imported.article).unwrap() + "\n";
        article::read(json.as_bytes()).unwrap_or_else(|error| panic!("{}: {error}", case.display()));
        let expected = case.join("expected.json");
        if env::var_os("UPDATE_FIXTURES").is_some() {
            fs::write(&expected, &json).unwrap();
        }
        let expected: Value = serde_json::from_str(&fs::read_to_string(expected).unwrap()).unwrap();
        assert_eq!(serde_json::from_str::<Value>(&json).unwrap(), expected, "{}", case.display());
        assert_nothing_is_lost(&page::pieces(&source).unwrap(), &json, &imported.left_out, &case.display().to_string());
    }
}

/// Every piece of text is in a document or in what was left out, whatever white space and marks are around it.
pub(crate) fn assert_nothing_is_lost(pieces: &[String], document: &str, left_out: &[LeftOut], of: &str) {
    let mut there = String::new();
    collect(&serde_json::from_str(document).unwrap(), &mut there);
    left_out.iter().for_each(|part| there.push_str(&letters(&part.text)));
    for piece in pieces {
        assert!(there.contains(&letters(piece)), "{of}: lost: {piece:?}");
    }
}

fn collect(value: &Value, out: &mut String) {
    match value {
        Value::String(text) => out.push_str(&letters(text)),
        Value::Array(values) => values.iter().for_each(|value| collect(value, out)),
        Value::Object(fields) => {
            let texts =
                fields.iter().filter(|(name, _)| !matches!(name.as_str(), "type" | "url" | "src" | "lang" | "dir"));
            texts.for_each(|(_, value)| collect(value, out));
        }
        _ => {}
    }
}

fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

#[test]
fn a_page_without_an_article_is_refused_with_its_cause() {
    let of =
        |html: &str| page::page(html.as_bytes(), &PageOptions::default()).map(|imported| imported.article.headline);
    let item = "<li><a href=/a>One headline of the day that leads to an article</a>";
    let front = format!(
        "<title>The Paper</title><meta property=og:type content=website><main><ul>{}</ul></main>",
        item.repeat(9)
    );
    assert_eq!(of(&front), Err(PageError::FrontPage));
    let login = "<title>Log in</title><form><h1>Log in</h1><p>Please log in.</p><input type=password></form>";
    assert_eq!(of(login), Err(PageError::Login));
    let script =
        "<title>App</title><noscript>You need to enable JavaScript to run this app.</noscript><div id=root></div>";
    assert_eq!(of(script), Err(PageError::NeedsScript));
    assert_eq!(of("<title>Nothing</title><body></body>"), Err(PageError::NoArticle));
    assert_eq!(of(" \n"), Err(PageError::Empty));
}

#[test]
fn what_is_no_page_is_refused_at_once() {
    let of = |bytes: &[u8]| page::page(bytes, &PageOptions::default()).map(|imported| imported.article.headline);
    assert_eq!(of(b"PK\x03\x04\x14\0\0\0\x08\0 named page.html"), Err(PageError::OtherFile("an archive")));
    assert_eq!(of(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3"), Err(PageError::OtherFile("a PDF")));
    let bytes: Vec<u8> = (0..=255).cycle().take(30_000).collect();
    assert_eq!(of(&bytes), Err(PageError::NotText));
    let start = Instant::now();
    let deep = "<div>".repeat(20_000_000);
    assert_eq!(of(deep.as_bytes()), Err(PageError::TooLarge), "100 MB of nested div");
    assert_eq!(of(&deep.as_bytes()[..4_000_000]), Err(PageError::TooDeep));
    let fonts = "<font color=1><p>".repeat(100_000);
    assert_eq!(of(fonts.as_bytes()), Err(PageError::TooDeep), "what a parser opens again and again");
    assert!(start.elapsed() < Duration::from_secs(10), "{:?}", start.elapsed());
}

#[test]
fn a_page_may_be_in_any_charset() {
    let page = |head: &str| {
        format!(
            "<html lang=vi><head>{head}<title>Cầu mở cửa</title></head><body><article><h1>Cầu mở cửa</h1><p>{}</p></article></body></html>",
            "Hôm nay, cây cầu mới bắc qua sông đã mở cửa cho người đi bộ, sau hai năm chờ đợi. ".repeat(6)
        )
    };
    let headline = |bytes: &[u8]| page::page(bytes, &PageOptions::default()).unwrap().article.headline;
    assert_eq!(headline(page("").as_bytes()), "Cầu mở cửa", "no charset is said");
    assert_eq!(headline(format!("\u{feff}{}", page("")).as_bytes()), "Cầu mở cửa");
    let wide: Vec<u8> = format!("\u{feff}{}", page("")).encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(headline(&wide), "Cầu mở cửa", "UTF-16");
    let western = "<meta charset=windows-1252><title>Le café</title><p>".to_owned()
        + &"Le café est ouvert, dit-elle. ".repeat(20);
    let western: Vec<u8> = western.chars().map(|c| u32::from(c) as u8).collect();
    assert_eq!(headline(&western), "Le café");
    let russian: Vec<u8> = "<title>\u{cc}\u{ee}\u{f1}\u{f2}</title><p>".chars().chain("\u{cc}\u{ee}\u{f1}\u{f2} \u{ee}\u{f2}\u{ea}\u{f0}\u{fb}\u{f2}, \u{e3}\u{ee}\u{e2}\u{ee}\u{f0}\u{e8}\u{f2} \u{ee}\u{ed}\u{e0}. ".repeat(30).chars()).map(|c| u32::from(c) as u8).collect();
    assert_eq!(headline(&russian), "Мост", "windows-1251, told by its bytes");
}

#[test]
fn the_text_that_a_page_says_to_machines_tells_which_part_it_is() {
    let text = "The bridge over the river is open again, and people cross it on foot. ".repeat(12);
    let talk = "I have crossed it twice today, and I say, it is, in short, a very good bridge, really. ".repeat(20);
    let html = format!(
        "<title>The bridge</title><script type=application/ld+json>{{\"@type\":\"NewsArticle\",\"articleBody\":\"{text}\"}}</script>\
         <main itemprop=articleBody><span>{text}</span></main><div id=c><div><p>{talk}</p><p>{talk}</p><p>{talk}</p></div></div>"
    );
    let imported = page::page(html.as_bytes(), &PageOptions::default()).unwrap();
    let json = serde_json::to_string(&imported.article.body).unwrap();
    assert!(json.contains("people cross it on foot") && !json.contains("crossed it twice"), "{json}");
}

#[test]
fn a_document_keeps_its_limits_whatever_the_page_has() {
    let many =
        format!("<title>Many</title><article>{}</article>", "<p>A <b>paragraph</b>, of some words.</p>".repeat(30_000));
    let imported = page::page(many.as_bytes(), &PageOptions::default()).unwrap();
    article::read(&serde_json::to_vec(&imported.article).unwrap()).unwrap();
    assert!(imported.left_out.iter().any(|part| part.why.contains("no room")));
    let nested = "<ul><li>a".repeat(60) + &"<blockquote><aside><b><i><code>b".repeat(20);
    let nested = html::blocks(&nested, Surroundings::default());
    let mut article = imported.article;
    article.body = nested.body;
    article::read(&serde_json::to_vec(&article).unwrap()).unwrap();
}

#[test]
fn the_kind_is_found_by_what_is_inside() {
    assert_eq!(Kind::of(b"<!DOCTYPE html><p>a"), Kind::Page);
    assert_eq!(Kind::of("Tít bài\n\n  • 24/06/2021 07:36\n".as_bytes()), Kind::Text);
    assert_eq!(Kind::of(b"PK\x03\x04"), Kind::Page, "which then says what it is");
    assert!(matches!(read(b"\xff\xfe", Kind::Text, &Options::default()), Err(SourceError::NotUtf8)));
}

/// Elements within elements, some left open.
fn fragment() -> impl Strategy<Value = String> {
    let names = "p|div|ul|ol|li|table|tr|td|th|caption|blockquote|footer|pre|h1|h3|a|b|em|code|sup|mark|figure|figcaption|dl|dt|dd|aside|details|summary|br|hr|span|button|abbr title=x|span lang=vi|a href=/x|img src=a.png alt=b|video src=v.mp4|iframe src=https://e.example/|section class=caption";
    let names: Vec<&'static str> = names.split('|').collect();
    let part = prop_oneof![
        proptest::sample::select(names.clone()).prop_map(|name| format!("<{name}>")),
        proptest::sample::select(names).prop_map(|name| format!("</{}>", name.split(' ').next().unwrap())),
        "[a-z]{1,6} [a-z]{1,6}[.]? ",
    ];
    proptest::collection::vec(part, 0..40).prop_map(|parts| parts.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn nothing_of_a_text_is_lost_and_all_of_it_can_be_read(fragment in fragment()) {
        let converted = html::blocks(&fragment, Surroundings::default());
        let time = article::Timestamp::parse("2026-01-01T00:00:00Z").unwrap();
        let mut article = article::Article::new(
            article::ArticleId::parse("a").unwrap(), article::Language::default(), "H".to_owned(), time,
        );
        article.body = converted.body;
        let json = serde_json::to_string(&article).unwrap();
        assert_nothing_is_lost(&html::pieces(&fragment), &json, &converted.left_out, &fragment);
        if !article.body.is_empty() {
            prop_assert!(article::read(json.as_bytes()).is_ok(), "{:?}\n{}", article::read(json.as_bytes()).err(), json);
        }
    }
}
