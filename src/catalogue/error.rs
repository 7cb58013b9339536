//! Why a folder is no publication.

use thiserror::Error;

use crate::source::{Report, SourceError};

/// Why a folder is no publication.
#[derive(Debug, Error)]
pub enum CatalogueError {
    /// Documents that cannot be published as they are.
    #[error("there are faults that must be mended first")]
    Faulty(Report),
    /// A folder that cannot be read.
    #[error(transparent)]
    Source(#[from] SourceError),
}
