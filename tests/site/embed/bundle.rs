//! The npm package: packed, unpacked where npm would, bundled by Vite, and opened; and what TypeScript makes of its types.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::{VIEWERS, hosts};
use crate::browser::Browser;
use crate::stage::Setup;
use crate::suite::{Outcome, Suite};

pub fn add_to(suite: &mut Suite) {
    suite.add("embed::bundle::package_works_in_a_vite_page", vite);
    suite.add("embed::bundle::typescript_knows_the_element", typescript);
}

const PAGE: &str = "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>A page that Vite builds</title>
<script type=\"module\" src=\"./main.js\"></script><article-viewer></article-viewer>";

async fn vite(browser: &Browser) -> Outcome {
    let setup = &browser.stage.setup;
    let project = project(setup, &hosts::workshop().join("vite"))?;
    let src = browser.address_at("/", "articles/viec-cang-kho.json");
    fs::write(project.join("index.html"), PAGE)?;
    fs::write(
        project.join("main.js"),
        format!("import \"article-viewer\";\ndocument.querySelector(\"article-viewer\").src = \"{src}\";\n"),
    )?;
    let mut vite = node(setup, "vite/bin/vite.js");
    run(vite.args(["build", "--base=./", "--logLevel=warn"]).current_dir(&project))?;
    browser.driver.goto(browser.host("workshop/vite/dist/index.html")).await?;
    browser.until_viewer("the article is shown", "viewer.state === 'ready'").await?;
    // An article is shown before its program is there.
    let wasm = "performance.getEntriesByType('resource').map(entry => entry.name).find(name => name.endsWith('.wasm'))";
    browser.until("its program is there", &format!("{wasm} !== undefined")).await?;
    let wasm: String = browser.ask(wasm).await?;
    assert!(wasm.starts_with(&browser.host("workshop/vite/dist/")), "of the bundle itself: {wasm}");
    let family: String = browser
        .ask(&format!("getComputedStyle(({VIEWERS})[0].shadowRoot.querySelector('.headline')).fontFamily"))
        .await?;
    assert!(family.contains("Noto Serif"), "its stylesheet came along: {family}");
    Ok(())
}

const TYPED: &str = r#"
import type { ArticleFaultKind, ArticleViewerElement } from "article-viewer";
import "article-viewer";

const viewer: ArticleViewerElement = document.createElement("article-viewer");
viewer.theme = "sepia";
viewer.toolbar = "print";
viewer.linkTarget = "_blank";
viewer.adopt = true;
viewer.article = { id: "x", inLanguage: "en", headline: "X", datePublished: "2026-03-14T08:30:00Z", body: [] };
viewer.addEventListener("article-ready", ({ detail }) => detail.headline.toUpperCase());
viewer.addEventListener("article-error", ({ detail }) => {
  const kind: ArticleFaultKind = detail.kind;
  console.log(kind, viewer.error?.message);
});
viewer.load("x.json").then(() => viewer.print());
document.querySelector("article-viewer")?.reload();
// @ts-expect-error there is no such theme
viewer.theme = "purple";
// @ts-expect-error nobody sets the state
viewer.state = "ready";
"#;

async fn typescript(browser: &Browser) -> Outcome {
    let setup = &browser.stage.setup;
    let project = project(setup, &hosts::workshop().join("typescript"))?;
    fs::write(project.join("typed.ts"), TYPED)?;
    let mut tsc = node(setup, "typescript/bin/tsc");
    tsc.args(["--noEmit", "--strict", "--module", "esnext", "--moduleResolution", "bundler", "--target", "es2022"]);
    run(tsc.args(["--lib", "es2022,dom,dom.iterable", "typed.ts"]).current_dir(&project))
}

/// A project in a new folder, in which npm has installed the package: packed first, as it would be published.
fn project(setup: &Setup, folder: &Path) -> Outcome<PathBuf> {
    if folder.exists() {
        fs::remove_dir_all(folder)?;
    }
    let module = folder.join("node_modules/article-viewer");
    fs::create_dir_all(&module)?;
    let mut npm = Command::new("npm");
    run(npm.args(["pack", "--offline", "--silent", "--pack-destination"]).arg(folder).current_dir(&setup.package))?;
    let is_tarball = |path: &PathBuf| path.extension().is_some_and(|extension| extension == "tgz");
    let tarball = fs::read_dir(folder)?.flatten().map(|entry| entry.path()).find(is_tarball).ok_or("no tarball")?;
    run(Command::new("tar").arg("-xzf").arg(tarball).args(["--strip-components=1", "-C"]).arg(&module))?;
    fs::write(folder.join("package.json"), "{ \"type\": \"module\", \"private\": true }\n")?;
    Ok(folder.to_owned())
}

fn node(setup: &Setup, script: &str) -> Command {
    let mut node = Command::new(&setup.node);
    node.arg(setup.node_modules.join(script));
    node
}

fn run(command: &mut Command) -> Outcome {
    let output = command.output()?;
    let said = [output.stdout, output.stderr].concat();
    if output.status.success() { Ok(()) } else { Err(String::from_utf8_lossy(&said).into_owned().into()) }
}
