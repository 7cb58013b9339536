//! The served articles, as data: what the pages are held against.

use std::fs;

use serde_json::Value;

use crate::browser::Browser;
use crate::suite::Outcome;

impl Browser {
    /// The articles that the site has, as it serves them.
    pub fn articles(&self) -> Outcome<Vec<Value>> {
        let mut articles = Vec::new();
        for entry in fs::read_dir(self.stage.setup.site.join("articles"))? {
            let path = entry?.path();
            if path.extension().is_some_and(|extension| extension == "json") {
                articles.push(serde_json::from_str(&fs::read_to_string(&path)?)?);
            }
        }
        if articles.is_empty() { Err("the site has no articles".into()) } else { Ok(articles) }
    }
}

/// A field of an article that holds a text.
pub fn field<'a>(article: &'a Value, name: &str) -> &'a str {
    article[name].as_str().unwrap_or_else(|| panic!("an article without {name}: {article}"))
}

/// Every text of an article's body that a reader is to find on its page, without its marks, white space as one space.
pub fn texts_of_body(article: &Value) -> Vec<String> {
    article["body"].as_array().expect("a body").iter().flat_map(texts_of_block).collect()
}

fn texts_of_block(block: &Value) -> Vec<String> {
    let mut texts = Vec::new();
    collect(block, &mut texts);
    texts
}

/// Every text in a block and in what stands in it. A transcript is folded away and a preformatted text keeps its blanks:
/// other tests look at these.
fn collect(value: &Value, texts: &mut Vec<String>) {
    const TEXTS: [&str; 11] = [
        "text",
        "caption",
        "credit",
        "attribution",
        "heading",
        "question",
        "label",
        "title",
        "source",
        "description",
        "items",
    ];
    const WITHIN: [&str; 8] = ["items", "figures", "body", "answer", "rows", "columns", "list", "image"];
    let Value::Object(fields) = value else { return };
    if fields.get("type").is_some_and(|kind| kind == "preformatted") {
        return;
    }
    for (name, field) in fields {
        match field {
            Value::Array(items) if WITHIN.contains(&name.as_str()) && items.iter().all(is_structure) => {
                items.iter().for_each(|item| collect(item, texts));
            }
            Value::Array(rows) if name == "rows" => {
                rows.iter().filter_map(Value::as_array).flatten().for_each(|cell| texts.push(line(cell)));
            }
            Value::Array(items)
                if name == "items" || (name == "text" && fields.get("type").is_some_and(|kind| kind == "quote")) =>
            {
                for item in items {
                    if is_structure(item) { collect(item, texts) } else { texts.push(line(item)) }
                }
            }
            Value::Object(_) if WITHIN.contains(&name.as_str()) => collect(field, texts),
            text if TEXTS.contains(&name.as_str()) => texts.push(line(text)),
            _ => {}
        }
    }
}

/// Whether a value is a block, an item or the like, and not a text.
fn is_structure(value: &Value) -> bool {
    value.is_object()
}

fn line(text: &Value) -> String {
    plain(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Text without its marks.
fn plain(text: &Value) -> String {
    match text {
        Value::String(characters) => characters.clone(),
        Value::Array(spans) => spans.iter().map(plain).collect(),
        Value::Object(span) if span["type"] == "break" => " ".to_owned(),
        // Its number is the page's own.
        Value::Object(span) if span["type"] == "footnote" => String::new(),
        Value::Object(span) => plain(&span["text"]),
        other => panic!("not a text: {other}"),
    }
}
