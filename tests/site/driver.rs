//! WebDriver processes, each on a port of its own, ended with whoever started them; and a screen for browsers with
//! windows.

use std::io::{BufRead, BufReader};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use tempfile::TempDir;

use crate::suite::Outcome;

/// How long a driver may take until it listens.
const DEADLINE: Duration = Duration::from_secs(20);

/// How long until the next try to reach it.
const NEXT_TRY: Duration = Duration::from_millis(20);

/// A running driver. Dropping it ends it.
pub struct Driver {
    process: Process,
    /// Where the browsers keep their profiles: a driver does not always clear them away.
    _profiles: TempDir,
    /// Where it listens.
    pub address: String,
}

impl Driver {
    /// Starts Chromium's, which serves many browsers. Their windows open on `screen`.
    pub fn chromium(program: &Path, screen: Option<&Screen>) -> Outcome<Self> {
        let arguments = ["--port=0", "--log-level=WARNING"];
        Self::announced(program, &arguments, screen, "started successfully on port ")
    }

    /// Starts Firefox's, which serves one browser. It may ask of Firefox itself, not only of pages.
    pub fn firefox(program: &Path) -> Outcome<Self> {
        Self::announced(program, &["--port=0", "--allow-system-access"], None, "Listening on 127.0.0.1:")
    }

    /// Starts WebKit's, which serves one browser and does not say where it listens.
    pub fn webkit(program: &Path, screen: &Screen) -> Outcome<Self> {
        let port = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.port();
        let mut driver = Self::start(program, &[&format!("--port={port}")], Some(screen))?;
        driver.address = format!("http://127.0.0.1:{port}");
        let start = Instant::now();
        while TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_err() {
            if start.elapsed() > DEADLINE {
                return Err(format!("{} does not listen after {DEADLINE:?}", program.display()).into());
            }
            thread::sleep(NEXT_TRY);
        }
        Ok(driver)
    }

    /// Starts a driver and waits for the line in which it says its port.
    fn announced(program: &Path, arguments: &[&str], screen: Option<&Screen>, before_port: &str) -> Outcome<Self> {
        let mut driver = Self::start(program, arguments, screen)?;
        let port = driver.process.said(before_port)?;
        driver.address = format!("http://127.0.0.1:{}", port.trim_end_matches('.'));
        Ok(driver)
    }

    fn start(program: &Path, arguments: &[&str], screen: Option<&Screen>) -> Outcome<Self> {
        let profiles = tempfile::tempdir()?;
        let mut command = Command::new(program);
        command.args(arguments).env("TMPDIR", profiles.path()).stderr(Stdio::null());
        if let Some(screen) = screen {
            command.env("DISPLAY", &screen.display);
        }
        Ok(Self { process: Process::start(command)?, _profiles: profiles, address: String::new() })
    }
}

/// A screen that nobody looks at. Dropping it ends it.
pub struct Screen {
    _process: Process,
    /// Its name, as in the environment variable `DISPLAY`.
    display: String,
}

impl Screen {
    /// Starts Xvfb, which takes a number that is free.
    pub fn start(program: &Path) -> Outcome<Self> {
        let mut command = Command::new(program);
        command.args(["-displayfd", "1", "-screen", "0", "1280x1024x24", "-nolisten", "tcp"]).stderr(Stdio::null());
        let mut process = Process::start(command)?;
        let display = format!(":{}", process.said("")?);
        Ok(Self { _process: process, display })
    }
}

/// A running program. Dropping it ends it.
struct Process {
    name: String,
    child: Child,
}

impl Process {
    fn start(mut command: Command) -> Outcome<Self> {
        let name = command.get_program().display().to_string();
        let child = command.stdin(Stdio::null()).stdout(Stdio::piped()).spawn();
        let child = child.map_err(|error| format!("{name} does not start: {error}"))?;
        Ok(Self { name, child })
    }

    /// Waits for the line that holds `before`, and gives what comes after it. Whatever else it says is read too, so that
    /// it never waits for a reader.
    fn said(&mut self, before: &str) -> Outcome<String> {
        let output = self.child.stdout.take().ok_or("its output was read already")?;
        let mut lines = BufReader::new(output).lines();
        let mut said = Vec::new();
        for line in lines.by_ref().map_while(Result::ok) {
            if let Some((_, after)) = line.split_once(before) {
                let after = after.to_owned();
                thread::spawn(move || lines.for_each(drop));
                return Ok(after);
            }
            said.push(line);
        }
        Err(format!("{} ended; it said: {said:?}", self.name).into())
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // It may be gone already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
