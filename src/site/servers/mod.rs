//! The headers of a publication in the words of servers: what to write into the configuration of each, so that it sends what
//! `headers` says, the compressed copies, and the page for what is not there.
//!
//! A file for each server. What does not belong here: which headers there are.

mod apache;
mod caddy;
mod netlify;
mod nginx;

use std::path::Path;
use std::str::FromStr;

use percent_encoding::percent_decode_str;
use thiserror::Error;

use super::around::Theme;
use super::headers::{Headers, is_hashed};
use super::{BuildError, Order};
use crate::source::SiteAddress;

pub(super) use netlify::headers_file;

/// A server that a publication can be copied to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Server {
    /// nginx.
    Nginx,
    /// Caddy 2.
    Caddy,
    /// The Apache HTTP Server 2.4.
    Apache,
    /// Netlify, Cloudflare and others that read a file `_headers`.
    Netlify,
}

/// A text that names no server.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("`{0}` is no server that is known here: name nginx, caddy, apache or netlify")]
pub struct ServerError(String);

impl Server {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Nginx, Self::Caddy, Self::Apache, Self::Netlify];

    /// What it is called on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Nginx => "nginx",
            Self::Caddy => "caddy",
            Self::Apache => "apache",
            Self::Netlify => "netlify",
        }
    }
}

impl FromStr for Server {
    type Err = ServerError;

    fn from_str(text: &str) -> Result<Self, ServerError> {
        let server = Self::ALL.into_iter().find(|server| server.name() == text);
        server.ok_or_else(|| ServerError(text.to_owned()))
    }
}

/// What a server needs to know of a publication.
struct Publication<'a> {
    headers: &'a Headers,
    /// Its folder, from the root of the file system.
    root: String,
    /// Its path on its server, as it is before it is encoded, with a slash at both ends.
    path: String,
    /// The same as it is in an address.
    encoded: String,
    /// Where it is served: scheme, host and port.
    origin: Option<String>,
}

impl Publication<'_> {
    /// The server's host and port, for comments; a name to be changed where it is not known.
    fn host(&self) -> &str {
        let origin = self.origin.as_deref().and_then(|origin| origin.split_once("://"));
        origin.map_or("news.example", |(_, host)| host)
    }

    /// The path without the slash at its end: nothing at a server's root.
    fn folder(&self) -> &str {
        self.path.trim_end_matches('/')
    }
}

/// What to write into a server's configuration for a publication whose files lie in the folder `root`. Without an address, it is at the root of its server.
///
/// # Errors
/// When the browser's code can't be read or is not this project's, or when the folder or the path of the address
/// has characters that mean something else in a server's configuration.
pub fn server_words(server: Server, order: &Order<'_>, root: &Path) -> Result<String, BuildError> {
    let code = order.code.assemble(&Theme::of(order.publication))?;
    let address = order.address.as_ref();
    let headers = Headers::new(code.shell.policy(), &order.readers);
    if server == Server::Netlify {
        let hashed: Vec<&str> = code.files.iter().map(|(name, _)| name).filter(|name| is_hashed(name)).collect();
        return Ok(netlify::words(&headers, &hashed, address));
    }
    let encoded = address.map_or_else(|| "/".to_owned(), SiteAddress::path);
    let publication = Publication {
        headers: &headers,
        root: literal(&absolute(root)?)?,
        path: literal(&decoded(&encoded)?)?,
        encoded,
        origin: address.map(SiteAddress::origin),
    };
    Ok(match server {
        Server::Nginx => nginx::words(&publication),
        Server::Caddy => caddy::words(&publication),
        Server::Apache | Server::Netlify => apache::words(&publication),
    })
}

/// A folder from the root of the file system, with slashes, as servers want them on every system.
fn absolute(root: &Path) -> Result<String, BuildError> {
    let unread = |source| BuildError::Code { path: root.to_owned(), source };
    let absolute = std::path::absolute(root).map_err(unread)?;
    let text = absolute.to_str().ok_or_else(|| BuildError::Unsayable { text: absolute.display().to_string() })?;
    let text = if cfg!(windows) { text.replace('\\', "/") } else { text.to_owned() };
    Ok(text.trim_end_matches('/').to_owned())
}

/// Servers compare paths as they are before they are encoded.
fn decoded(path: &str) -> Result<String, BuildError> {
    let decoded = percent_decode_str(path).decode_utf8();
    Ok(decoded.map_err(|_| BuildError::Unsayable { text: path.to_owned() })?.into_owned())
}

/// A text that means the same between quotation marks in the configuration of every server: there, some signs begin a
/// variable or end the text, and not all servers have a way to say such a sign itself.
fn literal(text: &str) -> Result<String, BuildError> {
    let is_plain = |c: char| !c.is_control() && !"\"'`\\${}%<>*?#|^".contains(c);
    if text.chars().all(is_plain) { Ok(text.to_owned()) } else { Err(BuildError::Unsayable { text: text.to_owned() }) }
}

/// A text as a regular expression that is for this text alone.
fn pattern(text: &str) -> String {
    text.chars().flat_map(|c| [Some('\\').filter(|_| "[](){}.+*?^$|".contains(c)), Some(c)]).flatten().collect()
}

/// When the header `Accept-Encoding` asks for a coding, and not with a weight of nothing (RFC 9110, section 12.5.3).
fn accepts(coding: &str) -> String {
    format!("(^|[\\s,]){coding}\\s*($|,|;\\s*q=(1|0?\\.0*[1-9]))")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_server_is_one_that_is_known() {
        for server in Server::ALL {
            assert_eq!(server.name().parse(), Ok(server));
        }
        assert_eq!("iis".parse::<Server>(), Err(ServerError("iis".to_owned())));
    }

    #[test]
    fn what_a_configuration_would_take_for_its_own_is_refused() {
        assert!(literal("/srv/báo chí/a(1)").is_ok());
        for wrong in ["/a\"b", "/$host", "/{env.HOME}", "/a\nb", "/%{HTTP_HOST}"] {
            assert!(literal(wrong).is_err(), "{wrong}");
        }
        assert_eq!(pattern("/a.b (c)/"), "/a\\.b \\(c\\)/");
        assert_eq!(decoded("/b%C3%A1o/").unwrap(), "/báo/");
    }
}
