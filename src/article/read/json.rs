//! JSON (RFC 8259) as a tree that knows where each value stands in the file.
//!
//! Two libraries stood here first. In the wasm after Brotli, all else equal, `serde_json` weighed 15 KB more than this
//! file and knows no places; `jsonc-parser` knows them and weighed 8 KB more. The grammar is small and will not change,
//! and what is read here is tested against `serde_json`.

use std::borrow::Cow;

use thiserror::Error;

use super::limits::MAX_VALUES;

/// How deep lists and objects may nest: far more than any document, far less than the stack.
const MAX_DEPTH: usize = 128;

/// A value, and the byte at which it begins.
#[derive(Debug)]
pub(super) struct Value<'a> {
    pub(super) offset: usize,
    pub(super) kind: Kind<'a>,
}

/// What a value is.
#[derive(Debug)]
pub(super) enum Kind<'a> {
    Null,
    Bool(bool),
    /// The characters of a number.
    Number(&'a str),
    Text(Cow<'a, str>),
    List(Vec<Value<'a>>),
    /// The fields in the order of the file; a name may stand twice.
    Object(Vec<(Cow<'a, str>, Value<'a>)>),
}

/// Why a text is not JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum JsonError {
    /// Nothing is there.
    #[error("the file is empty: a document is an object in braces")]
    Empty,
    /// The file ends within a value.
    #[error("the file ends here, before its last list, object or string does")]
    Ended,
    /// Something that begins no value.
    #[error("a value must stand here: a string in double quotes, a number, true, false, null, a list or an object")]
    Value,
    /// A comma, and nothing behind it.
    #[error("the list ends here, and there is no comma after its last value: remove the comma")]
    LastComma,
    /// A quotation mark as texts have it, where JSON wants its own.
    #[error("this is a curly quotation mark: JSON has straight ones, \"")]
    Curly,
    /// No name of a field.
    #[error("the name of a field must stand here, in double quotes; there is no comma after the last field")]
    Name,
    /// No colon.
    #[error("a colon must stand between a field's name and its value")]
    Colon,
    /// No end and no comma in a list or object.
    #[error("a comma must stand here, or the end of the list or object")]
    Comma,
    /// A line break or another control character in a string.
    #[error("a line break or another control character in a string: write \\n, or look for a missing quote before")]
    Control,
    /// A control character that is written as an escape, where none can be shown.
    #[error("this control character has no place on a page: remove it")]
    NotShown,
    /// A backslash and something it does not go with.
    #[error("a backslash stands before \" \\ / b f n r t or u with four hexadecimal digits; write a backslash as \\\\")]
    Escape,
    /// Half of a character that is written as two escapes.
    #[error("this escape is half of a character: write both halves, or the character itself")]
    Surrogate,
    /// A number that is not written as JSON writes numbers.
    #[error("this is not a number as JSON writes them: 0, 12, -3.5, 1e9")]
    Number,
    /// Values within values, too deep.
    #[error("lists and objects nest deeper than 128 levels here")]
    Depth,
    /// More values than any document has.
    #[error("the file has more than a million values: divide the document")]
    Values,
    /// More after the value.
    #[error("the document has ended before this: remove what follows, or look for a bracket too many")]
    Trailing,
}

impl JsonError {
    /// The same, said more exactly by what stands at the place in the text.
    pub(super) fn told_of(self, text: &str, at: usize) -> Self {
        const CURLY: [char; 9] = ['“', '”', '„', '‟', '«', '»', '‘', '’', '‚'];
        let is_curly = text.get(at..).is_some_and(|rest| rest.starts_with(CURLY));
        let is_after_comma = || text.get(..at).is_some_and(|before| before.trim_end().ends_with(','));
        match self {
            Self::Value | Self::Name if is_curly => Self::Curly,
            Self::Value if text.get(at..).is_some_and(|rest| rest.starts_with(']')) && is_after_comma() => {
                Self::LastComma
            }
            other => other,
        }
    }
}

/// Reads a text as one JSON value.
///
/// # Errors
/// The byte at which the text ends to be JSON, and why.
pub(super) fn parse(text: &str) -> Result<Value<'_>, (usize, JsonError)> {
    let mut parser = Parser { text, at: 0, values: 0 };
    parser.skip_blanks();
    if parser.peek().is_none() {
        return Err((parser.at, JsonError::Empty));
    }
    let value = parser.value(0).map_err(|error| (parser.at, error))?;
    parser.skip_blanks();
    match parser.peek() {
        None => Ok(value),
        Some(_) => Err((parser.at, JsonError::Trailing)),
    }
}

struct Parser<'a> {
    text: &'a str,
    /// The byte that is read next; when reading fails, the one at fault.
    at: usize,
    /// How many values were begun.
    values: usize,
}

impl<'a> Parser<'a> {
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn skip_blanks(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.at += 1;
        }
    }

    /// Takes a byte if it is the wanted one.
    fn take(&mut self, wanted: u8) -> bool {
        let is_there = self.peek() == Some(wanted);
        self.at += usize::from(is_there);
        is_there
    }

    /// The error at this place, or that the file ends here.
    fn fail<T>(&self, error: JsonError) -> Result<T, JsonError> {
        Err(if self.peek().is_none() { JsonError::Ended } else { error })
    }

    /// The characters from a byte up to the next one to be read.
    fn since(&self, start: usize) -> &'a str {
        self.text.get(start..self.at).unwrap_or_default()
    }

    fn value(&mut self, depth: usize) -> Result<Value<'a>, JsonError> {
        if depth > MAX_DEPTH {
            return Err(JsonError::Depth);
        }
        self.values += 1;
        if self.values > MAX_VALUES {
            return Err(JsonError::Values);
        }
        let offset = self.at;
        let kind = match self.peek() {
            Some(b'"') => Kind::Text(self.string()?),
            Some(b'[') => Kind::List(self.list(depth)?),
            Some(b'{') => Kind::Object(self.object(depth)?),
            Some(b'-' | b'0'..=b'9') => Kind::Number(self.number()?),
            _ => self.word()?,
        };
        Ok(Value { offset, kind })
    }

    fn word(&mut self) -> Result<Kind<'a>, JsonError> {
        let rest = self.text.get(self.at..).unwrap_or_default();
        let words = [("null", Kind::Null), ("true", Kind::Bool(true)), ("false", Kind::Bool(false))];
        for (word, kind) in words {
            if rest.starts_with(word) {
                self.at += word.len();
                return Ok(kind);
            }
        }
        self.fail(JsonError::Value)
    }

    fn list(&mut self, depth: usize) -> Result<Vec<Value<'a>>, JsonError> {
        let mut items = Vec::new();
        self.at += 1;
        self.skip_blanks();
        if self.take(b']') {
            return Ok(items);
        }
        loop {
            self.skip_blanks();
            items.push(self.value(depth + 1)?);
            self.skip_blanks();
            if self.take(b']') {
                return Ok(items);
            }
            if !self.take(b',') {
                return self.fail(JsonError::Comma);
            }
        }
    }

    fn object(&mut self, depth: usize) -> Result<Vec<(Cow<'a, str>, Value<'a>)>, JsonError> {
        let mut fields = Vec::new();
        self.at += 1;
        self.skip_blanks();
        if self.take(b'}') {
            return Ok(fields);
        }
        loop {
            self.skip_blanks();
            if self.peek() != Some(b'"') {
                return self.fail(JsonError::Name);
            }
            let name = self.string()?;
            self.skip_blanks();
            if !self.take(b':') {
                return self.fail(JsonError::Colon);
            }
            self.skip_blanks();
            fields.push((name, self.value(depth + 1)?));
            self.skip_blanks();
            if self.take(b'}') {
                return Ok(fields);
            }
            if !self.take(b',') {
                return self.fail(JsonError::Comma);
            }
        }
    }

    fn number(&mut self) -> Result<&'a str, JsonError> {
        let start = self.at;
        self.take(b'-');
        if !self.take(b'0') {
            self.digits()?;
        }
        if self.take(b'.') {
            self.digits()?;
        }
        if self.take(b'e') || self.take(b'E') {
            let _sign = self.take(b'+') || self.take(b'-');
            self.digits()?;
        }
        match self.peek() {
            // `01` and `1x` would be read as two values.
            Some(byte) if byte.is_ascii_alphanumeric() => Err(JsonError::Number),
            _ => Ok(self.since(start)),
        }
    }

    fn digits(&mut self) -> Result<(), JsonError> {
        let start = self.at;
        while self.peek().is_some_and(|byte| byte.is_ascii_digit()) {
            self.at += 1;
        }
        if self.at > start { Ok(()) } else { self.fail(JsonError::Number) }
    }

    fn string(&mut self) -> Result<Cow<'a, str>, JsonError> {
        self.at += 1;
        let mut start = self.at;
        let mut unescaped = String::new();
        loop {
            match self.peek() {
                Some(b'"') => {
                    let rest = self.since(start);
                    self.at += 1;
                    return Ok(if unescaped.is_empty() { Cow::Borrowed(rest) } else { Cow::Owned(unescaped + rest) });
                }
                Some(b'\\') => {
                    unescaped.push_str(self.since(start));
                    unescaped.push(self.escape()?);
                    start = self.at;
                }
                Some(0..=0x1f) => return Err(JsonError::Control),
                Some(_) => self.at += 1,
                None => return Err(JsonError::Ended),
            }
        }
    }

    fn escape(&mut self) -> Result<char, JsonError> {
        let start = self.at;
        self.at += 1;
        let character = match self.peek() {
            Some(plain @ (b'"' | b'\\' | b'/')) => char::from(plain),
            Some(b'b') => return self.fail(JsonError::NotShown),
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => return self.unicode(start),
            _ => return self.fail(JsonError::Escape),
        };
        self.at += 1;
        Ok(character)
    }

    /// `\u1ebf`, or two such escapes for a character beyond U+FFFF (RFC 8259, section 7).
    fn unicode(&mut self, start: usize) -> Result<char, JsonError> {
        let mut code = self.hex()?;
        if (0xd800..0xdc00).contains(&code) && self.take(b'\\') && self.peek() == Some(b'u') {
            let low = self.hex()?;
            if (0xdc00..0xe000).contains(&low) {
                code = 0x1_0000 + ((code - 0xd800) << 10) + (low - 0xdc00);
            }
        }
        let error = match char::from_u32(code) {
            // HTML has no place for these (WHATWG HTML, section 13.2.3.5), not even escaped.
            Some('\0'..='\u{8}' | '\u{b}' | '\u{e}'..='\u{1f}') => JsonError::NotShown,
            Some(character) => return Ok(character),
            None => JsonError::Surrogate,
        };
        self.at = start;
        Err(error)
    }

    /// The `u` and four digits.
    fn hex(&mut self) -> Result<u32, JsonError> {
        self.at += 1;
        let mut code = 0;
        for _ in 0..4 {
            let digit = self.peek().and_then(|byte| char::from(byte).to_digit(16));
            let Some(digit) = digit else { return self.fail(JsonError::Escape) };
            code = code * 16 + digit;
            self.at += 1;
        }
        Ok(code)
    }
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use super::*;

    /// The tree as `serde_json` has it.
    fn plain(value: &Value<'_>) -> serde_json::Value {
        match &value.kind {
            Kind::Null => serde_json::Value::Null,
            Kind::Bool(boolean) => (*boolean).into(),
            Kind::Number(number) => serde_json::from_str(number).unwrap(),
            Kind::Text(text) => text.as_ref().into(),
            Kind::List(items) => items.iter().map(plain).collect(),
            Kind::Object(fields) => fields.iter().map(|(name, value)| (name.clone(), plain(value))).collect(),
        }
    }

    #[test]
    fn reads_what_serde_json_reads() {
        for text in [
            "null",
            " true ",
            "false",
            "0",
            "-0",
            "-12.50e+3",
            "1E9",
            "\"\"",
            "\"ế\\u1ebf \\ud83d\\ude00 \\\"\\\\\\/\\f\\n\\r\\t\"",
            "[]",
            "[ ]",
            "[1,[2 , {}],\"x\"]",
            "{}",
            "{ \"a\" : {\"b\":[null]} , \"ế\":1 }",
            "\"\u{7f}\u{2028}\"",
        ] {
            assert_eq!(
                plain(&parse(text).unwrap()),
                serde_json::from_str::<serde_json::Value>(text).unwrap(),
                "{text}"
            );
        }
    }

    #[test]
    fn refuses_what_serde_json_refuses() {
        for (text, at, error) in [
            ("", 0, JsonError::Empty),
            (" \n", 2, JsonError::Empty),
            ("{", 1, JsonError::Ended),
            ("[1", 2, JsonError::Ended),
            ("\"a", 2, JsonError::Ended),
            ("nul", 0, JsonError::Value),
            ("[1,]", 3, JsonError::Value),
            ("'a'", 0, JsonError::Value),
            ("{a:1}", 1, JsonError::Name),
            ("{\"a\":1,}", 7, JsonError::Name),
            ("{\"a\" 1}", 5, JsonError::Colon),
            ("[1 2]", 3, JsonError::Comma),
            ("{\"a\":1 \"b\":2}", 7, JsonError::Comma),
            ("\"a\nb\"", 2, JsonError::Control),
            ("\"\\x\"", 2, JsonError::Escape),
            ("\"\\u12g4\"", 5, JsonError::Escape),
            ("\"\\ud83d\"", 1, JsonError::Surrogate),
            ("\"\\ud83d\\u0041\"", 1, JsonError::Surrogate),
            ("\"\\ude00\"", 1, JsonError::Surrogate),
            ("01", 1, JsonError::Number),
            ("[-]", 2, JsonError::Number),
            ("1.", 2, JsonError::Ended),
            ("[.5]", 1, JsonError::Value),
            ("[1.x]", 3, JsonError::Number),
            ("1e", 2, JsonError::Ended),
            ("// x", 0, JsonError::Value),
            ("{} {}", 3, JsonError::Trailing),
            ("\u{a0}1", 0, JsonError::Value),
        ] {
            assert_eq!(parse(text).map(|value| plain(&value)), Err((at, error)), "{text}");
            assert!(serde_json::from_str::<serde_json::Value>(text).is_err(), "{text}");
        }
    }

    #[test]
    fn knows_where_values_stand_and_how_deep_is_too_deep() {
        let Kind::Object(fields) = parse(" { \"a\": [1] }").unwrap().kind else { panic!("an object") };
        assert_eq!(fields[0].1.offset, 8);
        let nested = |depth: usize| "[".repeat(depth) + &"]".repeat(depth);
        assert!(parse(&nested(MAX_DEPTH + 1)).is_ok());
        assert_eq!(parse(&nested(100_000)).map(|_| ()), Err((MAX_DEPTH + 1, JsonError::Depth)));
    }
}
