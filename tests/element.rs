//! The contract of the element stands in four places: for people (docs/embed.md), for editors (custom-elements.json), for
//! TypeScript (embed.d.ts), and in what runs (settings.js, viewer.js, the kinds of load errors and the stylesheets). All say
//! the same.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use article_viewer::article;
use article_viewer::locale::LoadErrorKind;
use article_viewer::site::PageRenderer;
use serde_json::Value;

const DOCS: &str = include_str!("../docs/embed.md");
const MANIFEST: &str = include_str!("../static/element/custom-elements.json");
const TYPES: &str = include_str!("../static/element/embed.d.ts");
const SETTINGS: &str = include_str!("../static/element/settings.js");
const SCRIPT: &str = include_str!("../static/element/viewer.js");
const AHEAD: &str = include_str!("../static/element/ahead.js");
const TOKENS: &str = include_str!("../static/css/tokens.css");
const STYLES: &str = include_str!("../static/css/element.css");

type Names = BTreeSet<String>;

/// A section of the documentation.
fn section(heading: &str) -> &'static str {
    let rest = DOCS.split_once(&format!("\n## {heading}\n")).unwrap_or_else(|| panic!("no section {heading}")).1;
    rest.split("\n## ").next().unwrap()
}

/// A column of the table in a section, without its head.
fn column(heading: &str, number: usize) -> Vec<Names> {
    // The head of a table is followed by a line of dashes.
    let lines: Vec<&str> = section(heading).lines().collect();
    let is_head = |line: &str| lines.iter().zip(&lines[1..]).any(|(one, next)| *one == line && next.starts_with("|-"));
    let rows = lines.iter().filter(|line| line.starts_with("| `") && !is_head(line));
    let found: Vec<Names> = rows.map(|row| code(row.split(" | ").nth(number).unwrap())).collect();
    assert!(!found.is_empty(), "{heading}");
    found
}

/// What stands between backticks.
fn code(text: &str) -> Names {
    text.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

/// What a column says of a row each.
fn names(heading: &str, number: usize) -> Names {
    column(heading, number).into_iter().flatten().map(|name| name.split('(').next().unwrap().to_owned()).collect()
}

fn element() -> Value {
    serde_json::from_str::<Value>(MANIFEST).unwrap()["modules"][0]["declarations"][0].take()
}

/// The names of the things of a kind in the manifest.
fn listed(kind: &str, is_it: impl Fn(&Value) -> bool) -> Names {
    let element = element();
    let things = element[kind].as_array().unwrap();
    let names: Names =
        things.iter().filter(|thing| is_it(thing)).map(|it| it["name"].as_str().unwrap().to_owned()).collect();
    assert!(!names.is_empty(), "{kind}");
    names
}

/// The text between two others.
fn between<'t>(text: &'t str, start: &str, end: &str) -> &'t str {
    let rest = text.split_once(start).unwrap_or_else(|| panic!("no {start}")).1;
    rest.split_once(end).unwrap_or_else(|| panic!("no {end}")).0
}

/// What stands between double quotes.
fn quoted(text: &str) -> Names {
    text.split('"').skip(1).step_by(2).map(str::to_owned).collect()
}

fn set<const N: usize>(names: [&str; N]) -> Names {
    names.into_iter().map(str::to_owned).collect()
}

#[test]
fn attributes_and_their_properties() {
    let attributes = names("Attributes", 0);
    assert_eq!(attributes, listed("attributes", |_| true));
    let mut observed = quoted(between(SCRIPT, "static observedAttributes = [", "]"));
    observed.extend(quoted(between(SETTINGS, "const FLAGS = [", "]")));
    for line in between(SETTINGS, "const WORDS = {", "};").lines().filter(|line| line.contains('[')) {
        observed.insert(line.trim().split(':').next().unwrap().trim_matches('"').to_owned());
    }
    assert_eq!(attributes, observed);

    let own = names("Attributes", 1);
    let fields: Names = element()["attributes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| it["fieldName"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(own, fields);
    let others = names("Properties", 0);
    let all: Names = own.union(&others).cloned().collect();
    assert_eq!(all, listed("members", |member| member["kind"] == "field"));
    let types = between(TYPES, "interface ArticleViewerElement extends HTMLElement {", "\n}");
    for name in all.iter().filter(|name| *name != "lang") {
        assert!(types.contains(&format!(" {name}: ")), "{name} has no type");
    }
}

#[test]
fn values_of_attributes() {
    for row in section("Attributes").lines().filter(|line| line.starts_with("| `")) {
        let cells: Vec<&str> = row.split(" | ").collect();
        let name = cells[0].trim_matches(['|', ' ', '`']);
        let property = cells[1].trim_matches('`');
        let Some(words) = SETTINGS.lines().find(|line| {
            let line = line.trim();
            line.starts_with(&format!("{name}: [")) || line.starts_with(&format!("\"{name}\": ["))
        }) else {
            continue;
        };
        let (first, values) = (words.split_once("[\"").unwrap().1, quoted(words.split_once('[').unwrap().1));
        assert_eq!(code(cells[2]), values, "{name} in the documentation");
        let default = cells[3].trim_matches(['|', ' ', '`']);
        assert!(first.starts_with(&format!("{default}\"")), "{name}: {default} is the default");
        let types = between(TYPES, &format!(" {property}: "), ";");
        assert_eq!(quoted(types), values, "{name} in the types");
        let element = element();
        let listed = element["attributes"].as_array().unwrap().iter().find(|it| it["name"] == name).unwrap();
        let text = listed["type"]["text"].as_str().unwrap().replace('\'', "\"");
        assert_eq!(quoted(&text), values, "{name} in the manifest");
        assert_eq!(listed["default"].as_str().unwrap().trim_matches('\''), default, "{name}");
    }
    let mut tools = quoted(between(SETTINGS, "const TOOLS = [", "]"));
    tools.insert("none".to_owned());
    let documented = column("Attributes", 2).into_iter().find(|words| words.contains("masthead")).unwrap();
    assert_eq!(documented, tools);
}

#[test]
fn methods_and_events() {
    let methods = names("Methods", 0);
    assert_eq!(methods, listed("members", |member| member["kind"] == "method"));
    for name in &methods {
        assert!(
            TYPES.contains(&format!("\n  {name}(")) && SCRIPT.contains(&format!("\n  {name}("))
                || SCRIPT.contains(&format!("\n  async {name}(")),
            "{name}"
        );
    }
    let events = names("Events", 0);
    assert_eq!(events, listed("events", |_| true));
    let typed: Names = between(TYPES, "interface ArticleViewerEventMap {", "\n}").lines().flat_map(quoted).collect();
    assert_eq!(events, typed);
    let told: Names =
        SCRIPT.split("#tell(\"").skip(1).map(|rest| format!("article-{}", rest.split('"').next().unwrap())).collect();
    assert_eq!(events, told);
    let details: Vec<Names> = column("Events", 2);
    let types = between(TYPES, "interface ArticleViewerEventMap {", "\n}");
    for (event, detail) in column("Events", 0).iter().zip(details) {
        let event = event.first().unwrap();
        // The types of a fault have an interface of their own.
        let typed = if event == "article-error" {
            between(TYPES, "interface ArticleFault {", "\n}")
        } else {
            between(types, &format!("\"{event}\": CustomEvent<"), ">;")
        };
        for field in
            code(section("Events").lines().find(|line| line.contains(event)).unwrap().split(" | ").nth(2).unwrap())
        {
            assert!(typed.contains(&format!("readonly {field}")), "{event}: {field}");
        }
        assert_eq!(typed.matches("readonly ").count(), detail.len(), "{event}");
    }
}

#[test]
fn kinds_of_faults() {
    let kinds = names("What can go wrong", 0);
    assert_eq!(kinds, quoted(between(TYPES, "type ArticleFaultKind =", ";")));
    // Two are of the publication's own pages alone.
    let of_pages = [LoadErrorKind::NoAddress, LoadErrorKind::NotKept];
    let known = LoadErrorKind::ALL.into_iter().filter(|kind| !of_pages.contains(kind));
    let known: Names = known.map(|kind| kind.name().to_owned()).collect();
    assert_eq!(kinds, known);
}

#[test]
fn custom_properties_and_parts() {
    let properties = names("Looks", 0);
    assert_eq!(properties, listed("cssProperties", |_| true));
    let used: Names = [TOKENS, STYLES]
        .iter()
        .flat_map(|css| css.split("var(").skip(1))
        .map(|rest| rest.trim_start().split([',', ')']).next().unwrap().trim().to_owned())
        .filter(|name| name.starts_with("--article-"))
        .collect();
    assert_eq!(properties, used);
    let list = between(DOCS, "Parts, for `article-viewer::part(…)`: ", "\n\n");
    assert_eq!(code(list), listed("cssParts", |_| true));
}

#[test]
fn states() {
    let types = quoted(between(TYPES, "readonly state: ", ";"));
    assert_eq!(types, set(["idle", "loading", "ready", "error"]));
    let row = section("Properties").lines().find(|line| line.starts_with("| `state`")).unwrap();
    assert_eq!(code(row.split(" | ").nth(1).unwrap()), types);
}

/// What the element takes over of an article that was rendered ahead is what the renderer makes of the bundled articles and of
/// the fixtures, and nothing more.
#[test]
fn elements_and_attributes_of_articles_rendered_ahead() {
    let (mut elements, mut attributes) = (Names::new(), Names::new());
    let renderer = PageRenderer::new().unwrap();
    for path in documents() {
        let article = article::read(&fs::read(&path).unwrap()).unwrap().article;
        let html = renderer.embedded(&Rc::new(article));
        let (found, named) = (RefCell::new(Names::new()), RefCell::new(Names::new()));
        let look = lol_html::element!("*", |it| {
            found.borrow_mut().insert(it.tag_name());
            named
                .borrow_mut()
                .extend(it.attributes().iter().map(lol_html::html_content::Attribute::name_preserve_case));
            Ok(())
        });
        let settings = lol_html::RewriteStrSettings::new().append_element_content_handler(look);
        lol_html::rewrite_str(&html, settings).unwrap();
        elements.extend(found.take());
        attributes.extend(named.take());
    }
    let listed = |start: &str| -> Names {
        let words = quoted(between(AHEAD, start, ")."));
        words.iter().flat_map(|words| words.split_whitespace()).map(str::to_owned).collect()
    };
    assert_eq!(listed("const ELEMENTS = new Set("), elements);
    assert_eq!(listed("const ATTRIBUTES = new Set("), attributes);
}

/// The bundled articles, and the fixtures of rendering.
fn documents() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let within = |folder: &str| fs::read_dir(root.join(folder)).unwrap().map(|entry| entry.unwrap().path());
    let bundled = within("static/articles").filter(|path| path.extension().is_some_and(|it| it == "json"));
    let all: Vec<PathBuf> =
        bundled.chain(within("tests/fixtures/render").map(|case| case.join("article.json"))).collect();
    assert!(all.len() > 40, "{all:?}");
    all
}
