//! Whether a folder stands by itself: what is mounted cannot be moved, and nothing can be moved into it from outside.

use std::path::Path;

/// Whether something is mounted on a folder.
#[cfg(target_os = "linux")]
pub(super) fn is_mount_point(folder: &Path) -> bool {
    use rustix::fs::{AtFlags, CWD, StatxFlags, statx};
    let Some(parent) = folder.parent() else { return true };
    // Two folders of one disk may still be two mounts (mount --bind).
    let mount_of = |path: &Path| {
        let found = statx(CWD, path, AtFlags::empty(), StatxFlags::BASIC_STATS | StatxFlags::MNT_ID).ok()?;
        Some((found.stx_dev_major, found.stx_dev_minor, found.stx_mnt_id))
    };
    match (mount_of(folder), mount_of(parent)) {
        (Some(own), Some(around)) => own != around,
        _ => false,
    }
}

/// Whether something is mounted on a folder.
#[cfg(all(unix, not(target_os = "linux")))]
pub(super) fn is_mount_point(folder: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let Some(parent) = folder.parent() else { return true };
    let device_of = |path: &Path| std::fs::metadata(path).map(|found| found.dev()).ok();
    match (device_of(folder), device_of(parent)) {
        (Some(own), Some(around)) => own != around,
        _ => false,
    }
}

/// Whether something is mounted on a folder.
#[cfg(not(unix))]
pub(super) fn is_mount_point(_: &Path) -> bool {
    false
}
