//! The document's JSON Schema (2020-12), derived from the types; here are those whose JSON is not what their Rust is.
//!
//! It says as much as a schema can. What it cannot say (that a row has a cell for every column, that a footnote is
//! there, what the calendar has) only the reader checks.

use std::borrow::Cow;

use schemars::generate::SchemaSettings;
use schemars::transform::{Transform, transform_subschemas};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde_json::{Map, Value, json};

use super::id::RESERVED;
use super::read::BLOCKS;
use super::{Alias, Article, ArticleId, Cell, HeadingLevel, Language, NoteId, SafeUrl, Span, Text, Timestamp};

/// A character that can be seen: see [`super::text::is_invisible`].
const VISIBLE: &str = r"[^\s\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]";

/// What may stand in an address: see [`SafeUrl`].
const ADDRESS: &str = r"[^\s\\\u0000-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]";

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
                property.insert("pattern".to_owned(), json!(VISIBLE));
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

/// The schema of a type that is a string of a certain form.
macro_rules! string_schema {
    ($type:ty, $name:literal, $schema:expr) => {
        impl JsonSchema for $type {
            fn schema_name() -> Cow<'static, str> {
                $name.into()
            }

            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                $schema
            }
        }
    };
}

string_schema!(
    ArticleId,
    "Id",
    json_schema!({
        "description": "Small letters a-z, digits and single hyphens between them.",
        "type": "string",
        "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$",
        "maxLength": 200,
        "not": { "enum": RESERVED },
    })
);
string_schema!(
    Alias,
    "Alias",
    json_schema!({
        "description": "A former id of the article, or the path that its page had: old-name, 2019/05/old-name.html.",
        "type": "string",
        "maxLength": 200,
        "pattern": format!("^/*(?!({})(/|$))[A-Za-z0-9_~-][A-Za-z0-9._~-]*(/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)*/*$", RESERVED.join("|")),
    })
);
string_schema!(
    NoteId,
    "NoteId",
    json_schema!({
        "description": "The id of a footnote within its document: letters a-z, digits, - and _.",
        "type": "string",
        "pattern": "^[A-Za-z0-9_-]{1,60}$",
    })
);
string_schema!(
    Language,
    "Language",
    json_schema!({
        "description": "A language tag (BCP 47), such as vi, en-GB or uz-Arab.",
        "type": "string",
        "pattern": "^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$",
    })
);
string_schema!(
    Timestamp,
    "Date",
    json_schema!({
        "description": "A date and time with its offset (RFC 3339): 2021-06-24T07:36:00+07:00. It is shown in that offset.",
        "type": "string",
        "pattern": "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])[Tt ]([01][0-9]|2[0-3]):[0-5][0-9]:([0-5][0-9]|60)(\\.[0-9]+)?([Zz]|[+-]([01][0-9]|2[0-3]):[0-5][0-9])$",
    })
);
string_schema!(
    SafeUrl,
    "Address",
    json_schema!({
        "description": "An address: relative to the document, http or https.",
        "type": "string",
        "maxLength": 2048,
        "anyOf": [{ "pattern": relative_address() }, { "pattern": web_address() }],
    })
);
string_schema!(
    HeadingLevel,
    "HeadingLevel",
    json_schema!({
        "description": "2, 3 or 4: the headline is level 1.",
        "enum": [2, 3, 4],
    })
);

/// A type of block that a later version may have.
pub(super) struct NewerBlock;

string_schema!(
    NewerBlock,
    "NewerBlock",
    json_schema!({
        "description": "A type of block that this version does not know.",
        "type": "string",
        "pattern": VISIBLE,
        "not": { "enum": BLOCKS },
    })
);

/// The address of a link.
pub(super) struct LinkAddress;

string_schema!(
    LinkAddress,
    "LinkAddress",
    json_schema!({
        "description": "An address that a reader may follow: relative to the document, http, https, mailto or tel.",
        "type": "string",
        "maxLength": 2048,
        "anyOf": [
            { "pattern": relative_address() },
            { "pattern": web_address() },
            { "pattern": format!("^([Mm][Aa][Ii][Ll][Tt][Oo]|[Tt][Ee][Ll]):{ADDRESS}*$") },
        ],
    })
);

/// The address of a picture.
pub(super) struct PictureAddress;

string_schema!(
    PictureAddress,
    "PictureAddress",
    json_schema!({
        "description": "The address of a picture: relative to the document, http, https, or a small picture itself (data:image/png;base64,…).",
        "type": "string",
        "maxLength": 2048,
        "anyOf": [
            { "pattern": relative_address() },
            { "pattern": web_address() },
            { "pattern": format!("^data:image/(avif|gif|jpeg|png|svg\\+xml|webp)(;{ADDRESS}*)?,{ADDRESS}*$") },
        ],
    })
);

/// No scheme, and not `//`.
fn relative_address() -> String {
    format!("^(?!//)(?![^/?#]*:){ADDRESS}+$")
}

/// `http` or `https` with a host and nothing before it.
fn web_address() -> String {
    format!("^[Hh][Tt][Tt][Pp][Ss]?://(?![^/?#]*@)[^/?#\\s]{ADDRESS}*$")
}

impl JsonSchema for Text {
    fn schema_name() -> Cow<'static, str> {
        "Text".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "Running text: a string, or a list of strings and marked spans. It must not be blank.",
            "anyOf": [
                { "type": "string", "pattern": VISIBLE },
                { "type": "array", "items": generator.subschema_for::<Span>(), "minItems": 1 },
            ],
        })
    }
}

impl JsonSchema for Cell {
    fn schema_name() -> Cow<'static, str> {
        "Cell".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "The text of a cell; it may be empty.",
            "anyOf": [{ "type": "string" }, generator.subschema_for::<Text>()],
        })
    }
}
