//! Addresses that are safe to put into a page.

use serde::{Serialize, Serializer};
use thiserror::Error;

use super::characters::{invisible_class, is_invisible, told};

/// The longest address, in bytes.
const MAX_LENGTH: usize = 2048;

/// An address that was checked: relative, `http` or `https`; of a link also `mailto` or `tel`, of a picture also `data`.
///
/// There is no other way from a document to an `href` or a `src`. A relative address is relative to the document that
/// holds it, wherever that document is shown: see [`SafeUrl::resolve`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SafeUrl(String);

/// Why a text is not a [`SafeUrl`].
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum AddressError {
    /// Nothing is there.
    #[error("the address is empty: give one, or leave the field out")]
    Empty,
    /// More than browsers and servers agree to carry.
    #[error("the address is longer than {MAX_LENGTH} characters: shorten it")]
    TooLong,
    /// A space or a control character, which browsers drop silently, so that the address read is not the one used; or
    /// one that is not seen and may turn what stands after it around.
    #[error(
        "the address has a space or an invisible character (U+{0:04X}): write a space as %20, and leave others out"
    )]
    Blank(u32),
    /// A backslash, which browsers read as a slash.
    #[error("the address has a backslash: write / or %5C")]
    Backslash,
    /// A scheme that may run code, read files or do what a reader does not expect.
    #[error("an address that begins with `{scheme}:` is not allowed: use {1}", scheme = told(.0))]
    Scheme(String, &'static str),
    /// A drawing in its address.
    #[error("an SVG cannot stand in an address: put it into a file beside the document, and name that")]
    Drawing,
    /// `//host/…`: it looks like a path and leads to another host.
    #[error("an address that begins with // hides its host: begin it with https://")]
    ProtocolRelative,
    /// `https://` and no host behind it.
    #[error("the address has no host after `{0}://`")]
    NoHost(String),
    /// `https://known.example@other.example/`: what stands before the @ looks like the host. Or a host with characters written
    /// out, `https://%65vil.example/`, that is not the one that is read.
    #[error("the address has `@` or `%` in its host, which hides where it leads: leave that part out")]
    UserInfo,
}

impl SafeUrl {
    /// Checks the address of something that the page loads, or of another page: relative, `http` or `https`.
    ///
    /// # Errors
    /// When the address could mislead or run anything: see [`AddressError`].
    pub fn resource(text: &str) -> Result<Self, AddressError> {
        Self::check(text, &["http", "https"], "a relative address, http: or https:")
    }

    /// Checks the address of a picture: as a resource, and a small picture that the address holds itself
    /// (`data:image/png;base64,…`, RFC 2397).
    ///
    /// # Errors
    /// When the address could mislead or run anything: see [`AddressError`].
    pub fn picture(text: &str) -> Result<Self, AddressError> {
        const PICTURES: &str = "a relative address, http:, https: or data:image/… (avif, gif, jpeg, png, webp)";
        const DRAWING: &str = "data:image/svg+xml";
        if text.get(..DRAWING.len()).is_some_and(|start| start.eq_ignore_ascii_case(DRAWING)) {
            return Err(AddressError::Drawing);
        }
        let schemes: &[&str] = if is_data_picture(text) { &["data"] } else { &["http", "https"] };
        Self::check(text, schemes, PICTURES)
    }

    /// Checks the address of a link that the reader may follow: as a resource, and `mailto` and `tel`.
    ///
    /// # Errors
    /// When the address could mislead or run anything: see [`AddressError`].
    pub fn link(text: &str) -> Result<Self, AddressError> {
        Self::check(text, &["http", "https", "mailto", "tel"], "a relative address, http:, https:, mailto: or tel:")
    }

    fn check(text: &str, schemes: &[&str], allowed: &'static str) -> Result<Self, AddressError> {
        if text.is_empty() {
            return Err(AddressError::Empty);
        }
        if text.len() > MAX_LENGTH {
            return Err(AddressError::TooLong);
        }
        if let Some(blank) = text.chars().find(|c| c.is_control() || c.is_whitespace() || is_invisible(*c)) {
            return Err(AddressError::Blank(u32::from(blank)));
        }
        if text.contains('\\') {
            return Err(AddressError::Backslash);
        }
        if text.starts_with("//") {
            return Err(AddressError::ProtocolRelative);
        }
        if let Some((scheme, rest)) = split_scheme(text) {
            let scheme = scheme.to_ascii_lowercase();
            if !schemes.contains(&scheme.as_str()) {
                return Err(AddressError::Scheme(scheme, allowed));
            }
            if scheme.starts_with("http") {
                // Browsers forgive `https:host` and `https:///host`; what is written here must be what is opened.
                let host = rest.strip_prefix("//").unwrap_or_default();
                let host = host.split(['/', '?', '#']).next().unwrap_or_default();
                if host.is_empty() {
                    return Err(AddressError::NoHost(scheme));
                }
                if host.contains(['@', '%']) {
                    return Err(AddressError::UserInfo);
                }
            }
        }
        Ok(Self(text.to_owned()))
    }

    /// The address as the document has it.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether the address depends on where the document lies: it has no scheme and does not begin at the root.
    pub fn is_relative(&self) -> bool {
        !self.0.starts_with(['/', '#']) && split_scheme(&self.0).is_none()
    }

    /// Whether the address names a place in the world by itself: `http` or `https`, and a host.
    pub fn is_whole(&self) -> bool {
        split_scheme(&self.0).is_some_and(|(scheme, _)| is_web(scheme))
    }

    /// The address as seen from a page, given the document's folder as seen from there: `""`, or a path or address
    /// that ends with a slash.
    pub fn resolve(&self, folder: &str) -> String {
        if self.is_relative() {
            format!("{folder}{}", self.0)
        } else if self.0.starts_with('/') {
            // From the root of the site that the document is on.
            format!("{}{}", origin(folder), self.0)
        } else {
            self.0.clone()
        }
    }
}

impl Serialize for SafeUrl {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

/// The scheme and the host of a whole address; nothing of a relative one.
fn origin(address: &str) -> &str {
    let Some((scheme, rest)) = split_scheme(address).filter(|(scheme, _)| is_web(scheme)) else { return "" };
    let host = rest.trim_start_matches('/').split(['/', '?', '#']).next().unwrap_or_default();
    address.get(..scheme.len() + "://".len() + host.len()).unwrap_or_default()
}

/// Whether a scheme is one of those that pages are fetched by.
fn is_web(scheme: &str) -> bool {
    scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https")
}

/// Whether an address holds a picture of a kind that browsers draw in an `img`. A drawing (SVG) is none of them: some
/// hundred characters of it take a browser hours.
fn is_data_picture(text: &str) -> bool {
    const KINDS: [&str; 5] = ["avif", "gif", "jpeg", "png", "webp"];
    let kind = text.strip_prefix("data:image/").and_then(|rest| rest.split([',', ';']).next());
    kind.is_some_and(|kind| KINDS.contains(&kind)) && text.contains(',')
}

/// Splits at the colon that ends a scheme (RFC 3986, section 3). A colon after a slash, `?` or `#` is part of a path.
/// What stands before the colon is taken for a scheme even if it is not well formed: such an address is refused, since
/// a relative one may not have a colon in its first segment (RFC 3986, section 4.2).
fn split_scheme(text: &str) -> Option<(&str, &str)> {
    let (before, after) = text.split_once(':')?;
    (!before.contains(['/', '?', '#'])).then_some((before, after))
}

/// In a JSON Schema, what may stand in an address: see [`SafeUrl`].
fn character() -> String {
    format!(r"[^\s\\\u0000-\u001f\u007f-\u009f{}]", invisible_class())
}

value_schema!(SafeUrl, "Address", {
    "description": "An address: relative to the document, http or https.",
    "type": "string",
    "maxLength": 2048,
    "anyOf": [{ "pattern": relative_pattern() }, { "pattern": web_pattern() }],
});

/// The address of a link, in a JSON Schema.
pub(super) struct LinkAddress;

value_schema!(LinkAddress, "LinkAddress", {
    "description": "An address that a reader may follow: relative to the document, http, https, mailto or tel.",
    "type": "string",
    "maxLength": 2048,
    "anyOf": [
        { "pattern": relative_pattern() },
        { "pattern": web_pattern() },
        { "pattern": format!("^([Mm][Aa][Ii][Ll][Tt][Oo]|[Tt][Ee][Ll]):{}*$", character()) },
    ],
});

/// The address of a picture, in a JSON Schema.
pub(super) struct PictureAddress;

value_schema!(PictureAddress, "PictureAddress", {
    "description": "The address of a picture: relative to the document, http, https, or a small picture itself (data:image/png;base64,…).",
    "type": "string",
    "maxLength": 2048,
    "anyOf": [
        { "pattern": relative_pattern() },
        { "pattern": web_pattern() },
        { "pattern": format!("^data:image/(avif|gif|jpeg|png|webp)(;{0}*)?,{0}*$", character()) },
    ],
});

/// No scheme, and not `//`.
fn relative_pattern() -> String {
    format!("^(?!//)(?![^/?#]*:){}+$", character())
}

/// `http` or `https` with a host and nothing before it.
fn web_pattern() -> String {
    format!("^[Hh][Tt][Tt][Pp][Ss]?://(?![^/?#]*[@%])[^/?#\\s]{}*$", character())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_what_is_safe() {
        for safe in
            ["a.svg", "../b/", "/c", "?d", "#e", "./x:y", "http://h", "HTTPS://h:8/p?q=a@b#f", "https://hé.vn/ễ"]
        {
            assert_eq!(SafeUrl::resource(safe).map(|url| url.0), Ok(safe.to_owned()));
        }
        for link in ["mailto:desk@example.org", "tel:+84-24-1234"] {
            assert!(SafeUrl::link(link).is_ok(), "{link}");
            assert!(matches!(SafeUrl::resource(link), Err(AddressError::Scheme(..))), "{link}");
        }
    }

    #[test]
    fn refuses_what_is_not() {
        for scheme in [
            "javascript:alert(1)",
            "JaVaScRiPt:x",
            "vbscript:x",
            "file:///etc",
            "data:text/html,x",
            ":x",
            "1a:b",
            "java%0ascript:x",
        ] {
            assert!(matches!(SafeUrl::link(scheme), Err(AddressError::Scheme(..))), "{scheme}");
        }
        for blank in [
            " a",
            "a b",
            "java\nscript:x",
            "\u{1}javascript:x",
            "a\u{a0}",
            "\u{85}x",
            "a\u{3000}",
            "a\u{202e}gnp",
            "\u{feff}a",
        ] {
            assert!(matches!(SafeUrl::link(blank), Err(AddressError::Blank(_))), "{blank:?}");
        }
        assert_eq!(SafeUrl::link(""), Err(AddressError::Empty));
        assert_eq!(SafeUrl::link("//evil.example"), Err(AddressError::ProtocolRelative));
        assert_eq!(SafeUrl::link("/\\evil.example"), Err(AddressError::Backslash));
        assert_eq!(SafeUrl::link("https:evil.example"), Err(AddressError::NoHost("https".into())));
        assert_eq!(SafeUrl::link("https:///evil.example"), Err(AddressError::NoHost("https".into())));
        for hidden in
            ["https://a.example@evil.example/", "https://%65vil.example/", "https://a.example%2f.evil.example/"]
        {
            assert_eq!(SafeUrl::link(hidden), Err(AddressError::UserInfo), "{hidden}");
        }
    }

    #[test]
    fn a_picture_may_hold_itself() {
        for picture in ["a.svg", "https://h/a", "data:image/png;base64,AAAA"] {
            assert!(SafeUrl::picture(picture).is_ok(), "{picture}");
        }
        for wrong in
            ["data:text/html,x", "data:image/x,y", "data:image/png", "data:,x", "DATA:text/html,x", "mailto:a@b"]
        {
            assert!(matches!(SafeUrl::picture(wrong), Err(AddressError::Scheme(..))), "{wrong}");
        }
        for drawing in ["data:image/svg+xml,%3Csvg%3E", "data:image/svg+xml;base64,AAAA", "DATA:image/SVG+xml,x"] {
            assert_eq!(SafeUrl::picture(drawing), Err(AddressError::Drawing));
        }
        assert!(SafeUrl::resource("data:image/png;base64,AAAA").is_err());
    }

    #[test]
    fn a_whole_address_begins_with_its_scheme() {
        for whole in ["https://h/a", "HTTP://h", "http://h/cdn/https://g/"] {
            assert!(SafeUrl::resource(whole).is_ok_and(|url| url.is_whole()), "{whole}");
        }
        for part in ["/cdn-cgi/image/w=800/https://h/a.jpg", "a/https://h/", "?u=https://h/", "#://", "a", "/a"] {
            assert!(SafeUrl::resource(part).is_ok_and(|url| !url.is_whole()), "{part}");
        }
        for other in ["data:image/png,https://h/", "mailto:a@h?body=https://h/"] {
            let url = SafeUrl::link(other).or_else(|_| SafeUrl::picture(other));
            assert!(url.is_ok_and(|url| !url.is_whole()), "{other}");
        }
    }

    #[test]
    fn resolves_against_the_documents_folder() {
        let from_page = |text| SafeUrl::link(text).unwrap().resolve("../articles/");
        assert_eq!(from_page("pictures/a.svg"), "../articles/pictures/a.svg");
        assert_eq!(from_page("../in-bai-bao/"), "../articles/../in-bai-bao/");
        for whole in ["https://h/a", "/a", "#a", "mailto:a@b"] {
            assert_eq!(from_page(whole), whole);
        }
    }

    #[test]
    fn resolves_against_a_document_on_another_site() {
        let from_afar = |text| SafeUrl::link(text).unwrap().resolve("https://h:8/v/articles/");
        assert_eq!(from_afar("a.svg"), "https://h:8/v/articles/a.svg");
        assert_eq!(from_afar("/a.svg"), "https://h:8/a.svg");
        for whole in ["https://g/a", "#a", "mailto:a@b"] {
            assert_eq!(from_afar(whole), whole);
        }
        let from_a_path = |text| SafeUrl::link(text).unwrap().resolve("/through/https://h/articles/");
        assert_eq!(from_a_path("/a.svg"), "/a.svg");
    }
}
