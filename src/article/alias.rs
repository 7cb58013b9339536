//! A place where an article was before.

use serde::{Serialize, Serializer};
use thiserror::Error;

use super::id::{DEVICES, RESERVED};
use super::told;

/// The longest alias, in bytes.
const MAX_LENGTH: usize = 200;

/// A former id of an article, or the path that its page had within the publication: `old-name`, `2019/05/old-name.html`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Alias(String);

/// A text that is not an [`Alias`].
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error(
    "`{}` cannot be a former address: write a former id or a path in the publication, such as 2019/05/old-name.html, \
     of letters a-z, digits and . _ ~ -, without a name that Windows keeps for a device (con, nul, com1)",
    told(.0)
)]
pub struct AliasError(String);

impl Alias {
    /// Checks a former id or path. A slash at its ends is left out, and the name of a folder's page.
    ///
    /// # Errors
    /// When it could not be a file of the publication beside all others.
    pub fn parse(text: &str) -> Result<Self, AliasError> {
        let path = text.trim_matches('/');
        // A folder is what its page is.
        let path = path.strip_suffix("/index.html").unwrap_or(path);
        let is_fit = |byte: u8| byte.is_ascii_alphanumeric() || b"._~-".contains(&byte);
        let is_device = |part: &str| {
            let name = part.split('.').next().unwrap_or_default();
            DEVICES.iter().any(|device| device.eq_ignore_ascii_case(name))
        };
        let is_part =
            |part: &str| !part.is_empty() && !part.starts_with('.') && part.bytes().all(is_fit) && !is_device(part);
        let is_free = path.split('/').next().is_none_or(|first| !RESERVED.contains(&first));
        if path.len() <= MAX_LENGTH && is_free && path.split('/').all(is_part) {
            Ok(Self(path.to_owned()))
        } else {
            Err(AliasError(text.to_owned()))
        }
    }

    /// The id or path, without slashes at its ends.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Serialize for Alias {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

value_schema!(Alias, "Alias", {
    "description": "A former id of the article, or the path that its page had: old-name, 2019/05/old-name.html.",
    "type": "string",
    "maxLength": 200,
    "pattern": pattern(),
});

/// The same in a JSON Schema.
fn pattern() -> String {
    let part = format!("(?!({})([./]|$))[A-Za-z0-9_~-][A-Za-z0-9._~-]*", DEVICES.map(in_any_case).join("|"));
    format!("^/*(?!({})(/|$)){part}(/{part})*/*$", RESERVED.join("|"))
}

/// A word of a pattern, in small letters and in capitals.
fn in_any_case(word: &str) -> String {
    let letter = |c: char| if c.is_ascii_lowercase() { format!("[{}{c}]", c.to_ascii_uppercase()) } else { c.into() };
    word.chars().map(letter).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_what_can_be_a_path_in_a_publication() {
        let alias = |text: &str| Alias::parse(text).map(|alias| alias.0).ok();
        assert_eq!(alias("old-name").as_deref(), Some("old-name"));
        assert_eq!(alias("/2019/05/Old_name.html/").as_deref(), Some("2019/05/Old_name.html"));
        assert_eq!(alias("old/index.html").as_deref(), Some("old"), "a folder is what its page is");
        assert_eq!(alias("console/nullable.html").as_deref(), Some("console/nullable.html"));
        for wrong in [
            "",
            "/",
            "../x",
            "a//b",
            ".well-known/x",
            "a b",
            "articles/x",
            "ế",
            "con",
            "2019/NUL.html",
            "a/Com1.tar.gz/b",
            &"a".repeat(201),
        ] {
            assert_eq!(alias(wrong), None, "{wrong}");
        }
    }
}
