//! What the pages of a publication load: a style that stands in each of them, the rules for paper, and the files that
//! start the two programs.

use std::fs;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use super::policy::Style;
use super::shell::Loads;
use super::{PublishError, Shell, offline};

/// The program of a page that fetches its document, as Trunk names its files: without a hash, since it takes it for a
/// worker that is started by name.
const DOCUMENT_PROGRAM: &str = "document-viewer";

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
    if !out.join(format!("{DOCUMENT_PROGRAM}.js")).is_file() {
        return Err(wrong(format!("{DOCUMENT_PROGRAM}.js is not beside it")));
    }

    let style = Style::new(join_stylesheets(&stylesheets, out)?);
    let paper = put(out, "print", "css", &take(&out.join(paper.trim_start_matches("./")))?)?;
    let shell = shell.with_style(style, &format!("./{paper}")).map_err(|error| wrong(error.to_string()))?;
    let start_page = put(out, "start", "js", starter(&glue, &wasm).as_bytes())?;
    let site_script = offline::site_script(out)?;
    let code = [&start_page, &site_script, &glue, &wasm, &paper].map(|name| name.trim_start_matches("./").to_owned());
    Ok(Assets { shell, code: code.to_vec(), site_script, start_page, start_document: document_program(out)? })
}

fn join_stylesheets(addresses: &[String], out: &Path) -> Result<String, PublishError> {
    let mut css = String::new();
    for address in addresses {
        let path = out.join(address.trim_start_matches("./"));
        css.push_str(String::from_utf8_lossy(&take(&path)?).trim());
    }
    Ok(css)
}

/// Gives the program's files names that change with their content, and writes the file that starts it.
fn document_program(out: &Path) -> Result<String, PublishError> {
    let glue = put(out, DOCUMENT_PROGRAM, "js", &take(&out.join(format!("{DOCUMENT_PROGRAM}.js")))?)?;
    let wasm = put(out, DOCUMENT_PROGRAM, "wasm", &take(&out.join(format!("{DOCUMENT_PROGRAM}_bg.wasm")))?)?;
    put(out, "start-document", "js", starter(&format!("./{glue}"), &format!("./{wasm}")).as_bytes())
}

/// A file that starts a program. The wasm is named: by itself the glue asks for a name without a hash.
fn starter(glue: &str, wasm: &str) -> String {
    format!("import start from \"{glue}\";\nstart({{ module_or_path: new URL(\"{wasm}\", import.meta.url) }});\n")
}

/// Reads a file that Trunk wrote and that comes out under another name.
pub(super) fn take(path: &PathBuf) -> Result<Vec<u8>, PublishError> {
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
