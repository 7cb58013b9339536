//! The program that is in the packages: static, and with the browser's code inside, so that it runs on any Linux by itself.

use super::{copy, empty};
use crate::{process, project, setup};
use anyhow::{Context, Result};
use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
};

/// The program's name.
pub const NAME: &str = "article-viewer";

/// The profile in `Cargo.toml` that it is compiled with.
pub const PROFILE: &str = "dist";

/// Tells `build.rs` where the browser's code is.
const CODE_ENV: &str = "ARTICLE_VIEWER_BROWSER_CODE";

/// A processor that there are packages for, as Rust calls it.
const ARCHS: [&str; 2] = ["x86_64", "aarch64"];

/// A compiled program.
#[derive(Debug)]
pub struct Program {
    arch: &'static str,
    pub path: PathBuf,
}

impl Program {
    /// The target that it was compiled for.
    pub fn triple(&self) -> String {
        triple(self.arch)
    }

    /// Its processor as Node calls it (`process.arch`).
    pub fn node_arch(&self) -> &'static str {
        match self.arch {
            "x86_64" => "x64",
            "aarch64" => "arm64",
            other => other,
        }
    }
}

fn triple(arch: &str) -> String {
    format!("{arch}-unknown-linux-musl")
}

/// Compiles the program for each processor; where this machine can't, one line says so. For its own it always can.
pub fn compile_all(code: &Path) -> Result<Vec<Program>> {
    ARCHS.into_iter().filter_map(|arch| compile(arch, code).transpose()).collect()
}

fn compile(arch: &'static str, code: &Path) -> Result<Option<Program>> {
    let triple = triple(arch);
    let Some(compiler) = setup::musl(&triple, arch)? else {
        let [one, other] = setup::foreign_compilers(arch);
        println!("No packages for {arch} are made: neither {one} nor {other}, which compile for it, is on PATH");
        return Ok(None);
    };
    println!("Compiling {NAME} for {triple} (some minutes)");
    let target = project::root().join("target");
    let variable = triple.replace('-', "_");
    let mut cargo = process::cargo();
    cargo.args(["build", "--profile", PROFILE, "--package", NAME, "--bin", NAME, "--target", &triple]);
    cargo.arg("--target-dir").arg(&target);
    cargo.env(CODE_ENV, code).env(format!("CC_{variable}"), &compiler);
    if arch != env::consts::ARCH {
        cargo.env(format!("CARGO_TARGET_{}_LINKER", variable.to_uppercase()), &compiler);
    }
    if let Some(home) = cargo_home() {
        // Messages of panics name files of dependencies: not by where they lie on this machine. (Rust forgets it for some that
        // macros have written.)
        cargo.env("CARGO_ENCODED_RUSTFLAGS", format!("--remap-path-prefix={}=cargo", home.display()));
    }
    process::run(&mut cargo, "the reason stands above")?;
    Ok(Some(Program { arch, path: target.join(&triple).join(PROFILE).join(NAME) }))
}

fn cargo_home() -> Option<PathBuf> {
    env::var_os("CARGO_HOME").map(PathBuf::from).or_else(|| Some(env::home_dir()?.join(".cargo")))
}

/// What belongs to the program: completions for shells, manual pages, licences. It is the same for every processor.
#[derive(Debug)]
pub struct Extras {
    /// Holds `completions/` and `man/`, and nothing else. `package.metadata.deb` in `Cargo.toml` names it too.
    folder: PathBuf,
    /// The bundled publication as the program makes it, with the element in it.
    pub site: PathBuf,
}

/// Shells, and the file in which each looks for what completes a command.
const SHELLS: [(&str, &str); 5] = [
    ("bash", "article-viewer.bash"),
    ("zsh", "_article-viewer"),
    ("fish", "article-viewer.fish"),
    ("powershell", "_article-viewer.ps1"),
    ("elvish", "article-viewer.elv"),
];

/// Files of the project that stand beside the program.
const BESIDE: [&str; 3] = ["LICENSE-APACHE", "LICENSE-MIT", "README.md"];

impl Extras {
    /// Has the program for this machine make them.
    pub fn make(programs: &[Program]) -> Result<Self> {
        let program = programs.iter().find(|program| program.arch == env::consts::ARCH);
        let program =
            program.context("no packages are made for this machine's own processor: use an x86_64 or aarch64")?;
        let folder = project::root().join("target/package-extras");
        empty(&folder)?;
        for (shell, file) in SHELLS {
            let output = Command::new(&program.path).args(["completions", shell]).output();
            let output = output.with_context(|| format!("can't start {}: compile it again", program.path.display()))?;
            let path = folder.join("completions").join(file);
            fs::create_dir_all(folder.join("completions"))
                .and_then(|()| fs::write(&path, output.stdout))
                .with_context(|| format!("can't write {}: free some disk space", path.display()))?;
        }
        let remedy = "the reason stands above";
        process::run(Command::new(&program.path).args(["man", "--out"]).arg(folder.join("man")), remedy)?;
        let site = project::root().join("target/package-site");
        let mut build = Command::new(&program.path);
        build.args(["--quiet", "build"]).arg(project::bundled_articles()).arg("--out").arg(&site);
        process::run(&mut build, remedy)?;
        Ok(Self { folder, site })
    }

    /// Copies everything that stands beside a program into its folder.
    pub fn copy_to(&self, folder: &Path) -> Result<()> {
        for part in ["completions", "man"] {
            for (name, _) in super::files(&self.folder.join(part))? {
                copy(&self.folder.join(part).join(&name), &folder.join(part).join(&name))?;
            }
        }
        BESIDE.iter().try_for_each(|name| copy(&project::root().join(name), &folder.join(name)))
    }
}
