//! The Debian package, by cargo-deb: what goes where is told in `package.metadata.deb` of `Cargo.toml`.

use super::{Parts, program::Program};
use crate::{process, project, setup};
use anyhow::Result;
use std::{
    path::Path,
    process::{Command, Stdio},
};

/// Makes the Debian package of a program in `folder`.
pub fn make(parts: &Parts, program: &Program, folder: &Path) -> Result<()> {
    let mut cargo_deb = Command::new(setup::cargo_deb()?);
    cargo_deb.current_dir(project::root());
    // The program is compiled and stripped already.
    cargo_deb.args(["--no-build", "--no-strip", "--offline", "--quiet", "--package", super::program::NAME]);
    cargo_deb.args(["--profile", super::program::PROFILE, "--target", &program.triple(), "--output"]).arg(folder);
    cargo_deb.env("SOURCE_DATE_EPOCH", &parts.time_s).env_remove("CARGO_TARGET_DIR");
    // It prints where the package is, which is known.
    cargo_deb.stdout(Stdio::null());
    process::run(&mut cargo_deb, "the reason stands above")
}
