//! Rust's standard library for wasm. `rust-toolchain.toml` asks for it, but rustup only reads that when it installs the
//! toolchain, not when the toolchain is there already.

use super::announce;
use crate::process;
use anyhow::{Result, bail};
use std::{path::Path, process::Command};

/// The target of the browser program.
pub const WASM_TARGET: &str = "wasm32-unknown-unknown";

/// Makes sure that Rust can compile for the browser.
pub fn ensure() -> Result<()> {
    if is_there() {
        return Ok(());
    }
    let by_hand = format!("run `rustup target add {WASM_TARGET}` in the project");
    if process::find("rustup").is_some() {
        announce(&format!("the Rust target {WASM_TARGET} with rustup: the site is built for it"));
        process::run(
            Command::new("rustup").args(["target", "add", WASM_TARGET]).current_dir(crate::project::root()),
            &format!("check the network, then {by_hand}"),
        )?;
    }
    if !is_there() {
        bail!("Rust's library for {WASM_TARGET} is missing: install Rust from https://rustup.rs and {by_hand}");
    }
    Ok(())
}

fn is_there() -> bool {
    let mut rustc = Command::new("rustc");
    rustc.args(["--print", "target-libdir", "--target", WASM_TARGET]);
    process::ask(rustc.current_dir(crate::project::root())).is_some_and(|libdir| Path::new(&libdir).is_dir())
}
