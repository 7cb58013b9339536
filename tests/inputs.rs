//! Each kind of input changed once: what a build makes of it is what one from nothing makes, byte for byte. And what must
//! come out nowhere, whatever was there before.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::path::Path;
use std::time::{Duration, SystemTime};

use crate::publisher::{Publisher, contents, document, write_files};
use article_viewer::article::ArticleId;
use article_viewer::catalogue::Faults;
use article_viewer::site::{self, BuildError, Built, Order};
use article_viewer::source::Publication;
use article_viewer::store::Compression;

const ADDRESS: &str = "https://news.example/paper/";

fn gif(width: char) -> String {
    format!("GIF89a{width}\0\u{2}\0\0\0\0;")
}

fn with_picture(id: &str, more: &str) -> String {
    document(id, more).replace(r#""body":["#, r#""body":[{"type":"figure","image":{"src":"p.gif/a.gif","alt":"Alt"}},"#)
}

/// Articles of one section with a picture, a withdrawn one, and a former address.
fn newspaper() -> Publisher {
    let section = r#""articleSection":"S","publisher":{"name":"The Paper"},"#;
    let documents = [
        ("one.json", with_picture("one", section)),
        ("two.json", document("two", section).replace("01-01T", "01-02T")),
        ("three.json", document("three", section).replace("01-01T", "01-03T")),
        ("four.json", document("four", r#""aliases":["number-four"],"publisher":{"name":"The Letter"},"#)),
        ("2026/five.json", document("five", "").replace("01-01T", "01-05T")),
    ];
    let mut files: Vec<(&str, &str)> = documents.iter().map(|(name, text)| (*name, text.as_str())).collect();
    let picture = gif('\u{3}');
    files.push(("p.gif/a.gif", &picture));
    Publisher::new(&files)
}

fn order(publisher: &Publisher) -> Order<'_> {
    Order { address: Some(ADDRESS.parse().unwrap()), keep_unused_days: 0, ..publisher.order() }
}

/// Makes a file look as if it had been written long ago.
fn age(path: &Path) {
    let file = File::options().write(true).open(path).unwrap();
    file.set_modified(SystemTime::now() - Duration::from_hours(1)).unwrap();
}

/// Builds after a change, and holds it against a build from nothing. Gives the paths that came out otherwise.
fn assert_same_as_from_nothing(what: &str, publisher: &Publisher, order: &Order<'_>) -> Vec<String> {
    let before = contents(&publisher.out);
    site::build(order).unwrap_or_else(|error| panic!("{what}: {error}"));
    let after = contents(&publisher.out);
    let fresh = publisher.folder.path().join("fresh");
    site::build(&Order { out: &fresh, ..order.clone() }).unwrap();
    let expected = contents(&fresh);
    fs::remove_dir_all(&fresh).unwrap();
    fs::remove_dir_all(publisher.folder.path().join(".fresh.article-viewer")).unwrap();
    let differ = |one: &BTreeMap<String, Vec<u8>>, other: &BTreeMap<String, Vec<u8>>| -> Vec<String> {
        let mut paths: Vec<String> =
            one.keys().chain(other.keys()).filter(|path| one.get(*path) != other.get(*path)).cloned().collect();
        paths.sort();
        paths.dedup();
        paths
    };
    assert_eq!(differ(&after, &expected), Vec::<String>::new(), "{what}");
    differ(&before, &after)
}

#[test]
fn whatever_changes_comes_out_as_from_nothing() {
    type Change = (&'static str, fn(&Publisher), &'static str);
    const CHANGES: &[Change] = &[
        ("a text", |to| rewrite(to, "one.json", "Text of one", "Other of one"), "articles/one.json"),
        ("a headline", |to| rewrite(to, "two.json", "On two", "Of two"), "one/index.html"),
        ("a section", |to| rewrite(to, "two.json", "\"S\"", "\"T\""), "section/t/index.html"),
        ("a date", |to| rewrite(to, "two.json", "01-02T", "01-09T"), "index.html"),
        ("a title", |to| rewrite(to, "three.json", "The Paper", "The Letter"), "two/index.html"),
        ("a picture", |to| write_files(&to.articles, &[("p.gif/a.gif", &gif('\u{4}'))]), "articles/media/p.gif/a.gif"),
        ("a picture that is gone", |to| fs::remove_file(to.articles.join("p.gif/a.gif")).unwrap(), "one/index.html"),
        ("a folder that becomes a file", folder_becomes_file, "articles/media/p.gif"),
        ("a document more", |to| write_files(&to.articles, &[("six.json", &document("six", ""))]), "six/index.html"),
        ("a document less", |to| fs::remove_file(to.articles.join("two.json")).unwrap(), "two/index.html"),
        ("a document in a folder", |to| rewrite(to, "2026/five.json", "Text", "Word"), "five/index.html"),
        (
            "a withdrawal",
            |to| rewrite(to, "one.json", "\"body\"", "\"creativeWorkStatus\":\"withdrawn\",\"body\""),
            "one/index.html",
        ),
        ("an id", |to| rewrite(to, "two.json", "\"two\"", "\"zwei\",\"aliases\":[\"two\"]"), "zwei/index.html"),
        ("a former address", |to| rewrite(to, "four.json", "number-four", "no-four"), "no-four/index.html"),
        (
            "a style",
            |to| write_files(to.shell.parent().unwrap(), &[("one-1.css", "a{color:green}")]),
            "five/index.html",
        ),
        ("the element", |to| write_files(to.shell.parent().unwrap(), &[("element.css", "e{}")]), "embed.js"),
        ("a program", |to| write_files(to.shell.parent().unwrap(), &[("glue-3_bg.wasm", "w2")]), "glue-3_bg.wasm"),
        ("every page's script", |to| write_files(to.shell.parent().unwrap(), &[("site.js", "say();")]), "index.html"),
        ("the worker", |to| write_files(to.shell.parent().unwrap(), &[("worker.js", "keep();")]), "worker.js"),
    ];
    for (what, change, changed) in CHANGES {
        let publisher = newspaper();
        let order = order(&publisher);
        site::build(&order).unwrap();
        change(&publisher);
        let paths = assert_same_as_from_nothing(what, &publisher, &order);
        assert!(paths.iter().any(|path| path == changed), "{what} changed {paths:?}");
    }
}

fn folder_becomes_file(publisher: &Publisher) {
    fs::remove_dir_all(publisher.articles.join("p.gif")).unwrap();
    write_files(&publisher.articles, &[("p.gif", &gif('\u{3}'))]);
    rewrite(publisher, "one.json", "p.gif/a.gif", "p.gif");
}

fn rewrite(publisher: &Publisher, name: &str, from: &str, to: &str) {
    let path = publisher.articles.join(name);
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.contains(from), "{from} in {text}");
    fs::write(&path, text.replace(from, to)).unwrap();
    age(&path);
}

#[test]
fn whatever_a_publication_says_of_itself_comes_out_as_from_nothing() {
    const FIRST: &str = "title = \"T\"\nlanguage = \"en\"\n";
    let logo = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"3\" height=\"2\"><path d=\"M0 0\"/></svg>";
    for (more, changed) in [
        ("title = \"U\"\nlanguage = \"en\"\n", "articles/five.json"),
        ("title = \"T\"\nlanguage = \"vi\"\n", "index.html"),
        ("description = \"D\"\n", "index.html"),
        ("time-zone = \"Asia/Ho_Chi_Minh\"\n", "index.html"),
        ("readers = \"none\"\n", "_headers"),
        ("[publisher]\nname = \"P\"\nlogo = \"logo.svg\"\n", "articles/five.html"),
        ("[[sections]]\nname = \"S\"\ntitle = \"Z\"\n", "articles/two.json"),
        ("[[sections]]\nname = \"S\"\nfront-page = false\n", "index.html"),
        ("[[menu]]\nname = \"M\"\naddress = \"one/\"\n", "one/index.html"),
        ("[footer]\ntext = \"F\"\n", "404.html"),
        ("[style]\naccent = \"#005500\"\n", "two/index.html"),
        ("[style]\npaper = \"#f0f0f0\"\n", "manifest.webmanifest"),
        ("[style]\nfont = \"Georgia\"\n", "section/s/index.html"),
    ] {
        let publisher = newspaper();
        let folder = publisher.folder.path();
        write_files(folder, &[("publication.toml", FIRST), ("static/logo.svg", logo)]);
        let open = || {
            let (publication, report) = Publication::open(folder).unwrap();
            assert!(!report.has_errors(), "{report}");
            publication
        };
        let first = open();
        let of = |publication| Order {
            address: Some(ADDRESS.parse().unwrap()),
            keep_unused_days: 0,
            ..Order::new(publication, &publisher.code, &publisher.out)
        };
        site::build(&of(&first)).unwrap();
        let settings = if more.starts_with("title") { more.to_owned() } else { format!("{FIRST}{more}") };
        write_files(folder, &[("publication.toml", &settings)]);
        let next = open();
        let paths = assert_same_as_from_nothing(more, &publisher, &of(&next));
        assert!(paths.iter().any(|path| path == changed), "{more} changed {paths:?}");
    }
}

#[test]
fn whatever_is_ordered_otherwise_comes_out_as_from_nothing() {
    let address = |text: &str| Some(text.parse().unwrap());
    let publisher = newspaper();
    let first = order(&publisher);
    let orders = [
        ("an address", Order { address: address("https://other.example/"), ..first.clone() }, "one/index.html"),
        ("no address", Order { address: None, ..first.clone() }, "feed.xml"),
        ("no compression", Order { compression: Compression::None, ..first.clone() }, "one/index.html.br"),
    ];
    for (what, order, changed) in orders {
        site::build(&first).unwrap();
        let paths = assert_same_as_from_nothing(what, &publisher, &order);
        assert!(paths.iter().any(|path| path == changed), "{what} changed {paths:?}");
    }
    // Another version of the renderer makes everything again, whether anything comes out otherwise or not.
    site::build(&first).unwrap();
    assert_eq!(site::build(&first).unwrap().made.articles, 0);
    let newer = Order { renderer: "another version", ..first.clone() };
    assert_eq!(site::build(&newer).unwrap().made.articles, 5);
    assert_same_as_from_nothing("a version of the renderer", &publisher, &newer);
    // That its file has another time makes nothing again: in CI it always has.
    let said = publisher.published(&["--address", ADDRESS]);
    assert!(said.contains("Articles: 5; rendered now: 5."), "{said}");
    let program = publisher.folder.path().join("article-viewer");
    fs::copy(env!("CARGO_BIN_EXE_article-viewer"), &program).unwrap();
    let mut command = std::process::Command::new(program);
    command.args(["build", "--address", ADDRESS]).arg(&publisher.articles);
    let output = command.arg("--viewer").arg(&publisher.shell).arg("--out").arg(&publisher.out).output().unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(said.contains("Articles: 5; rendered now: 0."), "{said}");
}

#[test]
fn a_change_within_the_length_and_with_its_time_set_back_is_seen() {
    let publisher = newspaper();
    let path = publisher.articles.join("one.json");
    age(&path);
    let modified = fs::metadata(&path).unwrap().modified().unwrap();
    site::build(&order(&publisher)).unwrap();
    let text = fs::read_to_string(&path).unwrap();
    fs::write(&path, text.replace("Text of one", "Word of one")).unwrap();
    File::options().write(true).open(&path).unwrap().set_modified(modified).unwrap();
    assert_eq!(site::build(&order(&publisher)).unwrap().made.articles, 1);
    assert!(publisher.text("one/index.html").contains("Word of one"));
}

/// A document of which every part has a word of its own that nobody else says.
fn secretive(status: &str) -> String {
    format!(
        r#"{{"id":"one","inLanguage":"en","headline":"The headline","alternativeHeadline":"secret","kicker":"secret",
        "dateline":"secret","description":"secret","image":{{"src":"secret.gif","alt":"secret"}},
        "articleSection":"Secret","contentLocation":"secret","datePublished":"2026-01-01T00:00:00Z",
        "dateModified":"2026-01-02T00:00:00Z",{status}"author":[{{"name":"secret","jobTitle":"secret"}}],
        "publisher":{{"name":"secret"}},"isBasedOn":{{"name":"secret","url":"https://secret.example/"}},
        "url":"https://secret.example/one","commentCount":4711,"discussionUrl":"https://secret.example/talk",
        "keywords":["secret"],"copyrightNotice":"secret","license":"https://secret.example/license",
        "body":[{{"type":"paragraph","text":["secret",{{"type":"footnote","id":"secret"}}]}},
        {{"type":"figure","image":{{"src":"secret.gif","alt":"secret"}},"caption":"secret"}}],
        "footnotes":[{{"id":"secret","text":"secret"}}],"related":[{{"id":"two"}}]}}"#
    )
}

#[test]
fn nothing_of_a_withdrawn_article_comes_out_but_its_headline_and_dates() {
    let picture = gif('\u{3}');
    let other = document("two", r#""articleSection":"Secret","related":[{"id":"one"}],"#);
    let files = [("one.json", secretive("")), ("two.json", other.replace("Secret", "Open")), ("secret.gif", picture)];
    let files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (*name, text.as_str())).collect();
    let publisher = Publisher::new(&files);
    let order = order(&publisher);
    site::build(&order).unwrap();
    assert!(
        publisher.out.join("oembed/one.json").is_file() && publisher.out.join("articles/media/secret.gif").is_file()
    );
    assert!(publisher.text("index.html").contains("The headline"));

    write_files(&publisher.articles, &[("one.json", &secretive(r#""creativeWorkStatus":"withdrawn","#))]);
    let Built { report, .. } = site::build(&order).unwrap();
    for (path, content) in contents(&publisher.out) {
        let text = String::from_utf8_lossy(&content).to_lowercase();
        assert!(!text.contains("secret") && !text.contains("4711"), "{path}: {text}");
        assert!(!path.contains("secret"), "{path}");
        let may_name_it = path.starts_with("one/") || path.starts_with("articles/one.");
        assert!(may_name_it || !text.contains("the headline"), "{path}: {text}");
    }
    assert!(!publisher.out.join("oembed/one.json").exists());
    let page = publisher.text("one/index.html");
    for part in
        ["The headline", "has been withdrawn", "2026-01-01T00:00:00Z", "2026-01-02T00:00:00Z", "content=\"noindex\""]
    {
        assert!(page.contains(part), "{part} in {page}");
    }
    let data: serde_json::Value = serde_json::from_str(&publisher.text("articles/one.json")).unwrap();
    let fields: Vec<&String> = data.as_object().unwrap().keys().collect();
    let expected = ["body", "creativeWorkStatus", "dateModified", "datePublished", "headline", "id", "inLanguage"];
    let mut fields: Vec<&str> = fields.into_iter().map(String::as_str).collect();
    fields.sort_unstable();
    assert_eq!(fields, expected);
    assert!(report.to_string().contains("two.json:1:"), "{report}");
    assert!(report.to_string().contains("the related article `one` was withdrawn: it is left out"), "{report}");
    assert!(!publisher.text("two/index.html").contains("../one/"), "no list of others has it");
}

#[cfg(unix)]
#[test]
fn a_link_out_of_the_folder_publishes_nothing() {
    use std::os::unix::fs::symlink;
    let publisher = newspaper();
    let outside = publisher.folder.path().join("private");
    let letter = document("letter", "");
    write_files(&outside, &[("key.gif", "a private key"), ("letter.json", &letter)]);
    site::build(&order(&publisher)).unwrap();
    let before = contents(&publisher.out);
    let picture = publisher.articles.join("p.gif/a.gif");
    for target in [outside.join("key.gif"), "../../private/key.gif".into(), "/dev/zero".into()] {
        fs::remove_file(&picture).unwrap();
        symlink(target, &picture).unwrap();
        let Err(BuildError::Faulty(report)) = site::build(&order(&publisher)) else { panic!("it is published") };
        assert!(report.to_string().contains("the picture `p.gif/a.gif` leads out of the folder"), "{report}");
        assert!(contents(&publisher.out) == before, "the publication is as it was");
    }
    fs::remove_file(&picture).unwrap();

    symlink(&outside, publisher.articles.join("more")).unwrap();
    let built = site::build(&order(&publisher)).unwrap();
    assert!(built.report.to_string().contains("more: warning: this is a link to a folder"), "{}", built.report);
    for (target, said) in [
        (outside.join("letter.json"), "a link to a file outside of the folder"),
        ("/dev/zero".into(), "a link to a file outside of the folder"),
        ("no.json".into(), "leads nowhere"),
    ] {
        let link = publisher.articles.join("letter.json");
        symlink(target, &link).unwrap();
        let report = match site::build(&order(&publisher)) {
            Err(BuildError::Faulty(report)) => report,
            other => panic!("{:?}", other.map(|built| built.articles)),
        };
        assert!(report.to_string().contains(said), "{report}");
        // While one writes, the others go on.
        site::build(&Order { faults: Faults::Show, ..order(&publisher) }).unwrap();
        assert!(publisher.text("letter/index.html").contains(said));
        fs::remove_file(link).unwrap();
    }
}

#[test]
fn a_document_that_is_saved_while_a_build_runs_is_in_it() {
    let publisher = newspaper();
    let path = publisher.articles.join("one.json");
    let text = fs::read_to_string(&path).unwrap();
    // Should none of the builds find the document at rest, this one's publication stays.
    site::build(&order(&publisher)).unwrap();
    let stop = std::sync::atomic::AtomicBool::new(false);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            for number in 0.. {
                if stop.load(std::sync::atomic::Ordering::Relaxed) {
                    break;
                }
                // As editors save: the new file takes the place of the old one.
                let draft = path.with_extension("draft");
                fs::write(&draft, text.replace("Text of one", &format!("Text {} of one", number % 10))).unwrap();
                fs::rename(&draft, &path).unwrap();
                std::thread::yield_now();
            }
        });
        let built: Vec<_> = (0..3).map(|_| site::build(&order(&publisher))).collect();
        stop.store(true, std::sync::atomic::Ordering::Relaxed);
        for built in built {
            match built {
                Ok(_) | Err(BuildError::Changing { .. }) => {}
                Err(error) => panic!("{error}"),
            }
        }
    });
    let _ = fs::remove_file(path.with_extension("draft"));
    assert_same_as_from_nothing("at rest", &publisher, &order(&publisher));
}

#[test]
fn in_development_a_document_that_becomes_faulty_has_a_page() {
    let publisher = newspaper();
    let order = Order { faults: Faults::Show, compression: Compression::None, ..order(&publisher) };
    site::build(&order).unwrap();
    rewrite(&publisher, "one.json", "\"en\"", "7");
    assert_same_as_from_nothing("a fault", &publisher, &order);
    assert!(publisher.text("one/index.html").contains("/inLanguage: expected a string, found a number"));
    assert!(publisher.text("index.html").contains(r#"<a href="one/">one.json</a>"#));
    rewrite(&publisher, "one.json", "7,", "\"en\",");
    assert_same_as_from_nothing("no fault", &publisher, &order);
    assert!(!publisher.text("index.html").contains("one.json"));
}

#[test]
fn what_somebody_else_put_there_stays() {
    let publisher = newspaper();
    write_files(&publisher.out, &[("CNAME", "news.example"), (".git/HEAD", "ref"), (".well-known/security.txt", "x")]);
    let theirs = ["CNAME", ".git/HEAD", ".well-known/security.txt"];
    site::build(&order(&publisher)).unwrap();
    write_files(publisher.shell.parent().unwrap(), &[("one-1.css", "a{color:green}")]);
    site::build(&Order { renderer: "another", ..order(&publisher) }).unwrap();
    assert!(theirs.iter().all(|path| publisher.out.join(path).is_file()));
    write_files(&publisher.out, &[("six/index.html", "mine")]);
    write_files(&publisher.articles, &[("six.json", &document("six", ""))]);
    let said = publisher.refused(&["--address", ADDRESS]);
    assert!(
        said.contains("six/index.html was not written by a build and stands where one of its files belongs"),
        "{said}"
    );
    assert_eq!(publisher.text("six/index.html"), "mine");
}

#[test]
fn an_address_that_is_taken_away_is_told_once_and_a_former_one_leads_on() {
    let publisher = newspaper();
    let before = publisher.published(&["--address", ADDRESS]);
    assert!(!before.contains("is gone"), "{before}");
    rewrite(&publisher, "two.json", "\"two\"", "\"zwei\"");
    let said = publisher.published(&["--address", ADDRESS]);
    assert!(said.contains("warning: the page `two/` is gone: if its article lives on under another id"), "{said}");
    let said = publisher.published(&["--address", ADDRESS]);
    assert!(!said.contains("is gone"), "{said}");

    rewrite(&publisher, "two.json", "\"zwei\"", "\"zwei\",\"aliases\":[\"two\",\"2019/05/Two.html\"]");
    publisher.published(&["--address", ADDRESS]);
    for (path, to) in [("two/index.html", "../zwei/"), ("2019/05/Two.html", "../../zwei/")] {
        let page = publisher.text(path);
        for part in [
            r#"<meta name="robots" content="noindex">"#.to_owned(),
            r#"<link rel="canonical" href="https://news.example/paper/zwei/">"#.to_owned(),
            format!(r#"<meta http-equiv="refresh" content="0; url={to}">"#),
            format!(r#"<a href="{to}">On two</a>"#),
        ] {
            assert!(page.contains(&part), "{part} in {page}");
        }
    }
    let redirects = publisher.text("_redirects");
    for line in [
        "/paper/two/ /paper/zwei/ 301",
        "/paper/articles/two.json /paper/articles/zwei.json 301",
        "/paper/2019/05/Two.html /paper/zwei/ 301",
    ] {
        assert!(redirects.lines().any(|found| found == line), "{line} in {redirects}");
    }
    rewrite(&publisher, "two.json", "2019/05/Two.html", "one");
    let said = publisher.published(&["--address", ADDRESS]);
    assert!(said.contains("the former address `one` is that of the article `one` now"), "{said}");
    assert!(publisher.text("one/index.html").contains("Text of one"));
}

#[test]
fn a_dry_run_lists_what_a_build_would_do_and_writes_nothing() {
    let publisher = newspaper();
    let said = publisher.published(&["--dry-run", "--keep-code", "0"]);
    assert!(said.contains("make one/index.html\n") && said.contains("make articles/media/p.gif/a.gif\n"), "{said}");
    let names = |publisher: &Publisher| {
        let entries = fs::read_dir(publisher.folder.path()).unwrap();
        let mut names: Vec<_> = entries.map(|entry| entry.unwrap().file_name()).collect();
        names.sort();
        names
    };
    assert_eq!(names(&publisher), ["articles", "shell"], "nothing is there");
    publisher.published(&["--keep-code", "0"]);
    fs::remove_file(publisher.articles.join("two.json")).unwrap();
    let before = contents(&publisher.out);
    let said = publisher.published(&["--dry-run", "--keep-code", "0"]);
    assert!(said.contains("remove two/index.html\n") && said.contains("make index.html\n"), "{said}");
    // Whatever the article was no neighbour of stays.
    assert!(!said.contains("make articles/media/"), "{said}");
    assert!(contents(&publisher.out) == before);
}

#[test]
fn an_article_for_servers_is_made_where_it_is_asked_for() {
    let publisher = newspaper();
    let ids = [ArticleId::parse("one").unwrap()];
    let asked = Order { include: &ids, ..order(&publisher) };
    site::build(&asked).unwrap();
    let piece = publisher.text("articles/one.include.html");
    assert!(piece.starts_with(&format!("<article-viewer src=\"{ADDRESS}articles/one.json\">")), "{piece}");
    assert!(piece.contains("<template shadowrootmode=\"open\">") && piece.contains("<h1 "), "{piece}");
    assert_eq!(piece, site::include(&publisher.out, &ADDRESS.parse().unwrap(), &ids[0]).unwrap(), "as by the command");
    rewrite(&publisher, "one.json", "Text of one", "Other text of one");
    assert_same_as_from_nothing("its document", &publisher, &asked);
    assert!(publisher.text("articles/one.include.html").contains("Other text"));
    // Nobody asks for it any more.
    assert_same_as_from_nothing("nothing to include", &publisher, &order(&publisher));
    assert!(!publisher.out.join("articles/one.include.html").exists());
    let nobody = [ArticleId::parse("nobody").unwrap()];
    let error = site::build(&Order { include: &nobody, ..order(&publisher) }).unwrap_err();
    assert!(error.to_string().contains("`nobody`"), "{error}");
}
