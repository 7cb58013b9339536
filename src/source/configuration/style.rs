//! What a publication looks like: its colours, light and dark, and its faces.

use super::colour::Colour;
use super::toml_table::{Faults, Table, Value};
use crate::article::told;

/// How much of the ink muted text has in it, as `static/css/tokens.css` mixes it.
const MUTED_SHARE: f32 = 0.72;

/// The names of faces that stand for those of the reader's system (CSS Fonts Level 4, section 2.1.3).
const GENERIC: [&str; 8] =
    ["serif", "sans-serif", "monospace", "system-ui", "ui-serif", "ui-sans-serif", "ui-monospace", "ui-rounded"];

/// What a publication looks like.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Style {
    /// Its colours, if it has any of its own.
    pub colours: Option<Colours>,
    /// The faces of texts, the first that the reader's system has: as CSS writes them.
    pub font: Option<String>,
    /// The faces of everything else.
    pub interface_font: Option<String>,
}

/// The colours of a publication, as CSS writes them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Colours {
    /// By day.
    pub light: Palette,
    /// By night.
    pub dark: Palette,
}

/// The colours of a theme.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Palette {
    /// The ground.
    pub paper: String,
    /// Text.
    pub ink: String,
    /// Links and marks.
    pub accent: String,
    /// Text that steps back.
    pub muted: String,
}

/// The colours of a theme as `static/css/tokens.css` has them.
struct Defaults {
    name: &'static str,
    paper: Colour,
    ink: Colour,
    accent: Colour,
}

const LIGHT: Defaults = Defaults {
    name: "light",
    paper: Colour::new(0xff, 0xfd, 0xf8),
    ink: Colour::new(0x1c, 0x1a, 0x17),
    accent: Colour::new(0x9a, 0x2a, 0x21),
};

const DARK: Defaults = Defaults {
    name: "dark",
    paper: Colour::new(0x16, 0x15, 0x12),
    ink: Colour::new(0xe8, 0xe2, 0xd6),
    accent: Colour::new(0xf0, 0x9a, 0x86),
};

/// A colour that the file gives, with its place.
type Given<'t> = Option<(Colour, Value<'t>)>;

impl Style {
    pub(super) fn read(mut table: Table<'_>, faults: &mut Faults<'_>) -> Self {
        let light = Palette::given(&mut table, faults);
        let dark = table.table("dark", faults).map(|mut table| {
            let given = Palette::given(&mut table, faults);
            table.finish(faults);
            given
        });
        let dark = dark.unwrap_or_default();
        let is_given = light.iter().chain(&dark).any(Option::is_some);
        let [light, dark] = [(light, LIGHT), (dark, DARK)].map(|(given, default)| Palette::of(given, &default, faults));
        let font = faces(&mut table, "font", "serif", faults);
        let interface_font = faces(&mut table, "interface-font", "sans-serif", faults);
        table.finish(faults);
        Self { colours: is_given.then_some(Colours { light, dark }), font, interface_font }
    }
}

impl Palette {
    fn given<'t>(table: &mut Table<'t>, faults: &mut Faults<'_>) -> [Given<'t>; 3] {
        ["paper", "ink", "accent"].map(|key| {
            let value = table.value(key)?;
            let text = value.text(faults)?;
            match text.parse() {
                Ok(colour) => Some((colour, value)),
                Err(message) => {
                    faults.add(&value.pointer, value.at, message);
                    None
                }
            }
        })
    }

    /// What is given, and the rest as it is by default. What could not be read on the paper is a fault.
    fn of(given: [Given<'_>; 3], default: &Defaults, faults: &mut Faults<'_>) -> Self {
        let [paper, ink, accent] = given;
        let ground = paper.as_ref().map_or(default.paper, |(colour, _)| *colour);
        let mut on_paper = |name: &str, given: &Given<'_>, default_colour: Colour| {
            let colour = given.as_ref().map_or(default_colour, |(colour, _)| *colour);
            // Where the paper alone is given, it is what does not go with the rest.
            let cause = given.as_ref().or(paper.as_ref());
            if let Some((_, value)) = cause.filter(|_| !colour.is_read_on(ground)) {
                let (contrast, nearest) = (colour.contrast(ground), colour.nearest_read_on(ground));
                let own = if given.is_some() {
                    String::new()
                } else {
                    format!("the usual {name} of the {} theme, ", default.name)
                };
                let message = format!(
                    "{own}{} on {} has a contrast of {contrast:.1} : 1, and text needs 4.5 : 1: the nearest {name} that has it is {}",
                    colour.css(),
                    ground.css(),
                    nearest.css(),
                );
                faults.add(&value.pointer, value.at, message);
            }
            colour
        };
        let ink = on_paper("ink", &ink, default.ink);
        let accent = on_paper("accent", &accent, default.accent);
        let muted = ink.mixed(ground, MUTED_SHARE);
        // A light ink mixed with its paper may be too light.
        let muted = if muted.is_read_on(ground) { muted } else { muted.nearest_read_on(ground) };
        let [paper, ink, accent, muted] = [ground, ink, accent, muted].map(Colour::css);
        Self { paper, ink, accent, muted }
    }
}

/// Faces as CSS writes them; behind them the system's own of the kind, for readers who have none of them. A name is written between quotation marks, so that nothing in it is CSS.
fn faces(table: &mut Table<'_>, key: &'static str, last: &str, faults: &mut Faults<'_>) -> Option<String> {
    let value = table.value(key)?;
    let names = value.texts(faults)?;
    let names: Vec<&str> =
        names.iter().flat_map(|name| name.split(',')).map(|name| name.trim().trim_matches(['"', '\''])).collect();
    let is_name = |c: char| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_' | '.');
    if let Some(wrong) = names.iter().find(|name| name.is_empty() || !name.chars().all(is_name)) {
        let message = format!("`{}` is no name of a typeface: write names as [\"Georgia\", \"serif\"]", told(wrong));
        faults.add(&value.pointer, value.at, message);
        return None;
    }
    let css = names.iter().map(|name| if GENERIC.contains(name) { (*name).to_owned() } else { format!("\"{name}\"") });
    let mut css: Vec<String> = css.collect();
    if !names.iter().any(|name| GENERIC.contains(name)) {
        css.push(last.to_owned());
    }
    Some(css.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_usual_colours_are_those_of_the_stylesheet() {
        let tokens = include_str!("../../../static/css/tokens.css");
        for (name, light, dark) in
            [("paper", LIGHT.paper, DARK.paper), ("ink", LIGHT.ink, DARK.ink), ("accent", LIGHT.accent, DARK.accent)]
        {
            let rule = format!("--{name}: var(--article-{name}, light-dark({}, {}));", light.css(), dark.css());
            assert!(tokens.contains(&rule), "{rule}");
        }
    }
}
