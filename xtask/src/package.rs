//! `cargo xtask package`: the element as a folder that `npm pack` takes, so that `import "article-viewer"` defines it.

use crate::{project, release};
use anyhow::{Context, Result, ensure};
use serde_json::json;
use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

/// The element's script, in a built site and in the package.
const SCRIPT: &str = "embed.js";

/// Makes the package and says where it is.
pub fn package() -> Result<()> {
    let folder = of_site(&release::build_site()?)?;
    println!("Packaged {}: `npm pack {0}` makes a tarball of it", folder.display());
    Ok(())
}

/// Makes the package of a built site's element, and gives its folder.
pub fn of_site(site: &Path) -> Result<PathBuf> {
    let folder = project::root().join("target/package");
    write(site, &folder)?;
    Ok(folder)
}

/// Writes the package of a built site's element into `folder`, in place of what is there.
fn write(site: &Path, folder: &Path) -> Result<()> {
    let room = || format!("can't write {}: check its rights and free space", folder.display());
    if folder.exists() {
        fs::remove_dir_all(folder).with_context(room)?;
    }
    fs::create_dir_all(folder).with_context(room)?;

    let element = project::root().join("static/element");
    let mut files: Vec<(String, PathBuf)> =
        code(site)?.into_iter().map(|name| (name.clone(), site.join(name))).collect();
    for (name, path) in [
        ("embed.d.ts", element.join("embed.d.ts")),
        ("custom-elements.json", element.join("custom-elements.json")),
        ("README.md", project::root().join("docs/embed.md")),
        ("LICENSE-MIT", project::root().join("LICENSE-MIT")),
        ("LICENSE-APACHE", project::root().join("LICENSE-APACHE")),
    ] {
        files.push((name.to_owned(), path));
    }
    for (name, from) in &files {
        fs::copy(from, folder.join(name))
            .with_context(|| format!("can't copy {} into the package: build again", from.display()))?;
    }
    let names: Vec<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
    let manifest = serde_json::to_string_pretty(&manifest(&names)).context("the manifest can't be written as JSON")?;
    fs::write(folder.join("package.json"), manifest + "\n").with_context(room)
}

fn manifest(files: &[&str]) -> serde_json::Value {
    json!({
        "name": "article-viewer",
        "version": env!("CARGO_PKG_VERSION"),
        "description": "An article in any page: <article-viewer src=\"…\">",
        "license": "MIT OR Apache-2.0",
        "type": "module",
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
        write(site.path(), &folder).unwrap();
        // A second time it takes the first one's place.
        fs::write(folder.join("left-over.js"), "").unwrap();
        write(site.path(), &folder).unwrap();
        let mut names: Vec<String> =
            fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        let expected = [
            "LICENSE-APACHE",
            "LICENSE-MIT",
            "README.md",
            "custom-elements.json",
            "element-2.css",
            "embed.d.ts",
            "embed.js",
            "glue-1.js",
            "package.json",
            "program-3.wasm",
        ];
        assert_eq!(names, expected);
        let manifest: serde_json::Value =
            serde_json::from_str(&fs::read_to_string(folder.join("package.json")).unwrap()).unwrap();
        assert_eq!(manifest["exports"]["."]["default"], "./embed.js");
    }
}
