//! cargo-deb, which makes the Debian packages.

use super::{announce, crates};
use anyhow::Result;
use std::path::PathBuf;

/// `package.metadata.deb` in `Cargo.toml` is written for this one.
const VERSION: &str = "3.8.0";

/// Its path; it is installed if it is not there.
pub fn ensure() -> Result<PathBuf> {
    let program = crates::program("cargo-deb", VERSION)?;
    if !program.is_file() {
        announce(&format!("cargo-deb {VERSION} from crates.io: it makes the Debian packages (two minutes)"));
        crates::install_unoptimized("cargo-deb", VERSION, &crates::folder("cargo-deb", VERSION)?)?;
    }
    Ok(program)
}
