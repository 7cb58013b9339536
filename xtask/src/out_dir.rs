//! The folder a release build goes to, and what keeps it safe: a build replaces its own files in it, and Trunk everything.

use crate::project;
use anyhow::{Context, Result, bail, ensure};
use std::{
    env, fs,
    path::{Path, PathBuf},
};

/// The file that says a folder was written by us and may be replaced: the publisher's program and Trunk's hook put it into
/// every build.
pub const MARKER: &str = ".article-viewer";

/// Where Trunk, run by itself, assembles a build before it replaces the last one.
const STAGE: &str = ".stage";

/// A folder that may be replaced by a build.
#[derive(Debug)]
pub struct OutDir {
    path: PathBuf,
}

impl OutDir {
    /// Takes `path` for a build of `articles`, or says why its contents must not be replaced.
    pub fn claim(path: &Path, articles: &Path) -> Result<Self> {
        let path = project::resolve(path)?;
        refuse_precious(&path, articles)?;
        if path.exists() {
            ensure!(path.is_dir(), "{} is a file: choose a folder with --out", path.display());
            let ours = path.join(MARKER).exists() || path.join(STAGE).join(MARKER).exists();
            ensure!(
                ours || is_empty(&path)?,
                "{} holds files that no build of ours wrote, and it may be named by mistake: \
                 choose a new or empty folder with --out, or empty this one yourself",
                path.display()
            );
        }
        Ok(Self { path })
    }

    /// The folder's absolute path.
    pub fn path(&self) -> &Path {
        &self.path
    }
}

/// Refuses folders whose loss would hurt, whatever they hold.
fn refuse_precious(path: &Path, articles: &Path) -> Result<()> {
    let root = project::resolve(project::root())?;
    let articles = project::resolve(articles)?;
    let home = env::home_dir().and_then(|home| home.canonicalize().ok());
    let what = if path.parent().is_none() {
        "the root of the file system"
    } else if root.starts_with(path) {
        "the project, or a folder around it"
    } else if home.is_some_and(|home| home.starts_with(path)) {
        "your home folder, or a folder around it"
    } else if articles.starts_with(path) {
        "the folder of articles, or a folder around it"
    } else if path.starts_with(&articles) {
        "in the folder of articles, where the next build would take its pages for articles"
    } else {
        return Ok(());
    };
    bail!("{} is {what}: choose a folder of its own with --out", path.display());
}

/// What may stand in a folder before its first build, as the publisher's program has it (`src/store/folder.rs`): a host's
/// file, and what begins with a dot.
const WELCOME: &str = "CNAME";

/// Whether nothing is in the folder but what hosts, version control and an interrupted first build leave there.
fn is_empty(path: &Path) -> Result<bool> {
    let unreadable = || format!("can't read {}: choose another folder with --out", path.display());
    for entry in fs::read_dir(path).with_context(unreadable)? {
        let name = entry.with_context(unreadable)?.file_name();
        if name != WELCOME && !name.as_encoded_bytes().starts_with(b".") {
            return Ok(false);
        }
    }
    Ok(true)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn claim(path: &Path) -> Result<OutDir> {
        OutDir::claim(path, &project::bundled_articles())
    }

    #[test]
    fn takes_new_empty_and_own_folders() {
        let folder = tempfile::tempdir().unwrap();
        claim(&folder.path().join("new/site")).unwrap();
        claim(folder.path()).unwrap();
        fs::create_dir(folder.path().join(STAGE)).unwrap();
        claim(folder.path()).unwrap();
        fs::write(folder.path().join("index.html"), "").unwrap();
        fs::write(folder.path().join(MARKER), "").unwrap();
        claim(folder.path()).unwrap();
    }

    #[test]
    fn refuses_somebody_elses_files() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("thesis.txt"), "").unwrap();
        let error = claim(folder.path()).unwrap_err().to_string();
        assert!(error.contains("choose a new or empty folder"), "{error}");
        assert!(claim(&folder.path().join("thesis.txt")).is_err());
    }

    #[test]
    fn refuses_folders_that_hold_the_project_or_the_articles() {
        let articles = tempfile::tempdir().unwrap();
        for path in [Path::new("/"), project::root(), &project::root().join(".."), articles.path()] {
            let error = OutDir::claim(path, articles.path()).unwrap_err().to_string();
            assert!(error.contains("--out"), "{error}");
        }
        assert!(OutDir::claim(&articles.path().join("site"), articles.path()).is_err());
    }
}
