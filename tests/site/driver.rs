//! The chromedriver process: one for all tests, on a port of its choice, ended with them.

use std::io::{BufRead, BufReader, Lines};
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::thread;

use tempfile::TempDir;

use crate::suite::Outcome;

/// A running chromedriver. Dropping it ends it.
pub struct ChromeDriver {
    process: Child,
    /// Where the browsers keep their profiles: the driver does not always clear them away.
    _profiles: TempDir,
    /// Where it listens.
    pub address: String,
}

impl ChromeDriver {
    /// Starts it and waits until it listens.
    pub fn start(program: &Path) -> Outcome<Self> {
        let profiles = tempfile::tempdir()?;
        let mut process = Command::new(program)
            .args(["--port=0", "--log-level=WARNING"])
            .env("TMPDIR", profiles.path())
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|error| format!("{} does not start: {error}", program.display()))?;
        let output = process.stdout.take().expect("a pipe");
        let mut driver = Self { process, _profiles: profiles, address: String::new() };
        let mut lines = BufReader::new(output).lines();
        let port = port(&mut lines)?;
        driver.address = format!("http://127.0.0.1:{port}");
        // Whatever else it says is read, so that it never waits for a reader.
        thread::spawn(move || lines.for_each(drop));
        Ok(driver)
    }
}

impl Drop for ChromeDriver {
    fn drop(&mut self) {
        // It may be gone already.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// The port, from the line `ChromeDriver was started successfully on port 12345.`
fn port(lines: &mut Lines<BufReader<ChildStdout>>) -> Outcome<u16> {
    let mut said = Vec::new();
    for line in lines.map_while(Result::ok) {
        if let Some((_, port)) = line.split_once("started successfully on port ") {
            return Ok(port.trim_end_matches('.').parse()?);
        }
        said.push(line);
    }
    Err(format!("chromedriver ended without listening; it said: {said:?}").into())
}
