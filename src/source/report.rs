//! What was found in a publisher's files: faults that stop a build, and warnings that do not.

use std::fmt;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize, Serializer};

use super::advice::advice;
use super::excerpt::excerpt;
use crate::article::{self, Article, Fault, Places, Reading, escaped, needs_escape, told_pointer};

/// How many findings of a file are shown with their lines.
const MAX_EXCERPTS: usize = 100;

/// How many findings are printed: nobody reads more, and who mends these builds again.
const MAX_PRINTED: usize = 200;

/// Everything that was found, in the order of the files.
#[derive(Clone, Debug, Default)]
pub struct Report {
    findings: Vec<Finding>,
}

/// One thing that was found.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Finding {
    /// Whether it stops a build.
    pub severity: Severity,
    /// The file or folder it was found in.
    #[serde(serialize_with = "as_text")]
    pub file: PathBuf,
    /// Where in the file, when it is in a document.
    pub place: Option<Place>,
    /// What it is and what to do.
    pub message: String,
    /// The value that is told in the message, whole, where the message has only its beginning.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// The line it is about, with a caret under the place.
    #[serde(skip)]
    pub excerpt: Option<String>,
    /// Whether it is about how documents fit together, and not about one by itself.
    #[serde(skip)]
    pub is_of_publication: bool,
}

/// A place in a document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// The line, from 1.
    pub line: usize,
    /// The column, from 1, in characters.
    pub column: usize,
    /// The JSON pointer; empty for the document as a whole.
    pub pointer: String,
}

/// Whether a finding stops a build.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// It does.
    Error,
    /// It does not; the reader will see the difference.
    Warning,
}

impl Report {
    /// Every finding.
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }

    /// Whether something was found that stops a build.
    pub fn has_errors(&self) -> bool {
        self.findings.iter().any(|finding| finding.severity == Severity::Error)
    }

    /// Reads a document and notes every fault and warning of it. `now` is in seconds since 1970-01-01T00:00:00Z.
    pub(super) fn read(&mut self, file: &Path, bytes: &[u8], now: i64) -> Option<Article> {
        let first = self.findings.len();
        let mut places = Places::of(bytes);
        let article = match article::read(bytes) {
            Ok(Reading { article, warnings }) => {
                warnings.iter().for_each(|fault| self.add_fault(Severity::Warning, file, fault));
                for (pointer, message) in advice(&article, now) {
                    let (line, column) = places.find(&pointer);
                    self.warning(file, Some(Place { line, column, pointer }), message);
                }
                Some(article)
            }
            Err(error) => {
                error.faults().for_each(|fault| self.add_fault(Severity::Error, file, fault));
                None
            }
        };
        for (index, finding) in self.findings.iter_mut().skip(first).enumerate() {
            let Some(place) = &finding.place else { continue };
            if index < MAX_EXCERPTS {
                let (before, after) = places.split_at(place.line, place.column);
                finding.excerpt = Some(excerpt(before, after));
            }
            if finding.message.contains('…') {
                finding.value = places.value(&place.pointer);
            }
        }
        article
    }

    fn add_fault(&mut self, severity: Severity, file: &Path, fault: &Fault) {
        self.add(severity, file, Some(Place::of(fault)), fault.problem.to_string());
    }

    /// Notes a fault.
    pub fn error(&mut self, file: &Path, place: Option<Place>, message: String) {
        self.add(Severity::Error, file, place, message);
    }

    /// Notes a fault or a warning with its line.
    pub(super) fn add_with_excerpt(
        &mut self,
        severity: Severity,
        file: &Path,
        place: Place,
        message: String,
        excerpt: impl FnOnce() -> String,
    ) {
        let finding = Finding::new(severity, file, Some(place), message);
        let excerpt = (self.findings.len() < MAX_EXCERPTS).then(excerpt);
        self.findings.push(Finding { excerpt, ..finding });
    }

    /// Notes a warning.
    pub fn warning(&mut self, file: &Path, place: Option<Place>, message: String) {
        self.add(Severity::Warning, file, place, message);
    }

    fn add(&mut self, severity: Severity, file: &Path, place: Option<Place>, message: String) {
        self.findings.push(Finding::new(severity, file, place, message));
    }

    /// A warning about how a document fits to the others.
    pub fn warn_of_others(&mut self, file: &Path, place: Option<Place>, message: String) {
        let finding = Finding::new(Severity::Warning, file, place, message);
        self.findings.push(Finding { is_of_publication: true, ..finding });
    }

    /// Puts the findings in the order of their places, where all are of one file.
    pub(super) fn in_order(mut self) -> Self {
        self.findings.sort_by_key(|finding| finding.place.as_ref().map(|place| (place.line, place.column)));
        self
    }

    /// A report of what was found before.
    pub fn of(findings: Vec<Finding>) -> Self {
        Self { findings }
    }

    /// Adds what was found elsewhere.
    pub fn extend(&mut self, other: Self) {
        self.findings.extend(other.findings);
    }
}

impl Finding {
    fn new(severity: Severity, file: &Path, place: Option<Place>, message: String) -> Self {
        let file = file.to_owned();
        Self { severity, file, place, message, value: None, excerpt: None, is_of_publication: false }
    }

    /// The finding for a program: an object in one line, with everything whole. What a terminal or the log of a build could
    /// take for a command is escaped, as JSON may have any character.
    ///
    /// # Errors
    /// None that is known.
    pub fn to_json(&self) -> serde_json::Result<String> {
        let json = serde_json::to_string(self)?;
        let mut out = String::with_capacity(json.len());
        for c in json.chars() {
            if needs_escape(c, &out) {
                let mut units = [0; 2];
                c.encode_utf16(&mut units).iter().for_each(|unit| out.push_str(&format!("\\u{unit:04x}")));
            } else {
                out.push(c);
            }
        }
        Ok(out)
    }
}

/// A path as text. Not every system has its names in Unicode.
fn as_text<S: Serializer>(path: &Path, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&path.to_string_lossy())
}

impl Place {
    /// Where a JSON pointer leads in a document.
    pub fn find(document: &[u8], pointer: &str) -> Self {
        let (line, column) = Places::of(document).find(pointer);
        Self { line, column, pointer: pointer.to_owned() }
    }

    fn of(fault: &Fault) -> Self {
        Self { line: fault.line, column: fault.column, pointer: fault.pointer.clone() }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&escaped(&self.file.display().to_string()))?;
        if let Some(place) = &self.place {
            write!(f, ":{}:{}", place.line, place.column)?;
        }
        f.write_str(": ")?;
        if self.severity == Severity::Warning {
            f.write_str("warning: ")?;
        }
        if let Some(place) = self.place.as_ref().filter(|place| !place.pointer.is_empty()) {
            write!(f, "{}: ", told_pointer(&place.pointer))?;
        }
        f.write_str(&escaped(&self.message))
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // What stops a build goes first where not everything is told.
        let is_cut = self.findings.len() > MAX_PRINTED;
        let mut told: Vec<&Finding> = self.findings.iter().collect();
        if is_cut {
            told.sort_by_key(|finding| finding.severity == Severity::Warning);
        }
        for finding in told.iter().take(MAX_PRINTED) {
            writeln!(f, "{finding}")?;
            if let Some(excerpt) = &finding.excerpt {
                writeln!(f, "{excerpt}")?;
            }
        }
        if is_cut {
            writeln!(f, "and {} more findings, which are told when these are mended", told.len() - MAX_PRINTED)?;
        }
        Ok(())
    }
}
