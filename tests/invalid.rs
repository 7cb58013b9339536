//! Invalid documents, block by block and field by field: where each fault stands and what it says.
#![allow(clippy::expect_used, clippy::panic)]

use crate::cases::{cases, with_block, with_field};
use article_viewer::article;

/// Every fault, and every warning behind `warning: `, a line each.
fn said(document: &str) -> Vec<String> {
    match article::read(document.as_bytes()) {
        Ok(reading) => reading.warnings.iter().map(|fault| format!("warning: {fault}")).collect(),
        Err(error) => error.faults().map(ToString::to_string).collect(),
    }
}

#[test]
fn every_invalid_document_is_told_what_the_golden_file_says() {
    let mut wrong = Vec::new();
    let cases = cases();
    for case in &cases {
        let found = said(&case.document);
        if found != case.said {
            wrong.push(format!("{}\n{}", case.asked, found.join("\n")));
        }
    }
    assert!(wrong.is_empty(), "said otherwise:\n\n{}", wrong.join("\n\n"));
    assert!(cases.len() >= 60, "the golden file has {} cases", cases.len());
}

const TOO_MANY: &str = "the document has more than 50000 blocks, an item, a cell, a marked span or a note counted as 4, a \
                        picture or a box as 8, a player as 200: divide it";

#[test]
fn limits_are_errors_and_not_hangs() {
    let divider = "{ \"type\": \"divider\" }";
    let blocks = |count: usize| with_block(&vec![divider; count].join(",\n"));
    assert_eq!(said(&blocks(50_000)), Vec::<String>::new());
    assert_eq!(said(&blocks(50_010)), [format!("50003:1: /body/50000: {TOO_MANY}")], "told once");
    // What else stands in lists counts as several blocks, a box as more.
    let list = |items: usize| {
        with_block(&format!("{{ \"type\": \"list\", \"items\": [{}] }}", vec!["\"x\""; items].join(",")))
    };
    assert_eq!(said(&list((50_000 - 8) / 4)), Vec::<String>::new());
    assert_eq!(said(&list(17_000)), [format!("3:{}: /body/0/items/12498: {TOO_MANY}", 29 + 4 * 12_498)]);
    let boxes = |count: usize| {
        with_block(&vec!["{ \"type\": \"card\", \"url\": \"a/\", \"title\": \"x\" }"; count].join(",\n"))
    };
    assert_eq!(said(&boxes(6_250)), Vec::<String>::new());
    assert_eq!(said(&boxes(6_255)), [format!("6253:1: /body/6250: {TOO_MANY}")]);
    for (many, place) in [
        (r#"{ "type": "table", "columns": [{ "text": "x" }], "rows": [MANY["x"]] }"#, "/body/0/rows/6248/0"),
        (r#"{ "type": "paragraph", "text": ["x", MANY{ "type": "break" }] }"#, "/body/0/text/12499"),
        (r#"{ "type": "paragraph", "text": ["x", MANY{ "type": "strong", "text": ["x"] }] }"#, "/body/0/text/6250"),
        (r#"{ "type": "list", "items": [MANY{ "text": "x", "list": { "items": ["x"] } }] }"#, "/body/0/items/6249"),
        (r#"{ "type": "gallery", "figures": [MANY{ "image": { "alt": "x" } }] }"#, "/body/0/figures/6249"),
        (r#"{ "type": "timeline", "items": [MANY{ "label": "x", "text": "x" }] }"#, "/body/0/items/12498"),
    ] {
        let (before, rest) = many.split_once("MANY").expect("where there are many");
        let one = rest.strip_suffix("] }").expect("the end");
        let found = said(&with_block(&format!("{before}{}] }}", vec![one; 20_000].join(","))));
        assert_eq!(found.len(), 1, "{many}");
        assert!(found.iter().all(|fault| fault.ends_with(&format!(": {place}: {TOO_MANY}"))), "{many}: {found:?}");
    }
    let players = with_block(&vec!["{ \"type\": \"audio\", \"src\": \"a.mp3\", \"title\": \"x\" }"; 300].join(",\n"));
    assert_eq!(said(&players), [format!("253:1: /body/250: {TOO_MANY}")]);
    let values = with_field(&format!("\"x\": [{}]", vec!["[]"; 1_000_000].join(",")));
    assert_eq!(said(&values).len(), 1);
    assert!(
        said(&values)
            .iter()
            .all(|fault| fault.ends_with("the file has more than a million values: divide the document"))
    );

    let nested = |depth: usize| {
        let (open, close) = ("{ \"type\": \"aside\", \"body\": [".repeat(depth), "] }".repeat(depth));
        with_block(&format!("{open}{divider}{close}"))
    };
    assert_eq!(said(&nested(15)), Vec::<String>::new());
    let too_deep = said(&nested(16)).join("\n");
    assert!(too_deep.ends_with("nest deeper than 16 levels here: flatten them"), "{too_deep}");

    let long = with_block(&format!("{{ \"type\": \"preformatted\", \"text\": \"{}\" }}", "x".repeat(8 * 1024 * 1024)));
    assert_eq!(said(&long), ["1:1: the document is larger than 8 MiB: divide it"]);

    let address = |length: usize| with_field(&format!("\"url\": \"https://a.example/{}\"", "x".repeat(length - 18)));
    assert_eq!(said(&address(2048)), Vec::<String>::new());
    assert_eq!(said(&address(2049)), ["2:8: /url: the address is longer than 2048 characters: shorten it"]);

    let fields: Vec<String> = (0..200_000).map(|number| format!("\"f{number}\": 0")).collect();
    assert_eq!(
        said(&with_block(&format!("{{ \"type\": \"divider\", {} }}", fields.join(",")))),
        ["3:1: /body/0: this object has more than 100 fields: no object of a document does"]
    );
    let notes: Vec<String> = (0..100_000).map(|number| format!("{{\"id\":\"n{number}\",\"text\":\"x\"}}")).collect();
    let found = said(&with_field(&format!("\"footnotes\": [{}]", notes.join(","))));
    assert_eq!(found.len(), 1, "told in time");
    assert!(found.iter().all(|fault| fault.ends_with(TOO_MANY)), "{found:?}");

    let faults = with_block(&vec!["7"; 5_000].join(","));
    assert_eq!(said(&faults).len(), 1_000, "a thousand faults are enough to know");
}

#[test]
fn a_reader_is_shown_what_a_publisher_must_mend() {
    let newer = with_block(
        "{ \"type\": \"hologram\" }, { \"type\": \"paragraph\", \"text\": [{ \"type\": \"glow\", \"text\": \"lit\" }] }",
    );
    let article = article::read_leniently(newer.as_bytes());
    assert!(article.is_ok_and(|article| article.body.len() == 2));
}

#[test]
fn a_reader_is_shown_a_link_within_a_link_as_its_words() {
    let nested = with_block(
        r#"{ "type": "paragraph", "text": ["1 ", { "type": "link", "url": "a/", "text": ["2 ", { "type": "strong", "text": [
            { "type": "link", "url": "b/", "text": ["3 ", { "type": "emphasis", "text": "4" }] },
            { "type": "footnote", "id": "n" }, " 5" ] }] },
            { "type": "link", "url": "c/", "text": " 6" }] }"#,
    );
    let nested = nested.replace("\n\"body\"", "\n\"footnotes\": [{ \"id\": \"n\", \"text\": \"N\" }], \"body\"");
    let article = article::read_leniently(nested.as_bytes()).expect("an article");
    let links: Vec<&str> = article.links.iter().map(article::SafeUrl::as_str).collect();
    assert_eq!(links, ["a/", "c/"]);
    let html = article_viewer::site::render_article(article).expect("a page");
    let shown = r#"1 <a href="../articles/a/" rel="noopener">2 <strong>3 4 5</strong></a>"#;
    assert!(html.contains(shown), "{html}");
}
