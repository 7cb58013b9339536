//! Checking files and folders without writing anything.

use std::path::{Path, PathBuf};

use super::surroundings::{has_file, surroundings};
use super::{BuildError, now};
use crate::catalogue::{CatalogueError, Embargo, Faults, Loaded, Terms, load};
use crate::source::{self, Files, Folder, Publication, Report, SourceError, StaticFiles};

/// What was checked, and what was found.
#[derive(Debug)]
pub struct Checked {
    /// How many documents there are.
    pub documents: usize,
    /// What was found in them, and in what publications say of themselves.
    pub report: Report,
}

/// Checks documents by themselves, and folders as publications.
///
/// What cannot be read is in the report as well: one path that is not there does not hide what is wrong with another.
pub fn check(paths: &[PathBuf]) -> Checked {
    let mut report = Report::default();
    let mut documents = 0;
    for path in paths {
        if path.is_dir() {
            match check_folder(path) {
                Ok(found) => {
                    documents += found.documents;
                    report.extend(found.report);
                }
                Err(error) => report.error(path, None, error.to_string()),
            }
            continue;
        }
        documents += 1;
        let (Some(folder), Some(name)) = (path.parent(), path.file_name()) else {
            report.error(path, None, "it is no document".to_owned());
            continue;
        };
        match source::read(&Files::of(folder), Path::new(name), now()) {
            Ok(document) => report.extend(document.report),
            Err(SourceError::Read { source, .. }) => report.error(path, None, format!("it cannot be read: {source}")),
            Err(error) => report.error(path, None, error.to_string()),
        }
    }
    Checked { documents, report }
}

fn check_folder(folder: &Path) -> Result<Checked, BuildError> {
    let (publication, mut report) = Publication::open(folder)?;
    let terms = Terms { now: now(), faults: Faults::Refuse, embargo: Embargo::Keep };
    let folder = Folder::scan(&publication.articles, publication.static_folder.as_deref().as_slice())?;
    let documents = folder.documents.len();
    let loaded = match load(&folder, Vec::new(), terms, &|| {}) {
        Ok(loaded) => loaded,
        // What is wrong with the configuration is told first.
        Err(CatalogueError::Faulty(found)) => {
            report.extend(found);
            return Ok(Checked { documents, report });
        }
        Err(CatalogueError::Source(error)) => return Err(error.into()),
    };
    let Loaded { catalogue, report: found, .. } = loaded;
    report.extend(found);
    let static_files = publication.static_folder.as_deref().map(StaticFiles::scan).transpose()?.unwrap_or_default();
    let has_file = |path: &str| has_file(path) || static_files.has(path);
    report.extend(catalogue.lost_links(&surroundings(&has_file)));
    Ok(Checked { documents, report })
}
