//! What the pages of a publication load: a style that stands in each of them, the rules for paper, and the files that
//! start the two programs; and the element for other pages.

use std::path::Path;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use sha2::{Digest, Sha384};

use super::code_files::CodeFiles;
use super::policy::Style;
use super::shell::Loads;
use super::{BuildError, Shell, offline};
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
#[derive(Debug)]
pub(super) struct Code {
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
    pub(super) files: CodeFiles,
}

/// The element's script under a name that changes with it, for pages that want to be sure of what they load.
#[derive(Clone, Debug)]
pub struct Element {
    /// The file's name at the publication's root.
    pub name: String,
    /// Its `integrity` (Subresource Integrity, section 3.5).
    pub integrity: String,
}

/// Finishes Trunk's output: puts its stylesheets into the page, so that the first paint waits for the page alone, and makes
/// the files that start the programs.
pub(super) fn assemble(shell: &Shell, shell_path: &Path) -> Result<Code, BuildError> {
    let wrong = |what: String| BuildError::Shell { path: shell_path.to_owned(), what };
    let Loads { stylesheets, paper, glue, wasm } = shell.loads().map_err(|error| wrong(error.to_string()))?;
    let (Some(glue), Some(wasm)) = (glue, wasm) else { return Err(wrong("it does not load the program".to_owned())) };
    let Some(paper) = paper.filter(|_| !stylesheets.is_empty()) else {
        return Err(wrong("it has no stylesheet, or none for paper".to_owned()));
    };
    let mut files = CodeFiles::beside(shell_path)?;
    for name in [&format!("{DOCUMENT_PROGRAM}.js"), ELEMENT, SHOWN, SHEET, offline::WORKER] {
        if !files.has(name) {
            return Err(wrong(format!("{name} is not beside it")));
        }
    }

    let css = join_stylesheets(&stylesheets, &mut files)?;
    let rules = files.text(paper.trim_start_matches("./"))?;
    let sheet = files.text(SHEET)?;
    let paper = files.put("print", "css", (rules.clone() + &sheet).as_bytes());
    let program = document_program(&mut files)?;
    let element = element(&mut files, css.clone() + &rules, &sheet, &program)?;
    let shell = shell.with_style(Style::new(css), &format!("./{paper}")).map_err(|error| wrong(error.to_string()))?;
    let start_page = files.text("frame.js")? + &starter(&glue, &wasm);
    let start_page = files.put("start", "js", start_page.as_bytes());
    let start_document = files.put("start-document", "js", program.starter().as_bytes());
    let site_script = offline::site_script(&mut files)?;
    let worker = files.text(offline::WORKER)?;
    let code = [&start_page, &site_script, &glue, &wasm, &paper].map(|name| name.trim_start_matches("./").to_owned());
    let code = code.to_vec();
    Ok(Code { shell, code, site_script, worker, start_page, start_document, element, files })
}

fn join_stylesheets(addresses: &[String], files: &mut CodeFiles) -> Result<String, BuildError> {
    addresses.iter().map(|address| files.text(address.trim_start_matches("./"))).collect()
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
fn document_program(files: &mut CodeFiles) -> Result<Program, BuildError> {
    let glue = files.take(&format!("{DOCUMENT_PROGRAM}.js"))?;
    let glue = files.put(DOCUMENT_PROGRAM, "js", &glue);
    let wasm = files.take(&format!("{DOCUMENT_PROGRAM}_bg.wasm"))?;
    let wasm = files.put(DOCUMENT_PROGRAM, "wasm", &wasm);
    Ok(Program { glue, wasm })
}

/// Tells the element's script the names of the files beside it and the words for readers.
fn element(files: &mut CodeFiles, css: String, sheet: &str, program: &Program) -> Result<Element, BuildError> {
    let style = css + &files.text("element.css")?;
    let style = files.put("element", "css", style.as_bytes());
    let isolate = files.text("isolate.css")? + sheet;
    let isolate = files.put("isolate", "css", isolate.as_bytes());
    let shown = files.text(SHOWN)?.replace("./isolate.css", &format!("./{isolate}"));
    let shown = files.put("shown", "js", shown.as_bytes());
    let script = files
        .text(ELEMENT)?
        .replace("./element.css", &format!("./{style}"))
        .replace("./shown.js", &format!("./{shown}"))
        .replace("./document-viewer.js", &format!("./{}", program.glue))
        .replace("./document-viewer.wasm", &format!("./{}", program.wasm))
        .replace("\"TOLD\"", &told().to_string());
    files.put_as(ELEMENT, script.as_bytes());
    let name = files.put("embed", "js", script.as_bytes());
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
