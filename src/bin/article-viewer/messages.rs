//! What is said to whoever called the program: what they asked for on the standard output, everything else on the other.

use std::error::Error;
use std::io::{self, BufWriter, Write};
use std::path::Path;

use anstyle::{AnsiColor, Style};
use article_viewer::article::escaped;
use article_viewer::source::{Finding, Report, Severity};
use clap::ValueEnum;

const BOLD: Style = Style::new().bold();
const ERROR: Style = AnsiColor::Red.on_default().bold();
const WARNING: Style = AnsiColor::Yellow.on_default().bold();

/// How findings are told.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For people.
    Text,
    /// For programs: a JSON object a line.
    Json,
}

/// Why a command did not do what it was asked for.
pub(crate) enum Failure {
    /// Whoever called knows already.
    Told,
    /// They are to be told this.
    Untold(Box<dyn Error>),
}

impl<E: Into<Box<dyn Error>>> From<E> for Failure {
    fn from(error: E) -> Self {
        Self::Untold(error.into())
    }
}

/// What a command comes to.
pub(crate) type Done = Result<(), Failure>;

/// How much is said.
#[derive(Clone)]
pub(crate) struct Messages {
    quiet: bool,
    verbose: bool,
}

impl Messages {
    pub(crate) fn new(quiet: bool, verbose: bool) -> Self {
        Self { quiet, verbose }
    }

    /// Whether every file is told.
    pub(crate) fn is_verbose(&self) -> bool {
        self.verbose
    }

    /// Says what came of a command.
    pub(crate) fn say(&self, text: &str) {
        if !self.quiet {
            anstream::println!("{text}");
        }
    }

    /// Says what came of a command, to be seen first.
    pub(crate) fn say_bold(&self, text: &str) {
        self.say(&format!("{BOLD}{text}{BOLD:#}"));
    }

    /// Says why a command did not do what it was asked for.
    #[allow(clippy::unused_self, reason = "what is wrong is said however quiet it is to be")]
    pub(crate) fn error(&self, text: &str) {
        anstream::eprintln!("{ERROR}error:{ERROR:#} {text}");
    }

    /// Tells what was found, on the other output.
    pub(crate) fn findings(&self, report: &Report) {
        let mut shown = report.clone();
        if self.quiet {
            shown = Report::of(report.findings().iter().filter(|it| it.severity == Severity::Error).cloned().collect());
        }
        anstream::eprint!("{}", in_colour(&shown.to_string()));
    }
}

/// Findings as text, with the word `warning` in colour where a terminal shows it.
pub(crate) fn in_colour(findings: &str) -> String {
    let mark = ": warning: ";
    let line = |line: &str| match line.split_once(mark).filter(|_| !line.starts_with(' ')) {
        Some((place, rest)) => format!("{BOLD}{place}:{BOLD:#} {WARNING}warning:{WARNING:#} {rest}\n"),
        None => format!("{line}\n"),
    };
    findings.lines().map(line).collect()
}

/// What was found, a JSON object a line.
pub(crate) fn json_lines(report: &Report) -> String {
    let lines = report.findings().iter().filter_map(|finding: &Finding| finding.to_json().ok());
    lines.map(|line| line + "\n").collect()
}

/// Writes to the standard output. Whoever reads it may have seen enough.
pub(crate) fn print(text: &str) -> io::Result<()> {
    write(|out| out.write_all(text.as_bytes()))
}

/// The same, piece by piece.
pub(crate) fn write(write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
    let mut out = BufWriter::new(anstream::AutoStream::auto(io::stdout()));
    match write(&mut out).and_then(|()| out.flush()) {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        written => written,
    }
}

/// A path as text.
pub(crate) fn shown(path: &Path) -> String {
    escaped(&path.display().to_string())
}

/// An error with the file that it is about.
pub(crate) fn about(path: &Path, error: &dyn Error) -> String {
    format!("{}: {error}", path.display())
}

/// A number of bytes as people say it.
pub(crate) fn megabytes(bytes: u64) -> String {
    match bytes {
        ..1_000 => format!("{bytes} bytes"),
        1_000..1_000_000 => format!("{} kB", bytes.div_ceil(1_000)),
        _ => format!("{:.1} MB", bytes as f64 / 1_000_000.0),
    }
}

/// A number with its noun.
pub(crate) fn counted(count: usize, one: &str, more: &str) -> String {
    if count == 1 { format!("1 {one}") } else { format!("{count} {more}") }
}
