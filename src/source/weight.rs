//! What it takes a browser to draw a drawing (SVG): elements are counted as often as they are drawn, wherever others refer to
//! them. The drawing was cleaned: svg-hush leaves no escapes in styles, and no address but those within it.

use std::collections::{BTreeMap, HashMap, HashSet};

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use super::drawing_error::{DrawingError, unreadable};

/// How deep elements may stand within one another: as deep as XML parsers in use go. [`DrawingError::TooDeep`] says it.
const MAX_DEPTH: usize = 250;

/// How many elements may be drawn. [`DrawingError::TooMuch`] says it.
const MAX_DRAWN: u64 = 100_000;

/// How many characters of a path, a list of points or a text count as an element.
const CHARACTERS: u64 = 50;

/// How many references elements may have in all, those counted that they inherit or have by rules of style sheets.
const MAX_REFERENCES: usize = 1_000_000;

/// What a step of a filter counts for: it visits every pixel.
const FILTER_STEP: u64 = 100;

/// The namespace of all elements.
const SVG: &str = "http://www.w3.org/2000/svg";

/// What else asks for files in styles (CSS Images 4, CSS Values 5).
const ASKING: [&str; 4] = ["image-set(", "image(", "src(", "@import"];

/// Elements that are painted, and so by whatever the elements around them say that their content is to be painted by.
const PAINTED: [&str; 12] =
    ["altGlyph", "circle", "ellipse", "image", "line", "path", "polygon", "polyline", "rect", "text", "tspan", "use"];

/// Properties that are an element's own, and not its content's, too (SVG 2, appendix F, "inherited: no").
const OWN_PROPERTIES: [&str; 3] = ["clip-path", "filter", "mask"];

/// Checks that a drawing can be drawn in time, and asks for nothing outside of it.
///
/// # Errors
/// When it cannot, or does.
pub(super) fn check(drawing: &str) -> Result<(), DrawingError> {
    Elements::read(drawing)?.weigh()
}

/// The elements of a drawing in their order.
#[derive(Default)]
struct Elements {
    elements: Vec<Element>,
    by_id: HashMap<String, usize>,
    rules: Vec<Rule>,
}

#[derive(Default)]
struct Element {
    name: String,
    parent: Option<usize>,
    children: Vec<usize>,
    /// Characters in its attributes and its text.
    characters: u64,
    /// Of a path or a list of points: at each, a marker may be drawn.
    vertices: u64,
    /// The ids that are drawn once with it: of its address, and of properties that are its own.
    references: Vec<String>,
    /// The ids that its painted content is painted by, by their properties.
    painted_by: BTreeMap<String, Vec<String>>,
    /// Its name, `.class` for each of its classes, and `#id`: what a rule may know it by.
    names: Vec<String>,
}

/// A rule of a style sheet that refers to something.
struct Rule {
    /// The names that its selectors know elements by. With none it is for all.
    names: HashSet<String>,
    references: Vec<(String, String)>,
}

impl Elements {
    fn read(drawing: &str) -> Result<Self, DrawingError> {
        let mut reader = Reader::from_str(drawing);
        reader.config_mut().expand_empty_elements = true;
        let mut found = Self::default();
        let mut open: Vec<usize> = Vec::new();
        let mut style = None;
        loop {
            match reader.read_event().map_err(unreadable)? {
                Event::Start(start) => {
                    if open.len() >= MAX_DEPTH {
                        return Err(DrawingError::TooDeep);
                    }
                    if start.local_name().as_ref() == "style" {
                        style = Some(String::new());
                    }
                    let number = found.add(&start, open.last().copied())?;
                    open.push(number);
                }
                Event::End(_) => {
                    open.pop();
                    if let Some(style) = style.take() {
                        found.add_style(&style)?;
                    }
                }
                Event::Text(text) => match &mut style {
                    Some(style) => style.push_str(&text),
                    None => found.add_text(open.last(), text.len()),
                },
                // A character that was written out, in a selector perhaps.
                Event::GeneralRef(name) => match &mut style {
                    Some(style) => style.push(if &*name == "gt" { '>' } else { '&' }),
                    None => found.add_text(open.last(), 1),
                },
                Event::Eof => break,
                _ => {}
            }
        }
        found.follow_rules()?;
        found.inherit()?;
        Ok(found)
    }

    fn add(&mut self, start: &BytesStart<'_>, parent: Option<usize>) -> Result<usize, DrawingError> {
        let number = self.elements.len();
        let name = start.local_name().as_ref().to_owned();
        let mut element = Element { parent, names: vec![name.clone()], name, ..Element::default() };
        let (mut animated, mut values) = (String::new(), String::new());
        let mut is_svg = parent.is_some();
        for attribute in start.attributes() {
            let attribute = attribute.map_err(unreadable)?;
            let value = attribute.normalized_value(XmlVersion::Implicit1_0).map_err(unreadable)?;
            let (key, value) = (attribute.key.local_name(), value.trim());
            if attribute.key.as_ref() == "xmlns" && value != SVG {
                return Err(DrawingError::Unreadable("it has elements of another kind".to_owned()));
            }
            is_svg |= value == SVG && attribute.key.as_ref() == "xmlns";
            if !value.starts_with("data:") {
                element.characters += value.len() as u64;
            }
            match key.as_ref() {
                "id" => {
                    element.names.push(format!("#{value}"));
                    // Of two elements with one id, the first is meant (DOM, section 4.2.4).
                    self.by_id.entry(value.to_owned()).or_insert(number);
                }
                "class" => element.names.extend(classes(value)),
                "href" => element.references.extend(reference(value)?),
                "style" => {
                    check_style(value)?;
                    declarations(value)?.into_iter().for_each(|(property, id)| element.refer(&property, id));
                }
                "attributeName" => animated = value.to_owned(),
                key => {
                    if OWN_PROPERTIES.contains(&key) {
                        check_style(value)?;
                    }
                    if matches!(key, "d" | "points") {
                        element.vertices += value.len() as u64 / 2;
                    }
                    if matches!(key, "to" | "from" | "by" | "values") {
                        values.push_str(value);
                        values.push(' ');
                    }
                    // What is said here is not inherited from above.
                    element.painted_by.insert(key.to_owned(), Vec::new());
                    references(value)?.into_iter().for_each(|id| element.refer(key, id));
                }
            }
        }
        if !is_svg {
            return Err(DrawingError::Unreadable("its elements are not said to be SVG".to_owned()));
        }
        if let Some(parent) = parent.and_then(|parent| self.elements.get_mut(parent)) {
            parent.children.push(number);
            // An animation gives the element around it other classes, and other properties.
            if animated == "class" {
                parent.names.extend(classes(&values.replace(';', " ")));
            } else if !animated.is_empty() {
                references(&values)?.into_iter().for_each(|id| parent.refer(&animated, id));
            }
        }
        self.elements.push(element);
        Ok(number)
    }

    fn add_text(&mut self, element: Option<&usize>, length: usize) {
        if let Some(element) = element.and_then(|element| self.elements.get_mut(*element)) {
            element.characters += length as u64;
        }
    }

    /// Notes the rules that refer to something.
    fn add_style(&mut self, style: &str) -> Result<(), DrawingError> {
        check_style(style)?;
        for rule in style.split('}') {
            if references(rule)?.is_empty() {
                continue;
            }
            let (selectors, block) = rule.rsplit_once('{').unwrap_or_default();
            // A rule within another, or a brace in a remark or a string: whom it is for is not looked for.
            let is_plain = rule.matches('{').count() == 1 && !rule.contains(['"', '\'', '&']) && !rule.contains("/*");
            let names = if is_plain { names(selectors) } else { HashSet::new() };
            let block = if is_plain { block } else { rule };
            self.rules.push(Rule { names, references: declarations(block)? });
        }
        Ok(())
    }

    /// Lets each element refer to what the rules that know it refer to.
    fn follow_rules(&mut self) -> Result<(), DrawingError> {
        let mut by_name: HashMap<&str, Vec<&(String, String)>> = HashMap::new();
        let mut of_all: Vec<&(String, String)> = Vec::new();
        for Rule { names, references } in &self.rules {
            if names.is_empty() {
                of_all.extend(references);
            }
            names.iter().for_each(|name| by_name.entry(name).or_default().extend(references));
        }
        let mut count = 0;
        for element in &mut self.elements {
            let named: Vec<&(String, String)> = {
                let named = element.names.iter().filter_map(|name| by_name.get(name.as_str())).flatten();
                named.chain(&of_all).copied().take(MAX_REFERENCES).collect()
            };
            count += named.len();
            if count > MAX_REFERENCES {
                return Err(DrawingError::TooMuch);
            }
            named.into_iter().for_each(|(property, id)| element.refer(property, id.clone()));
        }
        Ok(())
    }

    /// Lets each element be painted by what those around it say.
    fn inherit(&mut self) -> Result<(), DrawingError> {
        let mut count = 0;
        for at in 0..self.elements.len() {
            let parent = self.elements.get(at).and_then(|element| self.elements.get(element.parent?));
            let from_above = parent.map(|parent| parent.painted_by.clone()).unwrap_or_default();
            let Some(element) = self.elements.get_mut(at) else { continue };
            for (property, ids) in from_above.into_iter().filter(|(_, ids)| !ids.is_empty()) {
                count += ids.len();
                element.painted_by.entry(property).or_insert(ids);
            }
            element.painted_by.retain(|_, ids| !ids.is_empty());
            if count > MAX_REFERENCES {
                return Err(DrawingError::TooMuch);
            }
        }
        Ok(())
    }

    fn of(&self, id: &str) -> Option<usize> {
        self.by_id.get(id).copied()
    }

    /// What else is drawn when an element is, each with how often.
    fn parts(&self, at: usize) -> Vec<(usize, u64)> {
        let Some(element) = self.elements.get(at) else { return Vec::new() };
        let once = element.children.iter().copied().chain(element.references.iter().filter_map(|id| self.of(id)));
        let mut parts: Vec<(usize, u64)> = once.map(|part| (part, 1)).collect();
        if PAINTED.contains(&element.name.as_str()) {
            for (property, ids) in &element.painted_by {
                let times =
                    if property.starts_with("marker") || property.starts_with("--") { element.vertices + 1 } else { 1 };
                parts.extend(ids.iter().filter_map(|id| Some((self.of(id)?, times))));
            }
        }
        parts
    }

    /// What an element counts for, given what its parts do: each part with how often it is drawn, and its weight.
    fn weight(&self, at: usize, parts: impl Iterator<Item = (usize, u64, u64)>) -> u64 {
        let Some(element) = self.elements.get(at) else { return 0 };
        let own = if element.name.starts_with("fe") { FILTER_STEP } else { 1 };
        let own = own + element.characters / CHARACTERS;
        let used: HashSet<usize> = element.references.iter().filter_map(|id| self.of(id)).collect();
        let (mut drawn, mut content, mut paint) = (own, 0_u64, 0_u64);
        for (part, times, weight) in parts {
            let weight = weight.saturating_mul(times);
            drawn = drawn.saturating_add(weight);
            if used.contains(&part) {
                content = content.saturating_add(weight)
            } else {
                paint = paint.saturating_add(weight)
            }
        }
        // What is used is painted by what is said where it is used, too.
        if element.name == "use" { drawn.saturating_add(content.saturating_mul(paint)) } else { drawn }
    }

    /// Weighs what is drawn, from the outermost element on.
    fn weigh(&self) -> Result<(), DrawingError> {
        let mut weights = vec![Weight::Unknown; self.elements.len()];
        // Not by recursion: references may form a chain as long as the file.
        let mut open = vec![0];
        while let Some(at) = open.last().copied() {
            let Some(weight) = weights.get(at).copied() else { break };
            match weight {
                Weight::Unknown => {
                    if let Some(weight) = weights.get_mut(at) {
                        *weight = Weight::Open;
                    }
                    for (part, _) in self.parts(at) {
                        match weights.get(part) {
                            Some(Weight::Unknown) => open.push(part),
                            Some(Weight::Open) => return Err(DrawingError::Circle),
                            _ => {}
                        }
                    }
                }
                Weight::Open => {
                    let known = |part: usize| match weights.get(part) {
                        Some(Weight::Known(known)) => *known,
                        _ => 0,
                    };
                    let parts = self.parts(at).into_iter().map(|(part, times)| (part, times, known(part)));
                    let drawn = self.weight(at, parts);
                    if drawn > MAX_DRAWN {
                        return Err(DrawingError::TooMuch);
                    }
                    if let Some(weight) = weights.get_mut(at) {
                        *weight = Weight::Known(drawn);
                    }
                    open.pop();
                }
                Weight::Known(_) => drop(open.pop()),
            }
        }
        Ok(())
    }
}

impl Element {
    /// Notes that a property refers to an id.
    fn refer(&mut self, property: &str, id: String) {
        if OWN_PROPERTIES.contains(&property) {
            self.references.push(id);
        } else {
            self.painted_by.entry(property.to_owned()).or_default().push(id);
        }
    }
}

/// How many elements are drawn with one.
#[derive(Clone, Copy)]
enum Weight {
    Unknown,
    /// It is being weighed: whatever refers to it now is drawn within itself.
    Open,
    Known(u64),
}

fn classes(value: &str) -> impl Iterator<Item = String> {
    value.split_whitespace().map(|class| format!(".{class}"))
}

/// The names that selectors know elements by: `.class` and `#id`, or the element's own. None where something else may choose
/// the elements.
fn names(selectors: &str) -> HashSet<String> {
    if selectors.contains(['*', '[', ':', '@']) {
        return HashSet::new();
    }
    let is_name = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | '#');
    let subjects = selectors.split(',').filter_map(|selector| selector.trim_end().rsplit(|c| !is_name(c)).next());
    let mut known = HashSet::new();
    for subject in subjects {
        let marks: Vec<usize> = subject.match_indices(['.', '#']).map(|(at, _)| at).chain([subject.len()]).collect();
        let marked = marks.windows(2).filter_map(|ends| subject.get(*ends.first()?..*ends.last()?));
        let marked: Vec<String> = marked.map(str::to_owned).collect();
        if subject.is_empty() {
            return HashSet::new();
        }
        known.extend(if marked.is_empty() { vec![subject.to_owned()] } else { marked });
    }
    known
}

/// The properties of a block of declarations that refer to something, each with an id.
fn declarations(block: &str) -> Result<Vec<(String, String)>, DrawingError> {
    let mut found = Vec::new();
    for declaration in block.split(';') {
        let property = declaration.split(':').next().unwrap_or_default();
        // Behind whatever stands before it, where the block is not taken apart.
        let property = property.rsplit(|c: char| !(c.is_alphanumeric() || c == '-')).find(|word| !word.is_empty());
        for id in references(declaration)? {
            found.push((property.unwrap_or_default().to_ascii_lowercase(), id));
        }
    }
    Ok(found)
}

/// The id that an address leads to within the drawing; nothing of a picture that stands in its address.
fn reference(address: &str) -> Result<Option<String>, DrawingError> {
    match address.strip_prefix('#') {
        Some(id) => Ok(Some(id.to_owned())),
        None if address.starts_with("data:") || address.is_empty() => Ok(None),
        None => Err(DrawingError::Reference(address.chars().take(100).collect())),
    }
}

/// Refuses a style that asks for files otherwise than by `url(…)`.
fn check_style(style: &str) -> Result<(), DrawingError> {
    let lower = style.to_ascii_lowercase();
    match ASKING.iter().find(|function| lower.contains(**function)) {
        Some(asking) => Err(DrawingError::Reference((*asking).to_owned())),
        None => Ok(()),
    }
}

/// The ids in every `url(#id)` of a style or an attribute.
fn references(style: &str) -> Result<Vec<String>, DrawingError> {
    // svg-hush leaves no other form of it than this, in small letters or large ones.
    let lower = style.to_ascii_lowercase();
    let mut found = Vec::new();
    for (at, _) in lower.match_indices("url(") {
        let rest = style.get(at + "url(".len()..).unwrap_or_default();
        let address = rest.split(')').next().unwrap_or_default().trim().trim_matches(['"', '\'']);
        found.extend(reference(address)?);
    }
    Ok(found)
}
