//! One build after another into the same folder: what is made again, what is left, and what keeps the last good
//! publication as it is.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::Read;
use std::path::Path;
use std::time::{Duration, SystemTime};

use crate::publisher::{Publisher, document, write_files};
use article_viewer::site::{self, BuildError, Count, Order};
use article_viewer::store::Compression;

const ADDRESS: &str = "https://news.example/";

/// How many articles the larger publication has, and in how many sections.
const MANY: usize = 2_000;
const SECTIONS: usize = 10;

fn many() -> Publisher {
    let documents: Vec<(String, String)> = (0..MANY).map(|n| (format!("a{n:04}.json"), numbered(n, "Text"))).collect();
    let files: Vec<(&str, &str)> = documents.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    let publisher = Publisher::new(&files);
    files.iter().for_each(|(name, _)| age(&publisher.articles.join(name)));
    publisher
}

/// An article of a section, a minute after the one before it.
fn numbered(n: usize, text: &str) -> String {
    let date = format!("2026-01-{:02}T{:02}:{:02}:00Z", n / 1_440 + 1, n / 60 % 24, n % 60);
    let section = format!(r#""articleSection":"Section {}","#, n % SECTIONS);
    document(&format!("a{n:04}"), &section).replace("2026-01-01T00:00:00Z", &date).replace("Text", text)
}

/// Makes a file look as if it had been written long ago: what was just written is read again by the next build.
fn age(path: &Path) {
    let file = File::options().write(true).open(path).unwrap();
    file.set_modified(SystemTime::now() - Duration::from_hours(1)).unwrap();
}

fn change(publisher: &Publisher, name: &str, text: &str) {
    let path = publisher.articles.join(name);
    fs::write(&path, text).unwrap();
    age(&path);
}

/// A publication that keeps nothing that it does not use.
fn order(publisher: &Publisher) -> Order<'_> {
    Order { address: Some(ADDRESS.parse().unwrap()), keep_unused_days: 0, ..publisher.order() }
}

fn build(publisher: &Publisher) -> Result<Count, BuildError> {
    build_with(publisher, Compression::Ahead)
}

fn build_with(publisher: &Publisher, compression: Compression) -> Result<Count, BuildError> {
    site::build(&Order { compression, ..order(publisher) }).map(|built| built.made)
}

/// The paths whose content is another, or that are there in one of two only; without compressed copies.
fn differences(before: &BTreeMap<String, Vec<u8>>, after: &BTreeMap<String, Vec<u8>>) -> Vec<String> {
    let paths = before.keys().chain(after.keys()).filter(|path| before.get(*path) != after.get(*path));
    let mut paths: Vec<String> =
        paths.filter(|path| !path.ends_with(".br") && !path.ends_with(".gz")).cloned().collect();
    paths.sort();
    paths.dedup();
    paths
}

#[test]
fn only_what_changed_is_made_again() {
    let publisher = many();
    let build = |publisher| build_with(publisher, Compression::None);
    let first = build(&publisher).unwrap();
    assert_eq!(first.articles, MANY);
    let before = publisher.contents();

    assert_eq!(build(&publisher).unwrap(), Count::default(), "nothing changed");
    assert_eq!(differences(&before, &publisher.contents()), Vec::<String>::new());

    // The text of an old article is on its own page alone; what lists show of it is as it was.
    change(&publisher, "a0700.json", &numbered(700, "Other"));
    let made = build(&publisher).unwrap();
    let after = publisher.contents();
    assert_eq!((made.articles, made.lists), (1, 0));
    let expected = ["a0700/index.html", "articles/a0700.html", "articles/a0700.json"];
    assert_eq!(differences(&before, &after), expected, "no list shows its text");

    // A headline is on the pages of its neighbours too.
    let before = after;
    change(&publisher, "a0700.json", &numbered(700, "Other").replace("On a0700", "A new headline"));
    assert_eq!(build(&publisher).unwrap().articles, 7, "itself, and the three on both sides that list it");
    let after = publisher.contents();
    let changed = differences(&before, &after);
    assert!(
        changed.contains(&"a0710/index.html".to_owned()) && changed.contains(&"page/30/index.html".to_owned()),
        "{changed:?}"
    );

    // What was built step by step is what is built at once.
    fs::remove_dir_all(&publisher.out).unwrap();
    assert_eq!(build(&publisher).unwrap().articles, MANY);
    assert_eq!(differences(&after, &publisher.contents()), Vec::<String>::new());
}

#[test]
fn a_new_article_changes_its_neighbours_and_the_first_pages_and_a_removed_one_goes() {
    let publisher = many();
    let build = |publisher| build_with(publisher, Compression::None);
    build(&publisher).unwrap();
    let before = publisher.contents();
    change(&publisher, "new.json", &numbered(MANY, "New"));
    let made = build(&publisher).unwrap();
    assert_eq!(made.articles, 1 + 3, "itself, and those whose related list it is in");
    let after = publisher.contents();
    let changed = differences(&before, &after);
    let lists: Vec<&String> =
        changed.iter().filter(|path| path.contains("page/") || path.starts_with("section/")).collect();
    assert_eq!(lists, ["section/section-0/feed.json", "section/section-0/feed.xml", "section/section-0/index.html"]);

    fs::remove_file(publisher.articles.join("new.json")).unwrap();
    build(&publisher).unwrap();
    assert_eq!(differences(&before, &publisher.contents()), Vec::<String>::new());
    assert!(!publisher.out.join(format!("a{MANY:04}")).exists(), "its folder is gone too");
}

#[test]
fn what_somebody_deleted_is_made_again() {
    let figure = r#""body":[{"type":"figure","image":{"src":"p/a.gif","alt":"Alt"}},"#;
    let with_picture = document("one", "").replace(r#""body":["#, figure);
    let (two, three) = (document("two", ""), document("three", ""));
    let picture = ("p/a.gif", "GIF89a\u{3}\0\u{2}\0\0\0\0;");
    let documents = [("one.json", with_picture.as_str()), ("two.json", &two), ("three.json", &three)];
    let publisher = Publisher::new(&[documents.as_slice(), &[picture]].concat());
    build(&publisher).unwrap();
    let before = publisher.contents();
    for path in ["one/index.html", "articles/two.json", "articles/media/p/a.gif", "feed.json", "robots.txt"] {
        fs::remove_file(publisher.out.join(path)).unwrap();
    }
    let made = build(&publisher).unwrap();
    assert_eq!((made.articles, made.lists, made.files), (2, 2, 1));
    assert_eq!(differences(&before, &publisher.contents()), Vec::<String>::new());

    // What every page loads comes back, and no page with it.
    let program = before.keys().find(|path| path.ends_with(".wasm")).unwrap();
    fs::remove_file(publisher.out.join(program)).unwrap();
    assert_eq!(build(&publisher).unwrap(), Count::default());
    assert_eq!(differences(&before, &publisher.contents()), Vec::<String>::new());
}

#[test]
fn every_file_of_the_shell_comes_along() {
    let publisher = Publisher::new(&[("one.json", &document("one", ""))]);
    for _ in 0..2 {
        build(&publisher).unwrap();
        assert!(publisher.text("embed.js").contains("document-viewer-"), "the element, told its files");
        assert_eq!(publisher.text("snippets/part.js"), "a part");
        change(&publisher, "one.json", &document("one", "").replace("Text", "Other text"));
    }
}

#[test]
fn a_new_code_or_address_makes_everything_again() {
    let publisher = Publisher::new(&[("one.json", &document("one", "")), ("two.json", &document("two", ""))]);
    build(&publisher).unwrap();
    write_files(publisher.shell.parent().unwrap(), &[("one-1.css", "a{color:green}")]);
    assert_eq!(build(&publisher).unwrap().articles, 2);
    assert!(publisher.text("one/index.html").contains("a{color:green}"));
    let styles = publisher.names("").into_iter().filter(|name| name.starts_with("show-") && name.ends_with(".js"));
    assert_eq!(styles.count(), 1, "the old stylesheet is gone");
    publisher.published(&["--address", "https://other.example/"]);
    assert!(publisher.text("one/index.html").contains("https://other.example/one/"));
}

#[test]
fn a_picture_that_changes_is_copied_and_its_new_size_is_on_the_page() {
    let gif = |width: char| format!("GIF89a{width}\0\u{2}\0\0\0\0;");
    let figure = r#""body":[{"type":"figure","image":{"src":"a.gif","alt":""}},"#;
    let article = document("one", "").replace(r#""body":["#, figure);
    // A page of the publication's own shows nothing of others.
    let other = document("two", r#""kind":"page","#);
    let publisher = Publisher::new(&[("one.json", &article), ("two.json", &other)]);
    ["one.json", "two.json"].iter().for_each(|name| age(&publisher.articles.join(name)));
    build(&publisher).unwrap();
    assert!(publisher.text("one/index.html").contains("frame missing"));
    for width in ['\u{3}', '\u{4}'] {
        change(&publisher, "a.gif", &gif(width));
        let made = build(&publisher).unwrap();
        assert_eq!((made.articles, made.files), (1, 1));
        let size = format!(r#"width="{}" height="2""#, u32::from(width));
        assert!(publisher.text("one/index.html").contains(&size));
        assert_eq!(publisher.text("articles/media/a.gif"), gif(width));
    }
}

#[test]
fn compressed_copies_are_those_of_the_files_beside_them() {
    let publisher = Publisher::new(&[("one.json", &document("one", ""))]);
    build(&publisher).unwrap();
    let check = || {
        let page = fs::read(publisher.out.join("one/index.html")).unwrap();
        let mut plain = Vec::new();
        let file = File::open(publisher.out.join("one/index.html.gz")).unwrap();
        flate2::read::GzDecoder::new(file).read_to_end(&mut plain).unwrap();
        assert!(plain == page, "gzip");
        let mut plain = Vec::new();
        let mut file = File::open(publisher.out.join("one/index.html.br")).unwrap();
        brotli::BrotliDecompress(&mut file, &mut plain).unwrap();
        assert!(plain == page, "Brotli");
    };
    check();
    change(&publisher, "one.json", &document("one", "").replace("Text", "Other text"));
    build(&publisher).unwrap();
    check();
    assert!(!publisher.out.join("robots.txt.br").exists(), "too short for a copy to be worth a file");
    publisher.published(&["--development"]);
    let copies: Vec<String> = publisher.all().into_iter().filter(|path| path.ends_with(".br")).collect();
    assert_eq!(copies, Vec::<String>::new(), "none for development");
}

#[test]
fn a_fault_leaves_the_last_good_publication_as_it_is() {
    let publisher = Publisher::new(&[("one.json", &document("one", ""))]);
    build(&publisher).unwrap();
    let before = publisher.contents();
    change(&publisher, "one.json", "{");
    assert!(matches!(build(&publisher), Err(BuildError::Faulty(_))));
    assert_eq!(differences(&before, &publisher.contents()), Vec::<String>::new());
    change(&publisher, "one.json", &document("one", "").replace("Text", "Other text"));
    assert_eq!(build(&publisher).unwrap().articles, 1);
}

#[test]
fn two_builds_into_one_folder_are_one_too_many() {
    let publisher = Publisher::new(&[("one.json", &document("one", ""))]);
    build(&publisher).unwrap();
    let before = publisher.contents();
    let lock = File::create(publisher.folder.path().join(".out.article-viewer/lock")).unwrap();
    lock.lock().unwrap();
    change(&publisher, "one.json", &document("one", "").replace("Text", "Other text"));
    let said = publisher.refused(&[]);
    assert!(said.contains("another build is writing") && said.contains("wait until it is done"), "{said}");
    assert_eq!(differences(&before, &publisher.contents()), Vec::<String>::new());
    drop(lock);
    assert_eq!(build(&publisher).unwrap().articles, 1);
}

#[test]
fn somebody_elses_folder_is_refused() {
    let publisher = Publisher::new(&[("one.json", &document("one", ""))]);
    write_files(&publisher.out, &[("thesis.txt", "x")]);
    let said = publisher.refused(&[]);
    assert!(said.contains("holds files that no build of ours wrote"), "{said}");
    assert_eq!(publisher.names(""), ["thesis.txt"]);
}

#[test]
fn in_development_a_faulty_article_shows_its_faults_and_the_others_go_on() {
    let publisher = Publisher::new(&[
        ("good.json", &document("good", "")),
        ("bad.json", "{\n  \"id\": \"own-id\",\n  \"inLanguage\": 7\n}"),
    ]);
    let said = publisher.published(&["--development"]);
    assert!(said.contains("bad.json:3:17: /inLanguage: expected a string, found a number"), "{said}");
    let page = publisher.text("own-id/index.html");
    assert!(page.contains("bad.json:3:17: /inLanguage: expected a string, found a number"), "{page}");
    assert!(page.contains("\"inLanguage\": 7\n"), "the line it is about: {page}");
    assert!(publisher.text("index.html").contains(r#"<a href="own-id/">bad.json</a>"#));
    assert!(publisher.text("good/index.html").contains("Text of good."));

    change(&publisher, "bad.json", &document("own-id", ""));
    publisher.published(&["--development"]);
    assert!(publisher.text("own-id/index.html").contains("Text of own-id."), "mended, it is there");
    assert!(!publisher.text("index.html").contains("bad.json"));

    change(&publisher, "bad.json", "{");
    assert!(publisher.refused(&[]).contains("bad.json:1:2"), "a release refuses it");
}
