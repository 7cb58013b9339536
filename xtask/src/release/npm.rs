//! The npm packages. `article-viewer` has the element, which `import "article-viewer"` defines, and the command, which starts the
//! program. The program itself is in a package for each platform, of which npm installs the one that fits: the way of esbuild.

use super::{
    Parts, VERSION, copy, empty,
    program::{NAME, Program},
};
use crate::{process, project};
use anyhow::{Context, Result, ensure};
use serde_json::{Map, Value, json};
use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
    process::Command,
};

/// The element's script, in a built site and in the package.
const SCRIPT: &str = "embed.js";

/// The command's script, in the package.
const LAUNCHER: &str = "bin/article-viewer.js";

const LICENSE: &str = "MIT OR Apache-2.0";
const LICENSES: [&str; 2] = ["LICENSE-APACHE", "LICENSE-MIT"];

/// Makes the packages in `folder`, as npm packs them.
pub fn make(parts: &Parts, folder: &Path) -> Result<()> {
    let staged = tempfile::tempdir().context("can't make a temporary folder: free some disk space")?;
    for program in &parts.programs {
        let content = staged.path().join(program.node_arch());
        write_platform(program, &content)?;
        pack(&content, folder)?;
    }
    let content = staged.path().join(NAME);
    write(&parts.extras.site, &parts.programs, &content)?;
    pack(&content, folder)
}

/// Writes the package of a built site's element for the tests of it, without programs, and gives its folder.
pub fn of_element(site: &Path) -> Result<PathBuf> {
    let folder = project::root().join("target/package");
    write(site, &[], &folder)?;
    Ok(folder)
}

/// npm itself gives all files one time and one owner.
fn pack(content: &Path, folder: &Path) -> Result<()> {
    let mut npm = Command::new(process::find("npm").context("npm is missing: install Node.js 20 or later")?);
    npm.args(["pack", "--silent", "--offline", "--pack-destination"]).arg(folder).current_dir(content);
    // It prints the name, which is known.
    let packed = process::ask(&mut npm);
    packed.map(drop).with_context(|| format!("`npm pack` failed in {}: free some disk space", folder.display()))
}

/// The name of a platform's package.
fn platform(program: &Program) -> String {
    format!("@{NAME}/linux-{}", program.node_arch())
}

/// Writes the package of a platform into `folder`.
fn write_platform(program: &Program, folder: &Path) -> Result<()> {
    copy(&program.path, &folder.join("bin").join(NAME))?;
    for name in LICENSES {
        copy(&project::root().join(name), &folder.join(name))?;
    }
    let name = platform(program);
    write_manifest(
        folder,
        &json!({
            "name": name,
            "version": VERSION,
            "description": format!("The program of the package {NAME}, for Linux"),
            "license": LICENSE,
            "os": ["linux"],
            "cpu": [program.node_arch()],
            "files": ["bin"],
            // It is started where it lies, also by package managers that keep packages in archives.
            "preferUnplugged": true,
        }),
    )
}

/// Writes the package with a built site's element into `folder`, in place of what is there.
fn write(site: &Path, programs: &[Program], folder: &Path) -> Result<()> {
    empty(folder)?;
    let root = project::root();
    let mut files: Vec<(String, PathBuf)> =
        code(site)?.into_iter().map(|name| (name.clone(), site.join(name))).collect();
    for (name, path) in [
        ("embed.d.ts", "static/element/embed.d.ts"),
        ("custom-elements.json", "static/element/custom-elements.json"),
        ("embed.md", "docs/embed.md"),
        (LAUNCHER, "xtask/npm/launcher.js"),
        ("README.md", "xtask/npm/README.md"),
    ] {
        files.push((name.to_owned(), root.join(path)));
    }
    files.extend(LICENSES.map(|name| (name.to_owned(), root.join(name))));
    for (name, from) in &files {
        copy(from, &folder.join(name))?;
    }
    let names: Vec<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
    let platforms = programs.iter().map(|program| (platform(program), Value::from(VERSION))).collect();
    write_manifest(folder, &manifest(&names, platforms))
}

fn write_manifest(folder: &Path, manifest: &Value) -> Result<()> {
    let path = folder.join("package.json");
    let text = serde_json::to_string_pretty(manifest).context("the manifest can't be written as JSON")?;
    fs::write(&path, text + "\n").with_context(|| format!("can't write {}: free some disk space", path.display()))
}

fn manifest(files: &[&str], platforms: Map<String, Value>) -> Value {
    json!({
        "name": NAME,
        "version": VERSION,
        "description": "Articles as data: the program that publishes them, and <article-viewer src=\"…\"> for any page",
        "license": LICENSE,
        "type": "module",
        "bin": { NAME: LAUNCHER },
        "engines": { "node": ">=20" },
        "optionalDependencies": platforms,
        "exports": {
            ".": { "types": "./embed.d.ts", "default": "./embed.js" },
            "./custom-elements.json": "./custom-elements.json",
            "./package.json": "./package.json",
        },
        "types": "./embed.d.ts",
        "customElements": "custom-elements.json",
        // It defines the element, which a bundler must not take for nothing.
        "sideEffects": [SCRIPT],
        "files": files,
    })
}

/// The element's script and the files that it names, and that these name in turn.
fn code(site: &Path) -> Result<BTreeSet<String>> {
    let mut found = BTreeSet::new();
    let mut unread = vec![SCRIPT.to_owned()];
    while let Some(name) = unread.pop() {
        let path = site.join(&name);
        if !found.insert(name.clone()) || name.ends_with(".wasm") {
            continue;
        }
        let text = fs::read_to_string(&path).with_context(|| format!("can't read {}: build again", path.display()))?;
        unread.extend(siblings(&text).filter(|sibling| site.join(sibling).is_file()).map(str::to_owned));
    }
    ensure!(found.iter().any(|name| name.ends_with(".wasm")), "{SCRIPT} names no wasm: build it again");
    Ok(found)
}

/// The names behind `./` in a script's strings.
fn siblings(text: &str) -> impl Iterator<Item = &str> {
    text.split("\"./").skip(1).filter_map(|rest| rest.split('"').next())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_package_has_what_the_script_names_and_what_tools_look_for() {
        let site = tempfile::tempdir().unwrap();
        for (name, text) in [
            (SCRIPT, "a(\"./glue-1.js\");b(\"./element-2.css\");c(\"./program-3.wasm\");d(\"./gone.js\")"),
            ("glue-1.js", ""),
            ("element-2.css", ""),
            ("program-3.wasm", "\0asm"),
            ("start-4.js", ""),
        ] {
            fs::write(site.path().join(name), text).unwrap();
        }
        let folder = site.path().join("package");
        write(site.path(), &[], &folder).unwrap();
        // A second time it takes the first one's place.
        fs::write(folder.join("left-over.js"), "").unwrap();
        write(site.path(), &[], &folder).unwrap();
        let mut names: Vec<String> =
            fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        let expected = [
            "LICENSE-APACHE",
            "LICENSE-MIT",
            "README.md",
            "bin",
            "custom-elements.json",
            "element-2.css",
            "embed.d.ts",
            "embed.js",
            "embed.md",
            "glue-1.js",
            "package.json",
            "program-3.wasm",
        ];
        assert_eq!(names, expected);
        let manifest: serde_json::Value =
            serde_json::from_str(&fs::read_to_string(folder.join("package.json")).unwrap()).unwrap();
        assert_eq!(manifest["exports"]["."]["default"], "./embed.js");
        assert!(folder.join(manifest["bin"]["article-viewer"].as_str().unwrap()).is_file());
    }
}
