//! `cargo xtask serve`: a development build, served and built again when a file changes.

use crate::{project, setup};
use anyhow::{Context, Result};
use std::{net::TcpListener, path::PathBuf, process::Command};

/// The port of Trunk.toml.
pub const PORT: u16 = 8080;

/// What Trunk.toml's `[watch]` lists: a folder of articles from elsewhere is watched besides.
const WATCHED: [&str; 3] = ["index.html", "src", "static"];

/// Serves until it is stopped.
pub fn serve(articles: Option<PathBuf>, port: u16) -> Result<()> {
    let articles = project::articles(articles)?;
    ensure_free(port)?;
    let tools = setup::for_building()?;

    let mut trunk = tools.trunk_command(&articles);
    trunk.args(["serve", "--port", &port.to_string()]);
    trunk.env(project::ADDRESS_ENV, format!("http://127.0.0.1:{port}/"));
    // Not `dist`: a release build that stands there stays.
    trunk.arg("--dist").arg(project::root().join("target/serve"));
    if !project::is_bundled(&articles) {
        for path in WATCHED {
            trunk.args(["--watch", path]);
        }
        trunk.arg("--watch").arg(&articles);
    }
    println!("Serving at http://127.0.0.1:{port}/ as soon as the first build is done; Ctrl-C stops it");
    become_it(trunk)
}

/// Says so beforehand if the port is taken: Trunk would build for minutes first.
fn ensure_free(port: u16) -> Result<()> {
    TcpListener::bind(("127.0.0.1", port))
        .map(drop)
        .with_context(|| format!("can't listen on port {port}: stop what uses it, or choose another port with --port"))
}

/// Replaces this process by `command`, so that whoever stops us stops the server and leaves no orphan on the port.
#[cfg(unix)]
fn become_it(mut command: Command) -> Result<()> {
    use std::os::unix::process::CommandExt;
    Err(command.exec()).context("can't start Trunk: run `cargo xtask setup`")
}

#[cfg(not(unix))]
fn become_it(mut command: Command) -> Result<()> {
    crate::process::run(&mut command, "the reason stands above")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_taken_port_is_refused_with_a_remedy() {
        let taken = TcpListener::bind(("127.0.0.1", 0)).unwrap();
        let error = ensure_free(taken.local_addr().unwrap().port()).unwrap_err();
        assert!(error.to_string().contains("--port"), "{error}");
    }

    #[test]
    fn watches_what_trunk_is_told_to_watch() {
        let config = include_str!("../../Trunk.toml");
        let listed = WATCHED.map(|path| format!("{path:?}")).join(", ");
        assert!(config.contains(&format!("watch = [{listed}]")));
        assert!(config.contains(&format!("port = {PORT}")));
    }
}
