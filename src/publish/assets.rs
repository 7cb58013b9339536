//! What the pages of a publication load: a style that stands in each of them, the rules for paper, and the files that
//! start the two programs; and the element for other pages.

use std::fs;
use std::path::Path;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use sha2::{Digest, Sha256, Sha384};

use super::policy::Style;
use super::shell::Loads;
use super::{PublishError, Shell, offline};
use crate::locale::{Locale, Trouble};

/// The program of a page that fetches its document, as Trunk names its files: without a hash, since it takes it for a
/// worker that is started by name.
const DOCUMENT_PROGRAM: &str = "document-viewer";

/// The element's script, under the name that never changes.
const ELEMENT: &str = "embed.js";

/// What can be done with an article that the element shows: comes with the program.
const SHOWN: &str = "shown.js";

/// The rules for the sheets that are printed on: a page has them, and somebody else's while it prints a viewer.
const SHEET: &str = "sheet.css";

/// The shell, and what starts the programs: names of files at the publication's root.
pub(super) struct Assets {
    pub(super) shell: Shell,
    /// What an article's page loads.
    pub(super) code: Vec<String>,
    /// The script of every page.
    pub(super) site_script: String,
    /// Starts the program of an article's page.
    pub(super) start_page: String,
    /// Starts the program of a page that fetches its document.
    pub(super) start_document: String,
    /// The service worker, before it is told what to keep.
    pub(super) worker: String,
    /// The element's script.
    pub(super) element: Element,
    /// Every file beside the shell, and in folders beside it: paths within the publication.
    pub(super) files: Vec<String>,
}

/// The element's script under a name that changes with it, for pages that want to be sure of what they load.
#[derive(Debug)]
pub struct Element {
    /// The file's name at the publication's root.
    pub name: String,
    /// Its `integrity` (Subresource Integrity, section 3.5).
    pub integrity: String,
}

/// Finishes Trunk's output, in place: puts its stylesheets into the page, so that the first paint waits for the page alone,
/// and writes the files that start the programs.
pub(super) fn prepare(shell: &Shell, shell_path: &Path, out: &Path) -> Result<Assets, PublishError> {
    let wrong = |what: String| PublishError::Shell { path: shell_path.to_owned(), what };
    let Loads { stylesheets, paper, glue, wasm } = shell.loads().map_err(|error| wrong(error.to_string()))?;
    let (Some(glue), Some(wasm)) = (glue, wasm) else { return Err(wrong("it does not load the program".to_owned())) };
    let Some(paper) = paper.filter(|_| !stylesheets.is_empty()) else {
        return Err(wrong("it has no stylesheet, or none for paper".to_owned()));
    };
    for name in [&format!("{DOCUMENT_PROGRAM}.js"), ELEMENT, SHOWN, SHEET, offline::WORKER] {
        if !out.join(name).is_file() {
            return Err(wrong(format!("{name} is not beside it")));
        }
    }

    let css = join_stylesheets(&stylesheets, out)?;
    let rules = text(&out.join(paper.trim_start_matches("./")))?;
    let sheet = text(&out.join(SHEET))?;
    let paper = put(out, "print", "css", (rules.clone() + &sheet).as_bytes())?;
    let program = document_program(out)?;
    let element = element(out, css.clone() + &rules, &sheet, &program)?;
    let shell = shell.with_style(Style::new(css), &format!("./{paper}")).map_err(|error| wrong(error.to_string()))?;
    let start_page = text(&out.join("frame.js"))? + &starter(&glue, &wasm);
    let start_page = put(out, "start", "js", start_page.as_bytes())?;
    let start_document = put(out, "start-document", "js", program.starter().as_bytes())?;
    let site_script = offline::site_script(out)?;
    let worker = text(&out.join(offline::WORKER))?;
    let code = [&start_page, &site_script, &glue, &wasm, &paper].map(|name| name.trim_start_matches("./").to_owned());
    let (code, files) = (code.to_vec(), files_beside(shell_path, out)?);
    Ok(Assets { shell, code, site_script, worker, start_page, start_document, element, files })
}

/// The files of the publication before there are pages. What begins with a dot is not for readers.
fn files_beside(shell_path: &Path, out: &Path) -> Result<Vec<String>, PublishError> {
    let mut names = Vec::new();
    let mut folders = vec![out.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).map_err(PublishError::read(&folder))? {
            let path = entry.map_err(PublishError::read(&folder))?.path();
            let name = path.file_name().unwrap_or_default();
            let is_shell = folder == out && Some(name) == shell_path.file_name();
            if name.to_string_lossy().starts_with('.') || is_shell {
                continue;
            }
            if path.is_dir() {
                folders.push(path);
            } else if let Ok(within) = path.strip_prefix(out) {
                names.push(within.to_string_lossy().into_owned());
            }
        }
    }
    names.sort();
    Ok(names)
}

fn join_stylesheets(addresses: &[String], out: &Path) -> Result<String, PublishError> {
    addresses.iter().map(|address| text(&out.join(address.trim_start_matches("./")))).collect()
}

/// The text of a stylesheet or a script that Trunk wrote and that comes out under another name or in another file.
fn text(path: &Path) -> Result<String, PublishError> {
    Ok(String::from_utf8_lossy(&take(path)?).trim().to_owned())
}

/// The names of the files of the whole viewer.
struct Program {
    glue: String,
    wasm: String,
}

impl Program {
    /// A file that starts it for a page that fetches its document.
    fn starter(&self) -> String {
        let Self { glue, wasm } = self;
        format!(
            "import start, {{ startPage }} from \"./{glue}\";\n\
             await start({{ module_or_path: new URL(\"./{wasm}\", import.meta.url) }});\nstartPage();\n"
        )
    }
}

/// Gives the program's files names that change with their content.
fn document_program(out: &Path) -> Result<Program, PublishError> {
    let glue = put(out, DOCUMENT_PROGRAM, "js", &take(&out.join(format!("{DOCUMENT_PROGRAM}.js")))?)?;
    let wasm = put(out, DOCUMENT_PROGRAM, "wasm", &take(&out.join(format!("{DOCUMENT_PROGRAM}_bg.wasm")))?)?;
    Ok(Program { glue, wasm })
}

/// Tells the element's script the names of the files beside it and the words for readers.
fn element(out: &Path, css: String, sheet: &str, program: &Program) -> Result<Element, PublishError> {
    let style = put(out, "element", "css", (css + &text(&out.join("element.css"))?).as_bytes())?;
    let isolate = put(out, "isolate", "css", (text(&out.join("isolate.css"))? + sheet).as_bytes())?;
    let shown = text(&out.join(SHOWN))?.replace("./isolate.css", &format!("./{isolate}"));
    let shown = put(out, "shown", "js", shown.as_bytes())?;
    let path = out.join(ELEMENT);
    let script = text(&path)?
        .replace("./element.css", &format!("./{style}"))
        .replace("./shown.js", &format!("./{shown}"))
        .replace("./document-viewer.js", &format!("./{}", program.glue))
        .replace("./document-viewer.wasm", &format!("./{}", program.wasm))
        .replace("\"TOLD\"", &told().to_string());
    fs::write(&path, &script).map_err(PublishError::write(&path))?;
    let name = put(out, "embed", "js", script.as_bytes())?;
    Ok(Element { name, integrity: format!("sha384-{}", BASE64_STANDARD.encode(Sha384::digest(&script))) })
}

/// What the element tells readers, by language.
fn told() -> serde_json::Value {
    let words = |locale: Locale| {
        let told = |trouble| locale.advice(trouble).title;
        serde_json::json!({
            "dir": locale.direction().as_str(),
            "retry": locale.labels().retry,
            "network": told(Trouble::Network),
            "not-found": told(Trouble::NotFound),
            "server": told(Trouble::Server),
            "document": told(Trouble::Document),
            "program": told(Trouble::Program),
        })
    };
    Locale::ALL.into_iter().map(|locale| (locale.tag().to_owned(), words(locale))).collect()
}

/// A file that starts a program. The wasm is named: by itself the glue asks for a name without a hash.
fn starter(glue: &str, wasm: &str) -> String {
    format!("import start from \"{glue}\";\nstart({{ module_or_path: new URL(\"{wasm}\", import.meta.url) }});\n")
}

/// Reads a file that Trunk wrote and that comes out under another name.
pub(super) fn take(path: &Path) -> Result<Vec<u8>, PublishError> {
    let content = fs::read(path).map_err(PublishError::read(path))?;
    fs::remove_file(path).map_err(PublishError::write(path))?;
    Ok(content)
}

/// Writes a file under a name that changes with its content, so that it can be kept for ever.
pub(super) fn put(out: &Path, stem: &str, extension: &str, content: &[u8]) -> Result<String, PublishError> {
    let name = format!("{stem}-{}.{extension}", hash(content));
    let path = out.join(&name);
    fs::write(&path, content).map_err(PublishError::write(&path))?;
    Ok(name)
}

/// What changes with a content, in a form for names.
pub(super) fn hash(content: &[u8]) -> String {
    Sha256::digest(content).iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}
