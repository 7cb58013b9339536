//! Checking files and folders without writing anything.

use std::path::PathBuf;

use super::{Publication, PublishError, Report, now, reading};

/// Checks documents by themselves, and folders as publications.
///
/// What cannot be read is in the report as well: one path that is not there does not hide what is wrong with another.
pub fn check(paths: &[PathBuf]) -> Report {
    let mut report = Report::default();
    for path in paths {
        if path.is_dir() {
            match Publication::load(path, now()) {
                Ok(loaded) => report.extend(loaded.report),
                Err(PublishError::Faulty(found)) => report.extend(found),
                Err(error) => report.error(path, None, error.to_string()),
            }
            continue;
        }
        match reading::read(path, now()) {
            Ok(document) => report.extend(document.report),
            Err(PublishError::Read { source, .. }) => report.error(path, None, format!("it cannot be read: {source}")),
            Err(error) => report.error(path, None, error.to_string()),
        }
    }
    report
}
