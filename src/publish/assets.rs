//! What every page of a publication loads: one stylesheet and the file that starts the program.

use std::fs;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use super::shell::Loads;
use super::{PublishError, Shell};

/// Joins Trunk's stylesheets into one, so that a page waits for one request and not for several, writes the file that
/// starts the program, and gives the shell that loads these two.
pub(super) fn prepare(shell: &Shell, shell_path: &Path, out: &Path) -> Result<Shell, PublishError> {
    let wrong = |what: String| PublishError::Shell { path: shell_path.to_owned(), what };
    let folder = shell_path.parent().unwrap_or(Path::new(""));
    let Loads { stylesheets, glue } = shell.loads().map_err(|error| wrong(error.to_string()))?;
    let glue = glue.ok_or_else(|| wrong("it does not load the program".to_owned()))?;
    if stylesheets.is_empty() {
        return Err(wrong("it has no stylesheet".to_owned()));
    }

    let mut css = String::new();
    for address in &stylesheets {
        let path = local(folder, address);
        css.push_str(&fs::read_to_string(&path).map_err(PublishError::read(&path))?);
        css.push('\n');
        // Trunk's output folder is ours to finish: what is joined need not be published as well.
        if folder == out {
            fs::remove_file(&path).map_err(PublishError::write(&path))?;
        }
    }
    let stylesheet = hashed("viewer", "css", &css);
    write(&out.join(&stylesheet), &css)?;

    // The program is started by a file, since a script in the page would need a hole in the page's policy.
    let start_js = format!("import start from \"{glue}\";\nstart();\n");
    let start = hashed("start", "js", &start_js);
    write(&out.join(&start), &start_js)?;

    shell.with_assets(&format!("./{stylesheet}"), &format!("./{start}")).map_err(|error| wrong(error.to_string()))
}

fn local(folder: &Path, address: &str) -> PathBuf {
    folder.join(address.trim_start_matches("./"))
}

/// A name that changes with the content, so that it can be kept for ever.
fn hashed(stem: &str, extension: &str, content: &str) -> String {
    let digest = Sha256::digest(content.as_bytes());
    let hash: String = digest.iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    format!("{stem}-{hash}.{extension}")
}

fn write(path: &Path, content: &str) -> Result<(), PublishError> {
    fs::write(path, content).map_err(PublishError::write(path))
}
