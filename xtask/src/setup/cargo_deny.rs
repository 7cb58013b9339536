//! cargo-deny, which looks at where dependencies come from and under which licences.

use super::{announce, crates};
use anyhow::Result;
use std::path::PathBuf;

/// `deny.toml` is written for this one.
const VERSION: &str = "0.20.2";

/// Its path; it is installed if it is not there.
pub fn ensure() -> Result<PathBuf> {
    let program = crates::program("cargo-deny", VERSION)?;
    if !program.is_file() {
        announce(&format!("cargo-deny {VERSION} from crates.io: it looks at the dependencies (two minutes)"));
        crates::install_unoptimized("cargo-deny", VERSION, &crates::folder("cargo-deny", VERSION)?)?;
    }
    Ok(program)
}
