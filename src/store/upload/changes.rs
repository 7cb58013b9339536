//! What is to be done at a destination: what was built, beside what lies there.

use std::collections::{BTreeMap, HashSet};

use super::UploadError;
use super::manifest::{RemoteManifest, RemoteRecord, is_within};
use super::source::{Described, Form, Stage};
use crate::store::{Manifest, Record, compression};

/// What is to be done at a destination.
pub(super) struct Changes<'a> {
    /// Files to send, in their order.
    pub(super) puts: Vec<Put<'a>>,
    /// What has to go before something can come: a file in place of a folder, or the other way round.
    pub(super) obstacles: Vec<String>,
    /// Files to remove when everything new is there, with their copies.
    pub(super) removed: Vec<String>,
    /// How many files of the publication these removals are: their copies do not count.
    pub(super) removed_files: usize,
    /// How many files stay as they are.
    pub(super) kept: usize,
    /// How many of those that stay nothing uses any more.
    pub(super) unused: usize,
    /// What lies there when everything is done.
    pub(super) next: BTreeMap<String, RemoteRecord>,
}

/// A file to send.
pub(super) struct Put<'a> {
    pub(super) record: &'a Record,
    pub(super) described: Described,
    /// Whether it is not certain that there is a file of ours in its place.
    is_new: bool,
}

impl Put<'_> {
    /// When it is its turn. Within a stage new files come before those that are replaced: pages lead to each other, and
    /// nothing that a reader finds leads to a new one yet.
    fn turn(&self) -> (Stage, bool) {
        (self.described.stage, !self.is_new)
    }
}

/// By what both sides are compared.
pub(super) struct Terms<'a> {
    pub(super) form: Form,
    pub(super) describe: &'a dyn Fn(&str) -> Described,
    /// Whether a file can stand in the way of a folder.
    pub(super) is_tree: bool,
    /// In seconds since 1970-01-01T00:00:00Z.
    pub(super) now: i64,
    /// How long a file with a hash in its name stays when nothing uses it, in seconds.
    pub(super) keep_unused_s: i64,
}

impl<'a> Changes<'a> {
    pub(super) fn between(local: &'a Manifest, remote: &RemoteManifest, terms: &Terms<'_>) -> Self {
        let mut changes = Self {
            puts: Vec::new(),
            obstacles: Vec::new(),
            removed: Vec::new(),
            removed_files: 0,
            kept: 0,
            unused: 0,
            next: BTreeMap::new(),
        };
        let mut left_copies = Vec::new();
        for record in local.records() {
            let described = (terms.describe)(&record.path);
            let there = remote.records.get(&*record.path);
            let next = RemoteRecord {
                sent: Some(terms.form.digest(record, &described)),
                is_there: true,
                is_hashed: record.is_hashed,
                unused_since: record.unused_since,
                copies: terms.form.copies(record),
            };
            if there.is_some_and(|there| there.sent == next.sent) {
                changes.kept += 1;
            } else {
                let [br, gz] = there.map(|there| there.copies).unwrap_or_default();
                let [has_br, has_gz] = next.copies;
                left_copies.extend(copy_paths(&record.path, [br && !has_br, gz && !has_gz]));
                let is_new = there.is_none_or(|there| !there.is_there);
                changes.puts.push(Put { record, described, is_new });
            }
            changes.next.insert(record.path.to_string(), next);
        }
        changes.puts.sort_by_key(Put::turn);
        changes.add_rest(remote, terms, left_copies);
        if terms.is_tree {
            changes.move_obstacles(terms.form);
        }
        changes.unused = changes.next.values().filter(|record| record.unused_since.is_some()).count();
        changes
    }

    /// What lies there and was not built any more.
    fn add_rest(&mut self, remote: &RemoteManifest, terms: &Terms<'_>, left_copies: Vec<String>) {
        let (mut code, mut others) = (Vec::new(), left_copies);
        for (path, record) in &remote.records {
            if self.next.contains_key(path) {
                continue;
            }
            let since = record.unused_since.unwrap_or(terms.now);
            let is_kept = record.is_hashed && record.sent.is_some() && terms.now - since < terms.keep_unused_s;
            if is_kept {
                self.kept += 1;
                self.next.insert(path.clone(), RemoteRecord { unused_since: Some(since), ..record.clone() });
                continue;
            }
            self.removed_files += 1;
            let removed = if record.is_hashed { &mut code } else { &mut others };
            removed.extend(copy_paths(path, record.copies));
            removed.push(path.clone());
        }
        // What others load goes after them.
        others.extend(code);
        self.removed = others;
    }

    fn move_obstacles(&mut self, form: Form) {
        let mut put: HashSet<String> = HashSet::new();
        for Put { record, .. } in &self.puts {
            put.extend(copy_paths(&record.path, form.copies(record)));
            put.insert(record.path.to_string());
        }
        let folders: HashSet<&str> = put.iter().flat_map(|path| folders_of(path)).collect();
        let is_in_the_way =
            |path: &String| folders.contains(&**path) || folders_of(path).any(|folder| put.contains(folder));
        (self.obstacles, self.removed) = std::mem::take(&mut self.removed).into_iter().partition(is_in_the_way);
    }

    /// Refuses files that no destination takes.
    pub(super) fn check(&self) -> Result<(), UploadError> {
        for Put { record, described, .. } in &self.puts {
            let refused = |reason| Err(UploadError::Unsendable { path: record.path.to_string(), reason });
            if !is_within(&record.path) {
                return refused("rename what it is made of");
            }
            let mut values = described.cache_control.iter().chain([&described.media_type]);
            if !values.all(|value| value.bytes().all(|byte| byte == b' ' || byte.is_ascii_graphic())) {
                return refused("its media type and its Cache-Control have to be of ASCII, in one line");
            }
        }
        Ok(())
    }

    /// Whether everything lies there as it should, and is known to.
    pub(super) fn is_empty(&self, remote: &RemoteManifest) -> bool {
        !self.touches_files() && self.next == remote.records
    }

    /// Whether a file is sent or removed, and not only noted.
    pub(super) fn touches_files(&self) -> bool {
        !(self.puts.is_empty() && self.removed.is_empty() && self.obstacles.is_empty())
    }

    /// The files to send, in groups of which each has to be there before the next begins.
    pub(super) fn groups(&self) -> impl Iterator<Item = &[Put<'a>]> {
        self.puts.chunk_by(|one, next| one.turn() == next.turn())
    }

    /// Notes in a manifest that it is not known what lies where these changes are made.
    pub(super) fn unsettle(&self, manifest: &mut RemoteManifest, form: Form) {
        for Put { record, .. } in &self.puts {
            manifest.unsettle(&record.path, record.is_hashed, form.copies(record));
        }
        for path in self.removed.iter().chain(&self.obstacles) {
            // Not of a copy: it goes with the file that it is a copy of.
            if let Some(record) = manifest.records.get_mut(path) {
                (record.sent, record.is_there) = (None, false);
            }
        }
    }
}

/// The paths of compressed copies.
fn copy_paths(path: &str, copies: [bool; 2]) -> impl Iterator<Item = String> {
    let endings = compression::ENDINGS.into_iter().zip(copies).filter(|(_, is_there)| *is_there);
    endings.map(move |(ending, _)| format!("{path}.{ending}"))
}

/// The folders that a path leads through.
fn folders_of(path: &str) -> impl Iterator<Item = &str> {
    path.match_indices('/').filter_map(|(at, _)| path.get(..at))
}
