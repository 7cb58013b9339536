//! Where in a file a JSON pointer leads.

use std::collections::HashMap;

use serde_json::value::RawValue;

/// The byte at which the value of a pointer begins, or the closest value around it when there is none: a field that is
/// missing is located at the object that should have it.
pub(super) fn offset(text: &str, pointer: &str) -> usize {
    let Ok(mut value) = serde_json::from_str::<&RawValue>(text) else { return 0 };
    for token in pointer.split('/').skip(1) {
        let Some(inner) = child(value, &token.replace("~1", "/").replace("~0", "~")) else { break };
        value = inner;
    }
    // A raw value is a slice of the text it was read from.
    (value.get().as_ptr() as usize).saturating_sub(text.as_ptr() as usize)
}

fn child<'a>(value: &'a RawValue, token: &str) -> Option<&'a RawValue> {
    let json = value.get();
    if json.starts_with('[') {
        let items: Vec<&RawValue> = serde_json::from_str(json).ok()?;
        items.get(token.parse::<usize>().ok()?).copied()
    } else {
        let fields: HashMap<String, &RawValue> = serde_json::from_str(json).ok()?;
        fields.get(token).copied()
    }
}

/// The line and column of a byte, both from 1; columns count characters.
pub(super) fn line_and_column(text: &[u8], offset: usize) -> (usize, usize) {
    let before = text.get(..offset).unwrap_or(text);
    let line_start = before.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
    let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
    let in_line = before.get(line_start..).unwrap_or_default();
    (line, String::from_utf8_lossy(in_line).chars().count() + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_values_by_pointer() {
        let text = "{\n \"a~/b\": [ 1,\n  {\"ế\": true } ] }";
        let at = |pointer| line_and_column(text.as_bytes(), offset(text, pointer));
        assert_eq!(at(""), (1, 1));
        assert_eq!(at("/a~0~1b/0"), (2, 12));
        assert_eq!(at("/a~0~1b/1/ế"), (3, 9));
        assert_eq!(at("/a~0~1b/1/missing"), (3, 3));
        assert_eq!(at("/a~0~1b/7"), (2, 10));
    }
}
