//! `cargo xtask bench serve`: how soon the publisher's server answers, and how soon a saved change is shown in Chromium.

use crate::{make_articles, process, project, setup, shell};
use anyhow::{Context, Result, bail};
use serde_json::Value;
use std::{
    fs,
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::Instant,
};

/// How often a change is saved.
const RUNS: &str = "9";

/// Measures the bundled publication and two of many articles. `page` is that of a shell that is there already.
pub fn bench(counts: &[usize], page: Option<PathBuf>) -> Result<()> {
    let page = match page {
        Some(page) => project::resolve(&page)?,
        None => shell::ensure(&project::bundled_articles(), true)?,
    };
    process::run(
        process::cargo().args(["build", "--quiet", "--release", "--bin", "article-viewer"]),
        "the reason stands above",
    )?;
    println!("{:>10}  {:>12}  {:>22}  {:>12}", "articles", "started, ms", "saved to shown, ms", "slowest, ms");
    let folder = tempfile::tempdir().context("can't make a temporary folder: free some disk space")?;
    let bundled = folder.path().join("bundled");
    copy(&project::bundled_articles(), &bundled)?;
    measure(&bundled, "viec-cang-kho", &page)?;
    for count in counts {
        let articles = folder.path().join(count.to_string());
        make_articles::make(*count, &articles)?;
        // The disk is still writing them down, which nobody's articles are when the server starts.
        let _ = Command::new("sync").status();
        measure(&articles, "article-000007", &page)?;
    }
    Ok(())
}

fn measure(articles: &Path, id: &str, page: &Path) -> Result<()> {
    let began = Instant::now();
    let server = Server::start(articles, page)?;
    server.get("/")?;
    let started = began.elapsed().as_secs_f64() * 1_000.0;
    let count = fs::read_dir(articles).context("can't read the articles: check their rights")?;
    let count = count
        .filter(|entry| entry.as_ref().is_ok_and(|entry| entry.path().extension().is_some_and(|it| it == "json")))
        .count();
    let Some(chromium) = process::find("chromium") else {
        println!("{count:>10}  {started:>12.0}  there is no Chromium on PATH to show a change in");
        return Ok(());
    };
    let mut node = Command::new(setup::node()?);
    node.arg(project::root().join("xtask/tools/saved.mjs")).arg(chromium);
    node.arg(format!("http://127.0.0.1:{}/{id}/", server.port)).arg(articles.join(format!("{id}.json"))).arg(RUNS);
    let said = process::ask(&mut node).context("Chromium could not be measured: run it by hand to see why")?;
    let measured: Value = serde_json::from_str(&said).context("the measuring script said something else")?;
    let of = |name: &str| measured.get(name).and_then(Value::as_f64).unwrap_or(f64::NAN);
    println!("{count:>10}  {started:>12.0}  {:>22.0}  {:>12.0}", of("median"), of("slowest"));
    if measured.get("keptItsPlace") != Some(&Value::Bool(true)) {
        bail!("the page did not keep its place");
    }
    Ok(())
}

/// The program, serving; it ends with this.
struct Server {
    child: Child,
    port: u16,
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Server {
    fn start(articles: &Path, page: &Path) -> Result<Self> {
        let mut command = Command::new(project::root().join("target/release/article-viewer"));
        command.arg("serve").arg(articles).args(["--port", "18080", "--viewer"]).arg(page);
        let mut child =
            command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().context("can't start the server")?;
        let mut line = String::new();
        if let Some(out) = &mut child.stdout {
            BufReader::new(out).read_line(&mut line).context("the server said nothing")?;
        }
        let port = line.split("127.0.0.1:").nth(1).and_then(|rest| rest.split('/').next()?.parse().ok());
        Ok(Self { child, port: port.with_context(|| format!("the server said something else: {line}"))? })
    }

    fn get(&self, path: &str) -> Result<()> {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).context("the server does not answer")?;
        write!(stream, "GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nConnection: close\r\n\r\n", self.port)?;
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer)?;
        if !answer.starts_with(b"HTTP/1.1 200") {
            bail!("the server answers {}", String::from_utf8_lossy(answer.get(..60).unwrap_or(&answer)));
        }
        Ok(())
    }
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    let unwritten = || format!("can't copy {}: free some disk space", from.display());
    fs::create_dir_all(to).with_context(unwritten)?;
    for entry in fs::read_dir(from).with_context(unwritten)? {
        let entry = entry.with_context(unwritten)?.path();
        let target = to.join(entry.file_name().unwrap_or_default());
        if entry.is_dir() {
            copy(&entry, &target)?
        } else {
            fs::copy(&entry, &target).map(drop).with_context(unwritten)?
        }
    }
    Ok(())
}
