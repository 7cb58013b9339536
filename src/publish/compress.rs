//! Copies of a file that are compressed ahead of time, for servers that send such: `.br` (RFC 7932), `.gz` (RFC 1952).

use std::io::{self, Write};

use brotli::enc::BrotliEncoderParams;
use flate2::Compression;
use flate2::write::GzEncoder;

/// The endings of files that get smaller. Pictures, sounds and films are compressed by themselves.
const COMPRESSIBLE: [&str; 9] = ["html", "css", "js", "wasm", "json", "xml", "txt", "svg", "webmanifest"];

/// Code is made once and sent with every page: at its best.
const CODE: [&str; 3] = ["css", "js", "wasm"];
const CODE_QUALITY: i32 = 11;

/// Pages: see docs/publishing.md for what other qualities cost.
const PAGE_QUALITY: i32 = 9;

/// What is larger, in bytes, is a list of many thousands for machines, made again with every change.
const LARGE_BYTES: usize = 1 << 20;
const LARGE_QUALITY: i32 = 5;

/// 4 MB: what every browser has to offer room for (RFC 7932, section 9.1).
const WINDOW_BITS: i32 = 22;

/// The endings of the copies.
pub(super) const ENDINGS: [&str; 2] = ["br", "gz"];

/// Whether a file with this ending gets compressed copies.
pub(super) fn is_compressible(ending: &str) -> bool {
    COMPRESSIBLE.contains(&ending)
}

/// The compressed copies of a file with this ending, each with its own; none that would not be smaller.
pub(super) fn copies(ending: &str, content: &[u8]) -> io::Result<Vec<(&'static str, Vec<u8>)>> {
    if !is_compressible(ending) {
        return Ok(Vec::new());
    }
    let quality = if CODE.contains(&ending) {
        CODE_QUALITY
    } else if content.len() > LARGE_BYTES {
        LARGE_QUALITY
    } else {
        PAGE_QUALITY
    };
    let mut copies = vec![("br", brotli(content, quality)?), ("gz", gzip(content, quality)?)];
    copies.retain(|(_, copy)| copy.len() < content.len());
    Ok(copies)
}

fn brotli(mut content: &[u8], quality: i32) -> io::Result<Vec<u8>> {
    let mut copy = Vec::new();
    let size_hint = content.len();
    let parameters = BrotliEncoderParams { quality, lgwin: WINDOW_BITS, size_hint, ..Default::default() };
    brotli::BrotliCompress(&mut content, &mut copy, &parameters)?;
    Ok(copy)
}

fn gzip(content: &[u8], quality: i32) -> io::Result<Vec<u8>> {
    let level = if quality < PAGE_QUALITY { Compression::default() } else { Compression::best() };
    let mut encoder = GzEncoder::new(Vec::new(), level);
    encoder.write_all(content)?;
    encoder.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_gets_smaller_is_kept() {
        let text = "word ".repeat(100);
        let endings = |ending, content: &str| -> Vec<&str> {
            copies(ending, content.as_bytes()).unwrap().into_iter().map(|(ending, _)| ending).collect()
        };
        assert_eq!(endings("html", &text), ENDINGS);
        assert_eq!(endings("html", "a"), Vec::<&str>::new());
        assert_eq!(endings("png", &text), Vec::<&str>::new());
    }
}
