//! What may come out of a publisher's folder: pictures, sounds, films and text tracks whose content is what their name
//! says. Everything else would be a page, a script or a secret under the publication's address.

use std::path::Path;

use thiserror::Error;

use super::drawing_error::DrawingError;

/// How much of a file's beginning tells what it is, in bytes: a WebM's kind stands within the first 256.
pub(super) const BEGINNING: u64 = 512;

/// The ending of drawings, which are cleaned.
const DRAWING: &str = "svg";

/// Endings by which some servers run a file, wherever in its name they stand (Apache's `AddHandler`).
const RUN_BY_SERVERS: [&str; 28] = [
    "php", "php3", "php4", "php5", "php7", "php8", "phps", "pht", "phtml", "phar", "cgi", "fcgi", "pl", "py", "rb",
    "lua", "asp", "aspx", "jsp", "jspx", "cfm", "html", "htm", "xhtml", "shtml", "stm", "asis", "var",
];

/// A format of media: its endings, and whether a file begins as one.
struct Format {
    endings: &'static [&'static str],
    is: fn(&[u8]) -> bool,
}

const FORMATS: [Format; 15] = [
    Format { endings: &["avif"], is: infer::image::is_avif },
    Format { endings: &["gif"], is: |bytes| infer::image::is_gif(bytes) && bytes.starts_with(b"GIF8") },
    Format { endings: &["jpg", "jpeg"], is: infer::image::is_jpeg },
    Format { endings: &["png"], is: infer::image::is_png },
    Format { endings: &["webp"], is: |bytes| infer::image::is_webp(bytes) && bytes.starts_with(b"RIFF") },
    // A drawing is read to its end.
    Format { endings: &[DRAWING], is: |_| true },
    Format { endings: &["mp3"], is: infer::audio::is_mp3 },
    Format { endings: &["aac"], is: infer::audio::is_aac },
    Format { endings: &["flac"], is: infer::audio::is_flac },
    Format { endings: &["wav"], is: infer::audio::is_wav },
    Format { endings: &["ogg", "oga", "opus", "ogv"], is: infer::audio::is_ogg },
    Format { endings: &["m4a", "mp4", "m4v"], is: is_iso_media },
    Format { endings: &["mov"], is: |bytes| is_iso_media(bytes) || infer::video::is_mov(bytes) },
    Format { endings: &["webm"], is: infer::video::is_webm },
    Format { endings: &["vtt"], is: is_web_vtt },
];

/// Why a file is not published.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Refusal {
    /// Editors and systems keep their own under such names.
    #[error("has a name that begins with a dot, and such files are not published: give it another name")]
    Hidden,
    /// It is none of the formats.
    #[error(
        "is neither a picture (avif, gif, jpg, jpeg, png, webp, svg), a sound (mp3, m4a, aac, ogg, oga, opus, wav, flac), a \
         film (mp4, m4v, webm, mov, ogv) nor a text track (vtt) by its ending, and nothing else is published: name another \
         file, or convert it"
    )]
    Ending,
    /// A part of its name makes some servers run it.
    #[error("has a name by which some servers would run it (`.{0}`): rename it")]
    RunByServers(String),
    /// Something else is in it.
    #[error("is not what its ending says (`.{0}`): give it the ending of its content, or export it again")]
    Content(String),
    /// A drawing that can't be made safe.
    #[error(transparent)]
    Drawing(#[from] DrawingError),
}

/// The endings of all formats.
pub fn media_endings() -> impl Iterator<Item = &'static str> {
    FORMATS.iter().flat_map(|format| format.endings).copied()
}

/// Checks by its path whether a file may come out at all.
pub(super) fn check_name(path: &Path) -> Result<(), Refusal> {
    if path.iter().any(|part| part.as_encoded_bytes().starts_with(b".")) {
        return Err(Refusal::Hidden);
    }
    if format(path).is_none() {
        return Err(Refusal::Ending);
    }
    // A folder with such an ending is run by some, too, and what is behind a blank or another sign is not looked at.
    let names = path.iter().map(|name| name.to_string_lossy().to_lowercase());
    let endings = names.flat_map(|name| name.split('.').skip(1).map(str::to_owned).collect::<Vec<_>>());
    let run = endings.map(|ending| ending.chars().take_while(char::is_ascii_alphanumeric).collect::<String>());
    match { run }.find(|ending| RUN_BY_SERVERS.contains(&ending.as_str())) {
        Some(ending) => Err(Refusal::RunByServers(ending)),
        None => Ok(()),
    }
}

/// Checks whether a file that begins with these bytes is what its name says.
pub(super) fn check_beginning(path: &Path, bytes: &[u8]) -> Result<(), Refusal> {
    match format(path) {
        Some(format) if (format.is)(bytes) => Ok(()),
        Some(_) => Err(Refusal::Content(ending(path))),
        None => Err(Refusal::Ending),
    }
}

/// Whether a file is a drawing, by its name.
pub(super) fn is_drawing(path: &Path) -> bool {
    ending(path) == DRAWING
}

fn format(path: &Path) -> Option<&'static Format> {
    let ending = ending(path);
    FORMATS.iter().find(|format| format.endings.contains(&ending.as_str()))
}

fn ending(path: &Path) -> String {
    path.extension().unwrap_or_default().to_string_lossy().to_lowercase()
}

/// The container of MPEG-4 (ISO/IEC 14496-12): its first box is its type.
fn is_iso_media(bytes: &[u8]) -> bool {
    bytes.get(4..8) == Some(b"ftyp") && !infer::image::is_avif(bytes)
}

/// The first line of a text track (W3C, WebVTT, section 4.1): the word, and at most a remark behind a blank.
fn is_web_vtt(bytes: &[u8]) -> bool {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    bytes.strip_prefix(b"WEBVTT").is_some_and(|rest| rest.first().is_none_or(|byte| b" \t\r\n".contains(byte)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_media_have_a_name_that_may_come_out() {
        for media in ["a.svg", "p/B.JPG", "a.b.png", "s.opus", "f.mov", "t.vtt", "my.photos/a.gif"] {
            assert_eq!(check_name(Path::new(media)), Ok(()), "{media}");
        }
        for other in ["a", "evil.html", "evil.js", "secret.json", "a.png.br", "worker.mjs", "a.svgz", "a.pdf", "png"] {
            assert_eq!(check_name(Path::new(other)), Err(Refusal::Ending), "{other}");
        }
        for hidden in [".env", ".htaccess", ".git/a.png", ".a.png"] {
            assert_eq!(check_name(Path::new(hidden)), Err(Refusal::Hidden), "{hidden}");
        }
        for run in ["a.PHP.jpg", "a.php .png", "a.php\n.png", "a.php;.png", "a.php/x.png"] {
            assert_eq!(check_name(Path::new(run)), Err(Refusal::RunByServers("php".to_owned())), "{run}");
        }
        assert!(check_name(Path::new("a.html.vtt")).is_err() && check_name(Path::new("embed.js/a.gif")).is_ok());
    }

    #[test]
    fn content_is_what_the_ending_says() {
        let whole: [(&str, &[u8]); 8] = [
            ("a.gif", b"GIF89a"),
            ("a.JPEG", b"\xff\xd8\xff\xe0"),
            ("a.png", b"\x89PNG\r\n\x1a\n"),
            ("a.webp", b"RIFF\0\0\0\0WEBPVP8 "),
            ("a.mp3", b"ID3\x04"),
            ("a.m4v", b"\0\0\0\x20ftypiso6\0\0\0\0"),
            ("a.vtt", b"\xef\xbb\xbfWEBVTT - words\n"),
            ("a.ogg", b"OggS"),
        ];
        for (path, bytes) in whole {
            assert_eq!(check_beginning(Path::new(path), bytes), Ok(()), "{path}");
            let page = b"<!doctype html><script>alert(1)</script>";
            assert!(matches!(check_beginning(Path::new(path), page), Err(Refusal::Content(_))), "{path}");
            assert!(matches!(check_beginning(Path::new(path), b""), Err(Refusal::Content(_))), "{path}");
        }
        let script = check_beginning(Path::new("a.vtt"), b"WEBVTT=1;alert(1)");
        assert_eq!(script, Err(Refusal::Content("vtt".to_owned())));
    }
}
