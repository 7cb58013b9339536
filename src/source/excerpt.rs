//! The line that a finding is about, with a caret under the place.

use unicode_width::UnicodeWidthChar;

use crate::article::{escaped, push_escaped};

/// How many characters of a line are shown before and after the place.
const BEFORE: usize = 60;
const AFTER: usize = 40;

/// The longest character, in bytes.
const LONGEST: usize = 4;

/// Two lines, the second with a caret under the first character of `after` in the first: the line that `before` ends and
/// `after` begins in. Of a long line, the part around the place; what is no character to be read is written out.
pub(super) fn excerpt(before: &[u8], after: &[u8]) -> String {
    let window = before.get(before.len().saturating_sub(LONGEST * (BEFORE + 1))..).unwrap_or_default();
    let window = String::from_utf8_lossy(window);
    let line = window.rsplit('\n').next().unwrap_or_default();
    let long = line.char_indices().rev().nth(BEFORE - 1).filter(|(start, _)| *start > 0);
    let mut shown = match long {
        Some((start, _)) => format!("…{}", escaped(line.get(start..).unwrap_or_default())),
        None => escaped(line.trim_start()),
    };
    let indent: usize = shown.chars().map(|c| c.width().unwrap_or_default()).sum();

    let window = after.get(..LONGEST * (AFTER + 1)).unwrap_or(after);
    let window = String::from_utf8_lossy(window);
    let line = window.lines().next().unwrap_or_default();
    let end = line.char_indices().nth(AFTER).map(|(end, _)| end);
    push_escaped(&mut shown, line.get(..end.unwrap_or(line.len())).unwrap_or_default());
    if end.is_some() {
        shown.push('…');
    }
    format!("    {shown}\n    {}^", " ".repeat(indent))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str, place: &str) -> String {
        let (before, after) = text.split_at(text.find(place).unwrap());
        excerpt(before.as_bytes(), after.as_bytes())
    }

    #[test]
    fn the_caret_stands_under_the_place() {
        assert_eq!(at("{\n  \"ế漢\": 7,\n}", "7"), "    \"ế漢\": 7,\n           ^");
        let long = format!("{}X{}", "a".repeat(100), "b".repeat(100));
        let expected = format!("    …{}X{}…\n    {}^", "a".repeat(60), "b".repeat(39), " ".repeat(61));
        assert_eq!(at(&long, "X"), expected);
        let long = format!("{}X{}", "漢".repeat(100), "字".repeat(100));
        let expected = format!("    …{}X{}…\n    {}^", "漢".repeat(60), "字".repeat(39), " ".repeat(121));
        assert_eq!(at(&long, "X"), expected);
        assert_eq!(excerpt(b"ab\n", b""), "    \n    ^");
    }

    #[test]
    fn nothing_in_a_line_is_a_command() {
        assert_eq!(
            at("\u{1b}[31m\u{202e}aX\u{9b}b", "X"),
            "    \\u{1b}[31m\\u{202e}aX\\u{9b}b\n    ".to_owned() + &" ".repeat(19) + "^"
        );
        assert_eq!(at("\n  ::add-mask::X\n", "add"), "    \\u{3a}:add-mask::X\n           ^");
        assert_eq!(at("  ::add-mask::X", "::"), "    \\u{3a}:add-mask::X\n    ^");
        assert_eq!(at("a##vso[x]", "#vso"), "    a#\\u{23}vso[x]\n      ^");
    }
}
