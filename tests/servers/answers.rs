//! What a server must answer, whichever it is: every file as it is and as each of its copies, with the policy, its type, and how
//! long it may be kept; folders, what is not there, and what is not the publication's.

use std::fs;

use article_viewer::site::{Order, server_words};
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

use crate::http::{Answer, get};
use crate::publisher::{Publisher, document, write_files};
use crate::running::{Program, Running, open_to_all};

const IN_ADDRESSES: &AsciiSet = &CONTROLS.add(b' ').add(b'%').add(b'?').add(b'#');

/// Types by the ends of paths: as they are told to the publisher, and by the standards.
const TYPES: [(&str, &str); 15] = [
    ("feed.xml", "application/atom+xml"),
    ("feed.json", "application/feed+json"),
    (".webmanifest", "application/manifest+json"),
    (".html", "text/html; charset=utf-8"),
    (".json", "application/json"),
    (".xml", "application/xml"),
    (".txt", "text/plain; charset=utf-8"),
    (".css", "text/css; charset=utf-8"),
    (".js", "text/javascript; charset=utf-8"),
    (".wasm", "application/wasm"),
    (".svg", "image/svg+xml"),
    (".gif", "image/gif"),
    (".vtt", "text/vtt; charset=utf-8"),
    (".m4a", "audio/mp4"),
    (".mp4", "video/mp4"),
];

/// What a header `Accept-Encoding` says, and the ending of the copy that answers it, with the coding's name.
const ASKED: [(&str, Option<(&str, &str)>); 6] = [
    ("", None),
    ("gzip, deflate, br, zstd", Some(("br", "br"))),
    ("br;q=0.9,gzip;q=0.8", Some(("br", "br"))),
    ("gzip", Some(("gz", "gzip"))),
    ("br;q=0, gzip", Some(("gz", "gzip"))),
    ("deflate, brotli", None),
];

/// A publication with something of everything, in a folder whose name must be quoted.
pub fn publication(place: &str) -> Publisher {
    let figure =
        r#"{"type":"figure","image":{"src":"a%20b.gif","alt":""}},{"type":"figure","image":{"src":"d.SVG","alt":""}},"#;
    let sound = r#"{"type":"audio","src":"s.m4a","title":"S"},{"type":"video","src":"f.mp4","title":"F","captions":[{"src":"t.vtt","lang":"en","label":"English"}]},"#;
    let of_section = r#""articleSection":"News","aliases":["old"],"#;
    let long = "A long text, so that it is worth a copy. ".repeat(80);
    let one = document("one", of_section).replace(r#""body":["#, &format!(r#""body":[{figure}{sound}"#));
    let drawing = r##"<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M0 0h9"/></svg>"##;
    let iso = "\0\0\0\u{20}ftypiso6\0\0\0\0";
    let publisher = Publisher::new(&[
        ("one.json", &one.replace("Text of", &format!("{long} Text of"))),
        ("a b.gif", "GIF89a\u{3}\0\u{2}\0\0\0\0;"),
        ("d.SVG", &drawing.replace("h9", &"h9v1".repeat(500))),
        ("s.m4a", iso),
        ("f.mp4", iso),
        ("t.vtt", "WEBVTT\n"),
    ]);
    let shell = publisher.shell.parent().unwrap();
    let code = format!("/* {long} */");
    write_files(shell, &[("site.js", &code), ("document-viewer_bg.wasm", &code), ("page-5.css", &code)]);
    let publisher = Publisher { out: publisher.folder.path().join("the site"), ..publisher };
    publisher.published(&["--address", &format!("https://news.example{place}")]);
    open_to_all(publisher.folder.path());
    publisher
}

/// The policies that `_headers` has: of everything, and of documents.
pub fn policies(publisher: &Publisher) -> [String; 2] {
    let headers = publisher.text("_headers");
    let policies = headers.lines().filter_map(|line| line.strip_prefix("  Content-Security-Policy: "));
    policies.map(str::to_owned).collect::<Vec<_>>().try_into().unwrap()
}

/// Whether a file has a hash in its name.
pub fn is_hashed(path: &str) -> bool {
    let is_hash = |part: &str| part.len() == 16 && part.bytes().all(|byte| byte.is_ascii_hexdigit());
    !path.contains('/') && path.split(['-', '.', '_']).any(is_hash)
}

/// The media type that a path must have.
pub fn media_type(path: &str) -> &'static str {
    let path = path.to_lowercase();
    let found = TYPES.iter().find(|(end, _)| path.ends_with(end));
    found.unwrap_or_else(|| panic!("{path} has no type in this test")).1
}

/// The files that readers ask for.
pub fn files(publisher: &Publisher) -> Vec<String> {
    let is_for_readers =
        |path: &String| !path.starts_with(['_', '.']) && !path.ends_with(".br") && !path.ends_with(".gz");
    let files: Vec<String> = publisher.all().into_iter().filter(is_for_readers).collect();
    for (end, _) in TYPES {
        assert!(files.iter().any(|path| path.to_lowercase().ends_with(end)), "no {end} in {files:?}");
    }
    files
}

pub fn check(program: &Program, place: &str) {
    let publisher = publication(place);
    let words = |port: u16| {
        let address = format!("http://127.0.0.1:{port}{place}").parse().unwrap();
        let order = Order { address: Some(address), ..publisher.order() };
        server_words(program.server, &order, &publisher.out).unwrap()
    };
    let running = program.start(|port| (program.arrange)(words(port), &publisher));
    let ask = Ask { running: &running, place, policies: policies(&publisher) };
    let mut copies = 0;
    for path in files(&publisher) {
        for (encodings, copy) in ASKED {
            let there = copy.filter(|(ending, _)| publisher.out.join(format!("{path}.{ending}")).is_file());
            copies += usize::from(there.is_some());
            let has_copies = publisher.out.join(format!("{path}.gz")).is_file();
            // A page in place of another may be sent as it is.
            let is_not_found = path == "404.html";
            let answer = ask.file(&path, encodings);
            let told = answer.one("Content-Encoding");
            let there = there.filter(|_| told.is_some() || !is_not_found);
            assert_eq!(told, there.map(|(_, coding)| coding), "{path}, asked for {encodings}: {answer:?}");
            let file = there.map_or_else(|| path.clone(), |(ending, _)| format!("{path}.{ending}"));
            assert!(answer.body == fs::read(publisher.out.join(&file)).unwrap(), "{path} is not {file}");
            if has_copies && !is_not_found {
                assert_eq!(answer.one("Vary"), Some("Accept-Encoding"), "{path}: {answer:?}");
            }
            if let Some(folder) = path.strip_suffix("index.html") {
                let of_folder = ask.file(folder, encodings);
                assert!(of_folder.body == answer.body, "{folder} is {path}");
                assert_eq!(of_folder.one("Content-Encoding"), told, "{folder}");
                assert_eq!(of_folder.one("Vary"), answer.one("Vary"), "{folder}");
            }
        }
    }
    assert!(copies > 20, "{copies} copies were sent");
    ask.again("one/");
    ask.not_there(&publisher, "nothing/here");
    ask.not_there(&publisher, "start-0123456789abcdef.js");
    ask.not_there(&publisher, "articles/nothing.json");
    ask.not_there(&publisher, "articles/");
    ask.not_there(&publisher, "a%0Ab");
    // Somebody's own, beside what a build wrote.
    write_files(&publisher.out, &[(".git/config", "secret"), (".well-known/security.txt", "Contact")]);
    ask.not_there(&publisher, ".git/config");
    ask.file(".well-known/security.txt", "br");
    ask.leads_on("one", "one/");
    if place != "/" {
        ask.leads_on_from(place.trim_end_matches('/'), place);
        let other = ask.get("/", "");
        assert!(other.all("Content-Security-Policy").is_empty(), "what else is on the server is left alone: {other:?}");
    }
}

/// Asks a server for what is in a publication.
struct Ask<'a> {
    running: &'a Running,
    place: &'a str,
    policies: [String; 2],
}

impl Ask<'_> {
    fn get(&self, address: &str, encodings: &str) -> Answer {
        let more = [("Accept-Encoding", encodings)];
        get(self.running.port, address, if encodings.is_empty() { &[] } else { &more })
    }

    fn address(&self, path: &str) -> String {
        format!("{}{}", self.place, utf8_percent_encode(path, IN_ADDRESSES))
    }

    /// A file with all that must be said of it, whatever its encoding is.
    fn file(&self, path: &str, encodings: &str) -> Answer {
        let answer = self.get(&self.address(path), encodings);
        assert_eq!(answer.status, 200, "{path}: {answer:?} {}", self.running.log());
        let [of_all, of_data] = &self.policies;
        let policies = if path.starts_with("articles/") { vec![of_all, of_data] } else { vec![of_all] };
        assert_eq!(answer.all("Content-Security-Policy"), policies, "{path}");
        let is_page = path.is_empty() || path.ends_with('/');
        let expected = if is_page { "text/html; charset=utf-8" } else { media_type(path) };
        assert_eq!(answer.one("Content-Type"), Some(expected), "{path}");
        let caching = if is_hashed(path) { "public, max-age=31536000, immutable" } else { "no-cache" };
        assert_eq!(answer.one("Cache-Control"), Some(caching), "{path}");
        assert_eq!(answer.one("Content-Language"), None, "{path}");
        self.guards(&answer);
        answer
    }

    /// What is sent with every answer of a publication.
    fn guards(&self, answer: &Answer) {
        for (name, value) in [
            ("X-Content-Type-Options", "nosniff"),
            ("Referrer-Policy", "strict-origin-when-cross-origin"),
            ("Cross-Origin-Opener-Policy", "same-origin"),
            ("Cross-Origin-Resource-Policy", "cross-origin"),
            ("Access-Control-Allow-Origin", "*"),
        ] {
            assert_eq!(answer.one(name), Some(value), "{answer:?}");
        }
        assert!(answer.one("Permissions-Policy").is_some_and(|value| value.contains("camera=()")), "{answer:?}");
    }

    /// What has not changed is not sent again.
    fn again(&self, path: &str) {
        for encodings in ["", "br"] {
            let first = self.get(&self.address(path), encodings);
            let tag = first.one("ETag").unwrap();
            let more = [("Accept-Encoding", encodings), ("If-None-Match", tag)];
            let again = get(self.running.port, &self.address(path), &more);
            assert_eq!((again.status, again.body.len()), (304, 0), "{again:?}");
        }
    }

    /// The publication's own page says that something is not there.
    fn not_there(&self, publisher: &Publisher, path: &str) {
        let page = fs::read(publisher.out.join("404.html")).unwrap();
        let copy = fs::read(publisher.out.join("404.html.br")).unwrap();
        for encodings in ["", "br"] {
            let answer = self.get(&format!("{}{path}", self.place), encodings);
            assert_eq!(answer.status, 404, "{path}: {answer:?} {}", self.running.log());
            let expected = if answer.one("Content-Encoding") == Some("br") { &copy } else { &page };
            assert!(answer.body == *expected && (!encodings.is_empty() || *expected == page), "{path}: {answer:?}");
            assert_eq!(answer.all("Content-Security-Policy").first(), Some(&self.policies[0].as_str()), "{path}");
            assert_eq!(answer.one("Content-Type"), Some("text/html; charset=utf-8"), "{path}");
            assert!(!answer.one("Cache-Control").unwrap_or_default().contains("immutable"), "{path}: {answer:?}");
            self.guards(&answer);
        }
    }

    fn leads_on(&self, path: &str, to: &str) {
        self.leads_on_from(&self.address(path), &self.address(to));
    }

    fn leads_on_from(&self, address: &str, to: &str) {
        let answer = self.get(address, "");
        assert!([301, 308].contains(&answer.status), "{address}: {answer:?}");
        let location = answer.one("Location").unwrap();
        let location = location.strip_prefix(&format!("http://127.0.0.1:{}", self.running.port)).unwrap_or(location);
        // Browsers find the way from where they are, and take a letter for the same as its code.
        let decoded = |text: &str| percent_encoding::percent_decode_str(text).decode_utf8().unwrap().into_owned();
        assert_eq!(decoded(location), decoded(to), "{address}");
    }
}
