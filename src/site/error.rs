//! Why a publication could not be made.

use std::io;
use std::path::PathBuf;

use thiserror::Error;

use crate::article::escaped;
use crate::catalogue::CatalogueError;
use crate::source::{Report, SourceError};
use crate::store::StoreError;

/// Why a publication could not be made.
#[derive(Debug, Error)]
pub enum BuildError {
    /// Documents that cannot be published as they are.
    #[error("there are faults that must be mended first")]
    Faulty(Report),
    /// A folder or a document that cannot be read.
    #[error(transparent)]
    Source(#[from] SourceError),
    /// Files that could not be put where they belong.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Documents or pictures that somebody writes to all the time.
    #[error(
        "{count} files change again and again while the publication is made: build again when they are written; an earlier publication is as it was"
    )]
    Changing {
        /// How many.
        count: usize,
    },
    /// A file of the code that cannot be read or removed.
    #[error("{}: {source}", path.display())]
    Code {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// An article that was to be included and is not in the publication, or can't be read.
    #[error("{}: {source}: is this the publication's folder, and the article's id right?", path.display())]
    Article {
        /// Its file for the pages of others.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// An article that was to be made for servers to include, and is none.
    #[error("there is no article `{id}` to include: mend the id, or leave it out")]
    Include {
        /// What was asked for.
        id: String,
    },
    /// The page that Trunk built is not the one expected.
    #[error("{}: {what}: build it with Trunk from this project's index.html", path.display())]
    Shell {
        /// The page.
        path: PathBuf,
        /// What is the matter with it.
        what: String,
    },
    /// A folder of output within one that it is made of, or around it.
    #[error(
        "{} and {}, of which it is made, lie one in the other: choose another folder for the output",
        escaped(&out.display().to_string()),
        escaped(&folder.display().to_string())
    )]
    Within {
        /// The folder of the output.
        out: PathBuf,
        /// The folder of the articles, or of static files.
        folder: PathBuf,
    },
    /// A folder or a path that cannot stand in a server's configuration.
    #[error(
        "`{text}` cannot stand in a server's configuration: give the folder or path a name of letters, digits, - _ and ."
    )]
    Unsayable {
        /// What was to stand there.
        text: String,
    },
    /// XML could not be written.
    #[error("a feed or a sitemap cannot be written as XML: {0}")]
    Xml(#[source] io::Error),
    /// An article could not be turned into JSON.
    #[error("the article `{id}` cannot be written as JSON: {source}")]
    Json {
        /// Its id.
        id: String,
        /// What serde says.
        source: serde_json::Error,
    },
    /// The renderer could not be started.
    #[error("the renderer cannot be started: {0}")]
    Renderer(#[source] io::Error),
}

impl From<CatalogueError> for BuildError {
    fn from(error: CatalogueError) -> Self {
        match error {
            CatalogueError::Faulty(report) => Self::Faulty(report),
            CatalogueError::Source(source) => Self::Source(source),
        }
    }
}
