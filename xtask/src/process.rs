//! Running other programs: finding them, asking them, and turning their failure into an error that names a remedy.

use crate::project;
use anyhow::{Context, Result, bail};
use std::{
    env,
    path::PathBuf,
    process::{Command, Stdio},
};

/// The Cargo that runs us, in the project's root.
pub fn cargo() -> Command {
    let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(project::root());
    command
}

/// The publisher's program. In release, with the profile that every release build uses, so that it is compiled once.
pub fn article_viewer(release: bool) -> Command {
    let mut command = cargo();
    command.args(["run", "--quiet", "--package", "article-viewer", "--bin", "article-viewer"]);
    if release {
        command.arg("--release");
    }
    command.arg("--");
    command
}

/// The full path of a program on PATH.
pub fn find(program: &str) -> Option<PathBuf> {
    let file = format!("{program}{}", env::consts::EXE_SUFFIX);
    env::split_paths(&env::var_os("PATH")?).map(|folder| folder.join(&file)).find(|path| path.is_file())
}

/// Runs `command` to its end, its output where ours goes. `remedy` is what to do if it fails.
pub fn run(command: &mut Command, remedy: &str) -> Result<()> {
    let name = name(command);
    let status = command.status().with_context(|| format!("can't start `{name}`: {remedy}"))?;
    if !status.success() {
        bail!("`{name}` failed ({status}): {remedy}");
    }
    Ok(())
}

/// What `command` prints, trimmed; `None` if it is not there or fails.
pub fn ask(command: &mut Command) -> Option<String> {
    let output = command.stdin(Stdio::null()).stderr(Stdio::null()).output().ok()?;
    let text = String::from_utf8_lossy(&output.stdout).trim().to_owned();
    output.status.success().then_some(text)
}

/// The program and its first argument, as an error calls it: `cargo install`, `npm ci`.
fn name(command: &Command) -> String {
    let program = PathBuf::from(command.get_program());
    let program = program.file_name().unwrap_or(command.get_program()).to_string_lossy();
    match command.get_args().next() {
        Some(first) => format!("{program} {}", first.to_string_lossy()),
        None => program.into_owned(),
    }
}
