//! The folder of packages, and what all tests of them do.

use std::env;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, TcpStream};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use tempfile::TempDir;

pub const VERSION: &str = env!("CARGO_PKG_VERSION");

pub fn folder() -> Option<PathBuf> {
    env::var_os("ARTICLE_VIEWER_PACKAGES").map(PathBuf::from).filter(|folder| folder.is_dir())
}

pub fn folder_again() -> Option<PathBuf> {
    env::var_os("ARTICLE_VIEWER_PACKAGES_AGAIN").map(PathBuf::from).filter(|folder| folder.is_dir())
}

/// A package by its name.
pub fn package(name: &str) -> PathBuf {
    let path = folder().unwrap().join(name);
    assert!(path.is_file(), "{} is missing", path.display());
    path
}

/// A program on PATH.
pub fn find(program: &str) -> Option<PathBuf> {
    env::split_paths(&env::var_os("PATH")?).map(|folder| folder.join(program)).find(|path| path.is_file())
}

/// A tar archive, compressed by gzip, unpacked into a new folder.
pub fn unpacked(name: &str) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    run(Command::new("tar").arg("-xzf").arg(package(name)).arg("-C").arg(folder.path()));
    folder
}

/// Runs a command with success, and gives what it printed.
pub fn run(command: &mut Command) -> String {
    let output = command.output().unwrap_or_else(|error| panic!("{command:?}: {error}"));
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success(), "{command:?}: {text}{}", String::from_utf8_lossy(&output.stderr));
    text
}

/// The files below a folder, by their paths in it, sorted.
pub fn files(folder: &Path) -> Vec<String> {
    let (mut files, mut unread) = (Vec::new(), vec![folder.to_owned()]);
    while let Some(path) = unread.pop() {
        if path.is_dir() {
            unread.extend(fs::read_dir(&path).unwrap().map(|entry| entry.unwrap().path()));
        } else {
            files.push(path.strip_prefix(folder).unwrap().to_str().unwrap().to_owned());
        }
    }
    files.sort();
    files
}

/// A program that serves a publication; it ends with the test, and so does what it has started.
pub struct Server {
    pub child: Child,
    port: u16,
}

impl Server {
    /// Starts `command`, which says at which port it listens.
    pub fn start(command: &mut Command) -> Self {
        let mut child = command.stdout(Stdio::piped()).process_group(0).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.as_mut().unwrap()).read_line(&mut line).unwrap();
        let port = line.split("127.0.0.1:").nth(1).and_then(|rest| rest.split('/').next()?.parse().ok());
        Self { child, port: port.unwrap_or_else(|| panic!("it says `{line}`")) }
    }

    /// Whether something listens there.
    pub fn listens(&self) -> bool {
        TcpStream::connect((Ipv4Addr::LOCALHOST, self.port)).is_ok()
    }

    /// The whole answer to a request.
    pub fn get(&self, path: &str) -> String {
        let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, self.port)).unwrap();
        write!(stream, "GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nConnection: close\r\n\r\n", self.port).unwrap();
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).unwrap();
        String::from_utf8_lossy(&bytes).into_owned()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let group = format!("-{}", self.child.id());
        let _ = Command::new("kill").args(["-s", "KILL", "--", &group]).stderr(Stdio::null()).status();
        let _ = self.child.wait();
    }
}

/// Whether a folder holds a publication that is alive in a browser: pages, and the code that they load.
pub fn assert_published(site: &Path) {
    let page = fs::read_to_string(site.join("the-bridge-opens/index.html")).unwrap();
    assert!(page.contains("The bridge opens"), "{page}");
    let wasm = files(site).into_iter().filter(|name| name.ends_with(".wasm")).count();
    assert!(wasm >= 2, "{:?}", files(site));
}

pub fn checksums() {
    let folder = folder().unwrap();
    let sums = fs::read_to_string(folder.join("SHA256SUMS")).unwrap();
    let named: Vec<&str> = sums.lines().map(|line| line.split("  ").nth(1).unwrap()).collect();
    let there: Vec<String> = files(&folder).into_iter().filter(|name| name != "SHA256SUMS").collect();
    assert_eq!(named, there);
    run(Command::new("sha256sum").args(["--check", "--strict", "SHA256SUMS"]).current_dir(folder));
}

pub fn same() {
    let (one, other) = (folder().unwrap(), folder_again().unwrap());
    assert_eq!(files(&one), files(&other));
    // The checksums, which differ where anything does, come last.
    for name in files(&one).into_iter().rev() {
        assert!(fs::read(one.join(&name)).unwrap() == fs::read(other.join(&name)).unwrap(), "{name} differs");
    }
}
