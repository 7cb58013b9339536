//! `cargo xtask bench`: what the site weighs, against its budget, and how soon an article is seen and can be printed, beside
//! a static page made from the same article.

use crate::{process, setup, site, sizes::Sizes};
use anyhow::{Context, Result};
use serde_json::Value;
use std::{path::Path, process::Command};

/// The article that is measured.
const ARTICLE: &str = "viec-cang-kho";

/// How often each page is opened: medians are printed.
const RUNS: &str = "5";

/// What is measured, and what it is held against. Times depend on the machine, so they are told and fail nothing.
const TIMES: [(&str, &str, Limit); 5] = [
    ("first", "first paint, ms", Limit::OfTwin(1.05)),
    ("largest", "largest paint, ms", Limit::OfTwin(1.05)),
    ("print", "button prints, ms", Limit::None),
    ("blocked", "blocked, ms", Limit::Of(30.0)),
    ("shift", "layout shift", Limit::Of(0.0)),
];

/// What a figure should not exceed.
#[derive(Clone, Copy)]
enum Limit {
    /// So many times the static page's.
    OfTwin(f64),
    Of(f64),
    None,
}

/// Builds the bundled publication and measures it.
pub fn bench() -> Result<()> {
    let site = site::build_site()?;
    let pages = Sizes::measure(&site)?;
    println!();
    pages.iter().for_each(|sizes| println!("{sizes}"));
    times(&site)?;
    pages.iter().try_for_each(|sizes| sizes.hold(true))
}

/// Opens the article and its twin in Chromium, where there is one.
fn times(site: &Path) -> Result<()> {
    let Some(chromium) = process::find("chromium") else {
        println!("Times are not measured: there is no Chromium on PATH");
        return Ok(());
    };
    let script = crate::project::root().join("xtask/tools/times.mjs");
    let mut node = Command::new(setup::node()?);
    node.arg(script).arg(chromium).arg(site).args([ARTICLE, RUNS]);
    let said = process::ask(&mut node).context("Chromium could not be measured: run it by hand to see why")?;
    let measured: Value = serde_json::from_str(&said).context("the measuring script said something else")?;
    println!("{ARTICLE}, {RUNS} runs, Slow 4G, processor slowed 4 times");
    println!("{:20}  {:>9}  {:>9}  {:>9}", "median", "article", "static", "at most");
    for (field, name, limit) in TIMES {
        let of = |page: &str| measured.pointer(&format!("/{page}/{field}")).and_then(Value::as_f64).unwrap_or(f64::NAN);
        let (article, twin) = (of("article"), of("twin"));
        let limit = match limit {
            Limit::OfTwin(times) => format!("{:.0}", twin * times),
            Limit::Of(most) => format!("{most:.0}"),
            Limit::None => String::new(),
        };
        let digits = if field == "shift" { 3 } else { 0 };
        println!("{name:20}  {article:>9.digits$}  {twin:>9.digits$}  {limit:>9}");
    }
    println!("Sizes are held to their budgets. Times are told, and compared within one run only.");
    Ok(())
}
