//! The language a text is in, and the direction it is written.

use schemars::JsonSchema;
use serde::{Serialize, Serializer};
use thiserror::Error;

/// A language tag (BCP 47), such as `vi`, `en-GB` or `uz-Arab`: well formed, not looked up in the registry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Language(String);

/// The direction of a line of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Direction {
    /// From left to right.
    Ltr,
    /// From right to left.
    Rtl,
}

/// A text that is not a language tag.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("`{0}` is not a language: use a BCP 47 tag such as vi, en-GB or ar")]
pub struct LanguageError(String);

/// Scripts written from right to left (ISO 15924), as tags name them.
const RTL_SCRIPTS: [&str; 9] = ["adlm", "arab", "hebr", "mand", "nkoo", "rohg", "samr", "syrc", "thaa"];

/// Languages whose usual script is one of those.
const RTL_LANGUAGES: [&str; 13] = ["ar", "arc", "ckb", "dv", "fa", "he", "nqo", "ps", "sd", "syr", "ug", "ur", "yi"];

impl Language {
    /// Checks the form of a tag: a primary subtag of 2 to 8 letters, then subtags of 1 to 8 letters and digits.
    ///
    /// # Errors
    /// When the form is another.
    pub fn parse(text: &str) -> Result<Self, LanguageError> {
        let mut subtags = text.split('-');
        let primary = subtags.next().unwrap_or_default();
        let is_primary = (2..=8).contains(&primary.len()) && primary.bytes().all(|b| b.is_ascii_alphabetic());
        let is_subtag = |tag: &str| (1..=8).contains(&tag.len()) && tag.bytes().all(|b| b.is_ascii_alphanumeric());
        if is_primary && subtags.all(is_subtag) {
            Ok(Self(text.to_owned()))
        } else {
            Err(LanguageError(text.to_owned()))
        }
    }

    /// The tag as the document has it.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The first subtag, in small letters: `en` of `en-GB`.
    pub fn primary(&self) -> String {
        self.0.split('-').next().unwrap_or_default().to_ascii_lowercase()
    }

    /// The direction in which the language is written: its script's where the tag names one, else its usual script's.
    pub fn direction(&self) -> Direction {
        let script = self.0.split('-').skip(1).find(|tag| tag.len() == 4).map(str::to_ascii_lowercase);
        let is_rtl = match script {
            Some(script) => RTL_SCRIPTS.contains(&script.as_str()),
            None => RTL_LANGUAGES.contains(&self.primary().as_str()),
        };
        if is_rtl { Direction::Rtl } else { Direction::Ltr }
    }
}

/// English, which is what a page speaks that does not say.
impl Default for Language {
    fn default() -> Self {
        Self("en".to_owned())
    }
}

impl Direction {
    /// The value of a `dir` attribute.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Ltr => "ltr",
            Self::Rtl => "rtl",
        }
    }
}

impl Serialize for Language {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

value_schema!(Language, "Language", {
    "description": "A language tag (BCP 47), such as vi, en-GB or uz-Arab.",
    "type": "string",
    "pattern": "^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$",
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_well_formed_tags() {
        for tag in ["vi", "en-GB", "zh-Hant-TW", "de-1996", "haw"] {
            assert!(Language::parse(tag).is_ok(), "{tag}");
        }
        for wrong in ["", "v", "vi_VN", "tiếng Việt", "en-", "-en", "abcdefghi"] {
            assert_eq!(Language::parse(wrong), Err(LanguageError(wrong.to_owned())));
        }
    }

    #[test]
    fn knows_the_direction() {
        let direction = |tag| Language::parse(tag).unwrap().direction();
        for tag in ["ar", "AR-EG", "he", "fa-IR", "uz-Arab", "ur"] {
            assert_eq!(direction(tag), Direction::Rtl, "{tag}");
        }
        for tag in ["vi", "en", "ar-Latn", "zh-Hant"] {
            assert_eq!(direction(tag), Direction::Ltr, "{tag}");
        }
    }
}
