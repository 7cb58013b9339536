//! From bytes to characters: what a byte order mark, a `meta` or the bytes themselves say of the charset.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use super::PageError;

/// How far a `meta` with the charset is looked for, in bytes. Browsers read 1024; pages have it later, too.
const HEAD: usize = 16 * 1024;

/// Characters, the charset they were in, and where that was found.
#[derive(Debug)]
pub(super) struct Decoded {
    pub(super) text: String,
    pub(super) charset: &'static str,
    pub(super) from: &'static str,
    /// Whether some bytes stood for no character.
    pub(super) has_faults: bool,
}

/// Turns a page into characters.
///
/// # Errors
/// When it is another kind of file, or no text.
pub(super) fn decode(bytes: &[u8]) -> Result<Decoded, PageError> {
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(PageError::Empty);
    }
    if let Some((encoding, length)) = Encoding::for_bom(bytes) {
        return Ok(with(encoding, bytes.get(length..).unwrap_or_default(), "byte order mark"));
    }
    if let Some(kind) = other_kind(bytes) {
        return Err(PageError::OtherFile(kind));
    }
    let start = bytes.get(..HEAD).unwrap_or(bytes);
    if start.contains(&0) {
        return Err(PageError::NotText);
    }
    let declared = declared(start);
    if let Ok(text) = std::str::from_utf8(bytes) {
        // What is UTF-8 throughout is not by accident, whatever it says: programs that save pages change it.
        let from = if declared.is_some() { "meta charset" } else { "its bytes" };
        return Ok(Decoded { text: text.to_owned(), charset: "UTF-8", from, has_faults: false });
    }
    let decoded = match declared {
        Some(encoding) if encoding != UTF_8 => with(encoding, bytes, "meta charset"),
        declared => {
            let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
            detector.feed(bytes, true);
            let guessed = detector.guess(None, Utf8Detection::Allow);
            // A page of UTF-8 with some broken bytes, as when it was cut, is one all the same.
            let broken = String::from_utf8_lossy(bytes).matches('\u{fffd}').count();
            if declared.is_some() && broken * 200 < bytes.len() {
                with(UTF_8, bytes, "meta charset")
            } else {
                with(guessed, bytes, "its bytes")
            }
        }
    };
    let controls = decoded.text.chars().filter(|c| c.is_control() && !c.is_whitespace()).count();
    if controls * 20 > decoded.text.len() { Err(PageError::NotText) } else { Ok(decoded) }
}

fn with(encoding: &'static Encoding, bytes: &[u8], from: &'static str) -> Decoded {
    let (text, has_faults) = encoding.decode_without_bom_handling(bytes);
    Decoded { text: text.into_owned(), charset: encoding.name(), from, has_faults }
}

/// The charset that a `meta` declares (HTML, section 13.2.3.2). One that could not be read by is another.
fn declared(start: &[u8]) -> Option<&'static Encoding> {
    let text: String = start.iter().map(|byte| char::from(*byte)).collect::<String>().to_ascii_lowercase();
    let found = text.match_indices("charset").find_map(|(at, word)| {
        let before = text.get(..at)?.rsplit('<').next()?;
        let value = text.get(at + word.len()..)?.trim_start().strip_prefix('=')?;
        let value = value.trim_start_matches(|c: char| c.is_whitespace() || c == '"' || c == '\'');
        let label = value.split(|c: char| c.is_whitespace() || matches!(c, '"' | '\'' | ';' | '>' | '/')).next()?;
        let is_meta = before.starts_with("meta") || before.starts_with("?xml");
        if is_meta { Encoding::for_label(label.as_bytes()) } else { None }
    });
    let found = found.or_else(|| {
        let label = text.strip_prefix("<?xml")?.split_once("encoding=")?.1.get(1..)?;
        Encoding::for_label(label.split(['"', '\'']).next()?.as_bytes())
    });
    match found {
        Some(encoding) if encoding == UTF_16LE || encoding == UTF_16BE => Some(UTF_8),
        // `x-user-defined` is read as windows-1252.
        Some(encoding) if encoding.name() == "x-user-defined" => Some(WINDOWS_1252),
        found => found,
    }
}

/// What kind of file it is by its first bytes, if that is one that is no text.
fn other_kind(bytes: &[u8]) -> Option<&'static str> {
    let kind = infer::get(bytes)?;
    match kind.matcher_type() {
        infer::MatcherType::Text => None,
        infer::MatcherType::Image => Some("a picture"),
        infer::MatcherType::Audio => Some("a sound"),
        infer::MatcherType::Video => Some("a film"),
        infer::MatcherType::Font => Some("a font"),
        infer::MatcherType::App => Some("a program"),
        infer::MatcherType::Archive if kind.mime_type() == "application/pdf" => Some("a PDF"),
        infer::MatcherType::Archive => Some("an archive"),
        _ => Some("another kind of file"),
    }
}
