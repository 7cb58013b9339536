//! What a document costs grows with its length and not with the square of it: 1,000, 10,000 and 50,000 of everything that
//! there can be many of, read, checked and rendered, spread over as many documents as it takes. The figures are printed by
//! `cargo test --release --test native cost:: -- --nocapture`.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use std::fs;
use std::path::Path;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use crate::publisher::document;
use article_viewer::{article, site};
use serde_json::{Value, json};

/// One measure at a time.
static MEASURING: Mutex<()> = Mutex::new(());

/// How many there are, each time. The last is five times the one before.
const COUNTS: [usize; 3] = [1_000, 10_000, 50_000];

/// How many times as long as the one before the last may take: a square would be 25 times as long.
const AT_MOST: u32 = 12;

/// What is measured less well than this is not compared.
const NOISE: Duration = Duration::from_millis(150);

/// How many stand in one document: of list items, as many as there may be; of pictures and of notes, less.
const IN_ONE: usize = 5_000;

fn of(id: usize, fields: Value) -> Value {
    let mut document: Value = serde_json::from_str(&document(&format!("a{id}"), "")).unwrap();
    let into = document.as_object_mut().unwrap();
    into.extend(fields.as_object().unwrap().clone());
    document
}

fn text(spans: impl Iterator<Item = Value>) -> Value {
    json!({ "body": [{ "type": "paragraph", "text": std::iter::once(json!("x")).chain(spans).collect::<Value>() }] })
}

type Make = fn(usize, usize) -> Value;

/// Documents with so many of a kind, by the number of the document.
const KINDS: [(&str, Make); 12] = [
    ("missing pictures", |id, count| {
        // The order of the fields is not that in which they are asked for.
        let figure = |number| json!({ "image": { "sources": [{ "src": format!("{id}-{number}-w.png"), "width": 9 }], "src": format!("{id}-{number}.png"), "alt": "" } });
        of(
            id,
            json!({ "body": [{ "type": "gallery", "figures": (0..count.min(4_000)).map(figure).collect::<Value>() }] }),
        )
    }),
    ("lost links", |id, count| {
        let link = |number| json!({ "type": "link", "url": format!("../lost-{number}/#x"), "text": "x" });
        of(id, text((0..count).map(link)))
    }),
    ("links to notes", |id, count| {
        let link = |number| json!({ "type": "link", "url": format!("#note-n{}", number + count), "text": "x" });
        let mut fields =
            text((0..count).map(link).chain((0..count / 3).map(|_| json!({ "type": "footnote", "id": "n0" }))));
        let note = |number| json!({ "id": format!("n{number}"), "text": "x" });
        fields["footnotes"] = (0..count / 3).map(note).collect();
        of(id, fields)
    }),
    ("footnotes", |id, count| {
        let mut fields = text((0..count).map(|number| json!({ "type": "footnote", "id": format!("n{number}") })));
        fields["footnotes"] = (0..count).map(|number| json!({ "id": format!("n{number}"), "text": "x" })).collect();
        of(id, fields)
    }),
    ("places of one note", |id, count| {
        let mut fields = text((0..count).map(|_| json!({ "type": "footnote", "id": "n" })));
        fields["footnotes"] = json!([{ "id": "n", "text": "x" }]);
        of(id, fields)
    }),
    ("nested lists", |id, count| {
        let nested =
            (0..12).fold(json!({ "items": ["x"] }), |list, _| json!({ "items": [{ "text": "x", "list": list }] }));
        let mut list = nested;
        list["type"] = json!("list");
        of(id, json!({ "body": vec![list; count / 13 + 1] }))
    }),
    ("cells", |id, count| {
        let row = vec!["x"; 10];
        let columns = vec![json!({ "text": "x" }); 10];
        of(id, json!({ "body": [{ "type": "table", "columns": columns, "rows": vec![row; count / 10] }] }))
    }),
    ("lost related articles", |id, count| {
        of(
            id,
            json!({ "related": (0..count).map(|number| json!({ "id": format!("lost-{number}") })).collect::<Value>() }),
        )
    }),
    ("unknown fields", |id, count| {
        let paragraph = |number| json!({ "type": "paragraph", "text": "x", (format!("txt{number}")): "x" });
        of(id, json!({ "body": (0..count).map(paragraph).collect::<Value>() }))
    }),
    ("faults", |id, count| of(id, json!({ "body": vec![json!({ "type": "paragraf" }); count] }))),
    ("tags", |id, count| {
        let tags = ["<b ", "<p>", "<i x=", "</u"].repeat(count / 4).concat();
        of(id, json!({ "body": [{ "type": "paragraph", "text": tags }] }))
    }),
    ("lines", |id, count| {
        let lines = "x ".repeat(count);
        of(id, json!({ "body": [{ "type": "preformatted", "text": lines.replace(' ', "\n") }] }))
    }),
];

/// Writes the documents, and says how many bytes they have.
fn write(folder: &Path, make: Make, count: usize) -> usize {
    fs::create_dir_all(folder).unwrap();
    let one = |id: usize, count: usize| {
        let json = serde_json::to_string_pretty(&make(id, count)).unwrap();
        fs::write(folder.join(format!("a{id}.json")), &json).unwrap();
        json.len()
    };
    let documents = count.div_ceil(IN_ONE);
    (0..documents).map(|id| one(id, count.min(IN_ONE))).sum()
}

/// Reads and checks a folder as a publication, and renders its articles.
fn run(folder: &Path) {
    let report = site::check(&[folder.to_owned()]).report;
    let _printed = report.to_string();
    for entry in fs::read_dir(folder).unwrap() {
        let bytes = fs::read(entry.unwrap().path()).unwrap();
        if let Ok(reading) = article::read(&bytes) {
            site::render_article(reading.article).unwrap();
        }
    }
}

/// The most memory since it was last asked, in MiB; where the system does not tell, nothing.
fn peak_mib() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let peak: u64 = peak.split_whitespace().next()?.parse().ok()?;
    fs::write("/proc/self/clear_refs", "5").ok()?;
    Some(peak / 1024)
}

#[test]
fn what_there_is_much_of_costs_as_much_as_there_is() {
    let _alone = MEASURING.lock().unwrap_or_else(PoisonError::into_inner);
    let mut wrong = Vec::new();
    println!("| | number | bytes | ms | MiB |\n|---|---:|---:|---:|---:|");
    for (kind, make) in KINDS {
        let mut times = Vec::new();
        for count in COUNTS {
            let folder = tempfile::tempdir().unwrap();
            let bytes = write(folder.path(), make, count);
            peak_mib();
            // Of three the quickest, where another program had the processor meanwhile.
            let mut best = Duration::MAX;
            for _ in 0..3 {
                let start = Instant::now();
                run(folder.path());
                best = best.min(start.elapsed());
                let is_fine = times.last().is_none_or(|before: &Duration| best <= AT_MOST * (*before).max(NOISE) / 2);
                if is_fine {
                    break;
                }
            }
            let memory = peak_mib().map(|mib| mib.to_string()).unwrap_or_default();
            println!("| {kind} | {count} | {bytes} | {} | {memory} |", best.as_millis());
            times.push(best);
        }
        if let [_, before, last] = times.as_slice()
            && *last > AT_MOST * (*before).max(NOISE)
        {
            wrong.push(format!("{kind}: {before:?}, then {last:?}"));
        }
    }
    assert!(wrong.is_empty(), "more than in proportion: {wrong:#?}");
}

/// A single document of the largest size, of a kind that was once read over and over: seconds at most, where it was hours.
#[test]
fn one_large_document_is_read_once() {
    let _alone = MEASURING.lock().unwrap_or_else(PoisonError::into_inner);
    let large = 7_000_000;
    let paragraph = |text: String| of(0, json!({ "body": [{ "type": "paragraph", "text": text }] })).to_string();
    let head = document("a0", "");
    let (head, _) = head.rsplit_once('}').unwrap();
    let newlines = format!(
        "{head},\n{}{}}}",
        "\n".repeat(large),
        (0..90).map(|n| format!("\"x{n}\":0")).collect::<Vec<_>>().join(",\n")
    );
    let documents = [
        ("tags without an end", paragraph("<b ".repeat(large / 3))),
        ("tags", paragraph("<b>".repeat(large / 3))),
        ("lines before the findings", newlines),
        ("a word", paragraph("我们在学校".repeat(large / 150))),
        ("a field's name", format!("{head},\"{}\":0}}", "x".repeat(large))),
    ];
    for (kind, document) in documents {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("a0.json"), document).unwrap();
        let start = Instant::now();
        run(folder.path());
        println!("{kind}: {:?}", start.elapsed());
        assert!(start.elapsed() < Duration::from_secs(60), "{kind}: {:?}", start.elapsed());
    }
}
