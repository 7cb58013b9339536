//! Disks that are full and folders that nobody may write to: an error that says what to do, and the last good publication
//! as it was. What needs a small disk or a user without rights reports itself ignored where there is none.

#[cfg(target_arch = "wasm32")]
fn main() {}

#[cfg(not(target_arch = "wasm32"))]
mod publisher;

#[cfg(not(target_arch = "wasm32"))]
fn main() -> std::process::ExitCode {
    native::main()
}

#[cfg(not(target_arch = "wasm32"))]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]
mod native {
    use std::fs;
    use std::path::{Path, PathBuf};
    use std::process::{Command, ExitCode};

    use libtest_mimic::{Arguments, Failed, Trial};

    use crate::publisher::{Publisher, document, write_files};

    /// Room for the shell, a few articles and their compressed copies, and not for a picture of twice the size.
    const DISK_KB: usize = 512;

    pub(super) fn main() -> ExitCode {
        let has_disk = SmallDisk::new().is_some();
        let may_write_everywhere = may_write_everywhere();
        if !has_disk {
            println!(
                "no small disk can be mounted here (that takes root on Linux): the tests of a full disk are ignored"
            );
        }
        if may_write_everywhere {
            println!("this user may write everywhere: the test of a folder without rights is ignored");
        }
        let trials = vec![
            Trial::test("a_full_disk_is_told_and_leaves_the_publication_as_it_is", full_disk)
                .with_ignored_flag(!has_disk),
            Trial::test("a_folder_that_a_disk_is_mounted_on_is_published_into", mounted).with_ignored_flag(!has_disk),
            Trial::test("a_folder_that_is_mounted_a_second_time_is_published_into", bound).with_ignored_flag(!has_disk),
            Trial::test("a_folder_that_cannot_be_written_is_told", no_rights).with_ignored_flag(may_write_everywhere),
            Trial::test("a_file_in_the_place_of_the_folder_is_told", file_in_place),
        ];
        libtest_mimic::run(&Arguments::from_args(), trials).exit_code()
    }

    fn full_disk() -> Result<(), Failed> {
        let disk = SmallDisk::new().ok_or("no disk")?;
        let publisher = Publisher::new(&[("one.json", &document("one", ""))]);
        let publisher = Publisher { out: disk.0.join("site"), ..publisher };
        publisher.published(&[]);
        let before = state(&publisher);
        let figure = r#""body":[{"type":"figure","image":{"src":"large.gif","alt":""}},"#;
        let large = document("one", "").replace(r#""body":["#, figure);
        let picture = "GIF89a\u{3}\0\u{2}\0\0\0\0;".to_owned() + &"x".repeat(2 * DISK_KB * 1024);
        write_files(&publisher.articles, &[("one.json", &large), ("large.gif", &picture)]);
        let said = publisher.refused(&[]);
        for words in ["large.gif", "free some disk space", "an earlier publication is as it was"] {
            assert!(said.contains(words), "`{words}` is not in {said}");
        }
        assert!(state(&publisher) == before, "nothing has changed");

        // Room again: the next build goes through.
        fs::remove_file(publisher.articles.join("large.gif"))?;
        publisher.published(&[]);
        assert!(publisher.text("one/index.html").contains("frame missing"));
        Ok(())
    }

    fn mounted() -> Result<(), Failed> {
        let disk = SmallDisk::new().ok_or("no disk")?;
        publish_twice(&Publisher { out: disk.0.clone(), ..Publisher::new(&[("one.json", &document("one", ""))]) })
    }

    fn bound() -> Result<(), Failed> {
        let publisher = Publisher::new(&[("one.json", &document("one", ""))]);
        let (real, out) = (publisher.folder.path().join("real"), publisher.folder.path().join("bound"));
        [&real, &out].into_iter().try_for_each(fs::create_dir)?;
        let mount = Command::new("mount").arg("--bind").args([&real, &out]).output()?;
        if !mount.status.success() {
            return Err(String::from_utf8_lossy(&mount.stderr).into_owned().into());
        }
        let publisher = Publisher { out, ..publisher };
        let _mount = Mount(publisher.out.clone());
        publish_twice(&publisher)?;
        assert!(real.join("one/index.html").is_file(), "it is there under its other name");
        Ok(())
    }

    /// A first build, one in which everything is new, and one with a change; somebody else's file stays.
    fn publish_twice(publisher: &Publisher) -> Result<(), Failed> {
        publisher.published(&[]);
        fs::write(publisher.out.join("CNAME"), "news.example")?;
        publisher.published(&["--address", "https://news.example/"]);
        assert!(publisher.text("one/index.html").contains("https://news.example/one/"));
        write_files(&publisher.articles, &[("one.json", &document("one", "").replace("Text", "Other text"))]);
        publisher.published(&["--address", "https://news.example/"]);
        assert!(publisher.text("one/index.html").contains("Other text of one."));
        assert_eq!(publisher.text("CNAME"), "news.example");
        assert!(!publisher.out.join(".article-viewer-work/new").exists(), "nothing is left of the work");
        Ok(())
    }

    fn no_rights() -> Result<(), Failed> {
        let publisher = Publisher::new(&[("one.json", &document("one", ""))]);
        let parent = publisher.folder.path().join("locked");
        fs::create_dir(&parent)?;
        set_writable(&parent, false)?;
        let publisher = Publisher { out: parent.join("site"), ..publisher };
        let said = publisher.refused(&[]);
        set_writable(&parent, true)?;
        for words in ["locked", "get the right to write there, or choose another folder"] {
            assert!(said.contains(words), "`{words}` is not in {said}");
        }
        assert!(!publisher.out.exists());
        Ok(())
    }

    fn file_in_place() -> Result<(), Failed> {
        let publisher = Publisher::new(&[("one.json", &document("one", ""))]);
        fs::write(&publisher.out, "a letter")?;
        let said = publisher.refused(&[]);
        assert!(said.contains("out cannot be read: Not a directory"), "{said}");
        assert_eq!(fs::read_to_string(&publisher.out)?, "a letter");
        Ok(())
    }

    /// Every file with its content.
    fn state(publisher: &Publisher) -> Vec<(String, Vec<u8>)> {
        let content = |path: String| {
            let content = fs::read(publisher.out.join(&path)).unwrap();
            (path, content)
        };
        publisher.all().into_iter().map(content).collect()
    }

    fn set_writable(folder: &Path, is_writable: bool) -> Result<(), Failed> {
        let mut permissions = fs::metadata(folder)?.permissions();
        #[cfg(unix)]
        std::os::unix::fs::PermissionsExt::set_mode(&mut permissions, if is_writable { 0o755 } else { 0o555 });
        #[cfg(not(unix))]
        permissions.set_readonly(!is_writable);
        Ok(fs::set_permissions(folder, permissions)?)
    }

    /// As root may, whatever the rights are.
    fn may_write_everywhere() -> bool {
        let folder = tempfile::tempdir().unwrap();
        set_writable(folder.path(), false).unwrap_or_else(|_| panic!("rights cannot be changed"));
        fs::write(folder.path().join("x"), "").is_ok()
    }

    /// A disk in memory, gone when it is dropped.
    struct SmallDisk(PathBuf, #[allow(dead_code, reason = "the folder that it is mounted on")] tempfile::TempDir);

    impl SmallDisk {
        fn new() -> Option<Self> {
            let folder = tempfile::tempdir().ok()?;
            let path = folder.path().to_owned();
            let mut mount = Command::new("mount");
            mount.args(["-t", "tmpfs", "-o", &format!("size={DISK_KB}k"), "tmpfs"]).arg(&path);
            let is_mounted = mount.output().is_ok_and(|output| output.status.success());
            is_mounted.then_some(Self(path, folder))
        }
    }

    impl Drop for SmallDisk {
        fn drop(&mut self) {
            drop(Mount(self.0.clone()));
        }
    }

    /// What is mounted on a folder, until it is dropped.
    struct Mount(PathBuf);

    impl Drop for Mount {
        fn drop(&mut self) {
            // That it stays mounted until the next start of the machine is nothing that a test could mend.
            let _ = Command::new("umount").arg(&self.0).status();
        }
    }
}
