//! What a page says in JSON-LD: the object that describes the article, in a graph, an array or alone.

use dom_query::Document;
use serde_json::{Map, Value};

/// Types of schema.org that are an article, beside those that end with the word.
const ARTICLES: [&str; 8] = [
    "BlogPosting",
    "Report",
    "LiveBlogPosting",
    "SocialMediaPosting",
    "TechArticle",
    "ReportageNewsArticle",
    "NewsStory",
    "Recipe",
];

/// The objects of a page's JSON-LD.
#[derive(Debug, Default)]
pub(super) struct JsonLd {
    objects: Vec<Map<String, Value>>,
}

impl JsonLd {
    pub(super) fn of(document: &Document) -> Self {
        let mut out = Self::default();
        for script in document.select("script[type*='ld+json']").nodes() {
            if let Some(value) = parsed(&script.text()) {
                out.add(value);
            }
        }
        out
    }

    fn add(&mut self, value: Value) {
        match value {
            Value::Array(values) => values.into_iter().for_each(|value| self.add(value)),
            Value::Object(mut object) => {
                for name in ["@graph", "mainEntity", "mainEntityOfPage", "itemListElement"] {
                    if let Some(inner) = object.get(name).filter(|inner| inner.is_array() || inner.is_object()).cloned()
                    {
                        if name == "@graph" {
                            object.remove(name);
                        }
                        if name != "itemListElement" {
                            self.add(inner);
                        }
                    }
                }
                self.objects.push(object);
            }
            _ => {}
        }
    }

    /// The article: of several the first that has its text, else the first.
    pub(super) fn article(&self) -> Option<&Map<String, Value>> {
        let mut articles = self.objects.iter().filter(|object| is_article(object));
        let first = articles.clone().next();
        articles.find(|object| text(object, "articleBody").is_some()).or(first)
    }

    /// The page, where it is described beside the article.
    pub(super) fn page(&self) -> Option<&Map<String, Value>> {
        self.objects.iter().find(|object| types(object).any(|kind| kind.ends_with("WebPage")))
    }

    /// Whether the page says that it is a list of others.
    pub(super) fn is_list(&self) -> bool {
        self.objects
            .iter()
            .any(|object| types(object).any(|kind| matches!(kind, "CollectionPage" | "SearchResultsPage")))
    }

    /// The objects of a field; those that are named elsewhere are looked up.
    pub(super) fn objects<'a>(&'a self, of: &'a Map<String, Value>, name: &str) -> Vec<&'a Map<String, Value>> {
        let one = |value: &'a Value| {
            let object = value.as_object()?;
            let id = object.get("@id").filter(|_| !object.contains_key("name"));
            let other = id.and_then(|id| {
                self.objects.iter().find(|other| other.get("@id") == Some(id) && other.contains_key("name"))
            });
            Some(other.unwrap_or(object))
        };
        match of.get(name) {
            Some(Value::Array(values)) => values.iter().filter_map(one).collect(),
            Some(value) => one(value).into_iter().collect(),
            None => Vec::new(),
        }
    }
}

/// JSON as pages write it: within a comment, with line breaks in strings, with a semicolon at the end.
fn parsed(text: &str) -> Option<Value> {
    let text = text.trim();
    let text = text.strip_prefix("<![CDATA[").unwrap_or(text);
    let text = text.trim_end().strip_suffix("]]>").unwrap_or(text);
    let start = text.find(['{', '['])?;
    let end = text.rfind(['}', ']'])?;
    let text = text.get(start..=end)?;
    if let Ok(value) = serde_json::from_str(text) {
        return Some(value);
    }
    let text: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    serde_json::from_str(&text).ok()
}

fn is_article(object: &Map<String, Value>) -> bool {
    types(object).any(|kind| kind.ends_with("Article") || ARTICLES.contains(&kind))
}

fn types(object: &Map<String, Value>) -> impl Iterator<Item = &str> {
    let kinds: Vec<&str> = match object.get("@type") {
        Some(Value::String(kind)) => vec![kind],
        Some(Value::Array(kinds)) => kinds.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    };
    kinds.into_iter().map(|kind| kind.rsplit(['/', ':']).next().unwrap_or(kind))
}

/// The text of a field: a string, or the first of a list of them.
pub(super) fn text(object: &Map<String, Value>, name: &str) -> Option<String> {
    texts(object, name).into_iter().next()
}

/// The texts of a field, without markup's entities, white space as in running text.
pub(super) fn texts(object: &Map<String, Value>, name: &str) -> Vec<String> {
    let values: Vec<&Value> = match object.get(name) {
        Some(Value::Array(values)) => values.iter().collect(),
        Some(value) => vec![value],
        None => Vec::new(),
    };
    let read = |value: &Value| match value {
        Value::String(text) => Some(super::words::plain(text)),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    };
    values.into_iter().filter_map(read).filter(|text| !text.is_empty()).collect()
}

/// A field as it stands, its line breaks kept.
pub(super) fn raw<'a>(object: &'a Map<String, Value>, name: &str) -> Option<&'a str> {
    object.get(name).and_then(Value::as_str).filter(|text| !text.trim().is_empty())
}
