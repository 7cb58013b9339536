//! What paper has of where an article is: its address, and the QR code that leads there.

use std::fmt::Write;
use std::rc::Rc;

use qrcodegen::{QrCode, QrCodeEcc};
use yew::AttrValue;

use super::SiteAddress;
use super::address::address_of;
use crate::article::Article;
use crate::view::Permalink;

/// The modules that must stay white around a code (ISO/IEC 18004, section 9.1).
const QUIET_ZONE: i32 = 4;

/// Where an article is to be found: its own address where it has a whole one, else that of its page in the publication.
/// Nothing where neither is known, or the address is longer than a code holds.
pub(super) fn permalink(article: &Article, site: Option<&SiteAddress>) -> Option<Rc<Permalink>> {
    let address = address_of(article.url.as_ref(), &article.id, site)?;
    // Medium: a code that is printed small and folded in a pocket is still read.
    let code = QrCode::encode_text(&address, QrCodeEcc::Medium).ok()?;
    let qr_size = usize::try_from(code.size() + 2 * QUIET_ZONE).ok()?;
    Some(Rc::new(Permalink { address: AttrValue::from(address), qr_path: AttrValue::from(path(&code)), qr_size }))
}

/// The dark modules, a run of them in a row as one rectangle.
fn path(code: &QrCode) -> String {
    let mut path = String::new();
    for y in 0..code.size() {
        let mut x = 0;
        while x < code.size() {
            let start = x;
            while code.get_module(x, y) {
                x += 1;
            }
            if x > start {
                // Writing to a String does not fail.
                let _ = write!(path, "M{} {}h{}v1h-{}z", start + QUIET_ZONE, y + QUIET_ZONE, x - start, x - start);
            }
            x += 1;
        }
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The corners of a code are squares of seven modules, so that its first row begins with one run of seven.
    #[test]
    fn a_code_begins_with_its_corner() {
        let code = QrCode::encode_text("https://news.example/articles/a/", QrCodeEcc::Medium).ok();
        assert!(code.is_some_and(|code| path(&code).starts_with("M4 4h7v1h-7z")));
    }
}
