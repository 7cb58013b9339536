//! Copies of a file that are compressed ahead of time, for servers that send such: `.br` (RFC 7932), `.gz` (RFC 1952).

use std::cell::RefCell;
use std::io::{self, Write};

use brotlic::{BrotliEncoderOptions, CompressorWriter, Quality, WindowSize};
use libdeflater::{CompressionLvl, Compressor};

/// Whether files get compressed copies beside them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Compression {
    /// They do: for servers that send such copies.
    Ahead,
    /// They do not: for development.
    None,
}

/// Changes whenever copies come out otherwise than before.
pub(super) const VERSION: u8 = 2;

/// The endings of files that get smaller. Pictures, sounds and films are compressed by themselves.
const COMPRESSIBLE: [&str; 9] = ["html", "css", "js", "wasm", "json", "xml", "txt", "svg", "webmanifest"];

/// Files below this length, in bytes, get no copies: with its header an answer of that length fits into one packet of a
/// network, and a shorter one takes no fewer.
const MIN_LENGTH: usize = 1_400;

/// Code is made once and sent with every page: at its best.
const CODE: [&str; 3] = ["css", "js", "wasm"];
const CODE_LEVELS: Levels = Levels { brotli: 11, gzip: 12 };

/// Pages, of which there are many.
const PAGE_LEVELS: Levels = Levels { brotli: 5, gzip: 5 };

/// From so many bytes on a page is one of few and worth more time: with less, Brotli finds fewer repetitions in it than
/// gzip does.
const LARGE: usize = 256 * 1024;
const LARGE_LEVELS: Levels = Levels { brotli: 9, gzip: 6 };

/// How far back a repetition is looked for, as a power of two: not further than the file is long, and at most the 4 MB
/// for which every browser has room.
const WINDOW_BITS: std::ops::RangeInclusive<u32> = 18..=22;

/// The endings of the copies.
pub(super) const ENDINGS: [&str; 2] = ["br", "gz"];

#[derive(Clone, Copy)]
struct Levels {
    brotli: u8,
    gzip: i32,
}

/// The endings of files that may get compressed copies.
pub fn compressible_endings() -> impl Iterator<Item = &'static str> {
    COMPRESSIBLE.into_iter()
}

/// Whether a file gets compressed copies.
pub(super) fn is_compressible(path: &str) -> bool {
    COMPRESSIBLE.contains(&ending(path))
}

fn ending(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap_or_default();
    name.rsplit_once('.').map(|(_, ending)| ending).unwrap_or_default()
}

/// The compressed copies of a file, in the order of [`ENDINGS`]; none that would not be smaller.
pub(super) fn copies(path: &str, content: &[u8]) -> io::Result<[Option<Vec<u8>>; 2]> {
    if !is_compressible(path) || content.len() < MIN_LENGTH {
        return Ok([None, None]);
    }
    let levels = match ending(path) {
        code if CODE.contains(&code) => CODE_LEVELS,
        _ if content.len() >= LARGE => LARGE_LEVELS,
        _ => PAGE_LEVELS,
    };
    let copies = [brotli(content, levels.brotli)?, gzip(content, levels.gzip)?];
    Ok(copies.map(|copy| Some(copy).filter(|copy| copy.len() < content.len())))
}

fn brotli(content: &[u8], quality: u8) -> io::Result<Vec<u8>> {
    let bits = usize::BITS - content.len().leading_zeros();
    let bits = u8::try_from(bits.clamp(*WINDOW_BITS.start(), *WINDOW_BITS.end())).unwrap_or_default();
    let encoder = BrotliEncoderOptions::new()
        .quality(Quality::new(quality).map_err(io::Error::other)?)
        .window_size(WindowSize::new(bits).map_err(io::Error::other)?)
        .size_hint(u32::try_from(content.len()).unwrap_or(u32::MAX))
        .build()
        .map_err(io::Error::other)?;
    let mut writer = CompressorWriter::with_encoder(encoder, Vec::with_capacity(content.len() / 3));
    writer.write_all(content)?;
    writer.into_inner().map_err(|error| error.into_error())
}

/// What a thread needs to make gzip copies, taken once for all files.
#[derive(Default)]
struct Gzip {
    /// By their level.
    compressors: Vec<(i32, Compressor)>,
    /// Room for a copy.
    room: Vec<u8>,
}

thread_local! {
    static GZIP: RefCell<Gzip> = RefCell::default();
}

fn gzip(content: &[u8], level: i32) -> io::Result<Vec<u8>> {
    GZIP.with_borrow_mut(|Gzip { compressors, room }| {
        let known = compressors.iter().position(|(of, _)| *of == level);
        let at = match known {
            Some(at) => at,
            None => {
                let known = CompressionLvl::new(level).map_err(|_| io::Error::other("no such level of compression"))?;
                compressors.push((level, Compressor::new(known)));
                compressors.len() - 1
            }
        };
        let Some((_, compressor)) = compressors.get_mut(at) else { return Ok(Vec::new()) };
        let bound = compressor.gzip_compress_bound(content.len());
        if room.len() < bound {
            room.resize(bound, 0);
        }
        let length = compressor.gzip_compress(content, room).map_err(io::Error::other)?;
        Ok(room.get(..length).unwrap_or_default().to_owned())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_gets_smaller_is_kept() {
        let text = "word ".repeat(1_000);
        let has = |path, content: &str| copies(path, content.as_bytes()).unwrap().map(|copy| copy.is_some());
        assert_eq!(has("a/index.html", &text), [true, true]);
        assert_eq!(has("a/index.html", &text[..MIN_LENGTH - 1]), [false, false], "it fits into one packet as it is");
        assert_eq!(has("a.png", &text), [false, false]);
        assert_eq!(has("a.html/b", &text), [false, false]);
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
        let [br, gz] = copies("a.html", text.as_bytes()).unwrap().map(|copy| copy.unwrap_or_default().len());
        assert!(0 < br && br < gz, "br {br}, gz {gz}");
    }
}
