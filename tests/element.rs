//! The contract of the element stands in four places: for people (docs/embed.md), for editors (custom-elements.json), for
//! TypeScript (embed.d.ts), and in what runs (embed.js, shown.js and the stylesheets). All say the same.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

const DOCS: &str = include_str!("../docs/embed.md");
const MANIFEST: &str = include_str!("../static/element/custom-elements.json");
const TYPES: &str = include_str!("../static/element/embed.d.ts");
const SCRIPT: &str = include_str!("../static/element/embed.js");
const SHOWN: &str = include_str!("../static/element/shown.js");
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
    for line in between(SCRIPT, "const WORDS = {", "};").lines().filter(|line| line.contains('[')) {
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
        let Some(words) = SCRIPT.lines().find(|line| {
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
    let mut tools = quoted(between(SCRIPT, "const TOOLS = [", "]"));
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
    let mut known = Names::new();
    for table in [between(SCRIPT, "const FAULTS = {", "};"), between(SHOWN, "const FAULTS = {", "};")] {
        let lines = table.lines().filter(|line| line.contains(": [\""));
        known.extend(lines.map(|line| line.trim().split(':').next().unwrap().trim_matches('"').to_owned()));
    }
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

/// The declarations of colours in the first rule after `start` in a stylesheet.
fn palette(css: &str, start: &str) -> BTreeMap<String, String> {
    let (_, rest) = css.split_once(start).unwrap_or_else(|| panic!("{start} is not there"));
    let (_, rule) = rest.split_once('{').unwrap();
    let (rule, _) = rule.split_once('}').unwrap();
    // Without the comments.
    let rule: String = rule.split("/*").map(|part| part.split_once("*/").map_or(part, |(_, after)| after)).collect();
    let declarations = rule.split(';').filter_map(|declaration| declaration.split_once(':'));
    let colours = declarations.filter(|(_, value)| value.contains('#'));
    colours.map(|(name, value)| (name.trim().to_owned(), value.trim().to_owned())).collect()
}

/// A theme that a page chooses is said in `element.css`, one that the reader's system asks for in `tokens.css`.
#[test]
fn a_chosen_theme_has_the_colours_of_the_one_that_a_system_asks_for() {
    for (of_system, chosen) in [(":root,\n.place", "light"), ("(prefers-color-scheme: dark) {", "dark")] {
        let of_system = palette(TOKENS, of_system);
        let chosen = palette(STYLES, &format!(".place[data-theme=\"{chosen}\"] "));
        assert!(of_system.len() >= 8, "{of_system:?}");
        assert_eq!(chosen, of_system);
    }
}
