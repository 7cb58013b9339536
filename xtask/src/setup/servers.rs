//! Servers that the tests start with the words that are printed for them. All of them can be done without.

use super::debian::{self, Need};
use crate::process;
use anyhow::Result;
use std::{path::Path, process::Command};

const NEEDS: [Need; 3] = [
    Need { package: "nginx-light", is_there: || is_there("nginx"), only_for: Some("of the words for nginx") },
    Need { package: "caddy", is_there: || is_there("caddy"), only_for: Some("of the words for Caddy") },
    // The program alone, without a service.
    Need { package: "apache2-bin", is_there: || is_there("apache2"), only_for: Some("of the words for Apache") },
];

/// Packages that start what they bring, with the name of the service.
const SERVICES: [(&str, &str); 2] = [("nginx-light", "nginx"), ("caddy", "caddy")];

/// Installs them where that is easy. What is started by being installed is stopped: the tests start their own.
pub fn ensure() -> Result<()> {
    let installed = debian::ensure(&NEEDS, "the tests start them with what is printed for servers")?;
    for (_, service) in SERVICES.iter().filter(|(package, _)| installed.contains(package)) {
        // Where there are no services, nothing was started.
        process::ask(Command::new("systemctl").args(["disable", "--now", service]));
    }
    Ok(())
}

/// Whether a program is on PATH, or where only root has it there.
fn is_there(program: &str) -> bool {
    process::find(program).is_some() || Path::new("/usr/sbin").join(program).is_file()
}
