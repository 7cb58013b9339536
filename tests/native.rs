//! The native tests that need no harness of their own, in one program: every program is compiled and linked for itself.
//! `cargo test --test native found` runs those of `tests/found.rs`.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod bucket;
mod cases;
mod publisher;
mod xml_schema;

mod builds;
mod cost;
mod deploy;
mod deploy_at_once;
mod deploy_folder;
mod deploy_interrupted;
mod deploy_program;
mod deploy_refused;
mod element;
mod faults;
mod found;
mod hostile;
mod import;
mod import_again;
mod inputs;
mod interrupted;
mod invalid;
mod language;
mod locale;
mod logs;
mod program;
mod properties;
mod publication;
mod readme;
mod schema;
mod serve;
mod settings;

/// Cargo looks for no tests by itself here (`Cargo.toml`, `autotests`).
#[test]
fn every_file_of_tests_is_run() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let (native, manifest) = (include_str!("native.rs"), std::fs::read_to_string(root.join("Cargo.toml")).unwrap());
    for entry in std::fs::read_dir(root.join("tests")).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_str().unwrap();
        let is_here = native.contains(&format!("\nmod {name};\n"));
        let is_there = manifest.contains(&format!("[[test]]\nname = \"{name}\"\n"));
        assert!(path.is_dir() || is_here || is_there, "tests/{name}.rs is run by nothing: name it in tests/native.rs");
    }
}
