//! Two things are said to the compiler here.
//!
//! What runs in the browser, for the publisher's program to carry within: the folder that Trunk left, by its path in
//! `ARTICLE_VIEWER_BROWSER_CODE`, or `browser-code/` in a package that brings it along. Without either the program has none.
//!
//! And which version of the renderer this is: a number for everything that it is made of. Another one may make other pages of
//! the same documents. The time of the program's file would not do: a fresh checkout has another each time.

use std::collections::hash_map::DefaultHasher;
use std::env;
use std::fs;
use std::hash::{Hash, Hasher};
use std::path::{Path, PathBuf};

/// Names the folder of the browser's code.
const CODE_ENV: &str = "ARTICLE_VIEWER_BROWSER_CODE";

fn main() {
    renderer();
    println!("cargo::rerun-if-env-changed={CODE_ENV}");
    let out = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default()).join("browser_code.rs");
    let named = env::var_os(CODE_ENV).filter(|folder| !folder.is_empty()).map(PathBuf::from);
    let brought = Some(PathBuf::from("browser-code")).filter(|folder| folder.is_dir());
    let is_browser = env::var("CARGO_CFG_TARGET_ARCH").is_ok_and(|arch| arch == "wasm32");
    let folder = named.or(brought).filter(|_| !is_browser);
    let list = folder.map(|folder| files(&folder)).unwrap_or_default();
    if let Err(error) = fs::write(&out, format!("&[\n{list}]\n")) {
        println!("cargo::error={} cannot be written: {error}", out.display());
    }
}

/// The files of a folder as Rust: names, and what they hold.
fn files(folder: &Path) -> String {
    let mut list = String::new();
    let mut unread = vec![folder.to_owned()];
    while let Some(path) = unread.pop() {
        println!("cargo::rerun-if-changed={}", path.display());
        match fs::read_dir(&path) {
            Ok(entries) => {
                let mut entries: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
                entries.sort_unstable_by(|one, other| other.cmp(one));
                unread.extend(entries);
            }
            Err(_) => {
                let name = path.strip_prefix(folder).unwrap_or(&path).to_string_lossy().replace('\\', "/");
                match path.canonicalize() {
                    // What begins with a dot is not for readers.
                    Ok(whole) if !name.starts_with('.') => {
                        list.push_str(&format!("({name:?}, include_bytes!({:?})),\n", whole.display().to_string()));
                    }
                    Ok(_) => {}
                    Err(error) => println!("cargo::error={} cannot be read: {error}", path.display()),
                }
            }
        }
    }
    list
}

fn renderer() {
    let mut hash = DefaultHasher::new();
    let mut unread: Vec<PathBuf> = ["Cargo.lock", "src"].map(PathBuf::from).to_vec();
    for path in &unread {
        println!("cargo::rerun-if-changed={}", path.display());
    }
    while let Some(path) = unread.pop() {
        match fs::read_dir(&path) {
            Ok(entries) => {
                let mut entries: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
                entries.sort_unstable();
                unread.extend(entries);
            }
            // A package may come without the lock file.
            Err(_) => (path.to_string_lossy().replace('\\', "/"), fs::read(&path).unwrap_or_default()).hash(&mut hash),
        }
    }
    println!("cargo::rustc-env=ARTICLE_VIEWER_RENDERER={:016x}", hash.finish());
}
