//! Whatever is handed to the reader ends in a document or an error; whatever is a document renders, and survives the way
//! to JSON and back.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::expect_used, clippy::panic)]

use std::sync::OnceLock;

use article_viewer::article::{self, Article};
use article_viewer::publish::render_article;
use proptest::prelude::*;
use serde_json::{Value, json};

/// Text as it comes: any characters, those among them that matter to HTML and to writing directions.
fn characters() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-zA-Z0-9 ếổữ]{1,40}",
        "\\PC{1,20}",
        Just("</p><script>alert(1)</script>&amp;\"'".to_owned()),
        Just("\u{202e}abc\u{2066} العربية 24/06/2021 e\u{301} 👩‍🚒 漢字\u{a0}\u{200b}x".to_owned()),
    ]
    .prop_filter("something to read", |text| text.chars().any(char::is_alphanumeric))
}

fn address() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec!["a.png", "../b/", "https://c.example/d?e#f", "/g", "#h"])
}

/// A text with marks within marks. Within a link stands neither another nor a footnote.
fn text() -> BoxedStrategy<Value> {
    let link =
        (address(), text_of(Vec::new())).prop_map(|(url, text)| json!({ "type": "link", "url": url, "text": text }));
    text_of(vec![link.boxed(), Just(json!({ "type": "footnote", "id": "n" })).boxed()])
}

fn text_of(others: Vec<BoxedStrategy<Value>>) -> BoxedStrategy<Value> {
    let plain = characters().prop_map(Value::from);
    let text = plain.prop_recursive(4, 24, 4, move |inner| {
        let mut spans = vec![
            characters().prop_map(Value::from).boxed(),
            inner.clone().prop_map(|text| json!({ "type": "strong", "text": text })).boxed(),
            inner.clone().prop_map(|text| json!({ "type": "code", "text": text })).boxed(),
            inner.clone().prop_map(|text| json!({ "type": "language", "lang": "ar", "text": text })).boxed(),
            inner.prop_map(|text| json!({ "type": "abbreviation", "expansion": "x", "text": text })).boxed(),
            Just(json!({ "type": "break" })).boxed(),
        ];
        spans.extend(others.iter().cloned());
        let span = prop::strategy::Union::new(spans);
        (characters(), prop::collection::vec(span, 1..4)).prop_map(|(first, rest)| {
            let mut all = vec![Value::from(first)];
            all.extend(rest);
            Value::from(all)
        })
    });
    text.boxed()
}

fn image() -> impl Strategy<Value = Value> {
    (prop::option::of(address()), prop::option::of(1_u32..5000), characters()).prop_map(|(src, width, alt)| {
        json!({ "src": src, "width": width, "height": width, "alt": alt, "sources": [{ "src": "b,c.avif", "width": 9, "format": "avif" }] })
    })
}

fn block() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        text().prop_map(|text| json!({ "type": "paragraph", "text": text })),
        (2..=4, text()).prop_map(|(level, text)| json!({ "type": "heading", "level": level, "text": text })),
        (image(), text()).prop_map(|(image, caption)| json!({ "type": "figure", "image": image, "caption": caption })),
        image().prop_map(|image| json!({ "type": "gallery", "figures": [{ "image": image.clone() }, { "image": image }] })),
        (text(), text()).prop_map(|(one, who)| json!({ "type": "quote", "text": [one], "attribution": who })),
        text().prop_map(|text| json!({ "type": "pullquote", "text": text })),
        (text(), text()).prop_map(|(a, b)| json!({ "type": "list", "start": 3, "ordered": true, "items": [a, { "text": b.clone(), "list": { "items": [b] } }] })),
        (text(), text()).prop_map(|(a, b)| json!({ "type": "table", "rowHeaders": true, "columns": [{ "text": a }, { "text": "", "align": "end" }], "rows": [[b, ""]] })),
        characters().prop_map(|text| json!({ "type": "preformatted", "text": format!("\n{text}") })),
        text().prop_map(|text| json!({ "type": "timeline", "items": [{ "label": text.clone(), "text": text }] })),
        text().prop_map(|text| json!({ "type": "keypoints", "items": [text] })),
        Just(json!({ "type": "divider" })),
        (address(), characters()).prop_map(|(src, title)| json!({ "type": "audio", "src": src, "title": title })),
        (address(), image()).prop_map(|(src, poster)| json!({ "type": "video", "src": src, "title": "t", "poster": poster })),
        (address(), text()).prop_map(|(url, text)| json!({ "type": "card", "url": url, "title": "t", "description": text })),
        text().prop_map(|text| json!({ "type": "notice", "kind": "update", "date": "2026-01-01T00:00:00Z", "text": text })),
    ];
    leaf.prop_recursive(3, 12, 3, |inner| {
        let body = prop::collection::vec(inner, 1..3);
        prop_oneof![
            (text(), body.clone()).prop_map(|(heading, body)| json!({ "type": "aside", "heading": heading, "body": body })),
            (text(), body).prop_map(|(question, answer)| json!({ "type": "questions", "items": [{ "question": question, "answer": answer }] })),
        ]
    })
}

fn document() -> impl Strategy<Value = Value> {
    let languages = prop::sample::select(vec!["vi", "en", "ar", "fr", "zh-Hant"]);
    (languages, characters(), prop::collection::vec(block(), 1..8), prop::option::of(text())).prop_map(
        |(language, headline, body, lead)| {
            json!({
                "id": "any", "inLanguage": language, "headline": headline, "description": lead,
                "datePublished": "2026-01-01T00:00:00+07:00", "body": body,
                "footnotes": [{ "id": "n", "text": "note" }],
            })
        },
    )
}

/// Compiled once: that takes longer than the tests do.
fn schema() -> &'static jsonschema::Validator {
    static SCHEMA: OnceLock<jsonschema::Validator> = OnceLock::new();
    SCHEMA.get_or_init(|| jsonschema::draft202012::new(&article::schema()).expect("a schema"))
}

fn read(document: &str) -> Result<Article, TestCaseError> {
    article::read(document.as_bytes())
        .map(|reading| reading.article)
        .map_err(|error| TestCaseError::fail(error.to_string()))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_document_survives_the_way_to_json_and_back_and_renders(document in document()) {
        let article = read(&document.to_string())?;
        let written = serde_json::to_string(&article).map_err(|error| TestCaseError::fail(error.to_string()))?;
        prop_assert_eq!(&read(&written)?, &article);
        let html = render_article(article).map_err(|error| TestCaseError::fail(error.to_string()))?;
        prop_assert!(!html.contains("<script"), "{}", html);
    }

    #[test]
    fn any_bytes_end_in_a_document_or_an_error(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let _ = article::read(&bytes);
        let _ = article::read_leniently(&bytes);
    }

    #[test]
    fn a_document_with_anything_changed_ends_in_a_document_or_an_error(
        document in document(), at in any::<prop::sample::Index>(), put in "[\\[\\]{}\",:0-9a\\\\]{0,3}",
    ) {
        let json = document.to_string();
        let at = at.index(json.len());
        let (start, end) = (json.floor_char_boundary(at), json.ceil_char_boundary(at + 1));
        let changed = [json.get(..start), Some(&put), json.get(end..)].into_iter().flatten().collect::<String>();
        if let Ok(reading) = article::read(changed.as_bytes()) {
            let value = serde_json::from_str(&changed).map_err(|error| TestCaseError::fail(error.to_string()))?;
            prop_assert!(schema().is_valid(&value), "the reader takes what the schema refuses: {}", changed);
            render_article(reading.article).map_err(|error| TestCaseError::fail(error.to_string()))?;
        }
        let _ = article::read_leniently(changed.as_bytes());
    }

    #[test]
    fn the_reader_takes_for_json_what_serde_json_does(text in "[\\[\\]{}\",:0-9.eE+\\- tfn\\\\ua\n]{0,24}") {
        let ours = match article::read(text.as_bytes()) {
            Ok(_) => true,
            Err(error) => error.faults().all(|fault| !matches!(fault.problem, article::Problem::Json(_))),
        };
        prop_assert_eq!(ours, serde_json::from_str::<Value>(&text).is_ok(), "{}", text);
    }
}
