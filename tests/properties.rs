//! Documents of every kind, and documents with something changed: what the reader takes renders, survives the way to JSON
//! and back, and is what the schema takes; what it refuses it refuses for a reason.
#![allow(clippy::expect_used, clippy::panic)]

use std::sync::OnceLock;

use article_viewer::article::{self, Article, JsonError, Problem};
use article_viewer::site::render_article;
use proptest::prelude::*;
use serde_json::{Value, json};

/// What a schema cannot say, by a part of what the reader says: see `tests/schema.rs`.
const BEYOND_A_SCHEMA: &[&str] = &[
    "there is no footnote",
    "stands twice: give one of the two another id",
    "cells and the table",
    "no such day",
    "cannot stand within the text of",
    "nest deeper than",
    // Of a list of spans: of a string the schema says it too.
    "this must not be empty: write something",
];

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

/// What is said about an article; any of it may be missing.
fn metadata() -> impl Strategy<Value = Value> {
    let dates =
        prop::sample::select(vec!["2026-01-01T00:00:00Z", "2026-02-28T23:59:59.5-03:30", "1999-12-31T00:00:00+14:00"]);
    let statuses = prop::sample::select(vec!["usable", "corrected", "withdrawn"]);
    let author = (characters(), prop::option::of(address()), prop::option::of(image()))
        .prop_map(|(name, url, image)| json!({ "name": name, "url": url, "image": image }));
    let publisher =
        (characters(), prop::option::of(image())).prop_map(|(name, logo)| json!({ "name": name, "logo": logo }));
    let related = prop::option::of(characters()).prop_map(|headline| json!({ "id": "b-2", "headline": headline }));
    let translation =
        (address(), characters()).prop_map(|(url, name)| json!({ "inLanguage": "ur-PK", "url": url, "name": name }));
    let fields = vec![
        characters().prop_map(|text| ("kicker", Value::from(text))).boxed(),
        characters().prop_map(|text| ("dateline", Value::from(text))).boxed(),
        characters().prop_map(|text| ("articleSection", Value::from(text))).boxed(),
        text().prop_map(|text| ("description", text)).boxed(),
        dates.prop_map(|date| ("dateModified", Value::from(date))).boxed(),
        statuses.prop_map(|status| ("creativeWorkStatus", Value::from(status))).boxed(),
        prop::collection::vec(author, 0..3).prop_map(|authors| ("author", Value::from(authors))).boxed(),
        publisher.prop_map(|publisher| ("publisher", publisher)).boxed(),
        address().prop_map(|address| ("url", Value::from(address))).boxed(),
        address().prop_map(|address| ("license", Value::from(address))).boxed(),
        address().prop_map(|address| ("isBasedOn", json!({ "name": "S", "url": address }))).boxed(),
        any::<u32>().prop_map(|count| ("commentCount", Value::from(count))).boxed(),
        any::<u32>().prop_map(|count| ("wordCount", Value::from(count))).boxed(),
        prop::collection::vec(characters(), 0..3).prop_map(|words| ("keywords", Value::from(words))).boxed(),
        prop::collection::vec(related, 0..3).prop_map(|related| ("related", Value::from(related))).boxed(),
        prop::collection::vec(translation, 0..2).prop_map(|others| ("workTranslation", Value::from(others))).boxed(),
        Just(("kicker", Value::Null)).boxed(),
    ];
    prop::collection::vec(prop::strategy::Union::new(fields), 0..6)
        .prop_map(|fields| Value::Object(fields.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()))
}

fn document() -> impl Strategy<Value = Value> {
    let languages = prop::sample::select(vec!["vi", "en", "ar", "fr", "zh-Hant", "ks", "toString"]);
    (languages, characters(), prop::collection::vec(block(), 1..8), metadata()).prop_map(
        |(language, headline, body, mut document)| {
            let others = json!({
                "id": "any", "inLanguage": language, "headline": headline,
                "datePublished": "2026-01-01T00:00:00+07:00", "body": body,
                "footnotes": [{ "id": "n", "text": "note" }],
            });
            if let (Value::Object(document), Value::Object(others)) = (&mut document, others) {
                document.extend(others);
            }
            document
        },
    )
}

/// Values that a document has somewhere, and some that it has nowhere.
fn other_value() -> impl Strategy<Value = Value> {
    prop_oneof![
        block(),
        text(),
        image(),
        characters().prop_map(Value::from),
        prop::sample::select(vec![
            json!(null),
            json!(true),
            json!(0),
            json!(3),
            json!(-1),
            json!(0.5),
            json!(70_000),
            json!(""),
            json!(" "),
            json!([]),
            json!({}),
            json!("../a"),
            json!("javascript:x"),
            json!("ar-EG"),
            json!("toString"),
            json!("end"),
            json!("2026-02-29T00:00:00Z"),
            json!("2026-03-14 08:30:00+07:00"),
            json!("link"),
            json!("footnote"),
            json!({ "type": "hologram" }),
            json!({ "type": "hologram", "fallback": "f" }),
            json!([["a"], ["b", "c"]]),
            json!([{ "type": "link", "url": "a/", "text": [{ "type": "link", "url": "b/", "text": "c" }] }]),
            json!([{ "type": "link", "url": "a/", "text": ["b", { "type": "footnote", "id": "n" }] }]),
        ]),
    ]
}

/// A change to a document: at which of its values, and what it becomes. Nothing stands for its end.
fn change() -> impl Strategy<Value = (prop::sample::Index, Option<Value>)> {
    (any::<prop::sample::Index>(), prop::option::weighted(0.8, other_value()))
}

/// Every value below one, in order, as JSON pointers.
fn pointers(value: &Value, at: &str, found: &mut Vec<String>) {
    let below: Vec<(String, &Value)> = match value {
        Value::Array(items) => items.iter().enumerate().map(|(index, item)| (index.to_string(), item)).collect(),
        Value::Object(fields) => fields.iter().map(|(name, field)| (name.clone(), field)).collect(),
        _ => Vec::new(),
    };
    for (name, child) in below {
        let pointer = format!("{at}/{name}");
        found.push(pointer.clone());
        pointers(child, &pointer, found);
    }
}

fn changed(mut document: Value, changes: Vec<(prop::sample::Index, Option<Value>)>) -> Value {
    for (which, becomes) in changes {
        let mut all = Vec::new();
        pointers(&document, "", &mut all);
        if all.is_empty() {
            break;
        }
        let pointer = which.get(&all).clone();
        match becomes {
            Some(other) => {
                if let Some(value) = document.pointer_mut(&pointer) {
                    *value = other;
                }
            }
            None => {
                let (parent, name) = pointer.rsplit_once('/').unwrap_or_default();
                match document.pointer_mut(parent) {
                    Some(Value::Object(fields)) => drop(fields.remove(name)),
                    Some(Value::Array(items)) => drop(items.remove(name.parse().unwrap_or_default())),
                    _ => {}
                }
            }
        }
    }
    document
}

/// JSON however it may be written.
fn json_text() -> impl Strategy<Value = String> {
    let blank = "[ \t\r\n]{0,2}";
    let string =
        "\"([a-z \u{e9}\u{6f22}\u{1f692}]|\\\\[\"\\\\/fnrt]|\\\\u[0-9a-cA-C][0-9a-fA-F]{3}|\\\\ud83d\\\\ude92){0,6}\"";
    let leaf =
        prop_oneof!["(true|false|null)", "-?(0|[1-9][0-9]{0,18})(\\.[0-9]{1,3})?([eE][+-]?[0-9]{1,2})?", string,];
    leaf.prop_recursive(4, 32, 4, move |inner| {
        let item = (blank, inner, blank).prop_map(|(before, item, after)| format!("{before}{item}{after}"));
        let field = (blank, string, blank, item.clone())
            .prop_map(|(before, name, after, value)| format!("{before}{name}{after}:{value}"));
        prop_oneof![
            prop::collection::vec(item, 0..4).prop_map(|items| format!("[{}]", items.join(","))),
            prop::collection::vec(field, 0..4).prop_map(|fields| format!("{{{}}}", fields.join(","))),
        ]
    })
}

/// Whether the reader finds nothing wrong with a text as JSON; nothing where it stopped at a character that cannot be
/// shown, which JSON allows.
fn is_json(text: &str) -> Option<bool> {
    let Err(error) = article::read(text.as_bytes()) else { return Some(true) };
    error.faults().try_fold(true, |is_json, fault| match &fault.problem {
        Problem::Json(JsonError::NotShown) => None,
        Problem::Json(_) => Some(false),
        _ => Some(is_json),
    })
}

/// Something else in place of a character.
fn with_put(text: &str, at: prop::sample::Index, put: &str) -> String {
    let at = at.index(text.len());
    let (start, end) = (text.floor_char_boundary(at), text.ceil_char_boundary(at + 1));
    [text.get(..start), Some(put), text.get(end..)].into_iter().flatten().collect()
}

/// How deep links stand within links.
fn deepest_link(html: &str) -> usize {
    let (mut depth, mut deepest) = (0_usize, 0);
    for tag in html.split('<') {
        if tag.starts_with("a ") {
            depth += 1;
            deepest = deepest.max(depth);
        } else if tag.starts_with("/a>") {
            depth = depth.saturating_sub(1);
        }
    }
    deepest
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
    fn a_document_with_any_bytes_in_it_ends_in_a_document_or_an_error(
        document in document(), at in any::<prop::sample::Index>(), put in prop::collection::vec(any::<u8>(), 0..4), out in 0_usize..4,
    ) {
        let mut bytes = document.to_string().into_bytes();
        let at = at.index(bytes.len());
        let end = (at + out).min(bytes.len());
        bytes.splice(at..end, put);
        let lines = bytes.iter().filter(|byte| **byte == b'\n').count() + 1;
        match (article::read(&bytes), article::read_leniently(&bytes)) {
            (Ok(strictly), leniently) => prop_assert_eq!(Some(strictly.article), leniently.ok(), "both read the same"),
            (Err(error), _) => {
                for fault in error.faults() {
                    prop_assert!((1..=lines).contains(&fault.line) && fault.column >= 1, "{}", fault);
                }
            }
        }
    }

    #[test]
    fn a_document_with_values_changed_is_taken_or_refused_as_its_schema_says(
        document in document(), changes in prop::collection::vec(change(), 1..3),
    ) {
        let document = changed(document, changes);
        let json = document.to_string();
        let is_valid = schema().is_valid(&document);
        match article::read(json.as_bytes()) {
            Ok(reading) => {
                prop_assert!(is_valid, "the reader takes what the schema refuses: {}", json);
                let html = render_article(reading.article).map_err(|error| TestCaseError::fail(error.to_string()))?;
                prop_assert!(deepest_link(&html) <= 1, "a link within a link: {}", html);
            }
            Err(error) => {
                let is_beyond = |said: String| BEYOND_A_SCHEMA.iter().any(|beyond| said.contains(beyond));
                let is_known = error.faults().all(|fault| is_beyond(fault.to_string()));
                prop_assert!(!is_valid || is_known, "the schema takes what the reader refuses: {}: {}", error, json);
            }
        }
        if let Ok(article) = article::read_leniently(json.as_bytes()) {
            let html = render_article(article).map_err(|error| TestCaseError::fail(error.to_string()))?;
            prop_assert!(deepest_link(&html) <= 1, "a link within a link: {}", html);
        }
    }

    #[test]
    fn a_document_with_a_character_changed_ends_in_a_document_or_an_error(
        document in document(), at in any::<prop::sample::Index>(), put in "[\\[\\]{}\",:0-9a\\\\]{0,3}",
    ) {
        let changed = with_put(&document.to_string(), at, &put);
        if let Ok(reading) = article::read(changed.as_bytes()) {
            let value = serde_json::from_str(&changed).map_err(|error| TestCaseError::fail(error.to_string()))?;
            prop_assert!(schema().is_valid(&value), "the reader takes what the schema refuses: {}", changed);
            render_article(reading.article).map_err(|error| TestCaseError::fail(error.to_string()))?;
        }
        let _ = article::read_leniently(changed.as_bytes());
    }

    #[test]
    fn json_is_json_however_it_is_written(text in json_text()) {
        prop_assert!(serde_json::from_str::<Value>(&text).is_ok(), "the test's own JSON: {}", text);
        prop_assert_ne!(is_json(&text), Some(false), "{}", text);
    }

    #[test]
    fn what_is_changed_in_json_is_json_to_the_reader_where_it_is_to_serde_json(
        text in json_text(), at in any::<prop::sample::Index>(), put in "[\\[\\]{}\",:0-9.eE+\\- tfn\\\\ua\n\t]{0,3}",
    ) {
        let changed = with_put(&text, at, &put);
        let theirs = serde_json::from_str::<Value>(&changed);
        // A number beyond what a float holds is JSON, but no value of serde_json's.
        prop_assume!(!theirs.as_ref().is_err_and(|error| error.to_string().starts_with("number out of range")));
        let ours = is_json(&changed);
        prop_assume!(ours.is_some());
        prop_assert_eq!(ours, Some(theirs.is_ok()), "{}", changed);
    }
}
