//! A folder whose builds are interrupted at every step that changes the disk, in both ways of replacing: readers always
//! find whole files that lead to files that are there, and the next build ends with what a build from nothing makes.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;
use std::sync::atomic::{AtomicUsize, Ordering};

use article_viewer::store::{
    Compression, Content, Digest, Disk, Made, Options, Output, Plan, Store, StoreError, Wanted,
};

/// Files by their paths. A line `-> path` in one is a link to another.
#[derive(Clone)]
pub struct Files(pub Vec<(&'static str, String)>);

impl Plan for Files {
    type Worker = ();
    type Error = StoreError;

    fn len(&self) -> usize {
        self.0.len()
    }

    fn outputs(&self, unit: usize) -> Vec<Output> {
        let (path, content) = &self.0[unit];
        vec![Output {
            is_hashed: path.starts_with("code-"),
            ..Output::new(*path, Digest::of_texts([content.as_str()]))
        }]
    }

    fn worker(&self) -> Result<(), StoreError> {
        Ok(())
    }

    fn make(&self, unit: usize, (): &mut (), wanted: &mut Wanted<'_>) -> Result<Made, StoreError> {
        wanted.put(0, Content::Bytes(self.0[unit].1.clone().into_bytes()))?;
        Ok(Made::Done)
    }
}

/// Long enough for compressed copies.
pub fn long(text: &str) -> String {
    format!("{text}\n").repeat(1_500 / text.len() + 1)
}

pub fn links(to: &[&str]) -> String {
    to.iter().map(|path| format!("-> {path}\n")).collect()
}

pub fn first() -> Files {
    Files(vec![
        ("code-1.js", "one".to_owned()),
        // Nothing leads to what a folder takes the place of, or a file: in the instant between, neither is there.
        ("media", "a file".to_owned()),
        ("pictures/a.svg", long("a drawing")),
        ("pictures/deep/b.png", "b".to_owned()),
        ("a/index.html", links(&["code-1.js", "b/index.html"]) + &long("a")),
        ("b/index.html", links(&["code-1.js", "a/index.html"])),
        ("gone/index.html", links(&["code-1.js"])),
        ("index.html", links(&["code-1.js", "a/index.html", "b/index.html", "gone/index.html"])),
        ("feed.xml", "same".to_owned()),
    ])
}

/// A file has become a folder, a folder a file; copies come and go; one page is new and one is gone.
pub fn second() -> Files {
    Files(vec![
        ("code-2.js", "two".to_owned()),
        ("media/c.png", "c".to_owned()),
        ("pictures", "a file".to_owned()),
        ("a/index.html", links(&["code-2.js", "b/index.html"])),
        ("b/index.html", links(&["code-2.js", "a/index.html", "media/c.png"]) + &long("b")),
        ("new/index.html", links(&["code-2.js"]) + &long("new")),
        ("index.html", links(&["code-2.js", "a/index.html", "b/index.html", "new/index.html"])),
        ("feed.xml", "same".to_owned()),
    ])
}

fn options(disk: Disk, may_exchange: bool) -> Options {
    Options { keep_unused_days: 0, may_exchange, disk, compression: Compression::Ahead, ..Options::new(1_000_000) }
}

fn build(out: &Path, plan: &Files, options: Options) -> Result<(), StoreError> {
    let mut store = Store::open(out, options)?;
    let difference = store.difference(plan)?;
    store.make(plan, &difference, &|| {})?;
    store.finish(difference).map(drop)
}

/// Every file with its content, without the one that says who wrote them.
fn contents(out: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    let mut folders = vec![out.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).into_iter().flatten() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.file_name().unwrap() != ".article-viewer" {
                files.insert(path.strip_prefix(out).unwrap().to_str().unwrap().to_owned(), fs::read(&path).unwrap());
            }
        }
    }
    files
}

/// What a build from nothing makes.
fn from_nothing(plan: &Files) -> BTreeMap<String, Vec<u8>> {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("out");
    build(&out, plan, options(Disk::default(), true)).unwrap();
    contents(&out)
}

/// What builds from nothing make of both.
static VERSIONS: LazyLock<[BTreeMap<String, Vec<u8>>; 2]> =
    LazyLock::new(|| [first(), second()].map(|plan| from_nothing(&plan)));

/// A folder with its first build, and with what somebody else put there.
struct Place {
    _folder: tempfile::TempDir,
    out: PathBuf,
}

impl Place {
    fn new(foreign: &[&str]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("out");
        let place = Self { _folder: folder, out };
        build(&place.out, &first(), options(Disk::default(), true)).unwrap();
        for path in foreign {
            let path = place.out.join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "somebody else's").unwrap();
        }
        place
    }

    /// That readers find every file whole, of one version or the other, and what it leads to; with all of its copies.
    fn assert_readable(&self, step: usize) {
        let found = contents(&self.out);
        for (path, content) in &found {
            if content == b"somebody else's" {
                continue;
            }
            let is_whole = VERSIONS.iter().any(|version| version.get(path) == Some(content));
            assert!(is_whole, "step {step}: {path} is of neither version");
            if path.ends_with(".html") {
                for link in String::from_utf8_lossy(content).lines().filter_map(|line| line.strip_prefix("-> ")) {
                    assert!(found.contains_key(link), "step {step}: {path} leads to {link}, which is not there");
                }
            }
        }
        for path in ["index.html", "a/index.html", "b/index.html", "feed.xml"] {
            assert!(found.contains_key(path), "step {step}: {path} is not there");
        }
    }
}

/// Interrupts the second build at every step, and gives how many there are.
fn interrupt_everywhere(may_exchange: bool, foreign: &[&str]) -> usize {
    for step in 0.. {
        let place = Place::new(foreign);
        let failing = Disk::failing_after(step);
        if build(&place.out, &second(), options(failing.clone(), may_exchange)).is_ok() {
            return step;
        }
        place.assert_readable(step);
        // The next build finds a faulty document, and makes nothing: what is there is whole all the same.
        drop(Store::open(&place.out, options(Disk::default(), may_exchange)));
        place.assert_readable(step);
        // Another is interrupted as well, wherever it is.
        let _ = build(&place.out, &second(), options(Disk::failing_after(step / 2), may_exchange));
        place.assert_readable(step);
        // And one comes through, of this version or of that before.
        let (version, plan) = if step % 2 == 0 { (1, second()) } else { (0, first()) };
        build(&place.out, &plan, options(Disk::default(), may_exchange)).unwrap();
        let mut found = contents(&place.out);
        for path in foreign {
            assert_eq!(found.remove(*path).as_deref(), Some(b"somebody else's".as_slice()), "step {step}: {path}");
        }
        assert!(found == VERSIONS[version], "step {step}: {:?} for {:?}", found.keys(), VERSIONS[version].keys());
        let left: Vec<_> = fs::read_dir(place.out.with_file_name(".out.article-viewer"))
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .filter(|name| !matches!(name.as_str(), "lock" | "manifest"))
            .collect();
        assert_eq!(left, Vec::<String>::new(), "step {step}");
    }
    0
}

#[test]
fn a_build_that_changes_places_with_the_last_is_interrupted_at_every_step() {
    let steps = interrupt_everywhere(true, &[]);
    assert!(steps > 20, "{steps} steps");
}

#[test]
fn a_build_that_moves_files_one_by_one_is_interrupted_at_every_step() {
    let steps = interrupt_everywhere(false, &[]);
    assert!(steps > 40, "{steps} steps");
}

#[test]
fn somebody_elses_files_stay_at_every_step() {
    let foreign = ["CNAME", ".well-known/security.txt", ".git/HEAD", "a/notes.txt"];
    let steps = interrupt_everywhere(true, &foreign);
    assert!(steps > 40, "{steps} steps: they cannot change places");
}

#[test]
fn a_first_build_is_interrupted_at_every_step() {
    for is_there in [false, true] {
        for step in 0.. {
            let folder = tempfile::tempdir().unwrap();
            let out = folder.path().join("out");
            if is_there {
                fs::create_dir(&out).unwrap();
                fs::write(out.join("CNAME"), "news.example").unwrap();
            }
            let is_done = build(&out, &first(), options(Disk::failing_after(step), true)).is_ok();
            build(&out, &first(), options(Disk::default(), true)).unwrap();
            let mut found = contents(&out);
            assert_eq!(found.remove("CNAME").is_some(), is_there);
            assert!(found == VERSIONS[0], "step {step}: {:?}", found.keys());
            if is_done {
                assert!(step > 10, "{step} steps");
                break;
            }
        }
    }
}

#[test]
fn what_nobody_wrote_is_not_overwritten_and_named() {
    for (foreign, in_the_way) in [
        ("new/index.html", "new/index.html"),
        ("new", "new"),
        ("new/index.html/x", "new/index.html/x"),
        ("media/c.png", "media/c.png"),
        ("pictures/note.txt", "pictures/note.txt"),
        ("b/index.html.br", "b/index.html.br"),
    ] {
        let place = Place::new(&[]);
        if foreign.starts_with("media") {
            fs::remove_file(place.out.join("media")).unwrap();
        }
        let path = place.out.join(foreign);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, "mine").unwrap();
        let before = contents(&place.out);
        let said = build(&place.out, &second(), options(Disk::default(), true)).unwrap_err().to_string();
        assert!(said.contains(&format!("out/{in_the_way} was not written by a build")), "{foreign}: {said}");
        assert!(contents(&place.out) == before, "{foreign}");
        fs::remove_file(&path).unwrap();
        if foreign == "new/index.html/x" {
            fs::remove_dir_all(place.out.join("new")).unwrap();
        }
        build(&place.out, &second(), options(Disk::default(), true)).unwrap();
        assert!(contents(&place.out) == VERSIONS[1], "{foreign}");
    }
}

#[test]
fn files_with_a_hash_stay_for_their_time() {
    const DAY: i64 = 24 * 60 * 60;
    let place = Place::new(&[]);
    let at =
        |days: i64| Options { now: 1_000_000 + days * DAY, keep_unused_days: 30, ..options(Disk::default(), true) };
    build(&place.out, &second(), at(40)).unwrap();
    assert!(contents(&place.out).contains_key("code-1.js"), "in use until now");
    build(&place.out, &second(), at(69)).unwrap();
    assert!(contents(&place.out).contains_key("code-1.js"), "29 days later");
    build(&place.out, &second(), at(71)).unwrap();
    assert!(contents(&place.out) == VERSIONS[1], "after its time");

    build(&place.out, &first(), at(72)).unwrap();
    build(&place.out, &second(), at(73)).unwrap();
    build(&place.out, &first(), at(110)).unwrap();
    assert!(contents(&place.out).contains_key("code-2.js") && contents(&place.out).contains_key("code-1.js"));
}

#[test]
fn a_link_to_the_folder_stays_a_link() {
    let place = Place::new(&[]);
    let link = place.out.with_file_name("link");
    #[cfg(unix)]
    std::os::unix::fs::symlink("out", &link).unwrap();
    build(&link, &second(), options(Disk::default(), true)).unwrap();
    assert!(link.is_symlink());
    assert!(contents(&place.out) == VERSIONS[1]);
}

#[test]
fn a_lost_manifest_costs_time_and_no_files() {
    let place = Place::new(&["CNAME"]);
    fs::remove_dir_all(place.out.with_file_name(".out.article-viewer")).unwrap();
    build(&place.out, &first(), options(Disk::default(), true)).unwrap();
    let mut found = contents(&place.out);
    assert!(found.remove("CNAME").is_some());
    assert!(found == VERSIONS[0]);
}

/// Files of which one has changed since the plan was made, and how often each was made.
struct Moving<'a> {
    files: Files,
    changed: Option<usize>,
    made: &'a [AtomicUsize],
}

impl Plan for Moving<'_> {
    type Worker = ();
    type Error = StoreError;

    fn len(&self) -> usize {
        self.files.len()
    }

    fn outputs(&self, unit: usize) -> Vec<Output> {
        self.files.outputs(unit)
    }

    fn worker(&self) -> Result<(), StoreError> {
        Ok(())
    }

    fn make(&self, unit: usize, worker: &mut (), wanted: &mut Wanted<'_>) -> Result<Made, StoreError> {
        if self.changed == Some(unit) {
            return Ok(Made::Changed);
        }
        self.made[unit].fetch_add(1, Ordering::Relaxed);
        self.files.make(unit, worker, wanted)
    }
}

#[test]
fn what_changes_while_files_are_made_is_planned_anew_and_nothing_else_is_lost() {
    let place = Place::new(&[]);
    let mut store = Store::open(&place.out, options(Disk::default(), true)).unwrap();
    let made: Vec<AtomicUsize> = second().0.iter().map(|_| AtomicUsize::new(0)).collect();
    let mut plan = Moving { files: second(), changed: Some(3), made: &made };
    let difference = store.difference(&plan).unwrap();
    assert_eq!(store.make(&plan, &difference, &|| {}).unwrap(), 1, "one needs a new plan");
    place.assert_readable(0);

    let (path, content) = &mut plan.files.0[3];
    content.push_str("one line more\n");
    let (path, content) = (*path, content.clone());
    plan.changed = None;
    let difference = store.difference(&plan).unwrap();
    assert_eq!(store.make(&plan, &difference, &|| {}).unwrap(), 0);
    store.finish(difference).unwrap();
    let made: Vec<usize> = made.iter().map(|made| made.load(Ordering::Relaxed)).collect();
    assert_eq!(made, [1, 1, 1, 1, 1, 1, 1, 0], "none twice, and the last was there");
    assert_eq!(fs::read_to_string(place.out.join(path)).unwrap(), content);
    assert!(contents(&place.out) == from_nothing(&plan.files));
}
