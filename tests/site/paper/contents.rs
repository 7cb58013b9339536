//! What of an article belongs on paper, and whether it is there.

use serde_json::Value;

use super::pdf::{Pdf, squeezed};
use crate::articles::field;
use crate::browser::Browser;
use crate::engine::Engine;
use crate::suite::Outcome;

/// What the reader sees of an article's page, as the page writes it: dates are the interface's.
pub struct Page {
    engine: Engine,
    head: Vec<String>,
    elsewhere: Vec<String>,
}

impl Page {
    /// Of the page that is open.
    pub async fn of(browser: &Browser) -> Outcome<Self> {
        let head = browser.texts(".masthead, h1, .published, .byline").await?;
        let mut elsewhere = browser.texts(".print-options summary, .related h2, .footer a:first-child").await?;
        elsewhere.retain(|text| !head.iter().any(|other| squeezed(other) == squeezed(text)));
        Ok(Self { engine: browser.engine, head, elsewhere })
    }

    /// Whether the article was printed: all of it, once and in order, and nothing else.
    pub fn is_on(&self, pdf: &Pdf, article: &Value) -> Outcome {
        let id = field(article, "id");
        let name = pdf.name();
        let is_arabic = article["inLanguage"] == "ar";
        let squeezed = if is_arabic { arabic_letters } else { squeezed };
        // Chromium writes the words of a line from left to right, in every language.
        let words = if is_arabic && self.engine != Engine::Firefox { pdf.words_as_seen() } else { pdf.words() };
        let words = squeezed(&words?);
        for text in &self.head {
            assert!(words.contains(&squeezed(text)), "{id}: `{text}` is not on {name} in\n{words}");
        }
        in_order(&words, article, squeezed)
            .map_err(|text| format!("{id} on {name}: not there, or not in order: {text}\n{words}"))?;
        for text in paragraphs(article).iter().map(|text| squeezed(text)).filter(|text| text.chars().count() > 40) {
            assert_eq!(words.matches(&text).count(), 1, "{id} on {name}: {text}");
        }
        for text in &self.elsewhere {
            assert!(!words.contains(&squeezed(text)), "{id} on {name}: {text} does not belong there");
        }
        Ok(())
    }
}

/// The lead and every run of characters of the article's body stand on the paper, one after the other. The text that is
/// missing otherwise.
fn in_order(words: &str, article: &Value, squeezed: fn(&str) -> String) -> Result<(), String> {
    let mut runs = Vec::new();
    runs_of(&article["description"], &mut runs);
    runs_of(&article["body"], &mut runs);
    let mut rest = words;
    for run in runs {
        if article["inLanguage"] != "ar" && run.chars().any(is_arabic_letter) {
            // Words against the direction of their line come back in another order.
            if !run.split_whitespace().all(|word| words.contains(&squeezed(word))) {
                return Err(run);
            }
            continue;
        }
        let run = squeezed(&run);
        rest = rest.split_once(run.as_str()).map(|(_, after)| after).ok_or(run)?;
    }
    Ok(())
}

/// The fields of blocks that hold what is printed, in the order of reading.
const FIELDS: [&str; 15] = [
    "label",
    "heading",
    "image",
    "title",
    "question",
    "answer",
    "text",
    "items",
    "figures",
    "body",
    "caption",
    "description",
    "credit",
    "attribution",
    "list",
];

/// Those of a table, whose caption comes first.
const TABLE_FIELDS: [&str; 3] = ["caption", "columns", "rows"];

/// The runs of characters of a block that are printed, in the order of reading.
fn runs_of(value: &Value, runs: &mut Vec<String>) {
    match value {
        Value::String(run) => runs.push(run.clone()),
        Value::Array(all) => all.iter().for_each(|one| runs_of(one, runs)),
        Value::Object(fields) => {
            // A picture that is not there leaves its description, above its caption.
            if fields.contains_key("alt") && !fields.contains_key("src") {
                fields.get("alt").iter().for_each(|alt| runs_of(alt, runs));
            }
            let is_table = fields.get("type").is_some_and(|kind| kind == "table");
            let names = if is_table { &TABLE_FIELDS[..] } else { &FIELDS[..] };
            names.iter().filter_map(|name| fields.get(*name)).for_each(|field| runs_of(field, runs));
        }
        _ => {}
    }
}

/// Paragraphs that are all of one run.
fn paragraphs(article: &Value) -> Vec<&str> {
    let body = article["body"].as_array().into_iter().flatten();
    body.filter(|block| block["type"] == "paragraph").filter_map(|block| block["text"].as_str()).collect()
}

/// The Arabic letters of a text that a PDF keeps. It has its characters as they are seen, from left to right; whoever
/// reads it back puts Arabic words in order again, but not the marks, the figures and the Latin words among them, and
/// loses the ligatures of lam and alef.
fn arabic_letters(text: &str) -> String {
    squeezed(text).chars().filter(|c| is_arabic_letter(*c) && !matches!(c, '\u{621}'..='\u{627}' | '\u{644}')).collect()
}

fn is_arabic_letter(c: char) -> bool {
    matches!(c, '\u{621}'..='\u{63a}' | '\u{641}'..='\u{64a}')
}
