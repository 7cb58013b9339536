//! The folder that builds write into: where it really is, and whose it is.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use super::StoreError;
use super::place::is_mount_point;

/// The file that says that a folder was written by us, and by which build.
pub(super) const MARKER: &str = ".article-viewer";

const MARKER_TEXT: &str = "Written by article-viewer. Its builds replace their own files here, and no others.\n";

/// What may stand in a folder before its first build: what servers, version control and hosts want there. Everything
/// that begins with a dot is such, too.
const WELCOME: [&str; 1] = ["CNAME"];

/// The folder itself, where a link leads to it, and the work folder.
pub(super) fn places(out: &Path) -> Result<(PathBuf, PathBuf), StoreError> {
    let absolute = std::path::absolute(out).map_err(StoreError::write(out))?;
    let out = match absolute.canonicalize() {
        Ok(real) => real,
        Err(_) if absolute.is_symlink() => {
            let error = io::Error::new(io::ErrorKind::NotFound, "it is a link that leads nowhere");
            return Err(StoreError::Read { path: absolute, source: error });
        }
        Err(_) => absolute,
    };
    let (Some(parent), Some(name)) = (out.parent(), out.file_name()) else {
        return Err(StoreError::Foreign { path: out });
    };
    let work = if out.is_dir() && is_mount_point(&out) {
        out.join(".article-viewer-work")
    } else {
        parent.join(format!(".{}.article-viewer", name.to_string_lossy()))
    };
    Ok((out, work))
}

/// A name for a build that no other has.
pub(super) fn build_name() -> String {
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
    format!("{}-{}", since.as_nanos(), std::process::id())
}

/// What the marker of a build says.
pub(super) fn marker_of(build: &str) -> String {
    format!("{MARKER_TEXT}Build {build}\n")
}

/// Refuses a folder that no build of ours wrote and that holds more than what hosts and version control put there: it
/// may have been named by mistake.
pub(super) fn refuse_foreign(out: &Path) -> Result<(), StoreError> {
    let entries = match fs::read_dir(out) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        entries => entries.map_err(StoreError::read(out))?,
    };
    if out.join(MARKER).is_file() {
        return Ok(());
    }
    for entry in entries {
        let name = entry.map_err(StoreError::read(out))?.file_name();
        let name = name.to_string_lossy();
        if !name.starts_with('.') && !WELCOME.contains(&&*name) {
            return Err(StoreError::Foreign { path: out.to_owned() });
        }
    }
    Ok(())
}
