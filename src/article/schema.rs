//! The document's JSON Schema (2020-12), derived from the types. A type whose JSON is not what its Rust is has its schema
//! beside it.
//!
//! It says as much as a schema can. What it cannot say (that a row has a cell for every column, that a footnote is
//! there, what the calendar has) only the reader checks.

use schemars::Schema;
use schemars::generate::SchemaSettings;
use schemars::transform::{Transform, transform_subschemas};
use serde_json::{Map, Value, json};

use super::Article;
use super::characters::visible;

/// The schema of a document.
pub fn schema() -> Value {
    let settings = SchemaSettings::draft2020_12().for_serialize().with_transform(AsTheReaderReads);
    let mut schema = settings.into_generator().into_root_schema_for::<Article>();
    schema.insert("title".to_owned(), json!("An article"));
    schema.insert("description".to_owned(), json!("An article and what is said about it."));
    let own = json!({ "type": "string", "description": "Where this schema is, for editors." });
    if let Some(properties) = schema.get_mut("properties").and_then(Value::as_object_mut) {
        properties.insert("$schema".to_owned(), own);
    }
    schema.to_value()
}

/// What the derived schema does not know: a text must not be blank, save an alt text, which may even be left out; and
/// `null` is as good as absent.
#[derive(Clone, Debug)]
struct AsTheReaderReads;

impl Transform for AsTheReaderReads {
    fn transform(&mut self, schema: &mut Schema) {
        transform_subschemas(self, schema);
        if let Some(required) = schema.get_mut("required").and_then(Value::as_array_mut) {
            required.retain(|name| name != "alt");
        }
        let required = schema.get("required").and_then(Value::as_array).cloned().unwrap_or_default();
        let Some(properties) = schema.get_mut("properties").and_then(Value::as_object_mut) else { return };
        for (name, property) in properties {
            let Some(property) = property.as_object_mut() else { continue };
            if is_free_text(property) && name != "alt" {
                property.insert("pattern".to_owned(), json!(visible()));
            }
            if !required.contains(&json!(name)) {
                allow_null(property);
            }
        }
    }
}

fn is_free_text(property: &Map<String, Value>) -> bool {
    let is_text = match property.get("type") {
        Some(Value::Array(kinds)) => kinds.contains(&json!("string")),
        Some(kind) => kind == "string",
        None => false,
    };
    is_text && !["const", "pattern"].iter().any(|other| property.contains_key(*other))
}

fn allow_null(property: &mut Map<String, Value>) {
    match property.get_mut("type") {
        Some(Value::Array(_)) => {}
        Some(kind) => *kind = json!([kind.take(), "null"]),
        None => {
            if let Some(other) = property.remove("$ref") {
                property.insert("anyOf".to_owned(), json!([{ "$ref": other }, { "type": "null" }]));
            }
        }
    }
}
