//! Where things are: the project's folders, a caller's folder made absolute, and the folders of our tools and Trunk's.

use anyhow::{Context, Result, ensure};
use directories::ProjectDirs;
use std::{
    env,
    path::{Component, Path, PathBuf},
};

/// The environment variable that hands the folder of articles to Trunk's hook.
pub const ARTICLES_ENV: &str = "ARTICLE_VIEWER_ARTICLES";

/// The environment variable that hands the publication's address to Trunk's hook.
pub const ADDRESS_ENV: &str = "ARTICLE_VIEWER_ADDRESS";

/// The environment variable that tells Trunk's hook to leave the shell as it is: the publication is made of it later.
pub const SHELL_ENV: &str = "ARTICLE_VIEWER_SHELL_ONLY";

/// The environment variable that moves the folder of our tools.
pub const TOOLS_ENV: &str = "ARTICLE_VIEWER_TOOLS";

/// The project's root: the folder of the workspace.
pub fn root() -> &'static Path {
    let xtask = Path::new(env!("CARGO_MANIFEST_DIR"));
    xtask.parent().unwrap_or(xtask)
}

/// The publication that comes with the project.
pub fn bundled_articles() -> PathBuf {
    root().join("static/articles")
}

/// The folder of articles a command works on: the caller's, else the bundled one.
pub fn articles(given: Option<PathBuf>) -> Result<PathBuf> {
    let Some(given) = given else {
        return Ok(bundled_articles());
    };
    let articles = resolve(&given)?;
    ensure!(articles.is_dir(), "{} is not a folder: name the folder that holds your articles", given.display());
    Ok(articles)
}

/// Whether `articles` is the publication that comes with the project, however its path is written.
pub fn is_bundled(articles: &Path) -> bool {
    match (articles.canonicalize(), bundled_articles().canonicalize()) {
        (Ok(given), Ok(bundled)) => given == bundled,
        _ => false,
    }
}

/// `path`, relative to the current directory, as an absolute path without `..` or symbolic links. Its end need not exist.
pub fn resolve(path: &Path) -> Result<PathBuf> {
    let absolute =
        std::path::absolute(path).with_context(|| format!("`{}` is no path: name a folder", path.display()))?;
    let mut resolved = PathBuf::new();
    for part in absolute.components() {
        match part {
            Component::ParentDir => {
                resolved.pop();
            }
            part => resolved.push(part),
        }
        // At every step, so that `..` leaves the folder a link points to, as the system would.
        if let Ok(real) = resolved.canonicalize() {
            resolved = real;
        }
    }
    Ok(resolved)
}

/// Our tools' folder, shared by all checkouts.
pub fn tools_dir() -> Result<PathBuf> {
    match env::var_os(TOOLS_ENV) {
        Some(dir) if !dir.is_empty() => resolve(Path::new(&dir)),
        _ => {
            let dirs = ProjectDirs::from("", "", "article-viewer")
                .with_context(|| format!("no home folder to keep tools in: set {TOOLS_ENV} to a folder"))?;
            Ok(dirs.cache_dir().to_owned())
        }
    }
}

/// The folder in which Trunk 0.21.14 looks for its tools: `<name>-<version>/` each (its `src/tools.rs`, `cache_dir`).
pub fn trunk_cache() -> Result<PathBuf> {
    let dirs = ProjectDirs::from("dev", "trunkrs", "trunk").context("no home folder for Trunk's cache: set HOME")?;
    Ok(dirs.cache_dir().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn resolves_what_does_not_exist_yet() {
        let folder = tempfile::tempdir().unwrap();
        let real = folder.path().canonicalize().unwrap();
        let path = folder.path().join("new/../other/./site");
        assert_eq!(resolve(&path).unwrap(), real.join("other/site"));
    }

    #[test]
    fn a_file_is_no_folder_of_articles() {
        let file = tempfile::NamedTempFile::new().unwrap();
        let error = articles(Some(file.path().to_owned())).unwrap_err();
        assert!(error.to_string().contains("name the folder"), "{error}");
    }
}
