//! A table of a TOML file, read key by key: what is wrong is noted with its place, and the rest is read all the same.

use std::ops::Range;
use std::path::Path;

use serde_spanned::Spanned;
use toml::de::{DeTable, DeValue};

use crate::article::told;
use crate::source::excerpt::excerpt;
use crate::source::{Place, Report, Severity};

/// How like a key another must be to be suggested (Jaro–Winkler, 0 to 1).
const SIMILAR: f64 = 0.8;

/// The faults of a file, with their places.
#[derive(Debug)]
pub(super) struct Faults<'a> {
    pub(super) file: &'a Path,
    pub(super) text: &'a str,
    pub(super) report: Report,
}

impl Faults<'_> {
    /// Notes a fault at a byte of the file.
    pub(super) fn add(&mut self, pointer: &str, at: usize, message: String) {
        let before = self.text.get(..at).unwrap_or(self.text);
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        let line = before.matches('\n').count() + 1;
        let column = before.get(line_start..).unwrap_or_default().chars().count() + 1;
        let after = self.text.get(before.len()..).unwrap_or_default();
        let shown = || excerpt(before.as_bytes(), after.as_bytes());
        let place = Place { line, column, pointer: pointer.to_owned() };
        self.report.add_with_excerpt(Severity::Error, self.file, place, message, shown);
    }
}

/// A value with its place.
#[derive(Clone, Debug)]
pub(super) struct Value<'t> {
    pub(super) value: &'t DeValue<'t>,
    pub(super) pointer: String,
    pub(super) at: usize,
}

/// A table with its place.
#[derive(Debug)]
pub(super) struct Table<'t> {
    keys: &'t DeTable<'t>,
    pointer: String,
    at: usize,
    known: Vec<&'static str>,
}

impl<'t> Table<'t> {
    pub(super) fn root(keys: &'t Spanned<DeTable<'t>>) -> Self {
        Self { keys: keys.get_ref(), pointer: String::new(), at: 0, known: Vec::new() }
    }

    /// The value of a key, if it is there.
    pub(super) fn value(&mut self, key: &'static str) -> Option<Value<'t>> {
        self.known.push(key);
        let value = self.keys.get(key)?;
        Some(Value { value: value.get_ref(), pointer: format!("{}/{key}", self.pointer), at: value.span().start })
    }

    /// A text with something in it.
    pub(super) fn text(&mut self, key: &'static str, faults: &mut Faults<'_>) -> Option<String> {
        let value = self.value(key)?;
        value.text(faults)
    }

    /// A text that must be there.
    pub(super) fn required(&mut self, key: &'static str, faults: &mut Faults<'_>) -> Option<String> {
        if !self.keys.contains_key(key) {
            self.known.push(key);
            faults.add(&format!("{}/{key}", self.pointer), self.at, "this key is required: add it".to_owned());
            return None;
        }
        self.text(key, faults)
    }

    /// A text that something is made of, which may refuse it.
    pub(super) fn parsed<T, E: ToString>(
        &mut self,
        key: &'static str,
        faults: &mut Faults<'_>,
        parse: impl FnOnce(&str) -> Result<T, E>,
    ) -> Option<T> {
        let value = self.value(key)?;
        let text = value.text(faults)?;
        parse(&text).map_err(|error| faults.add(&value.pointer, value.at, error.to_string())).ok()
    }

    /// A table within.
    pub(super) fn table(&mut self, key: &'static str, faults: &mut Faults<'_>) -> Option<Table<'t>> {
        self.value(key)?.table(faults)
    }

    /// Tables within, one after another: `[[key]]`.
    pub(super) fn tables(&mut self, key: &'static str, faults: &mut Faults<'_>) -> Vec<Table<'t>> {
        let Some(value) = self.value(key) else { return Vec::new() };
        let DeValue::Array(list) = value.value else {
            let expected = format!("a list of tables, each under [[{key}]]");
            let _: Option<()> = value.wrong_type(&expected, faults);
            return Vec::new();
        };
        let entry = |(index, entry): (usize, &'t Spanned<DeValue<'t>>)| Value {
            value: entry.get_ref(),
            pointer: format!("{}/{index}", value.pointer),
            at: entry.span().start,
        };
        let entries: Vec<Value<'t>> = list.iter().enumerate().map(entry).collect();
        entries.into_iter().filter_map(|entry| entry.table(faults)).collect()
    }

    /// Notes every key that nobody asked for.
    pub(super) fn finish(self, faults: &mut Faults<'_>) {
        for key in self.keys.keys() {
            let name = key.get_ref();
            if self.known.iter().any(|known| known == name) {
                continue;
            }
            let mut all = self.known.clone();
            all.sort_unstable();
            let score = |known: &&'static str| strsim::jaro_winkler(&name.to_lowercase(), known);
            let best = self.known.iter().copied().max_by(|one, other| score(one).total_cmp(&score(other)));
            let message = match best.filter(|best| score(best) >= SIMILAR) {
                Some(best) => format!("this key is not known: did you mean `{best}`?"),
                None => format!("this key is not known: leave it out, or take one of {}", all.join(", ")),
            };
            let Range { start, .. } = key.span();
            faults.add(&format!("{}/{}", self.pointer, told(name)), start, message);
        }
    }
}

impl<'t> Value<'t> {
    /// A text with something in it.
    pub(super) fn text(&self, faults: &mut Faults<'_>) -> Option<String> {
        match self.value {
            DeValue::String(text) if text.trim().is_empty() => {
                let message = "this must not be empty: write something, or leave the key out".to_owned();
                faults.add(&self.pointer, self.at, message);
                None
            }
            DeValue::String(text) => Some(text.clone().into_owned()),
            _ => self.wrong_type("a text in quotation marks", faults),
        }
    }

    /// `true` or `false`.
    pub(super) fn flag(&self, faults: &mut Faults<'_>) -> Option<bool> {
        match self.value {
            DeValue::Boolean(flag) => Some(*flag),
            _ => self.wrong_type("true or false", faults),
        }
    }

    /// A number of days, from 0.
    pub(super) fn days(&self, faults: &mut Faults<'_>) -> Option<u32> {
        let days = match self.value {
            DeValue::Integer(number) => u32::from_str_radix(number.as_str(), number.radix()).ok(),
            _ => None,
        };
        days.or_else(|| self.wrong_type("a number of days, from 0", faults))
    }

    /// A list of texts; one text is a list of one.
    pub(super) fn texts(&self, faults: &mut Faults<'_>) -> Option<Vec<String>> {
        let DeValue::Array(list) = self.value else { return self.text(faults).map(|text| vec![text]) };
        let mut texts = Vec::new();
        for (index, entry) in list.iter().enumerate() {
            let pointer = format!("{}/{index}", self.pointer);
            texts.push(Value { value: entry.get_ref(), pointer, at: entry.span().start }.text(faults)?);
        }
        Some(texts)
    }

    fn table(self, faults: &mut Faults<'_>) -> Option<Table<'t>> {
        match self.value {
            DeValue::Table(keys) => Some(Table { keys, pointer: self.pointer, at: self.at, known: Vec::new() }),
            _ => self.wrong_type("a table of keys and values", faults),
        }
    }

    fn wrong_type<T>(&self, expected: &str, faults: &mut Faults<'_>) -> Option<T> {
        let found = match self.value {
            DeValue::String(_) => "a text",
            DeValue::Integer(_) | DeValue::Float(_) => "a number",
            DeValue::Boolean(_) => "true or false",
            DeValue::Datetime(_) => "a date",
            DeValue::Array(_) => "a list",
            DeValue::Table(_) => "a table",
        };
        faults.add(&self.pointer, self.at, format!("expected {expected}, found {found}"));
        None
    }
}
