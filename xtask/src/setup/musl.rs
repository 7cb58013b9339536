//! What compiles programs that need no library of the system: Rust's standard library with musl inside, and a C compiler for
//! the dependencies that are written in C.

use super::{
    debian::{self, Need},
    rust_target,
};
use crate::process;
use anyhow::{Context, Result};
use std::{env, path::PathBuf};

/// On the machine itself: musl's own wrapper around the C compiler.
const NEEDS: [Need; 1] =
    [Need { package: "musl-tools", is_there: || process::find("musl-gcc").is_some(), only_for: None }];

const WHY: &str = "the program that is given away is compiled with it";

/// Makes sure that programs can be compiled for `triple`, whose processor is `arch`, and gives its C compiler. Nothing where
/// that is another processor than this machine's and there is no compiler for it.
pub fn ensure(triple: &str, arch: &str) -> Result<Option<PathBuf>> {
    let compiler = if arch == env::consts::ARCH {
        debian::ensure(&NEEDS, WHY)?;
        Some(process::find("musl-gcc").context("no musl-gcc on PATH: put it there")?)
    } else {
        foreign(arch).iter().find_map(|name| process::find(name))
    };
    if compiler.is_some() {
        rust_target::ensure(triple, WHY)?;
    }
    Ok(compiler)
}

/// The C compilers that make programs for another processor. Debian has the one for glibc alone; what the C dependencies call
/// of it is in musl too, and Rust brings musl to link with.
pub fn foreign(arch: &str) -> [String; 2] {
    [format!("{arch}-linux-musl-gcc"), format!("{arch}-linux-gnu-gcc")]
}
