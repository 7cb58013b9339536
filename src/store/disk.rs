//! Every change of files goes through here, a step each.
//!
//! A [`Disk`] can be told to fail from some step on. What an interruption at that step leaves behind can then be tested:
//! after it nothing else is changed, just as if the program had been killed.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// What changes files. A clone is the same disk.
#[derive(Clone, Debug, Default)]
pub struct Disk {
    done: Arc<AtomicUsize>,
    /// After how many steps everything fails.
    limit: Option<usize>,
}

impl Disk {
    /// A disk on which nothing can be changed after so many steps. The step that fails leaves half of what it writes.
    pub fn failing_after(steps: usize) -> Self {
        Self { done: Arc::default(), limit: Some(steps) }
    }

    /// How many steps were done.
    pub fn steps(&self) -> usize {
        self.done.load(Ordering::Relaxed)
    }

    fn step(&self) -> io::Result<()> {
        let done = self.done.fetch_add(1, Ordering::Relaxed);
        match self.limit {
            Some(limit) if done >= limit => Err(io::Error::other("the disk was told to fail here")),
            _ => Ok(()),
        }
    }

    pub(super) fn create_folders(&self, path: &Path) -> io::Result<()> {
        if path.is_dir() {
            return Ok(());
        }
        self.step()?;
        fs::create_dir_all(path)
    }

    /// A new file in place of whatever has this name: not another content of the same file, which may have other names.
    pub(super) fn write(&self, path: &Path, content: &[u8]) -> io::Result<()> {
        if let Err(error) = self.step() {
            // A file that was being written when the program was killed.
            if path.parent().is_some_and(Path::is_dir) && self.steps() == self.limit.unwrap_or_default() + 1 {
                fs::write(path, content.get(..content.len() / 2).unwrap_or_default())?;
            }
            return Err(error);
        }
        let mut file = File::create(path)?;
        file.write_all(content)?;
        finish(&file)
    }

    /// A new file that is written in pieces.
    pub(super) fn create(&self, path: &Path) -> io::Result<File> {
        self.step()?;
        File::create(path)
    }

    /// A file that is there, at its end.
    pub(super) fn append(&self, path: &Path) -> io::Result<File> {
        self.step()?;
        File::options().append(true).open(path)
    }

    pub(super) fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.step()?;
        fs::rename(from, to)
    }

    /// Gives a file a second name, or copies it where the system knows no such thing.
    pub(super) fn link(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.step()?;
        fs::hard_link(from, to).or_else(|_| fs::copy(from, to).map(drop))
    }

    /// Removes a file. What is not there any more is gone already.
    pub(super) fn remove_file(&self, path: &Path) -> io::Result<()> {
        self.step()?;
        gone(fs::remove_file(path))
    }

    /// Removes a folder if nothing is in it, and says whether it did.
    pub(super) fn remove_empty_folder(&self, path: &Path) -> bool {
        self.step().is_ok() && fs::remove_dir(path).is_ok()
    }

    pub(super) fn remove_folder(&self, path: &Path) -> io::Result<()> {
        if !path.exists() {
            return Ok(());
        }
        self.step()?;
        gone(fs::remove_dir_all(path))
    }

    /// Lets two folders change places in one step, where the system can (Linux, renameat2). Says whether it could.
    pub(super) fn exchange(&self, one: &Path, other: &Path) -> io::Result<bool> {
        self.step()?;
        exchange(one, other)
    }

    /// Waits until everything that was written in a folder is on its disk.
    pub(super) fn sync(&self, folder: &Path) -> io::Result<()> {
        self.step()?;
        sync(folder)
    }
}

fn gone(removed: io::Result<()>) -> io::Result<()> {
    match removed {
        Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => Ok(()),
        removed => removed,
    }
}

#[cfg(target_os = "linux")]
fn exchange(one: &Path, other: &Path) -> io::Result<bool> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    use rustix::io::Errno;
    match renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE) {
        Ok(()) => Ok(true),
        // Some file systems do not know how; what is mounted cannot be moved.
        Err(Errno::INVAL | Errno::NOSYS | Errno::OPNOTSUPP | Errno::BUSY | Errno::XDEV) => Ok(false),
        Err(error) => Err(error.into()),
    }
}

#[cfg(not(target_os = "linux"))]
fn exchange(_: &Path, _: &Path) -> io::Result<bool> {
    Ok(false)
}

/// One call for all files (syncfs): to wait for each by itself takes longer than to make them.
#[cfg(target_os = "linux")]
fn sync(folder: &Path) -> io::Result<()> {
    Ok(rustix::fs::syncfs(File::open(folder)?)?)
}

#[cfg(target_os = "linux")]
fn finish(_: &File) -> io::Result<()> {
    Ok(())
}

#[cfg(not(target_os = "linux"))]
fn sync(folder: &Path) -> io::Result<()> {
    // The files were waited for one by one; a folder cannot be opened everywhere.
    File::open(folder).and_then(|folder| folder.sync_all()).or(Ok(()))
}

#[cfg(not(target_os = "linux"))]
fn finish(file: &File) -> io::Result<()> {
    file.sync_all()
}
