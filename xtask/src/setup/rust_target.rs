//! Rust's standard library for other targets than this machine. `rust-toolchain.toml` asks for that of the browser, but rustup
//! only reads that when it installs the toolchain, not when the toolchain is there already.

use super::announce;
use crate::{process, project};
use anyhow::{Result, bail};
use std::{path::Path, process::Command};

/// The target of the browser program.
pub const WASM_TARGET: &str = "wasm32-unknown-unknown";

/// Makes sure that Rust can compile for `target`. `why` is what it is compiled for.
pub fn ensure(target: &str, why: &str) -> Result<()> {
    if is_there(target) {
        return Ok(());
    }
    let by_hand = format!("run `rustup target add {target}` in the project");
    if process::find("rustup").is_some() {
        announce(&format!("the Rust target {target} with rustup: {why}"));
        process::run(
            Command::new("rustup").args(["target", "add", target]).current_dir(project::root()),
            &format!("check the network, then {by_hand}"),
        )?;
    }
    if !is_there(target) {
        bail!("Rust's library for {target} is missing: install Rust from https://rustup.rs and {by_hand}");
    }
    Ok(())
}

fn is_there(target: &str) -> bool {
    let mut rustc = Command::new("rustc");
    rustc.args(["--print", "target-libdir", "--target", target]);
    process::ask(rustc.current_dir(project::root())).is_some_and(|libdir| Path::new(&libdir).is_dir())
}
