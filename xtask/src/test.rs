//! `cargo xtask test`: every test there is, in four steps; the first that fails ends the run.

use crate::{
    process, release,
    setup::{self, Browsers, TestTools},
    shell, site,
};
use anyhow::{Context, Result};
use serde_json::json;
use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
    time::Instant,
};

const STEPS: usize = 4;

/// Test runners get this long in a browser, in seconds: machines that build on the side are slow.
const BROWSER_TIMEOUT_S: &str = "180";

/// Runs the tests, or those whose name contains one of `filters`.
pub fn test(filters: &[String]) -> Result<()> {
    let tools = setup::for_tests()?;
    step(1, "native tests", || native(filters))?;
    step(2, "tests in the browser", || in_browser(&tools, filters))?;
    let site = step(3, "build into target/site", site::build_site_for_tests)?;
    step(4, "tests of the built site", || of_site(&tools, &site, filters))
}

fn step<T>(number: usize, what: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
    println!("[{number}/{STEPS}] {what}");
    let start = Instant::now();
    let result = work();
    let seconds = start.elapsed().as_secs_f64();
    let outcome = if result.is_ok() { "done" } else { "FAILED" };
    println!("[{number}/{STEPS}] {what}: {outcome} after {seconds:.1} s");
    result
}

fn native(filters: &[String]) -> Result<()> {
    each_filter(filters, || {
        let mut cargo = process::cargo();
        cargo.args(["test", "--workspace"]);
        // The site's tests come last, with a fresh build; without it they report themselves ignored.
        cargo.env_remove("ARTICLE_VIEWER_SITE").env_remove("ARTICLE_VIEWER_REQUIRED");
        cargo
    })
}

fn in_browser(tools: &TestTools, filters: &[String]) -> Result<()> {
    let folder = tempfile::tempdir().context("can't make a temporary folder: free some disk space")?;
    let capabilities = folder.path().join("webdriver.json");
    fs::write(&capabilities, chromium_capabilities(&tools.browsers.chromium).to_string())
        .with_context(|| format!("can't write {}: free some disk space", capabilities.display()))?;
    each_filter(filters, || {
        let mut cargo = process::cargo();
        cargo.args(["test", "--package", "article-viewer"]);
        cargo.args(["--target", setup::WASM_TARGET, "--test", "browser"]);
        // The runner prefers a driver named by any of these to ours.
        for other in ["GECKODRIVER", "SAFARIDRIVER", "GECKODRIVER_REMOTE", "SAFARIDRIVER_REMOTE", "CHROMEDRIVER_REMOTE"]
        {
            cargo.env_remove(other);
        }
        cargo.env("CHROMEDRIVER", &tools.browsers.chromedriver);
        cargo.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", &tools.runner);
        cargo.env("WASM_BINDGEN_TEST_WEBDRIVER_JSON", &capabilities);
        cargo.env("WASM_BINDGEN_TEST_TIMEOUT", BROWSER_TIMEOUT_S);
        cargo.env("WASM_BINDGEN_TEST_DRIVER_TIMEOUT", BROWSER_TIMEOUT_S);
        cargo
    })
}

fn of_site(tools: &TestTools, site: &Path, filters: &[String]) -> Result<()> {
    let package = release::of_element(site)?;
    each_filter(filters, || {
        let mut cargo = process::cargo();
        // As the native tests were compiled: for the package alone, its features might be others.
        cargo.args(["test", "--workspace", "--test", "site"]);
        cargo.env("ARTICLE_VIEWER_SITE", site);
        cargo.env("ARTICLE_VIEWER_SHELL", shell::page());
        cargo.env("ARTICLE_VIEWER_PACKAGE", &package);
        cargo.env("ARTICLE_VIEWER_NODE", &tools.node);
        cargo.env("ARTICLE_VIEWER_NODE_MODULES", &tools.modules);
        for (name, program) in programs(&tools.browsers) {
            match program {
                Some(path) => cargo.env(name, path),
                None => cargo.env_remove(name),
            };
        }
        cargo.env("ARTICLE_VIEWER_REQUIRED", "1");
        cargo
    })
}

/// The programs under the names by which the site's tests ask for them.
fn programs(browsers: &Browsers) -> [(&'static str, Option<&Path>); 10] {
    let (firefox, geckodriver) = browsers.firefox.as_ref().map(|(browser, driver)| (browser, driver)).unzip();
    let (minibrowser, webkitdriver) = browsers.webkit.as_ref().map(|(browser, driver)| (browser, driver)).unzip();
    [
        ("ARTICLE_VIEWER_CHROMIUM", Some(&browsers.chromium)),
        ("ARTICLE_VIEWER_CHROMEDRIVER", Some(&browsers.chromedriver)),
        ("ARTICLE_VIEWER_PDFTOTEXT", Some(&browsers.pdftotext)),
        ("ARTICLE_VIEWER_PDFINFO", Some(&browsers.pdfinfo)),
        ("ARTICLE_VIEWER_PDFTOPPM", Some(&browsers.pdftoppm)),
        ("ARTICLE_VIEWER_FIREFOX", firefox),
        ("ARTICLE_VIEWER_GECKODRIVER", geckodriver),
        ("ARTICLE_VIEWER_MINIBROWSER", minibrowser),
        ("ARTICLE_VIEWER_WEBKITDRIVER", webkitdriver),
        ("ARTICLE_VIEWER_XVFB", browsers.xvfb.as_ref()),
    ]
    .map(|(name, program)| (name, program.map(PathBuf::as_path)))
}

/// Runs the command once for each filter: the harnesses in use agree on taking one, not on taking several.
fn each_filter(filters: &[String], command: impl Fn() -> Command) -> Result<()> {
    let remedy = "the failing test stands above";
    if filters.is_empty() {
        return process::run(&mut command(), remedy);
    }
    for filter in filters {
        process::run(command().arg("--").arg(filter), remedy)?;
    }
    Ok(())
}

/// What wasm-bindgen's runner hands to the driver. It adds `headless`, `no-sandbox` and `disable-dev-shm-usage` itself.
fn chromium_capabilities(chromium: &Path) -> serde_json::Value {
    json!({
        "goog:chromeOptions": {
            "binary": chromium,
            // No request leaves the machine while tests run.
            "args": [
                "disable-gpu", "disable-quic", "no-first-run", "disable-background-networking",
                "disable-component-update", "disable-sync",
            ],
        },
    })
}
