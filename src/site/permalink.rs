//! What paper has of where an article is: its address, and the QR code that leads there.

use std::fmt::Write;
use std::rc::Rc;

use fast_qr::{ECL, QRBuilder, QRCode};
use yew::AttrValue;

use super::address::address_of;
use crate::article::Article;
use crate::source::SiteAddress;
use crate::view::Permalink;

/// The modules that must stay white around a code (ISO/IEC 18004, section 9.1).
const QUIET_ZONE: usize = 4;

/// Where an article is to be found: its own address where it has a whole one, else that of its page in the publication.
/// Nothing where neither is known, or the address is longer than a code holds.
pub(super) fn permalink(article: &Article, site: Option<&SiteAddress>) -> Option<Rc<Permalink>> {
    let address = address_of(article.url.as_ref(), &article.id, site)?;
    let code = code(&address)?;
    let qr_size = code.size + 2 * QUIET_ZONE;
    Some(Rc::new(Permalink { address: AttrValue::from(address), qr_path: AttrValue::from(path(&code)), qr_size }))
}

/// The code of an address. Medium: one that is printed small and folded in a pocket is still read.
fn code(address: &str) -> Option<QRCode> {
    QRBuilder::new(address.as_bytes()).ecl(ECL::M).build().ok()
}

/// The dark modules, a run of them in a row as one rectangle.
fn path(code: &QRCode) -> String {
    let mut path = String::new();
    for y in 0..code.size {
        let Some(row) = code.data.get(y * code.size..(y + 1) * code.size) else { break };
        let mut x = 0;
        for run in row.chunk_by(|one, next| one.value() == next.value()) {
            if run.first().is_some_and(|module| module.value()) {
                // Writing to a String does not fail.
                let _ = write!(path, "M{} {}h{}v1h-{}z", x + QUIET_ZONE, y + QUIET_ZONE, run.len(), run.len());
            }
            x += run.len();
        }
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The corners of a code are squares of seven modules, so that its first row begins with one run of seven.
    #[test]
    fn a_code_begins_with_its_corner_and_is_read() {
        let longest = format!("https://news.example/{}/", "a".repeat(1_900));
        for address in ["https://news.example/articles/a/", "http://127.0.0.1:8080/việc-càng-khó/", &longest] {
            let code = code(address).unwrap();
            assert!(path(&code).starts_with("M4 4h7v1h-7z"), "{address}");
            let is_dark = |x: usize, y: usize| {
                let at = |pixel: usize| (pixel / 3).checked_sub(QUIET_ZONE).filter(|module| *module < code.size);
                at(x).zip(at(y)).is_some_and(|(x, y)| code.data[y * code.size + x].value())
            };
            let side = 3 * (code.size + 2 * QUIET_ZONE);
            let mut image =
                rqrr::PreparedImage::prepare_from_greyscale(side, side, |x, y| if is_dark(x, y) { 0 } else { 255 });
            let (_, read) = image.detect_grids().first().unwrap().decode().unwrap();
            assert_eq!(read, address);
        }
    }
}
