//! Opening files of a publisher's folder: regular ones that lie within it, wherever links lead, and each only once.

use std::fs::{File, Metadata};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use cap_std::ambient_authority;
use cap_std::fs::{Dir, OpenOptions};
use thiserror::Error;

/// Why there is no file to open.
#[derive(Debug, Error)]
pub(super) enum OpenError {
    /// Nothing is there, or a link that leads nowhere.
    #[error("it is not there")]
    Missing,
    /// A link on the way leads out of the folder.
    #[error("a link leads out of the folder of the articles")]
    Outside,
    /// A folder, a pipe or a device.
    #[error("it is no regular file")]
    NoFile,
    /// The system does not let it be read.
    #[error(transparent)]
    Unreadable(io::Error),
}

/// An open file. What is known of it is known of what is open, whatever happens to its name.
#[derive(Debug)]
pub(super) struct Opened {
    pub(super) file: File,
    pub(super) metadata: Metadata,
}

impl Opened {
    /// The file as far as `limit` bytes and one more, by which a longer one is known.
    pub(super) fn read(&mut self, limit: u64) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        (&mut self.file).take(limit.saturating_add(1)).read_to_end(&mut bytes)?;
        Ok(bytes)
    }
}

/// A folder whose files are opened. It is opened itself once, before the first of them.
#[derive(Debug, Default)]
pub(super) struct Root {
    path: PathBuf,
    folder: OnceLock<Dir>,
}

impl Root {
    pub(super) fn of(path: &Path) -> Self {
        Self { path: path.to_owned(), folder: OnceLock::new() }
    }

    /// Where it is.
    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// Opens a file by its path within the folder.
    ///
    /// # Errors
    /// When it is not a regular file of that folder: see [`OpenError`].
    pub(super) fn open(&self, within: &Path) -> Result<Opened, OpenError> {
        let folder = match self.folder.get() {
            Some(folder) => folder,
            None => {
                // A path without a folder is within the one that the program stands in.
                let path = if self.path.as_os_str().is_empty() { Path::new(".") } else { &self.path };
                let opened = Dir::open_ambient_dir(path, ambient_authority())?;
                self.folder.get_or_init(|| opened)
            }
        };
        // What is no regular file is not even opened: a pipe waits for whoever writes to it, a device does what it likes.
        if !folder.metadata(within)?.is_file() {
            return Err(OpenError::NoFile);
        }
        let file = folder.open_with(within, &without_waiting())?.into_std();
        let metadata = file.metadata()?;
        if metadata.is_file() { Ok(Opened { file, metadata }) } else { Err(OpenError::NoFile) }
    }
}

/// Opens one file of a folder: see [`Root::open`].
///
/// # Errors
/// The same.
pub(super) fn open(root: &Path, within: &Path) -> Result<Opened, OpenError> {
    Root::of(root).open(within)
}

/// For reading. A pipe that was put in the file's place meanwhile is open at once.
fn without_waiting() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.read(true);
    #[cfg(unix)]
    {
        use cap_std::fs::OpenOptionsExt;
        options.custom_flags(rustix::fs::OFlags::NONBLOCK.bits().cast_signed());
    }
    options
}

impl From<io::Error> for OpenError {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            // A name that no file can have is that of none.
            io::ErrorKind::NotFound
            | io::ErrorKind::NotADirectory
            | io::ErrorKind::InvalidInput
            | io::ErrorKind::InvalidFilename => Self::Missing,
            // Refused by cap-std and not by the system, which has a number for its reasons.
            io::ErrorKind::PermissionDenied if error.raw_os_error().is_none() => Self::Outside,
            _ => Self::Unreadable(error),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn only_regular_files_within_the_folder_are_opened() {
        let around = tempfile::tempdir().unwrap();
        let root = around.path().join("articles");
        fs::create_dir_all(root.join("folder")).unwrap();
        fs::write(root.join("a.txt"), "within").unwrap();
        fs::write(around.path().join("secret.txt"), "outside").unwrap();
        let read = |path: &str| open(&root, Path::new(path)).map(|mut opened| opened.read(3).unwrap());
        assert_eq!(read("a.txt").unwrap(), b"with", "the limit, and one more");
        assert!(matches!(read("b.txt"), Err(OpenError::Missing)));
        assert!(matches!(read("a.txt/b"), Err(OpenError::Missing)));
        assert!(matches!(read("folder"), Err(OpenError::NoFile)));
        assert!(matches!(read("../secret.txt"), Err(OpenError::Outside)));
    }

    #[cfg(unix)]
    #[test]
    fn no_link_leads_out_and_no_pipe_or_device_hangs() {
        use std::os::unix::fs::symlink;

        let around = tempfile::tempdir().unwrap();
        let root = around.path().join("articles");
        fs::create_dir_all(root.join("real")).unwrap();
        fs::create_dir(around.path().join("private")).unwrap();
        fs::write(around.path().join("private/key"), "outside").unwrap();
        fs::write(root.join("real/a.txt"), "within").unwrap();
        symlink("real/a.txt", root.join("inside.txt")).unwrap();
        symlink("real", root.join("also-real")).unwrap();
        symlink("../private/key", root.join("key")).unwrap();
        symlink("../private", root.join("private")).unwrap();
        symlink("/dev/zero", root.join("zero")).unwrap();
        symlink("nowhere", root.join("lost")).unwrap();
        let pipe = std::process::Command::new("mkfifo").arg(root.join("pipe")).status();
        let read = |path: &str| open(&root, Path::new(path)).map(|mut opened| opened.read(100).unwrap());
        assert_eq!(read("inside.txt").unwrap(), b"within");
        assert_eq!(read("also-real/a.txt").unwrap(), b"within");
        for outside in ["key", "private/key", "zero"] {
            assert!(matches!(read(outside), Err(OpenError::Outside)), "{outside}: {:?}", read(outside));
        }
        assert!(matches!(read("lost"), Err(OpenError::Missing)));
        if pipe.is_ok_and(|made| made.success()) {
            assert!(matches!(read("pipe"), Err(OpenError::NoFile)));
        }
    }
}
