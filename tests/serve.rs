//! `article-viewer serve` over the network: what it answers, and what open pages are told.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};

use crate::publisher::{Publisher, document, write_files};

/// The program, serving; it ends with the test.
struct Server {
    child: Child,
    /// As it says it itself.
    port: u16,
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// An answer: the status, the headers in small letters, and what comes behind them.
struct Answer {
    status: u16,
    headers: String,
    body: String,
}

impl Server {
    fn start(publisher: &Publisher, port: u16) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_article-viewer"))
            .arg("serve")
            .arg(publisher.folder.path())
            .args(["--port", &port.to_string(), "--viewer"])
            .arg(&publisher.shell)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.as_mut().unwrap()).read_line(&mut line).unwrap();
        let port = line.split("127.0.0.1:").nth(1).and_then(|rest| rest.split('/').next()?.parse().ok());
        Self { child, port: port.unwrap_or_else(|| panic!("{line}")) }
    }

    /// Sends a request, and gives what the answer is read from.
    fn ask(&self, path: &str, more: &str) -> BufReader<TcpStream> {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        stream.set_read_timeout(Some(std::time::Duration::from_secs(30))).unwrap();
        let host = if more.contains("Host:") { String::new() } else { format!("Host: 127.0.0.1:{}\r\n", self.port) };
        write!(stream, "GET {path} HTTP/1.1\r\n{host}Connection: close\r\n{more}\r\n").unwrap();
        BufReader::new(stream)
    }

    fn get_with(&self, path: &str, more: &str) -> Answer {
        let mut all = Vec::new();
        self.ask(path, more).read_to_end(&mut all).unwrap();
        let all = String::from_utf8_lossy(&all).into_owned();
        let (head, body) = all.split_once("\r\n\r\n").unwrap();
        let status = head.split(' ').nth(1).unwrap().parse().unwrap();
        Answer { status, headers: head.to_lowercase(), body: body.to_owned() }
    }

    fn get(&self, path: &str) -> Answer {
        self.get_with(path, "")
    }

    /// Asks to be told of changes as the script of a page does.
    fn listen(&self, page: &Answer) -> BufReader<TcpStream> {
        let script = page.body.split("reload.js?").nth(1).and_then(|rest| rest.split('"').next()).unwrap();
        self.ask(&format!("/.article-viewer/changes?{}", script.replace("&amp;", "&")), "")
    }
}

/// Waits until a page is told to load again.
fn wait_for_change(mut told: BufReader<TcpStream>) {
    let mut line = String::new();
    while !line.contains("event: changed") {
        line.clear();
        assert!(told.read_line(&mut line).unwrap() > 0, "the server went away");
    }
    told.read_line(&mut line).unwrap();
    assert!(line.ends_with("data: reload\n"), "a browser hears of no event without data: {line}");
}

fn publisher() -> Publisher {
    let film = format!("\0\0\0\u{10}ftypisom{}", "x".repeat(1_000));
    // Of a page of the publication's own nothing depends on others.
    let one = document("one", r#""kind":"page","#)
        .replace(r#""body":["#, r#""body":[{"type":"video","src":"v.mp4","title":"V"},{"type":"divider"},"#);
    let publisher = Publisher::new(&[("one.json", &one), ("two.json", &document("two", "")), ("v.mp4", &film)]);
    write_files(publisher.folder.path(), &[("publication.toml", "title = \"The Bridge\"\n")]);
    publisher
}

#[test]
fn every_file_is_there_and_search_engines_and_caches_stay_away() {
    let publisher = publisher();
    let server = Server::start(&publisher, 18_100);
    for (path, media_type, part) in [
        ("/", "text/html; charset=utf-8", "The Bridge"),
        ("/one/", "text/html; charset=utf-8", "Text of one."),
        ("/articles/one.json", "application/json", "\"headline\""),
        ("/articles/one.html", "text/html; charset=utf-8", "Text of one."),
        ("/feed.xml", "application/atom+xml", "/two/"),
        ("/sitemap.xml", "application/xml", "/two/"),
        ("/view.html?src=articles/one.json", "text/html; charset=utf-8", "of=articles%2Fone.json"),
        ("/embed.js", "text/javascript", "define"),
        ("/worker.js", "text/javascript", "unregister"),
    ] {
        let answer = server.get(path);
        assert_eq!(answer.status, 200, "{path}");
        assert!(answer.headers.contains(&format!("content-type: {media_type}")), "{path}: {}", answer.headers);
        assert!(answer.body.contains(part), "{path}: {}", answer.body);
        for header in ["cache-control: no-store", "x-robots-tag: noindex, nofollow"] {
            assert!(answer.headers.contains(header), "{path}: {}", answer.headers);
        }
    }
    let page = server.get("/one/");
    assert!(
        page.headers.contains("content-security-policy: default-src 'none'; script-src 'self'"),
        "{}",
        page.headers
    );
    assert!(page.headers.contains("frame-ancestors *"), "{}", page.headers);
    let data = server.get("/articles/one.json").headers;
    assert_eq!(data.matches("content-security-policy").count(), 2, "{data}");
    let part = server.get_with("/articles/media/v.mp4", "Range: bytes=4-11\r\n");
    assert_eq!((part.status, part.body.as_str()), (206, "ftypisom"));
    assert_eq!(server.get("/one").status, 301);
    let lost = server.get("/nowhere/");
    assert!(lost.status == 404 && lost.body.contains("The Bridge"), "{}", lost.body);
    for outside in
        ["/../publication.toml", "/%2e%2e/publication.toml", "/articles/media/../one.json", "/.article-viewer/x"]
    {
        assert_eq!(server.get(outside).status, 404, "{outside}");
    }
}

#[test]
fn open_pages_are_told_when_what_they_show_has_changed_and_only_then() {
    let publisher = publisher();
    let server = Server::start(&publisher, 18_200);
    let [one, two, front] = ["/one/", "/two/", "/"].map(|path| server.get(path));
    let [told_one, told_two, told_front] = [&one, &two, &front].map(|page| server.listen(page));
    write_files(&publisher.articles, &[("two.json", &document("two", "").replace("Text of two", "Another text"))]);
    wait_for_change(told_two);
    let new = server.get("/two/");
    assert!(new.body.contains("Another text"), "{}", new.body);
    // Its headline is what it was: the front page shows nothing else than before, nor does the other article.
    write_files(&publisher.articles, &[("two.json", &document("two", "").replace("On two", "A new headline"))]);
    wait_for_change(told_front);
    assert!(server.get("/").body.contains("A new headline"));
    // Its page was asked about as often as the others, and told nothing.
    let mut told_one = told_one;
    told_one.get_ref().set_nonblocking(true).unwrap();
    let mut heard = Vec::new();
    assert!(told_one.read_to_end(&mut heard).is_err(), "the connection is open");
    assert!(!String::from_utf8_lossy(&heard).contains("changed"));
    told_one.get_ref().set_nonblocking(false).unwrap();
    fs::write(publisher.folder.path().join("publication.toml"), "title = \"The Ferry\"\n").unwrap();
    wait_for_change(told_one);
    assert!(server.get("/one/").body.contains("The Ferry"));
}

#[test]
fn faults_are_shown_in_place_and_go_when_they_are_mended() {
    let publisher = publisher();
    let server = Server::start(&publisher, 18_300);
    let told = server.listen(&server.get("/two/"));
    write_files(&publisher.articles, &[("two.json", &document("two", "").replace("headline", "headlin"))]);
    wait_for_change(told);
    let faulty = server.get("/two/");
    assert!(faulty.body.contains("this field is required: add it; is it misspelt as `headlin`?"), "{}", faulty.body);
    assert!(server.get("/one/").body.contains("Text of one."), "the others go on");
    let told = server.listen(&faulty);
    write_files(&publisher.articles, &[("two.json", &document("two", ""))]);
    wait_for_change(told);
    let mended = server.get("/two/");
    assert!(mended.body.contains("Text of two."), "{}", mended.body);

    let settings = publisher.folder.path().join("publication.toml");
    let told = server.listen(&mended);
    fs::write(&settings, "titel = \"x\"\n").unwrap();
    wait_for_change(told);
    let faulty = server.get("/two/");
    assert_eq!(faulty.status, 500);
    assert!(faulty.body.contains("did you mean `title`?"), "{}", faulty.body);
    assert!(faulty.headers.contains("default-src 'none'"), "{}", faulty.headers);
    let told = server.listen(&faulty);
    fs::write(&settings, "title = \"x\"\n").unwrap();
    wait_for_change(told);
    assert!(server.get("/two/").body.contains("Text of two."));
}

#[test]
fn pages_of_others_read_nothing_that_is_not_published() {
    let publisher = publisher();
    let server = Server::start(&publisher, 18_250);
    for path in ["/one/", "/articles/one.json", "/.article-viewer/reload.js"] {
        assert!(!server.get(path).headers.contains("access-control-allow-origin"), "{path}");
        for host in ["news.example", "127.0.0.1", "evil.example:18250"] {
            assert_eq!(server.get_with(path, &format!("Host: {host}\r\n")).status, 421, "{host}{path}");
        }
    }
    assert_eq!(server.get_with("/one/", &format!("Host: localhost:{}\r\n", server.port)).status, 200);
}

#[test]
fn pictures_and_folders_that_come_are_followed_too() {
    let publisher = publisher();
    let server = Server::start(&publisher, 18_350);
    let page = server.get("/one/");
    // The film of the article, under the same name and of the same kind.
    let told = server.listen(&page);
    write_files(&publisher.articles, &[("v.mp4", &format!("\0\0\0\u{10}ftypisom{}", "y".repeat(1_000)))]);
    wait_for_change(told);
    let page = server.get("/one/");
    let told = server.listen(&page);
    write_files(publisher.folder.path(), &[("static/404.html", "nothing here"), ("static/.swp", "x")]);
    wait_for_change(told);
    let lost = server.get("/nowhere/");
    assert_eq!((lost.status, lost.body.as_str()), (404, "nothing here"));
    assert_eq!(server.get("/.swp").status, 404);
    // A folder that is put in place of another is watched as that was.
    let folder = publisher.folder.path();
    let told = server.listen(&server.get("/two/"));
    fs::rename(folder.join("articles"), folder.join("old")).unwrap();
    write_files(folder, &[("articles/two.json", &document("two", "").replace("Text of two", "From elsewhere"))]);
    wait_for_change(told);
    // It may have been looked at when it was half there.
    let mut page = server.get("/two/");
    while !page.body.contains("From elsewhere") {
        wait_for_change(server.listen(&page));
        page = server.get("/two/");
    }
    let told = server.listen(&page);
    write_files(folder, &[("articles/two.json", &document("two", "").replace("Text of two", "And again"))]);
    wait_for_change(told);
    assert!(server.get("/two/").body.contains("And again"));
}

#[test]
fn a_port_that_is_taken_is_left_alone() {
    let publisher = publisher();
    let taken = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let port = taken.local_addr().unwrap().port();
    let server = Server::start(&publisher, port);
    assert_ne!(server.port, port);
    assert_eq!(server.get("/").status, 200);
    let output = Command::new(env!("CARGO_BIN_EXE_article-viewer"))
        .args(["serve", "--host", "no host", "--viewer"])
        .arg(&publisher.shell)
        .current_dir(publisher.folder.path())
        .output()
        .unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.code() == Some(1) && said.contains("choose another with --host or --port"), "{said}");
}
