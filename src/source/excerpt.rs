//! The line that a finding is about, with a caret under the place.

use unicode_width::UnicodeWidthChar;

/// How many characters of a line are shown before and after the place.
const BEFORE: usize = 60;
const AFTER: usize = 40;

/// Two lines, the second with a caret under a column (from 1, in characters) of the first. Of a long line, the part
/// around the place; what a terminal could take for a command is left out.
pub(super) fn excerpt(text: &str, line: usize, column: usize) -> Option<String> {
    let characters: Vec<char> = text.lines().nth(line.checked_sub(1)?)?.chars().collect();
    let at = column.checked_sub(1)?.min(characters.len());
    let start = at.saturating_sub(BEFORE);
    let shown = |c: &char| if c.is_control() { ' ' } else { *c };
    let before: String = characters.get(start..at)?.iter().map(shown).collect();
    let after: String = characters.get(at..)?.iter().take(AFTER).map(shown).collect();
    let before = if start == 0 { before.trim_start().to_owned() } else { format!("…{before}") };
    let indent: usize = before.chars().map(|c| c.width().unwrap_or_default()).sum();
    let cut = if characters.len() > at + AFTER { "…" } else { "" };
    Some(format!("    {before}{after}{cut}\n    {}^", " ".repeat(indent)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_caret_stands_under_the_place() {
        assert_eq!(excerpt("{\n  \"ế漢\": 7,\n}", 2, 9).as_deref(), Some("    \"ế漢\": 7,\n           ^"));
        let long = format!("{}X{}", "a".repeat(100), "b".repeat(100));
        let shown = excerpt(&long, 1, 101).unwrap_or_default();
        assert_eq!(shown, format!("    …{}X{}…\n    {}^", "a".repeat(60), "b".repeat(39), " ".repeat(61)));
        assert_eq!(excerpt("a\u{1b}[31mb", 1, 1).as_deref(), Some("    a [31mb\n    ^"));
        assert_eq!(excerpt("a", 7, 1), None);
    }
}
