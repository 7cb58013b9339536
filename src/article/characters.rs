//! What can be seen of a text, and how a text is told in a message.

/// The characters of which nothing is seen, or which only steer others: Unicode's `Default_Ignorable_Code_Point` (joiners,
/// direction marks, variation selectors, tags, fillers, soft hyphens), and the Braille pattern without a dot. Within words
/// some of them belong there, as joiners do in Persian: they are nothing to read by themselves.
const INVISIBLE: [(char, char); 18] = [
    ('\u{ad}', '\u{ad}'),
    ('\u{34f}', '\u{34f}'),
    ('\u{61c}', '\u{61c}'),
    ('\u{115f}', '\u{1160}'),
    ('\u{17b4}', '\u{17b5}'),
    ('\u{180b}', '\u{180f}'),
    ('\u{200b}', '\u{200f}'),
    ('\u{202a}', '\u{202e}'),
    ('\u{2060}', '\u{206f}'),
    ('\u{2800}', '\u{2800}'),
    ('\u{3164}', '\u{3164}'),
    ('\u{fe00}', '\u{fe0f}'),
    ('\u{feff}', '\u{feff}'),
    ('\u{ffa0}', '\u{ffa0}'),
    ('\u{fff0}', '\u{fff8}'),
    ('\u{1bca0}', '\u{1bca3}'),
    ('\u{1d173}', '\u{1d17a}'),
    ('\u{e0000}', '\u{e0fff}'),
];

/// A name without what turns the text around it: it has its own direction where it is shown, and beside others where it is
/// part of one text.
pub fn unturned(name: &str) -> String {
    name.chars().filter(|c| !matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')).collect()
}

/// How many characters of a text from outside are told in a message.
const TOLD_MAX: usize = 100;

/// In a JSON Schema, the invisible characters as they stand in a class of a pattern.
pub(super) fn invisible_class() -> String {
    let written = |c: char| format!("\\u{{{:x}}}", u32::from(c));
    let range = |(first, last): &(char, char)| match first == last {
        true => written(*first),
        false => format!("{}-{}", written(*first), written(*last)),
    };
    INVISIBLE.iter().map(range).collect()
}

/// In a JSON Schema, a character that can be seen: see [`is_blank`].
pub(super) fn visible() -> String {
    format!("[^\\s{}]", invisible_class())
}

/// Whether a reader sees nothing of a text.
pub(super) fn is_blank(text: &str) -> bool {
    text.chars().all(|c| c.is_whitespace() || is_invisible(c))
}

/// Whether nothing is seen of a character, or it only steers others.
pub(super) fn is_invisible(c: char) -> bool {
    INVISIBLE.iter().any(|(first, last)| (*first..=*last).contains(&c))
}

/// A text from outside (a name, a value, an id) as it stands in a message: nothing in it is a command to a terminal or to a
/// program that reads a log, nothing turns around or hides what follows, and it has an end.
pub fn told(text: &str) -> String {
    match text.char_indices().nth(TOLD_MAX) {
        Some((end, _)) => escaped(text.get(..end).unwrap_or_default()) + "…",
        None => escaped(text),
    }
}

/// A JSON pointer as it stands in a message: each of its parts [`told`].
pub fn told_pointer(pointer: &str) -> String {
    pointer.split('/').map(told).collect::<Vec<_>>().join("/")
}

/// A text with everything written out that is no character to be read: controls, line breaks, and what is invisible; and
/// with what begins a command in the log of a build: `::` at the beginning (GitHub), `##` anywhere (Azure, TeamCity).
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    push_escaped(&mut out, text);
    out
}

/// The same, behind what is there already.
pub fn push_escaped(out: &mut String, text: &str) {
    for c in text.chars() {
        if !needs_escape(c, out) {
            out.push(c);
        } else if c.is_ascii_graphic() {
            out.extend(c.escape_unicode());
        } else {
            out.extend(c.escape_default());
        }
    }
}

/// Whether a character is to be written out behind what is there already.
pub fn needs_escape(c: char, before: &str) -> bool {
    match c {
        '#' => before.ends_with('#'),
        ':' => before.trim_start().is_empty(),
        '\u{2028}' | '\u{2029}' => true,
        c => c.is_control() || is_invisible(c),
    }
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use icu_properties::CodePointSetData;
    use icu_properties::props::DefaultIgnorableCodePoint;

    use super::*;

    #[test]
    fn invisible_is_what_unicode_says() {
        let ignorable = CodePointSetData::new::<DefaultIgnorableCodePoint>();
        for c in '\0'..=char::MAX {
            assert_eq!(is_invisible(c), ignorable.contains(c) || c == '\u{2800}', "U+{:04X}", u32::from(c));
        }
    }

    #[test]
    fn nothing_is_seen_of_fillers_and_something_of_words_with_joiners() {
        for blank in
            ["", " ", "\u{115f}\u{1160}", "\u{3164}", "\u{ffa0}", "\u{2800}", "\u{e0041}\u{fe0f}", "\u{61c}\u{180e}"]
        {
            assert!(is_blank(blank), "{blank:?}");
        }
        for text in ["می\u{200c}خواهم", "क्\u{200d}ष", "❤\u{fe0f}"] {
            assert!(!is_blank(text), "{text:?}");
        }
    }

    #[test]
    fn what_is_told_is_no_command_and_has_an_end() {
        for (text, expected) in [
            ("Tiếng Việt, 漢字, ا", "Tiếng Việt, 漢字, ا"),
            ("a\nb\r\tc", "a\\nb\\r\\tc"),
            ("\u{1b}[31m \u{9b}2J\u{85}\0", "\\u{1b}[31m \\u{9b}2J\\u{85}\\u{0}"),
            ("\u{202e}gnp\u{2066}\u{200f}", "\\u{202e}gnp\\u{2066}\\u{200f}"),
            ("a\u{200b}b\u{e0041}\u{2028}", "a\\u{200b}b\\u{e0041}\\u{2028}"),
            ("::add-mask::x", "\\u{3a}:add-mask::x"),
            (" ::stop-commands::x", " \\u{3a}:stop-commands::x"),
            ("x ##vso[task]###", "x #\\u{23}vso[task]#\\u{23}#"),
        ] {
            assert_eq!(told(text), expected);
            assert_eq!(escaped(&escaped(text)), escaped(text), "what was escaped stays");
        }
        assert_eq!(told(&"ế".repeat(100)), "ế".repeat(100));
        assert_eq!(told(&"ế".repeat(101)), "ế".repeat(100) + "…");
        assert_eq!(told_pointer(&format!("/body/0/{}\n", "x".repeat(200))), format!("/body/0/{}…", "x".repeat(100)));
    }
}
