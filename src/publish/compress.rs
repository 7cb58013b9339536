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

/// Pages, of which there are many: from 7 on the encoder has tables of 32 MB for every file, however small that is.
const PAGE_QUALITY: i32 = 5;

/// From so many bytes on a page is one of few, and pays for those tables: with less, Brotli finds fewer repetitions in it
/// than gzip does.
const LARGE: usize = 256 * 1024;
const LARGE_QUALITY: i32 = 9;

/// How far back a repetition is looked for, as a power of two: not further than the file is long, and at most the 4 MB
/// for which every browser has room.
const WINDOW_BITS: std::ops::RangeInclusive<u32> = 16..=22;

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
    let (quality, level) = match ending {
        code if CODE.contains(&code) => (CODE_QUALITY, Compression::best()),
        _ if content.len() >= LARGE => (LARGE_QUALITY, Compression::default()),
        _ => (PAGE_QUALITY, Compression::default()),
    };
    let mut copies = vec![("br", brotli(content, quality)?), ("gz", gzip(content, level)?)];
    copies.retain(|(_, copy)| copy.len() < content.len());
    Ok(copies)
}

fn brotli(mut content: &[u8], quality: i32) -> io::Result<Vec<u8>> {
    let mut copy = Vec::new();
    let size_hint = content.len();
    let bits = (usize::BITS - size_hint.leading_zeros()).clamp(*WINDOW_BITS.start(), *WINDOW_BITS.end());
    let lgwin = i32::try_from(bits).unwrap_or_default();
    let parameters = BrotliEncoderParams { quality, lgwin, size_hint, ..Default::default() };
    brotli::BrotliCompress(&mut content, &mut copy, &parameters)?;
    Ok(copy)
}

fn gzip(content: &[u8], level: Compression) -> io::Result<Vec<u8>> {
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

    #[test]
    fn brotli_is_never_the_larger_copy_of_a_large_page() {
        let words = ["báo", "chí", "người", "đọc", "thành", "phố", "nước", "một", "trang", "giấy", "in", "và"];
        let mut state = 1_u32;
        let mut next = || {
            // A linear congruential generator (Numerical Recipes): text that repeats words and not sentences.
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            state >> 16
        };
        let text: String = (0..200_000).map(|_| format!("{} ", words[next() as usize % words.len()])).collect();
        let sizes: Vec<usize> =
            copies("html", text.as_bytes()).unwrap().into_iter().map(|(_, copy)| copy.len()).collect();
        assert!(sizes[0] < sizes[1], "br {}, gz {}", sizes[0], sizes[1]);
    }
}
