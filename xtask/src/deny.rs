//! `cargo xtask deny`: holds the dependencies to `deny.toml`: licences, sources, versions.

use crate::{process, project, setup};
use anyhow::Result;
use std::process::Command;

/// What needs no network. Advisories do: see SECURITY.md.
const CHECKS: [&str; 3] = ["licenses", "sources", "bans"];

/// Fails where a dependency may not be used.
pub fn deny() -> Result<()> {
    let mut deny = Command::new(setup::cargo_deny()?);
    deny.current_dir(project::root()).arg("check").args(CHECKS);
    process::run(&mut deny, "what it names stands above: use another crate, or add it to deny.toml with the reason")
}
