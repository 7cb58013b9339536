//! Drawings (SVG), made safe: what runs, leads elsewhere or is not known is taken out by svg-hush; what would ask for
//! other files, or is small to read and endless to draw, is refused.

use std::collections::{HashMap, HashSet};
use std::io;

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};
use svg_hush::data_url_filter::allow_standard_images;
use thiserror::Error;

/// The largest drawing, in bytes.
pub(super) const MAX_BYTES: u64 = 8 * 1024 * 1024;

/// How deep elements may stand within one another: as deep as XML parsers in use go.
const MAX_DEPTH: usize = 250;

/// How many elements may be drawn, each counted as often as it is referred to.
const MAX_DRAWN: u64 = 100_000;

/// How many times the rules of its style sheets may let elements refer to something.
const MAX_REFERENCES: usize = 1_000_000;

/// What a step of a filter counts for: it visits every pixel.
const FILTER_STEP: u64 = 100;

/// Changes whenever drawings come out otherwise than before.
pub(super) const VERSION: u8 = 1;

/// Why a drawing is not published.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum DrawingError {
    /// Larger than any drawing for a page.
    #[error(
        "is a drawing of more than 8 MiB, or one with elements very deep in one another: simplify it, or export it as PNG"
    )]
    TooLarge,
    /// It is no drawing that can be read.
    #[error("is not a drawing that can be read ({0}): export it again as plain SVG")]
    Unreadable(String),
    /// It asks for other files, which browsers do not show in a picture.
    #[error(
        "refers to another file (`{0}`), which no browser shows in a picture: draw it in, or embed it as PNG or JPEG"
    )]
    Reference(String),
    /// Elements stand too deep in one another.
    #[error("is a drawing with more than {MAX_DEPTH} elements within one another: simplify it, or export it as PNG")]
    TooDeep,
    /// A part of it is drawn within itself.
    #[error("is a drawing with a part that refers to itself, which browsers do not draw: take that part out")]
    Circle,
    /// Drawing it would take a browser too long.
    #[error(
        "is a drawing of more than {MAX_DRAWN} elements, each counted as often as it is used: simplify it, or export it as \
         PNG"
    )]
    TooMuch,
}

/// A drawing without what runs or leads elsewhere.
///
/// # Errors
/// When it is none, or can't be made safe: see [`DrawingError`].
pub fn clean(drawing: &[u8]) -> Result<Vec<u8>, DrawingError> {
    if drawing.len() as u64 > MAX_BYTES {
        return Err(DrawingError::TooLarge);
    }
    let mut filter = svg_hush::Filter::new();
    filter.set_data_url_filter(allow_standard_images);
    let mut cleaned = Bounded::default();
    let outcome = filter.filter(drawing, &mut cleaned);
    let Bounded { bytes: cleaned, is_full } = cleaned;
    if is_full {
        return Err(DrawingError::TooLarge);
    }
    outcome.map_err(unreadable)?;
    let text = std::str::from_utf8(&cleaned).map_err(unreadable)?;
    Elements::read(text)?.check()?;
    Ok(cleaned)
}

/// What is written, up to twice the largest drawing: svg-hush indents what stands within something, which makes a lot out
/// of elements that stand very deep.
#[derive(Default)]
struct Bounded {
    bytes: Vec<u8>,
    is_full: bool,
}

impl io::Write for Bounded {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.is_full |= (self.bytes.len() + bytes.len()) as u64 > 2 * MAX_BYTES;
        if self.is_full {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        self.bytes.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn unreadable(error: impl std::error::Error) -> DrawingError {
    let cause = error.source().map_or_else(|| error.to_string(), ToString::to_string);
    DrawingError::Unreadable(cause)
}

/// The elements of a drawing in their order, as far as it matters what drawing them takes.
#[derive(Default)]
struct Elements {
    elements: Vec<Element>,
    by_id: HashMap<String, usize>,
    rules: Vec<Rule>,
}

#[derive(Default)]
struct Element {
    /// What it counts for by itself.
    own: u64,
    children: Vec<usize>,
    /// The ids that it refers to.
    references: Vec<String>,
    /// Its name, `.class` for each of its classes, and `#id`: what a rule may know it by.
    names: Vec<String>,
}

/// A rule of a style sheet that refers to something.
struct Rule {
    /// The names in its selectors, as elements have them. With none it is for all.
    names: HashSet<String>,
    references: Vec<String>,
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
                Event::Text(text) => {
                    if let Some(style) = &mut style {
                        style.push_str(&text);
                    }
                }
                Event::Eof => break,
                _ => {}
            }
        }
        found.follow_rules()?;
        Ok(found)
    }

    fn add(&mut self, start: &BytesStart<'_>, parent: Option<usize>) -> Result<usize, DrawingError> {
        let number = self.elements.len();
        if let Some(parent) = parent.and_then(|parent| self.elements.get_mut(parent)) {
            parent.children.push(number);
        }
        let name = start.local_name().as_ref().to_owned();
        let own = if name.starts_with("fe") { FILTER_STEP } else { 1 };
        let mut element = Element { own, names: vec![name], ..Element::default() };
        for attribute in start.attributes() {
            let attribute = attribute.map_err(unreadable)?;
            let value = attribute.normalized_value(XmlVersion::Implicit1_0).map_err(unreadable)?;
            match attribute.key.local_name().as_ref() {
                "id" => {
                    element.names.push(format!("#{}", value.trim()));
                    self.by_id.insert(value.trim().to_owned(), number);
                }
                "class" => element.names.extend(value.split_whitespace().map(|class| format!(".{class}"))),
                "href" => element.references.extend(reference(value.trim())?),
                _ => element.references.extend(references(&value)?),
            }
        }
        self.elements.push(element);
        Ok(number)
    }

    /// Notes the rules that refer to something. Remarks and nested rules only make them know more elements than they do.
    fn add_style(&mut self, style: &str) -> Result<(), DrawingError> {
        for rule in style.split('}') {
            let references = references(rule)?;
            if !references.is_empty() {
                let selectors = rule.rsplit_once('{').map(|(selectors, _)| selectors).unwrap_or_default();
                self.rules.push(Rule { names: names(selectors), references });
            }
        }
        Ok(())
    }

    /// Lets each element refer to what the rules that know it refer to.
    fn follow_rules(&mut self) -> Result<(), DrawingError> {
        let mut by_name: HashMap<&str, Vec<&String>> = HashMap::new();
        let mut of_all: Vec<&String> = Vec::new();
        for Rule { names, references } in &self.rules {
            if names.is_empty() {
                of_all.extend(references);
            }
            names.iter().for_each(|name| by_name.entry(name).or_default().extend(references));
        }
        let mut count = 0;
        for element in &mut self.elements {
            let named = element.names.iter().filter_map(|name| by_name.get(name.as_str())).flatten();
            let before = element.references.len();
            element.references.extend(named.chain(&of_all).take(MAX_REFERENCES).map(|id| (*id).clone()));
            count += element.references.len() - before;
            if count > MAX_REFERENCES {
                return Err(DrawingError::TooMuch);
            }
        }
        Ok(())
    }

    /// What else is drawn when an element is.
    fn parts(&self, at: usize) -> impl Iterator<Item = usize> {
        let element = self.elements.get(at).into_iter();
        element.flat_map(|element| {
            let referred = element.references.iter().filter_map(|id| self.by_id.get(id));
            element.children.iter().chain(referred).copied()
        })
    }

    /// Weighs what is drawn: each element with everything in it and everything that it refers to.
    fn check(&self) -> Result<(), DrawingError> {
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
                    for part in self.parts(at) {
                        match weights.get(part) {
                            Some(Weight::Unknown) => open.push(part),
                            Some(Weight::Open) => return Err(DrawingError::Circle),
                            _ => {}
                        }
                    }
                }
                Weight::Open => {
                    let own = self.elements.get(at).map_or(0, |element| element.own);
                    let known = self.parts(at).map(|part| match weights.get(part) {
                        Some(Weight::Known(known)) => *known,
                        _ => 0,
                    });
                    let drawn = known.fold(own, u64::saturating_add);
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

/// How many elements are drawn with one.
#[derive(Clone, Copy)]
enum Weight {
    Unknown,
    /// It is being weighed: whatever refers to it now is drawn within itself.
    Open,
    Known(u64),
}

/// The names that elements have that selectors may know: `.class` and `#id`, or the element's own. None where something
/// else may choose the elements, as in a remark.
fn names(selectors: &str) -> HashSet<String> {
    if selectors.contains(['*', '[', ':']) {
        return HashSet::new();
    }
    let is_name = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | '#');
    let subjects = selectors.split(',').filter_map(|selector| selector.trim_end().rsplit(|c| !is_name(c)).next());
    let names = subjects.flat_map(|subject| {
        let marks: Vec<usize> = subject.match_indices(['.', '#']).map(|(at, _)| at).chain([subject.len()]).collect();
        let marked = marks.windows(2).filter_map(|ends| subject.get(*ends.first()?..*ends.last()?));
        let marked: Vec<String> = marked.map(str::to_owned).collect();
        if marked.is_empty() { vec![subject.to_owned()] } else { marked }
    });
    names.collect()
}

/// The id that an address leads to within the drawing; nothing of a picture that stands in its address.
fn reference(address: &str) -> Result<Option<String>, DrawingError> {
    match address.strip_prefix('#') {
        Some(id) => Ok(Some(id.to_owned())),
        None if address.starts_with("data:") || address.is_empty() => Ok(None),
        None => Err(DrawingError::Reference(address.chars().take(100).collect())),
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

#[cfg(test)]
mod tests {
    use super::*;

    fn drawing(content: &str) -> String {
        format!(
            "<svg xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink' width='9' height='9'>\
             {content}</svg>"
        )
    }

    fn cleaned(content: &str) -> Result<String, DrawingError> {
        clean(drawing(content).as_bytes()).map(|bytes| String::from_utf8(bytes).unwrap())
    }

    #[test]
    fn what_runs_or_leads_elsewhere_is_taken_out() {
        for hostile in [
            "<script>alert(1)</script><rect/>",
            "<script href='evil.js'/><rect/>",
            "<script xlink:href='data:text/javascript,alert(1)'/><rect/>",
            "<rect onclick='alert(1)' onload='alert(1)'/>",
            "<a href='javascript:alert(1)'><rect/></a>",
            "<a xlink:href='https://evil.example/'><rect/></a>",
            "<foreignObject><body xmlns='http://www.w3.org/1999/xhtml'><script>alert(1)</script></body></foreignObject><rect/>",
            "<rect><set attributeName='onmouseover' to='x()'/></rect>",
            "<rect><animate attributeName='href' values='x'/></rect>",
            "<iframe xmlns='http://www.w3.org/1999/xhtml' src='https://evil.example/'/><rect/>",
            "<style>@import 'https://evil.example/a.css'; rect { fill: red }</style><rect/>",
            "<?xml-stylesheet href='https://evil.example/a.css'?><rect/>",
            "<handler type='application/ecmascript'>alert(1)</handler><rect/>",
        ] {
            let cleaned = cleaned(hostile).unwrap_or_else(|error| panic!("{hostile}: {error}"));
            for trace in ["script", "alert", "evil", "foreignObject", "iframe", "onclick", "onmouseover", "handler"] {
                assert!(!cleaned.contains(trace), "{hostile}: {cleaned}");
            }
            assert!(cleaned.contains("<rect"), "{hostile}: {cleaned}");
        }
    }

    #[test]
    fn what_is_drawn_stays() {
        let pattern = "<defs><pattern id='h' width='4' height='4'><path d='M0 0h4'/></pattern></defs>\
                       <rect fill='url(#h)' style='stroke:url(#h)'/><use href='#h'/><text x='1'>Chữ</text>\
                       <image href='data:image/png;base64,AAAA'/>";
        let cleaned = cleaned(pattern).unwrap();
        for kept in ["<pattern", "fill=\"url(#h)\"", "stroke:url(#h)", "href=\"#h\"", "Chữ", "data:image/png"] {
            assert!(cleaned.contains(kept), "{kept}: {cleaned}");
        }
    }

    #[test]
    fn other_files_are_refused() {
        for content in ["<image href='logo.png'/>", "<use xlink:href='other.svg#a'/>", "<rect fill='url(/a.svg#b)'/>"] {
            assert!(matches!(cleaned(content), Err(DrawingError::Reference(_))), "{content}: {:?}", cleaned(content));
        }
        assert!(matches!(cleaned("<image href='/admin/delete?id=1'/>"), Err(DrawingError::Reference(_))));
        // Whole addresses are made relative by svg-hush, and then refused.
        assert!(matches!(cleaned("<image href='https://evil.example/a.png'/>"), Err(DrawingError::Reference(_))));
    }

    #[test]
    fn what_is_no_drawing_is_refused() {
        for bytes in ["", "<html/>", "<svg", "GIF89a", "<!doctype html><script>alert(1)</script>", "<svg/>"] {
            assert!(matches!(clean(bytes.as_bytes()), Err(DrawingError::Unreadable(_))), "{bytes}");
        }
        let entities = "<!DOCTYPE svg [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;'>\
                        <!ENTITY c '&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;'><!ENTITY d '&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;'>\
                        <!ENTITY e '&d;&d;&d;&d;&d;&d;&d;&d;&d;&d;'><!ENTITY f '&e;&e;&e;&e;&e;&e;&e;&e;&e;&e;'>]>\
                        <svg xmlns='http://www.w3.org/2000/svg'><text>&f;</text></svg>";
        assert!(matches!(clean(entities.as_bytes()), Err(DrawingError::Unreadable(_))));
        let large = vec![b' '; usize::try_from(MAX_BYTES).unwrap() + 1];
        assert_eq!(clean(&large), Err(DrawingError::TooLarge));
    }

    #[test]
    fn what_is_endless_to_draw_is_refused() {
        let doubled = |reference: fn(usize) -> String| -> String {
            let step = |level: usize| format!("<g id='a{}'>{}</g>", level + 1, reference(level).repeat(10));
            format!("<rect id='a0'/>{}", (0..20).map(step).collect::<String>())
        };
        let by_use = doubled(|level| format!("<use href='#a{level}'/>"));
        assert_eq!(cleaned(&by_use), Err(DrawingError::TooMuch));
        let pattern = |level: usize| {
            let filled = format!("<rect fill='url(#p{level})'/>").repeat(10);
            format!("<pattern id='p{}'>{filled}</pattern>", level + 1)
        };
        let patterns = (0..12).map(pattern).collect::<String>();
        assert_eq!(cleaned(&format!("{patterns}<rect fill='url(#p12)'/>")), Err(DrawingError::TooMuch));
        for (class, selector) in [("class='c", "g, rect.c"), ("class='d c", "g > .c"), ("id='c", "@media all { #c")] {
            let styled = |level: usize| {
                let filled = format!("<rect {class}{level}'/>").repeat(10);
                let style = format!("<style>{selector}{level} {{ fill: url(#p{level}) }}</style>");
                format!("{style}<pattern id='p{}'>{filled}</pattern>", level + 1)
            };
            let by_styles = (0..12).map(styled).collect::<String>();
            let refused = cleaned(&format!("{by_styles}<rect fill='url(#p12)'/>"));
            assert_eq!(refused, Err(DrawingError::TooMuch), "{selector}");
        }
        for (levels, refused) in [(300, DrawingError::TooDeep), (100_000, DrawingError::TooLarge)] {
            let deep = format!("{}{}", "<g>".repeat(levels), "</g>".repeat(levels));
            assert_eq!(cleaned(&deep), Err(refused), "{levels}");
        }
        for circle in [
            "<g id='a'><use href='#b'/></g><g id='b'><use href='#a'/></g>",
            "<style>*{fill:url(#p)}</style><pattern id='p'><rect/></pattern>",
            "<style>.a/* , b */{fill:url(#p)}</style><pattern id='p'><rect class='a'/></pattern>",
        ] {
            assert_eq!(cleaned(circle), Err(DrawingError::Circle), "{circle}");
        }
        let chain: String = (0..20_000).map(|at| format!("<g id='a{at}'><use href='#a{}'/></g>", at + 1)).collect();
        assert_eq!(cleaned(&format!("<defs>{chain}</defs>")), Err(DrawingError::TooMuch));
        let exported = "<style>.cls-1{clip-path:url(#clip)}.cls-2,.cls-3{fill:url(#fill)}</style>\
                        <clipPath id='clip'><rect class='cls-4'/></clipPath><linearGradient id='fill'><stop/></linearGradient>";
        let many = format!("{exported}{}", "<path class='cls-1 cls-2' d='M0 0h1'/>".repeat(10_000));
        assert!(cleaned(&many).is_ok());
    }
}
