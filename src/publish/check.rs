//! Checking files and folders without writing anything.

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

use super::publication::check_pictures;
use super::{Publication, PublishError, Report};

/// Checks documents by themselves, and folders as publications.
///
/// # Errors
/// When a file or folder cannot be read. What is wrong with documents is in the report.
pub fn check(paths: &[PathBuf]) -> Result<Report, PublishError> {
    let mut report = Report::default();
    for path in paths {
        if path.is_dir() {
            match Publication::load(path) {
                Ok(loaded) => report.extend(loaded.report),
                Err(PublishError::Faulty(found)) => report.extend(found),
                Err(error) => return Err(error),
            }
            continue;
        }
        let bytes = fs::read(path).map_err(PublishError::read(path))?;
        if let Some(mut article) = report.read(path, &bytes) {
            let json = String::from_utf8_lossy(&bytes);
            check_pictures(&mut article, path, &json, &mut report, &mut BTreeSet::new());
        }
    }
    Ok(report)
}
