//! Documents that have every field of the format, made from its schema: a field that is added is in them.

use article_viewer::article::SafeUrl;
use serde_json::{Map, Value, json};

/// What stands in the fields of a document.
pub struct Filling<'a> {
    /// In every field that takes text.
    pub text: &'a str,
    /// In every field that takes an address of a kind, where that kind allows it; there is [`PICTURE`] in the others.
    pub address: &'a str,
}

/// An address that every kind allows; the tests' server has a picture there.
pub const PICTURE: &str = "drop.svg";

/// Whether a text may be an address.
type Check = fn(&str) -> bool;

/// The kinds of addresses by the schema's names, and what checks them.
pub const ADDRESSES: [(&str, Check); 3] = [
    ("Address", |text| SafeUrl::resource(text).is_ok()),
    ("LinkAddress", |text| SafeUrl::link(text).is_ok()),
    ("PictureAddress", |text| SafeUrl::picture(text).is_ok()),
];

/// How deep blocks and texts are filled; below, there is one of the simplest kind.
const DEPTH: usize = 2;

impl Filling<'_> {
    /// A document with every field that the schema has.
    pub fn document(&self, schema: &Value, id: &str) -> Value {
        let mut document = self.value(schema, schema, 0);
        document["id"] = json!(id);
        // A schema's address says nothing about an article; an embargo leaves it out and a withdrawal empties it.
        let fields = document.as_object_mut().expect("an object");
        fields.remove("$schema");
        fields.remove("embargo");
        fields.insert("creativeWorkStatus".to_owned(), json!("corrected"));
        document
    }

    fn value(&self, root: &Value, schema: &Value, depth: usize) -> Value {
        if let Some(name) = schema["$ref"].as_str().and_then(|name| name.strip_prefix("#/$defs/")) {
            return self.defined(root, name, schema, depth);
        }
        if let Some(properties) = schema["properties"].as_object() {
            return self.fields(root, properties, depth).into();
        }
        if let Some(word) = schema.get("const") {
            return word.clone();
        }
        if let Some(first) = ["anyOf", "oneOf"].iter().find_map(|list| schema[*list].get(0)) {
            return self.value(root, first, depth);
        }
        let kind = schema["type"].as_str().or_else(|| schema["type"][0].as_str());
        match kind {
            Some("string") => json!(self.text),
            Some("integer") => json!(7),
            Some("boolean") => json!(true),
            Some("array") => self.items(root, &schema["items"], depth),
            _ => panic!("no value is known for {schema}"),
        }
    }

    fn fields(&self, root: &Value, properties: &Map<String, Value>, depth: usize) -> Map<String, Value> {
        properties.iter().map(|(name, field)| (name.clone(), self.value(root, field, depth))).collect()
    }

    /// A value of a type that the schema names, with the fields that stand beside its name.
    fn defined(&self, root: &Value, name: &str, beside: &Value, depth: usize) -> Value {
        let definition = &root["$defs"][name];
        if let Some((_, allows)) = ADDRESSES.iter().find(|(kind, _)| *kind == name) {
            return json!(if allows(self.address) { self.address } else { PICTURE });
        }
        match name {
            "Id" => json!("another"),
            "Alias" => json!("a-former-name"),
            "NoteId" => json!("n"),
            "Language" => json!("en"),
            "Date" => json!("2026-01-01T00:00:00Z"),
            "HeadingLevel" => json!(2),
            "Cell" => json!(self.text),
            // Every kind of span once, and words between them.
            "Text" if depth < DEPTH => self.items(root, &definition["anyOf"][1]["items"], depth + 1),
            "Text" => json!(self.text),
            "Block" if depth >= DEPTH => json!({ "type": "paragraph", "text": self.text }),
            "ListItem" if depth >= DEPTH => json!(self.text),
            "ListItem" => self.value(root, &definition["anyOf"][1], depth + 1),
            "NewerBlock" => json!(self.text),
            _ => {
                let mut value = self.value(root, definition, depth);
                if let (Some(fields), Some(more)) = (value.as_object_mut(), beside["properties"].as_object()) {
                    fields.extend(self.fields(root, more, depth));
                }
                value
            }
        }
    }

    /// One item; of a list of blocks or spans one of every kind.
    fn items(&self, root: &Value, items: &Value, depth: usize) -> Value {
        let kinds =
            items["$ref"].as_str().and_then(|name| root["$defs"][name.strip_prefix("#/$defs/")?]["anyOf"].as_array());
        let is_any_of = ["#/$defs/Block", "#/$defs/Span"].iter().any(|name| items["$ref"] == *name);
        match kinds.filter(|_| is_any_of && depth < DEPTH) {
            Some(kinds) => kinds.iter().map(|kind| self.value(root, kind, depth + 1)).collect(),
            None => json!([self.value(root, items, depth)]),
        }
    }
}
