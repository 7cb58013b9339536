//! The archive: the program and what belongs to it, in a folder that one unpacks anywhere.

use super::{
    Parts, VERSION, copy,
    program::{NAME, Program},
};
use crate::process;
use anyhow::{Context, Result};
use std::{path::Path, process::Command};

/// Makes the archive of a program in `folder`.
pub fn make(parts: &Parts, program: &Program, folder: &Path) -> Result<()> {
    let name = format!("{NAME}-{VERSION}-{}", program.triple());
    let staged = tempfile::tempdir().context("can't make a temporary folder: free some disk space")?;
    let content = staged.path().join(&name);
    copy(&program.path, &content.join(NAME))?;
    parts.extras.copy_to(&content)?;
    pack(staged.path(), &name, &parts.time_s, &folder.join(format!("{name}.tar.gz")))
}

/// Packs the folder `name` of `parent` so that nothing of this machine is in it: neither the order of its disk, nor its times,
/// users and rights.
fn pack(parent: &Path, name: &str, time_s: &str, archive: &Path) -> Result<()> {
    let mut tar = Command::new("tar");
    tar.args(["--create", "--format=gnu", "--sort=name", "--owner=0", "--group=0", "--numeric-owner"]);
    tar.args(["--mode=u=rwX,go=rX", "--use-compress-program=gzip -9 --no-name"]);
    tar.arg(format!("--mtime=@{time_s}")).arg("--file").arg(archive).arg("--directory").arg(parent).arg(name);
    process::run(&mut tar, "install GNU tar and gzip, and free some disk space")
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::{fs, os::unix::fs::PermissionsExt};

    #[test]
    fn an_archive_is_the_same_whatever_the_disk_says_of_its_files() {
        let folder = tempfile::tempdir().unwrap();
        let mut archives = Vec::new();
        for (place, names, rights) in [("one", ["a", "b"], 0o644), ("other", ["b", "a"], 0o600)] {
            let parent = folder.path().join(place);
            fs::create_dir_all(parent.join("name")).unwrap();
            for name in names {
                let path = parent.join("name").join(name);
                fs::write(&path, "text").unwrap();
                fs::set_permissions(&path, fs::Permissions::from_mode(rights)).unwrap();
                let time = std::time::SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(u64::from(rights));
                fs::File::options().write(true).open(&path).unwrap().set_modified(time).unwrap();
            }
            pack(&parent, "name", "86400", &parent.join("name.tar.gz")).unwrap();
            archives.push(fs::read(parent.join("name.tar.gz")).unwrap());
        }
        assert!(archives[0] == archives[1]);
    }
}
