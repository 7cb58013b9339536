//! `article-viewer reference`: the page `docs/document.md`.

use std::fs;
use std::path::{Path, PathBuf};

use article_viewer::reference;
use clap::Args;
use serde_json::Value;

use crate::messages::{self, Done, Messages, about};

#[derive(Args)]
pub(crate) struct Reference {
    /// Documents, and folders of them.
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
}

pub(crate) fn run(options: &Reference, _: &Messages) -> Done {
    let mut documents = Vec::new();
    for path in &options.paths {
        documents_below(path, &mut documents)?;
    }
    messages::print(&reference::page(&documents))?;
    Ok(())
}

/// The JSON files of a folder and those in it, in the order of their names.
fn documents_below(path: &Path, documents: &mut Vec<Value>) -> Done {
    if path.is_dir() {
        let mut entries: Vec<PathBuf> =
            fs::read_dir(path)?.map(|entry| entry.map(|entry| entry.path())).collect::<Result<_, _>>()?;
        entries.sort();
        return entries.iter().try_for_each(|entry| documents_below(entry, documents));
    }
    if path.extension().is_some_and(|extension| extension == "json") {
        let text = fs::read_to_string(path).map_err(|error| about(path, &error))?;
        documents.push(serde_json::from_str(&text).map_err(|error| about(path, &error))?);
    }
    Ok(())
}
