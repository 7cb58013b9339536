//! What can be seen of a text.

/// In a JSON Schema, a character that can be seen: see [`is_blank`].
pub(super) const VISIBLE: &str = r"[^\s\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]";

/// Whether a reader sees nothing of a text: blanks, and characters that only steer others (Unicode's soft hyphen, zero
/// width and direction marks).
pub(super) fn is_blank(text: &str) -> bool {
    text.chars().all(|c| c.is_whitespace() || is_invisible(c))
}

/// Whether a character only steers others.
pub(super) fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}
