//! Which other sites may read a publication and show it: by their scripts, as the `<article-viewer>` element does, and in
//! frames.

use std::str::FromStr;

use thiserror::Error;
use url::Url;

/// The sites, beside the publication's own, that may read it and show it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Readers {
    /// All of them.
    #[default]
    All,
    /// The one of this origin: a header can name one or all (Fetch, section 3.3.2).
    Origin(String),
    /// None: for an intranet.
    None,
}

/// Why a text names no readers.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("`{0}` is no site: write it as https://intranet.example, or `all` or `none`")]
pub struct ReadersError(String);

impl Readers {
    /// Who may read by a script, as the header `Access-Control-Allow-Origin` has it; nothing where nobody may.
    pub fn allow_origin(&self) -> Option<&str> {
        match self {
            Self::All => Some("*"),
            Self::Origin(origin) => Some(origin),
            Self::None => None,
        }
    }

    /// Who may show a page in a frame, as the content security policy has it.
    pub fn frame_ancestors(&self) -> String {
        match self {
            Self::All => "*".to_owned(),
            Self::Origin(origin) => format!("'self' {origin}"),
            Self::None => "'self'".to_owned(),
        }
    }

    /// Who may load pictures and code without reading them, as the header `Cross-Origin-Resource-Policy` has it.
    pub fn resource_policy(&self) -> &'static str {
        match self {
            Self::All | Self::Origin(_) => "cross-origin",
            Self::None => "same-origin",
        }
    }
}

impl FromStr for Readers {
    type Err = ReadersError;

    fn from_str(text: &str) -> Result<Self, ReadersError> {
        let wrong = || ReadersError(text.to_owned());
        match text {
            "all" => Ok(Self::All),
            "none" => Ok(Self::None),
            origin => {
                let url = Url::parse(origin).map_err(|_| wrong())?;
                // What a header or a policy would take for more than a host.
                let is_host = url.host_str().is_some_and(|host| !host.contains(|c: char| !is_of_host(c)));
                let is_web = matches!(url.scheme(), "http" | "https") && is_host;
                let is_web = is_web && url.username().is_empty() && url.password().is_none();
                let is_origin = url.path() == "/" && url.query().is_none() && url.fragment().is_none();
                if is_web && is_origin { Ok(Self::Origin(url.origin().ascii_serialization())) } else { Err(wrong()) }
            }
        }
    }
}

fn is_of_host(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | ':' | '[' | ']')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn readers_are_all_one_or_none() {
        assert_eq!("all".parse(), Ok(Readers::All));
        assert_eq!("none".parse(), Ok(Readers::None));
        for (text, origin) in
            [("https://intranet.example", "https://intranet.example"), ("http://h:8080/", "http://h:8080")]
        {
            assert_eq!(text.parse(), Ok(Readers::Origin(origin.to_owned())));
        }
        for wrong in [
            "",
            "*",
            "intranet",
            "https://h/path",
            "https://h/?q",
            "https://a@h/",
            "https://h\nX: y",
            "https://*.example",
            "https://h;x",
            "https://h,x",
            "https://:p@h",
            "file:///",
        ] {
            assert!(wrong.parse::<Readers>().is_err(), "{wrong}");
        }
    }
}
