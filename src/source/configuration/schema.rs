//! The JSON Schema (2020-12) of `publication.toml`, for editors that complete and check TOML by one.

use serde_json::{Map, Value, json};

use super::Deploy;

/// The schema of `publication.toml`.
pub fn schema() -> Value {
    let text = |description: &str| json!({ "type": "string", "minLength": 1, "description": description });
    let colour = |description: &str| json!({ "type": "string", "pattern": "^(#[0-9a-fA-F]{3}|#[0-9a-fA-F]{6}|[a-zA-Z]+)$", "description": description });
    let faces = |description: &str| json!({ "type": ["string", "array"], "items": { "type": "string" }, "description": description });
    let table = |description: &str, properties: Value, required: &[&str]| {
        json!({ "type": "object", "description": description, "properties": properties, "required": required,
            "additionalProperties": false })
    };
    let link = table(
        "A name, and where it leads.",
        json!({
            "name": text("What a reader sees."),
            "address": text("Where it leads: whole (https://…, mailto:…), or relative to the publication's root."),
        }),
        &["name", "address"],
    );
    let colours = |dark: &str| {
        json!({
            "paper": colour(&format!("The ground{dark}.")),
            "ink": colour(&format!("Text{dark}: at least 4.5 : 1 on the paper.")),
            "accent": colour(&format!("Links and marks{dark}: at least 4.5 : 1 on the paper.")),
        })
    };
    let own = json!({
        "font": faces("The faces of texts, the first that the reader's system has."),
        "interface-font": faces("The faces of everything else."),
        "dark": table("The colours by night.", colours(" by night"), &[]),
    });
    let style: Map<String, Value> = [own, colours("")].into_iter().filter_map(object).flatten().collect();
    let properties = json!({
        "title": text("The publication's name."),
        "language": text("The language of its front page and of all that it says itself, as vi, en or ar (BCP 47)."),
        "address": text("Where it is served: for feeds, sitemaps and cards, and on paper."),
        "description": text("What it is, in a sentence or two."),
        "publisher": table("Who publishes it.", json!({
            "name": text("Their name."),
            "url": text("Their page."),
            "logo": text("Their logo, a file of the static folder, or elsewhere on the web."),
        }), &["name"]),
        "time-zone": text("The zone in which the front page says the day of its newest article, as Asia/Ho_Chi_Minh."),
        "sections": { "type": "array", "description": "The sections in their order; others follow by name.", "items":
            table("A section.", json!({
                "name": text("Its name, as the articles say it (articleSection)."),
                "title": text("What it is called, where that is something else."),
                "front-page": { "type": "boolean", "default": true, "description": "Whether its articles stand on the front page, too." },
            }), &["name"]) },
        "menu": { "type": "array", "description": "Links in the masthead.", "items": link },
        "footer": table("What stands at the foot of every page.", json!({
            "text": text("Words."),
            "links": { "type": "array", "description": "Links, as to an imprint.", "items": link },
        }), &[]),
        "style": table("What it looks like.", Value::Object(style), &[]),
        "articles": text("The folder of documents [default: articles, or the folder itself]."),
        "static": text("The folder of files that are published as they are [default: static]."),
        "deploy": table("Where it is uploaded to.", json!({
            "to": text("The place: s3://bucket/folder, gs://…, az://…, https://… (WebDAV), or a folder."),
            "endpoint": text("The address of the service, where it is not that of the cloud itself."),
            "region": text("The region of the bucket."),
            "encoding": { "enum": Deploy::ENCODINGS, "description": "How files are compressed there." },
        }), &[]),
        "keep-code": { "type": "integer", "minimum": 0, "default": 30,
            "description": "For how many days a file of code stays that nothing uses any more." },
        "readers": text("Which other sites may read and show it: all, none, or one as https://intranet.example."),
    });
    let head = json!({ "$schema": "https://json-schema.org/draft/2020-12/schema", "title": "A publication" });
    let schema = table("What a publication says of itself. Nothing in it is required.", properties, &[]);
    [head, schema].into_iter().filter_map(object).flatten().collect()
}

fn object(value: Value) -> Option<Map<String, Value>> {
    if let Value::Object(object) = value { Some(object) } else { None }
}
