//! Programs and fonts that an operating system brings. On Debian and its kin they are installed; elsewhere, what is
//! missing is told.

use super::announce;
use crate::process;
use anyhow::{Result, bail};
use std::{
    fmt,
    process::{Command, Stdio},
};

/// Something that a command needs.
pub struct Need {
    /// The Debian package that brings it.
    pub package: &'static str,
    pub is_there: fn() -> bool,
    /// The tests that are ignored without it; without this, none can run.
    pub only_for: Option<&'static str>,
}

/// Makes sure that everything is there that can't be done without, and where that is easy, the rest too. Gives the packages
/// that were installed. `why` is what is done with them: "the tests print with them".
///
/// # Errors
///
/// Something is missing that can't be done without, and it can't be installed here.
pub fn ensure(needs: &[Need], why: &str) -> Result<Vec<&'static str>> {
    let missing: Vec<&Need> = needs.iter().filter(|need| !(need.is_there)()).collect();
    if missing.is_empty() {
        return Ok(Vec::new());
    }
    let packages: Vec<&'static str> = missing.iter().map(|need| need.package).collect();
    let by_hand = ByHand(&packages);
    let has_apt = process::find("apt-get").is_some();
    if has_apt && process::ask(Command::new("id").arg("-u")).as_deref() == Some("0") {
        match install(&packages, why) {
            Ok(()) => return Ok(packages),
            Err(error) if missing.iter().any(|need| need.only_for.is_none()) => return Err(error),
            Err(error) => println!("{error:#}"),
        }
    }
    if missing.iter().any(|need| need.only_for.is_none()) {
        if has_apt {
            bail!("{} is missing, and {why}: run `{by_hand}`, then run this again", packages.join(" "));
        }
        bail!(
            "what Debian calls {} is missing, and {why}: install it so that its programs are on PATH, then run this again",
            packages.join(" ")
        );
    }
    for (package, tests) in missing.iter().filter_map(|need| Some((need.package, need.only_for?))) {
        println!("No {package} here: the tests {tests} will be ignored");
    }
    Ok(Vec::new())
}

fn install(packages: &[&str], why: &str) -> Result<()> {
    announce(&format!("{} with apt-get: {why}", packages.join(" ")));
    let remedy = format!("check the network, then run `{}`", ByHand(packages));
    process::run(apt_get().args(["update", "--quiet"]), &remedy)?;
    process::run(apt_get().args(["install", "-y", "--quiet", "--no-install-recommends"]).args(packages), &remedy)
}

fn apt_get() -> Command {
    let mut command = Command::new("apt-get");
    command.env("DEBIAN_FRONTEND", "noninteractive").stdin(Stdio::null());
    command
}

/// The command that a person types.
struct ByHand<'a>(&'a [&'a str]);

impl fmt::Display for ByHand<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let packages = self.0.join(" ");
        write!(formatter, "sudo apt-get update && sudo apt-get install -y --no-install-recommends {packages}")
    }
}
