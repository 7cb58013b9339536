//! What the pages of a publication load: one stylesheet, and the files that start the two programs.

use std::fs;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use super::shell::Loads;
use super::{PublishError, Shell};

/// The program of a page that fetches its document, as Trunk names its files: without a hash, since it takes it for a
/// worker that is started by name.
const DOCUMENT_PROGRAM: &str = "document-viewer";

/// The shell, and what starts the programs: names of files at the publication's root.
pub(super) struct Assets {
    pub(super) shell: Shell,
    /// Starts the program of an article's page.
    pub(super) start_page: String,
    /// Starts the program of a page that fetches its document.
    pub(super) start_document: String,
    /// Every file beside the shell, and in folders beside it: paths within the publication.
    pub(super) files: Vec<String>,
}

/// Finishes Trunk's output, in place: joins its stylesheets into one, so that a page waits for one request and not for
/// several, and writes the files that start the programs. A script in the page would need a hole in the page's policy.
pub(super) fn prepare(shell: &Shell, shell_path: &Path, out: &Path) -> Result<Assets, PublishError> {
    let wrong = |what: String| PublishError::Shell { path: shell_path.to_owned(), what };
    let Loads { stylesheets, glue, wasm } = shell.loads().map_err(|error| wrong(error.to_string()))?;
    let (Some(glue), Some(wasm)) = (glue, wasm) else { return Err(wrong("it does not load the program".to_owned())) };
    if stylesheets.is_empty() {
        return Err(wrong("it has no stylesheet".to_owned()));
    }
    if !out.join(format!("{DOCUMENT_PROGRAM}.js")).is_file() {
        return Err(wrong(format!("{DOCUMENT_PROGRAM}.js is not beside it")));
    }

    let stylesheet = join_stylesheets(&stylesheets, out)?;
    let shell = shell.with_stylesheet(&format!("./{stylesheet}")).map_err(|error| wrong(error.to_string()))?;
    let start_page = put(out, "start", "js", starter(&glue, &wasm).as_bytes())?;
    let start_document = document_program(out)?;
    Ok(Assets { shell, start_page, start_document, files: files_beside(shell_path, out)? })
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
    let mut css = Vec::new();
    for address in addresses {
        css.extend(take(&out.join(address.trim_start_matches("./")))?);
        css.push(b'\n');
    }
    put(out, "viewer", "css", &css)
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
fn take(path: &PathBuf) -> Result<Vec<u8>, PublishError> {
    let content = fs::read(path).map_err(PublishError::read(path))?;
    fs::remove_file(path).map_err(PublishError::write(path))?;
    Ok(content)
}

/// Writes a file under a name that changes with its content, so that it can be kept for ever.
fn put(out: &Path, stem: &str, extension: &str, content: &[u8]) -> Result<String, PublishError> {
    let digest = Sha256::digest(content);
    let hash: String = digest.iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    let name = format!("{stem}-{hash}.{extension}");
    let path = out.join(&name);
    fs::write(&path, content).map_err(PublishError::write(&path))?;
    Ok(name)
}
