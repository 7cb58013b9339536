//! Addresses as a page writes them, made whole.

use url::Url;

use crate::article::SafeUrl;

/// An address as a browser would ask for it: whole where the page's own is known. One that cannot be read stays as it is.
pub(in crate::import) fn whole(written: &str, base: Option<&Url>) -> String {
    let written: String = written.trim().chars().filter(|c| !matches!(c, '\n' | '\r' | '\t')).collect();
    if written.starts_with("data:") {
        return written;
    }
    match (Url::parse(&written), base) {
        (Ok(url), _) if matches!(url.scheme(), "http" | "https") => safe_text(url),
        (Ok(_), _) => written.replace(' ', "%20"),
        (Err(_), Some(base)) => base.join(&written).map_or(written, safe_text),
        (Err(_), None) if written.starts_with("//") => {
            Url::parse(&format!("https:{written}")).map_or(written, safe_text)
        }
        (Err(_), None) => written.replace(' ', "%20").replace('\\', "/"),
    }
}

/// The address without a name and password, which would hide where it leads.
fn safe_text(mut url: Url) -> String {
    let _ = url.set_username("");
    let _ = url.set_password(None);
    url.into()
}

/// Where a link leads, if a document may lead there and the place is not one of the page itself.
pub(super) fn link(written: &str, base: Option<&Url>) -> Option<SafeUrl> {
    if written.trim_start().starts_with('#') {
        return None;
    }
    SafeUrl::link(&whole(written, base)).ok()
}

/// Whether a relative address leads out of the folder of the document, where no publication takes a file from.
pub(super) fn leads_out(url: &SafeUrl) -> bool {
    url.is_relative() && url.as_str().split(['/', '?', '#']).any(|part| part == "..")
}

/// The address of a file that a page loads.
pub(in crate::import) fn resource(written: &str, base: Option<&Url>) -> Option<SafeUrl> {
    SafeUrl::resource(&whole(written, base)).ok().filter(|url| !leads_out(url))
}
