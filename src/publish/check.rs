//! Checking files and folders without writing anything.

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

use super::publication::check_pictures;
use super::{Publication, PublishError, Report, now};

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
        let bytes = match fs::read(path) {
            Ok(bytes) => bytes,
            Err(error) => {
                report.error(path, None, format!("it cannot be read: {error}"));
                continue;
            }
        };
        if let Some(mut article) = report.read(path, &bytes, now()) {
            let json = String::from_utf8_lossy(&bytes);
            check_pictures(&mut article, path, &json, &mut report, &mut BTreeSet::new());
        }
    }
    report
}
