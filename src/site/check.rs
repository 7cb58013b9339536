//! Checking files and folders without writing anything.

use std::path::{Path, PathBuf};

use super::surroundings::surroundings;
use super::{BuildError, now};
use crate::catalogue::{Catalogue, Loaded};
use crate::source::{self, Files, Report, SourceError};

/// Checks documents by themselves, and folders as publications.
///
/// What cannot be read is in the report as well: one path that is not there does not hide what is wrong with another.
pub fn check(paths: &[PathBuf]) -> Report {
    let mut report = Report::default();
    for path in paths {
        if path.is_dir() {
            match check_folder(path) {
                Ok(found) | Err(BuildError::Faulty(found)) => report.extend(found),
                Err(error) => report.error(path, None, error.to_string()),
            }
            continue;
        }
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
    report
}

fn check_folder(folder: &Path) -> Result<Report, BuildError> {
    let Loaded { catalogue, mut report, .. } = Catalogue::load(folder, now())?;
    report.extend(catalogue.lost_links(&surroundings()));
    Ok(report)
}
