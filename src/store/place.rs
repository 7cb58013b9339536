//! What the system tells of a folder: whether it stands by itself (what is mounted cannot be moved, and nothing can be moved
//! into it from outside), and the lengths of its files.

use std::path::{Path, PathBuf};

/// A folder in which many files are looked for.
#[derive(Debug)]
pub(super) struct Files {
    #[cfg_attr(target_os = "linux", allow(dead_code, reason = "the open folder is quicker"))]
    folder: PathBuf,
    /// Open, so that the way to it is not gone for each file.
    #[cfg(target_os = "linux")]
    open: Option<std::fs::File>,
}

impl Files {
    pub(super) fn of(folder: &Path) -> Self {
        Self {
            folder: folder.to_owned(),
            #[cfg(target_os = "linux")]
            open: std::fs::File::open(folder).ok(),
        }
    }

    /// The length of a regular file, by its path within the folder; nothing where there is none.
    #[cfg(target_os = "linux")]
    pub(super) fn length(&self, path: &str) -> Option<u64> {
        use rustix::fs::{AtFlags, FileType, statat};
        let found = statat(self.open.as_ref()?, path, AtFlags::SYMLINK_NOFOLLOW).ok()?;
        let is_file = FileType::from_raw_mode(found.st_mode) == FileType::RegularFile;
        u64::try_from(found.st_size).ok().filter(|_| is_file)
    }

    /// The length of a regular file, by its path within the folder; nothing where there is none.
    #[cfg(not(target_os = "linux"))]
    pub(super) fn length(&self, path: &str) -> Option<u64> {
        let found = std::fs::symlink_metadata(self.folder.join(path)).ok()?;
        found.is_file().then_some(found.len())
    }
}

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
