//! What a faulty document is told: line, column, JSON pointer and message, fault by fault.

use article_viewer::article;

/// A document without a fault, in which each case changes something.
const GOOD: &str = r#"{
  "id": "good",
  "inLanguage": "vi",
  "headline": "Tít",
  "datePublished": "2026-01-02T03:04:05+07:00",
  "commentCount": 3,
  "author": [{ "name": "An" }],
  "body": [
    { "type": "paragraph", "text": ["một ", { "type": "link", "url": "a/b", "text": "hai" }] },
    { "type": "heading", "level": 2, "text": "Mục" },
    { "type": "figure", "image": { "src": "a.svg", "width": 4, "height": 3, "alt": "Ảnh" } },
    { "type": "list", "items": ["x"] }
  ]
}"#;

/// What is replaced by what, and every fault that follows.
const CASES: &[(&str, &str, &[&str])] = &[
    (GOOD, "", &["1:1: this is not JSON: the file is empty: a document is an object in braces"]),
    (GOOD, "[]", &["1:1: expected an object, found a list"]),
    (
        GOOD,
        "<html>",
        &[
            "1:1: this is not JSON: a value must stand here: a string in double quotes, a number, true, false, null, a list or an object",
        ],
    ),
    ("\"Tít\",", "\"Tít\"", &["5:3: this is not JSON: a comma must stand here, or the end of the list or object"]),
    (
        "\"headline\":",
        "“headline”:",
        &["4:3: this is not JSON: this is a curly quotation mark: JSON has straight ones, \""],
    ),
    (
        GOOD,
        "[1, ]",
        &["1:5: this is not JSON: the list ends here, and there is no comma after its last value: remove the comma"],
    ),
    ("\"headline\": \"Tít\",", "", &["1:1: /headline: this field is required: add it"]),
    ("\"headline\": \"Tít\"", "\"headline\": null", &["1:1: /headline: this field is required: add it"]),
    ("\"Tít\"", "7", &["4:15: /headline: expected a string, found a number"]),
    (
        "\"Tít\"",
        "\"  \"",
        &["4:15: /headline: this must not be empty: write something; a field that is not required may be left out"],
    ),
    (
        "\"good\"",
        "\"Good\"",
        &["2:9: /id: `Good` cannot be an id: use small letters a-z, digits and single hyphens between them"],
    ),
    ("\"good\"", "\"articles\"", &["2:9: /id: the id `articles` is taken by the viewer itself: choose another"]),
    (
        "\"vi\"",
        "\"tiếng Việt\"",
        &["3:17: /inLanguage: `tiếng Việt` is not a language: use a BCP 47 tag such as vi, en-GB or ar"],
    ),
    (
        "2026-01-02T03:04:05+07:00",
        "2026-02-30T03:04:05+07:00",
        &["5:20: /datePublished: `2026-02-30T03:04:05+07:00` is not in the calendar: there is no such day"],
    ),
    (
        "2026-01-02T03:04:05+07:00",
        "2026-01-02T03:04:05",
        &["5:20: /datePublished: `2026-01-02T03:04:05` has no offset: end it with one, such as +07:00, or Z for UTC"],
    ),
    (
        "2026-01-02T03:04:05+07:00",
        "02/01/2026",
        &["5:20: /datePublished: `02/01/2026` is not a date: write it as 2021-06-24T07:36:00+07:00 (RFC 3339)"],
    ),
    (
        "\"commentCount\": 3",
        "\"commentCount\": -1",
        &["6:19: /commentCount: -1 is out of range: a count is a whole number from 0"],
    ),
    ("\"commentCount\": 3", "\"commentCount\": \"3\"", &["6:19: /commentCount: expected a number, found a string"]),
    ("[{ \"name\": \"An\" }]", "[\"An\"]", &["7:14: /author/0: expected an object, found a string"]),
    (
        "\"type\": \"paragraph\"",
        "\"type\": \"paragaph\"",
        &["9:15: /body/0/type: unknown block `paragaph`; did you mean `paragraph`?"],
    ),
    (
        "\"type\": \"link\"",
        "\"type\": \"anchor\"",
        &[
            "9:55: /body/0/text/1/type: unknown span `anchor`: use one of strong, emphasis, link, code, sub, sup, mark, abbreviation, language, footnote, break",
        ],
    ),
    (
        "\"a/b\"",
        "\"javascript:alert(1)\"",
        &[
            "9:70: /body/0/text/1/url: an address that begins with `javascript:` is not allowed: use a relative address, http:, https:, mailto: or tel:",
        ],
    ),
    (
        "\"a.svg\"",
        "\"data:text/html,x\"",
        &[
            "11:43: /body/2/image/src: an address that begins with `data:` is not allowed: use a relative address, http:, https: or data:image/… (avif, gif, jpeg, png, webp)",
        ],
    ),
    (
        "\"level\": 2",
        "\"level\": 1",
        &["10:35: /body/1/level: 1 is out of range: a heading's level is 2, 3 or 4 (the headline is 1)"],
    ),
    (
        "\"width\": 4",
        "\"width\": 0",
        &["11:61: /body/2/image/width: 0 is out of range: a size is a whole number of pixels from 1 to 65535"],
    ),
    ("[\"x\"]", "{}", &["12:32: /body/3/items: expected a list, found an object"]),
    (
        "\"id\": \"good\",",
        "\"id\": \"good\", \"id\": \"bad\",",
        &["2:23: /id: this field stands twice: leave one of the two out"],
    ),
];

fn faults_of(document: &[u8]) -> Vec<String> {
    match article::read(document) {
        Ok(_) => Vec::new(),
        Err(error) => error.faults().map(ToString::to_string).collect(),
    }
}

#[test]
fn the_good_document_is_good() {
    assert_eq!(faults_of(GOOD.as_bytes()), Vec::<String>::new());
}

#[test]
fn every_fault_is_told_with_its_place_and_remedy() {
    let mut wrong = Vec::new();
    for (from, to, expected) in CASES {
        let document = GOOD.replacen(from, to, 1);
        assert_ne!(document, GOOD, "`{from}` is in the good document");
        let found = faults_of(document.as_bytes());
        if found != *expected {
            wrong.push(format!("`{from}` by `{to}`:\n  found    {found:?}\n  expected {expected:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn one_fault_does_not_hide_another() {
    let document = GOOD.replace("\"good\"", "7").replace("\"a/b\"", "\"//h\"").replace("\"level\": 2", "\"level\": 9");
    let pointers: Vec<String> = match article::read(document.as_bytes()) {
        Ok(_) => Vec::new(),
        Err(error) => error.faults().map(|fault| format!("{}:{}", fault.line, fault.pointer)).collect(),
    };
    assert_eq!(pointers, ["2:/id", "9:/body/0/text/1/url", "10:/body/1/level"]);
}

#[test]
fn bytes_that_are_no_text_are_told_apart() {
    assert_eq!(faults_of(b"{\n \"\xff\" }"), ["2:3: this is not UTF-8: save the file as UTF-8"]);
    let with_byte_order_mark = ["\u{feff}", GOOD].concat();
    assert_eq!(faults_of(with_byte_order_mark.as_bytes()), Vec::<String>::new());
}
