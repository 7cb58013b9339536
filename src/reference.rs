//! The reference page of the document format: every field, its meaning and an example, out of the schema and of
//! documents that use it.

use std::collections::BTreeMap;
use std::fmt::Write;

use serde_json::{Map, Value};

use crate::article;

/// The longest example, in characters of JSON.
const LONGEST_EXAMPLE: usize = 96;

/// The parts of the format in the order of the page: the name of a type in the schema, and its heading.
const PARTS: &[(&str, &str)] = &[
    ("", "An article"),
    ("Block", "Blocks"),
    ("Span", "Spans"),
    ("Text", "Text"),
    ("Image", "Picture"),
    ("ImageSource", "File of a picture"),
    ("Author", "Author"),
    ("Publisher", "Publisher"),
    ("Source", "Source"),
    ("Translation", "Translation"),
    ("Footnote", "Footnote"),
    ("Related", "Related article"),
    ("ListItem", "Item of a list"),
    ("Column", "Column of a table"),
    ("Cell", "Cell of a table"),
    ("Question", "Question"),
    ("Moment", "Moment of a timeline"),
    ("CaptionTrack", "Captions"),
    ("Unknown", "Block of a later version"),
    ("Id", "Id"),
    ("Alias", "Former address"),
    ("NoteId", "Id of a footnote"),
    ("Language", "Language"),
    ("Date", "Date"),
    ("Address", "Address"),
    ("LinkAddress", "Address of a link"),
    ("PictureAddress", "Address of a picture"),
];

/// Writes the page in Markdown, with examples out of these documents.
pub fn page(documents: &[Value]) -> String {
    let schema = article::schema();
    let format = Format { root: &schema };
    let mut examples = Examples::default();
    for document in documents {
        format.find_examples(&schema, "", document, &mut examples);
    }
    let mut out = String::from(
        "# The document format\n\nAn article is one JSON file in UTF-8. This page is made from the program's own types by \
         `cargo run -- reference static/articles tests/fixtures/render`, and so is the JSON Schema \
         `article.schema.json`: name it in a document's `\"$schema\"`, and an editor completes and checks while you \
         write. `article-viewer check` knows more than a schema can say, and tells it with line and column.\n\n\
         A document has at most 8 MiB, 50,000 blocks, 16 levels of nesting, 100 fields in an object and 2,048 characters \
         in an address. An entry of a list (an item, a cell, a span, a note) counts as 4 blocks, a picture or a box as 8, a \
         player as 200. **Bold** fields must be there. `null` is as good as absent. A field that is not listed is a \
         warning, and ignored.\n",
    );
    for (name, heading) in PARTS {
        let part = if name.is_empty() { Some(&schema) } else { format.definition(name) };
        if let Some(part) = part {
            format.write_part(&mut out, name, heading, part, &examples);
        }
    }
    out
}

/// The examples by the name of a type (and, behind a slash, of its kind) and of a field; `""` is the type itself.
#[derive(Default)]
struct Examples(BTreeMap<(String, String), Value>);

impl Examples {
    /// Of several the one that shows most, of those that fit; of equal ones the first.
    fn offer(&mut self, key: &str, field: &str, value: &Value) {
        let place = self.0.entry((key.to_owned(), field.to_owned())).or_insert_with(|| value.clone());
        let length = |value: &Value| value.to_string().chars().count();
        let is_better = match (length(place) <= LONGEST_EXAMPLE, length(value) <= LONGEST_EXAMPLE) {
            (true, true) => parts(value) > parts(place),
            (true, false) => false,
            (false, _) => length(value) < length(place),
        };
        if is_better {
            *place = value.clone();
        }
    }

    fn get(&self, key: &str, field: &str) -> Option<String> {
        self.0.get(&(key.to_owned(), field.to_owned())).map(code)
    }
}

/// How many values a value is made of.
fn parts(value: &Value) -> usize {
    match value {
        Value::Array(items) => 1 + items.iter().map(parts).sum::<usize>(),
        Value::Object(fields) => 1 + fields.values().map(parts).sum::<usize>(),
        _ => 1,
    }
}

struct Format<'a> {
    root: &'a Value,
}

impl<'a> Format<'a> {
    fn definition(&self, name: &str) -> Option<&'a Value> {
        self.root.get("$defs")?.get(name)
    }

    fn write_part(&self, out: &mut String, name: &str, heading: &str, part: &Value, examples: &Examples) {
        // Writing to a String does not fail.
        let _ = write!(out, "\n## {heading}\n\n{}\n", sentence(part));
        let kinds: Vec<&Value> = alternatives(part).filter(|kind| kind_name(kind).is_some()).collect();
        for kind in &kinds {
            let kind_name = kind_name(kind).unwrap_or_default();
            let _ = write!(out, "\n### `{kind_name}`\n\n{}\n", sentence(kind));
            let (key, fields) = self.fields_of(kind, &format!("{name}/{kind_name}"));
            self.write_fields(out, &key, fields, examples);
        }
        if kinds.is_empty() {
            let object = alternatives(part).find(|other| other.get("properties").is_some()).unwrap_or(part);
            let (key, fields) = self.fields_of(object, name);
            self.write_fields(out, &key, fields, examples);
        }
    }

    /// The object that has a kind's fields, and the key of its examples: a kind may only point to a type.
    fn fields_of(&self, kind: &'a Value, key: &str) -> (String, &'a Value) {
        match self.target(kind) {
            Some((name, target)) => (name.to_owned(), target),
            None => (key.to_owned(), kind),
        }
    }

    fn target(&self, schema: &'a Value) -> Option<(&'a str, &'a Value)> {
        let name = schema.get("$ref")?.as_str()?.strip_prefix("#/$defs/")?;
        Some((name, self.definition(name)?))
    }

    fn write_fields(&self, out: &mut String, key: &str, object: &Value, examples: &Examples) {
        let Some(properties) = object.get("properties").and_then(Value::as_object) else {
            if let Some(example) = examples.get(key, "") {
                let _ = write!(out, "\nFor example: {example}\n");
            }
            return;
        };
        let fields: Vec<_> = properties.iter().filter(|(name, _)| *name != "type").collect();
        if fields.is_empty() {
            return;
        }
        out.push_str("\n| field | takes | meaning | example |\n|---|---|---|---|\n");
        for (name, field) in fields {
            let is_required =
                object.get("required").and_then(Value::as_array).is_some_and(|all| all.iter().any(|one| one == name));
            let name_shown = if is_required { format!("**`{name}`**") } else { format!("`{name}`") };
            let example = examples.get(key, name).unwrap_or_default();
            let _ = writeln!(out, "| {name_shown} | {} | {} | {example} |", self.takes(field), sentence(field));
        }
    }

    /// What a field takes, in words and links.
    fn takes(&self, field: &'a Value) -> String {
        if let Some((name, target)) = self.target(field) {
            let words: Vec<String> = alternatives(target).filter_map(|word| word.get("const")).map(code).collect();
            let numbers = target.get("enum").and_then(Value::as_array).map(|all| all.iter().map(code).collect());
            let words: Vec<String> = if words.is_empty() { numbers.unwrap_or_default() } else { words };
            return match PARTS.iter().find(|(part, _)| *part == name) {
                _ if !words.is_empty() => words.join(", "),
                Some((_, heading)) => format!("[{}](#{})", lower_first(heading), anchor(heading)),
                None => format!("[{0}](#{0})", name.to_lowercase()),
            };
        }
        if let Some(first) = alternatives(field).next() {
            return self.takes(first);
        }
        match kinds_of(field).find(|kind| *kind != "null") {
            Some("array") => format!("list: {}", field.get("items").map(|items| self.takes(items)).unwrap_or_default()),
            Some("integer") => match field.get("maximum") {
                Some(maximum) => format!("number, {} to {maximum}", field.get("minimum").unwrap_or(&Value::Null)),
                None => "number".to_owned(),
            },
            Some("boolean") => "`true`, `false`".to_owned(),
            Some(other) => other.to_owned(),
            None => String::new(),
        }
    }

    /// Walks a document along its schema.
    fn find_examples(&self, schema: &'a Value, key: &str, value: &Value, examples: &mut Examples) {
        if let Some(properties) = schema.get("properties").and_then(Value::as_object) {
            let key = match kind_name(schema) {
                Some(kind) => format!("{key}/{kind}"),
                None => key.to_owned(),
            };
            self.find_in_fields(properties, &key, value, examples);
        }
        if let Some((name, target)) = self.target(schema) {
            examples.offer(name, "", value);
            self.find_examples(target, name, value, examples);
        }
        if let Some(kind) = alternatives(schema).find(|kind| self.fits(kind, value)) {
            self.find_examples(kind, key, value, examples);
        }
        if let (Some(items), Some(values)) = (schema.get("items"), value.as_array()) {
            values.iter().for_each(|value| self.find_examples(items, key, value, examples));
        }
    }

    fn find_in_fields(&self, fields: &'a Map<String, Value>, key: &str, value: &Value, examples: &mut Examples) {
        for (name, field) in fields {
            let Some(value) = value.get(name).filter(|value| !value.is_null()) else { continue };
            examples.offer(key, name, value);
            self.find_examples(field, key, value, examples);
        }
    }

    /// Whether a value is of this alternative, as far as its type and `type` tell.
    fn fits(&self, schema: &'a Value, value: &Value) -> bool {
        if let Some(kind) = kind_name(schema) {
            return value.get("type").is_some_and(|found| found == kind);
        }
        if let Some((_, target)) = self.target(schema) {
            let mut kinds = alternatives(target).peekable();
            return if kinds.peek().is_some() {
                kinds.any(|kind| self.fits(kind, value))
            } else {
                self.fits(target, value)
            };
        }
        let found = match value {
            Value::String(_) => "string",
            Value::Array(_) => "array",
            Value::Object(_) => "object",
            Value::Bool(_) => "boolean",
            Value::Number(_) => "integer",
            Value::Null => "null",
        };
        kinds_of(schema).any(|kind| kind == found)
    }
}

fn alternatives(schema: &Value) -> impl Iterator<Item = &Value> {
    ["anyOf", "oneOf"].into_iter().filter_map(|list| schema.get(list)?.as_array()).flatten()
}

/// The `type` that a kind of block or span has.
fn kind_name(schema: &Value) -> Option<&str> {
    schema.get("properties")?.get("type")?.get("const")?.as_str()
}

fn kinds_of(schema: &Value) -> impl Iterator<Item = &str> {
    let kinds = schema.get("type");
    let several = kinds.and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str);
    kinds.and_then(Value::as_str).into_iter().chain(several)
}

fn sentence(schema: &Value) -> String {
    schema.get("description").and_then(Value::as_str).unwrap_or_default().replace('\n', " ").replace('|', "\\|")
}

/// A value as code in a cell of a table: backquotes of its own need longer ones around.
fn code(value: &Value) -> String {
    let text = value.to_string().replace('|', "\\|");
    let fence = if text.contains('`') { "``" } else { "`" };
    format!("{fence}{text}{fence}")
}

fn lower_first(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|first| first.to_lowercase().chain(chars).collect()).unwrap_or_default()
}

/// The anchor that a Markdown page gives a heading.
fn anchor(heading: &str) -> String {
    heading.to_lowercase().replace(' ', "-")
}
