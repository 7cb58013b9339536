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
    let texts: Vec<&Value> = match block["type"].as_str().expect("a type") {
        "paragraph" | "heading" => vec![&block["text"]],
        "figure" => [&block["caption"], &block["credit"]].into_iter().filter(|text| !text.is_null()).collect(),
        "quote" => {
            let words = block["text"].as_array().expect("paragraphs").iter();
            words.chain(block.get("attribution")).collect()
        }
        "list" => block["items"].as_array().expect("items").iter().collect(),
        other => panic!("a block of type {other}: these tests do not know it yet"),
    };
    texts.into_iter().map(|text| plain(text).split_whitespace().collect::<Vec<_>>().join(" ")).collect()
}

/// Text without its marks.
fn plain(text: &Value) -> String {
    match text {
        Value::String(characters) => characters.clone(),
        Value::Array(spans) => spans.iter().map(plain).collect(),
        Value::Object(span) if span["type"] == "break" => " ".to_owned(),
        Value::Object(span) => plain(&span["text"]),
        other => panic!("not a text: {other}"),
    }
}
