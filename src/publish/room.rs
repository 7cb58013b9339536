//! The folder beside a publication in which the next one is made: `.<name>.article-viewer/`.
//!
//! Nothing is written where readers are until everything is there. Then it takes their place, in one of two ways:
//!
//! - A publication that is made from scratch (the first, or after a change of the code, the stylesheet or the address,
//!   which every page depends on) is a folder of its own, and changes places with the old one: one step for the system,
//!   so that no reader meets half of it.
//! - When articles have changed and everything else is as it was, their files are moved into the publication one by one,
//!   each in one step. Before the first is moved, a journal says which ones; whoever is interrupted there is finished by
//!   the next build. In the instant between the first and the last, a reader may find a new article and the front page
//!   of before: both whole, and every link between them leads somewhere.
//!
//! Why not the first way always: a hundred thousand articles are six hundred thousand files with their compressed copies.
//! To give each a second name in a new folder (a hard link), and to take the old names away again, takes longer than
//! everything else that a build with one changed article does: docs/publishing.md has the figures.
//!
//! The memory of what is there lies here too, and not in the publication: nobody needs it on a server.

use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use serde::{Deserialize, Serialize};

use super::compress;
use super::files::with_ending;
use super::{Memory, PublishError};

/// The file that says that a folder was written by us and may be replaced, and by which build.
const MARKER: &str = ".article-viewer";

const MARKER_TEXT: &str = "Written by article-viewer. Its next build replaces this folder.\n";

/// The room, locked for one build.
pub(super) struct Room {
    out: PathBuf,
    room: PathBuf,
    /// Held while the room is used; the system lets go of it even when we are killed.
    _lock: File,
}

/// What is moved into the publication and what is taken out of it: paths within it.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Changes {
    pub(super) put: Vec<PathBuf>,
    pub(super) removed: Vec<PathBuf>,
}

impl Room {
    /// Opens the room beside `out` for a build, and finishes what an interrupted one began.
    pub(super) fn open(out: &Path) -> Result<Self, PublishError> {
        let out = std::path::absolute(out).map_err(PublishError::write(out))?;
        let (Some(parent), Some(name)) = (out.parent(), out.file_name()) else {
            return Err(PublishError::Foreign { path: out });
        };
        refuse_foreign(&out)?;
        let room = parent.join(format!(".{}.article-viewer", name.to_string_lossy()));
        fs::create_dir_all(&room).map_err(PublishError::write(&room))?;
        let lock_path = room.join("lock");
        let lock = File::create(&lock_path).map_err(PublishError::write(&lock_path))?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(PublishError::Busy { path: out }),
            Err(TryLockError::Error(source)) => return Err(PublishError::Write { path: lock_path, source }),
        }
        let room = Self { out, room, _lock: lock };
        if room.journal().exists() {
            room.finish()?;
        }
        room.clear()?;
        Ok(room)
    }

    /// What is remembered of the publication that is there, of documents in `folder`; nothing if it was not made by the
    /// build that is remembered.
    pub(super) fn memory(&self, folder: &Path) -> Memory {
        let memory = Memory::read(&self.memory_path(), folder);
        let marker = fs::read_to_string(self.out.join(MARKER)).unwrap_or_default();
        let is_same = !memory.site.build.is_empty() && marker == marker_of(&memory.site.build);
        if is_same { memory } else { Memory::default() }
    }

    /// The folder in which the next publication, or what is new in it, is put together.
    pub(super) fn staging(&self) -> Result<PathBuf, PublishError> {
        let staging = self.stage();
        fs::create_dir_all(&staging).map_err(PublishError::write(&staging))?;
        Ok(staging)
    }

    /// Where what will be remembered is written before the publication takes its place.
    pub(super) fn next_memory(&self) -> PathBuf {
        self.room.join("memory.next")
    }

    /// A name for a build that no other has.
    pub(super) fn build_name(&self) -> String {
        let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
        format!("{}-{}", since.as_nanos(), std::process::id())
    }

    /// Puts the whole staging folder into the place of the publication.
    pub(super) fn replace(self, build: &str) -> Result<(), PublishError> {
        let staging = self.stage();
        self.mark(build)?;
        if self.out.exists() {
            exchange(&staging, &self.out, &self.room.join("old")).map_err(PublishError::write(&self.out))?;
        } else {
            fs::rename(&staging, &self.out).map_err(PublishError::write(&self.out))?;
        }
        self.keep_memory()?;
        self.clear()
    }

    /// Moves what is in the staging folder into the publication, and takes out what is not in it any more.
    pub(super) fn apply(self, build: &str, changes: Changes) -> Result<(), PublishError> {
        self.mark(build)?;
        let mut changes = self.with_copies(changes);
        // Last: from then on the publication is that of this build.
        changes.put.push(PathBuf::from(MARKER));
        self.make_folders(&changes)?;
        let journal = self.journal();
        let draft = self.room.join("journal.next");
        let write = || -> io::Result<()> {
            let file = File::create(&draft)?;
            serde_json::to_writer(io::BufWriter::new(&file), &changes)?;
            file.sync_all()?;
            fs::rename(&draft, &journal)
        };
        write().map_err(PublishError::write(&journal))?;
        self.finish()?;
        self.clear()
    }

    /// Nothing is new: the staging folder is not needed.
    pub(super) fn leave(self) -> Result<(), PublishError> {
        self.clear()
    }

    /// Does what the journal says, from wherever it was interrupted.
    fn finish(&self) -> Result<(), PublishError> {
        let journal = self.journal();
        let text = fs::read(&journal).map_err(PublishError::read(&journal))?;
        let changes: Changes = serde_json::from_slice(&text).map_err(|error| PublishError::Read {
            path: journal.clone(),
            source: io::Error::new(io::ErrorKind::InvalidData, error),
        })?;
        for path in &changes.put {
            self.put(path)?;
        }
        for path in &changes.removed {
            self.remove(path)?;
        }
        if self.next_memory().exists() {
            self.keep_memory()?;
        }
        fs::remove_file(&journal).map_err(PublishError::write(&journal))
    }

    /// Adds the compressed copies: those that were made are put, others are removed.
    fn with_copies(&self, changes: Changes) -> Changes {
        let mut all = Changes { put: Vec::new(), removed: Vec::new() };
        for path in changes.put {
            for copy in compress::ENDINGS.map(|ending| with_ending(&path, ending)) {
                let is_made = self.stage().join(&copy).exists();
                if is_made { all.put.push(copy) } else { all.removed.push(copy) }
            }
            all.put.push(path);
        }
        for path in changes.removed {
            all.removed.extend(compress::ENDINGS.map(|ending| with_ending(&path, ending)));
            all.removed.push(path);
        }
        all
    }

    /// Moves a file into the publication.
    fn put(&self, path: &Path) -> Result<(), PublishError> {
        let to = self.out.join(path);
        // What is not there any more was moved before an interruption.
        gone(fs::rename(self.stage().join(path), &to)).map_err(PublishError::write(&to))
    }

    /// Takes a file out of the publication, and its folder if nothing else is in it.
    fn remove(&self, path: &Path) -> Result<(), PublishError> {
        let file = self.out.join(path);
        gone(fs::remove_file(&file)).map_err(PublishError::write(&file))?;
        let mut folder = file.parent();
        while let Some(empty) = folder.filter(|folder| *folder != self.out && fs::remove_dir(folder).is_ok()) {
            folder = empty.parent();
        }
        Ok(())
    }

    /// Makes the folders that new files need, before anything is moved: what can fail fails while nothing has changed.
    fn make_folders(&self, changes: &Changes) -> Result<(), PublishError> {
        for path in &changes.put {
            if let Some(folder) = self.out.join(path).parent() {
                fs::create_dir_all(folder).map_err(PublishError::write(folder))?;
            }
        }
        Ok(())
    }

    fn mark(&self, build: &str) -> Result<(), PublishError> {
        let marker = self.stage().join(MARKER);
        fs::write(&marker, marker_of(build)).map_err(PublishError::write(&marker))
    }

    fn keep_memory(&self) -> Result<(), PublishError> {
        let memory = self.memory_path();
        fs::rename(self.next_memory(), &memory).map_err(PublishError::write(&memory))
    }

    /// Takes away what this build, or one that was interrupted, does not need any more.
    fn clear(&self) -> Result<(), PublishError> {
        for folder in [self.stage(), self.room.join("old")] {
            gone(fs::remove_dir_all(&folder)).map_err(PublishError::write(&folder))?;
        }
        let next = self.next_memory();
        gone(fs::remove_file(&next)).map_err(PublishError::write(&next))
    }

    fn stage(&self) -> PathBuf {
        self.room.join("new")
    }

    fn journal(&self) -> PathBuf {
        self.room.join("journal.json")
    }

    fn memory_path(&self) -> PathBuf {
        self.room.join("memory.jsonl")
    }
}

fn marker_of(build: &str) -> String {
    format!("{MARKER_TEXT}Build {build}\n")
}

/// Refuses a folder with files that no build of ours wrote: a build would delete them.
fn refuse_foreign(out: &Path) -> Result<(), PublishError> {
    let mut entries = match fs::read_dir(out) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        entries => entries.map_err(PublishError::read(out))?,
    };
    if out.join(MARKER).is_file() || entries.next().is_none() {
        return Ok(());
    }
    Err(PublishError::Foreign { path: out.to_owned() })
}

/// What is not there any more is gone already.
fn gone(removed: io::Result<()>) -> io::Result<()> {
    match removed {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        removed => removed,
    }
}

/// Lets two folders change places, in one step where the system can (Linux, renameat2).
#[cfg(target_os = "linux")]
fn exchange(new: &Path, out: &Path, old: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    use rustix::io::Errno;
    match renameat_with(CWD, new, CWD, out, RenameFlags::EXCHANGE) {
        // Some file systems do not know how.
        Err(Errno::INVAL | Errno::NOSYS | Errno::OPNOTSUPP) => one_after_the_other(new, out, old),
        done => done.map_err(io::Error::from),
    }
}

#[cfg(not(target_os = "linux"))]
fn exchange(new: &Path, out: &Path, old: &Path) -> io::Result<()> {
    one_after_the_other(new, out, old)
}

/// The same in two steps; should the second fail, the first is taken back.
fn one_after_the_other(new: &Path, out: &Path, old: &Path) -> io::Result<()> {
    fs::rename(out, old)?;
    fs::rename(new, out).inspect_err(|_| {
        // That the new folder did not come is the news; if the old one cannot come back either, it is still beside it.
        let _ = fs::rename(old, out);
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_change_places_on_every_system() {
        for exchange in [exchange, one_after_the_other] {
            let folder = tempfile::tempdir().unwrap();
            let [new, out, old] = ["new", "out", "old"].map(|name| folder.path().join(name));
            for place in [&new, &out] {
                fs::create_dir(place).unwrap();
                fs::write(place.join("file"), place.file_name().unwrap().as_encoded_bytes()).unwrap();
            }
            exchange(&new, &out, &old).unwrap();
            assert_eq!(fs::read_to_string(out.join("file")).unwrap(), "new");
        }
    }
}
