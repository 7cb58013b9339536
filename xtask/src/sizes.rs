//! What a reader downloads: the sizes of a built site, and the budget they are held to.
//!
//! Sizes are counted after Brotli at its best, as a web server sends files it compressed ahead of time. Pictures are the
//! publisher's and don't count.

use anyhow::{Context, Result, ensure};
use brotli::enc::BrotliEncoderParams;
use std::{
    ffi::OsStr,
    fmt, fs,
    path::{Path, PathBuf},
};

/// What an article page and its code may weigh together after Brotli: 40 KB of 1,024 bytes. What was
/// tried to come below is in `docs/size.md`.
pub const PAGE_BUDGET_BYTES: usize = 40 * 1024;

/// The same for `view.html`, whose program is the whole viewer with the reader of documents: no page loads both programs.
/// It was 125 KB and is 112 KB.
pub const VIEW_BUDGET_BYTES: usize = 115 * 1024;

/// What somebody else's page loads of ours before any viewer is near the screen: the element's script. It was 4 KB; what came
/// since fetches an article that was rendered ahead beside its program, which bought 90 KB less in all.
pub const SCRIPT_BUDGET_BYTES: usize = 5 * 1024;

/// What it loads with an article that was rendered ahead, the largest of the publication.
pub const AHEAD_BUDGET_BYTES: usize = 45 * 1024;

/// What it loads to show a document that was not, up to the document itself.
pub const ELEMENT_BUDGET_BYTES: usize = 115 * 1024;

/// The element's script.
const ELEMENT: &str = "embed.js";

/// How the files of the two programs are called: the one of an article that was rendered ahead, and the whole viewer.
const PAGE_PROGRAM: &str = "article-page-";
const DOCUMENT_PROGRAM: &str = "document-viewer-";

/// The program that is loaded when a document can't be read, and what is loaded when a page has layers of its own.
const RARE: [&str; 2] = ["document-checker-", "isolate-"];

/// Of a big publication only the pages largest before Brotli are compressed: thousands would take minutes.
const PAGES_COMPRESSED: usize = 20;

/// The extensions of what a browser runs or lays out with.
const CODE: [&str; 3] = ["wasm", "js", "css"];

/// The service worker.
const WORKER: &str = "worker.js";

/// A file's name in the site and its sizes.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Asset {
    name: String,
    raw_bytes: usize,
    brotli_bytes: usize,
}

/// What one page of a built site loads.
#[derive(Debug)]
pub struct Sizes {
    /// The page, as a sentence calls it.
    what: &'static str,
    /// The wasm, JavaScript and CSS that the page loads.
    code: Vec<Asset>,
    /// The page itself, where it is ours.
    page: Option<Asset>,
    budget_bytes: usize,
}

impl Sizes {
    /// Measures the site in `site`: its largest article page, the page that fetches a document, and what somebody else's
    /// page loads that embeds an article: at first, with one that was rendered ahead, and with one that was not.
    pub fn measure(site: &Path) -> Result<[Self; 5]> {
        let mut files = Vec::new();
        walk(site, &mut files).with_context(|| format!("can't read {}: build it first", site.display()))?;
        let article = largest_page(site, &files)?;
        let view = weigh(site, &site.join("view.html"))?;
        Ok([
            Self::of(site, &files, ("an article page", article, PAGE_BUDGET_BYTES))?,
            Self::of(site, &files, ("view.html", view, VIEW_BUDGET_BYTES))?,
            Self::of_script(site)?,
            Self::of_ahead(site, &files)?,
            Self::of_element(site, &files)?,
        ])
    }

    fn of(site: &Path, files: &[PathBuf], (what, page, budget_bytes): (&'static str, Asset, usize)) -> Result<Self> {
        let mut code = loaded(&site.join(&page.name), files)?;
        // The script of view.html knows all programs, and loads one.
        if code.iter().any(|path| is_called(path, DOCUMENT_PROGRAM)) {
            code.retain(|path| !is_called(path, PAGE_PROGRAM));
        }
        Self::with_wasm(site, &code, Self { what, code: Vec::new(), page: Some(page), budget_bytes })
    }

    fn of_script(site: &Path) -> Result<Self> {
        let code = vec![weigh(site, &site.join(ELEMENT))?];
        Ok(Self { what: "a page with a viewer out of sight", code, page: None, budget_bytes: SCRIPT_BUDGET_BYTES })
    }

    fn of_ahead(site: &Path, files: &[PathBuf]) -> Result<Self> {
        let is_ahead = |path: &&PathBuf| {
            path.extension() == Some(OsStr::new("html")) && path.parent() == Some(&site.join("articles"))
        };
        let article = largest(site, files.iter().filter(is_ahead))?;
        let what = "a page with a viewer of an article rendered ahead";
        let sizes = Self { what, code: Vec::new(), page: Some(article), budget_bytes: AHEAD_BUDGET_BYTES };
        Self::with_wasm(site, &element(site, files, DOCUMENT_PROGRAM)?, sizes)
    }

    fn of_element(site: &Path, files: &[PathBuf]) -> Result<Self> {
        let what = "a page with a viewer of any other document";
        let sizes = Self { what, code: Vec::new(), page: None, budget_bytes: ELEMENT_BUDGET_BYTES };
        Self::with_wasm(site, &element(site, files, PAGE_PROGRAM)?, sizes)
    }

    /// With the weight of the code that a page loads, of which wasm is a part.
    fn with_wasm(site: &Path, paths: &[PathBuf], sizes: Self) -> Result<Self> {
        let code: Vec<Asset> = paths.iter().map(|path| weigh(site, path)).collect::<Result<_>>()?;
        let what = sizes.what;
        ensure!(
            code.iter().any(|asset| asset.name.ends_with(".wasm")),
            "{what} loads no wasm, so there is nothing to measure: build it with `cargo xtask build`",
        );
        Ok(Self { code, ..sizes })
    }

    fn code_bytes(&self) -> usize {
        self.code.iter().map(|asset| asset.brotli_bytes).sum()
    }

    fn total_bytes(&self) -> usize {
        self.code_bytes() + self.page.as_ref().map_or(0, |page| page.brotli_bytes)
    }

    /// An error if the budget is exceeded. With `page_counts` a page of ours is part of it; otherwise only the code is, since
    /// how long an article may be is its publisher's affair.
    pub fn hold(&self, page_counts: bool) -> Result<()> {
        let (with, bytes) = match &self.page {
            Some(_) if page_counts => (", with the page itself,", self.total_bytes()),
            Some(_) => (", without the page itself,", self.code_bytes()),
            None => ("", self.code_bytes()),
        };
        let Self { what, budget_bytes, .. } = self;
        ensure!(
            bytes <= *budget_bytes,
            "what {what} loads{with} weighs {bytes} bytes after Brotli, {} over the budget of \
             {budget_bytes}: see the table above for what grew, and make it smaller",
            bytes - budget_bytes
        );
        Ok(())
    }
}

impl fmt::Display for Sizes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let assets = || self.code.iter().chain(&self.page);
        let title = format!("{} loads", self.what);
        let budget = format!("budget ({} KB of 1,024 bytes)", self.budget_bytes / 1024);
        let width = assets().map(|asset| asset.name.chars().count()).chain([title.len(), budget.len()]).max();
        let width = width.unwrap_or_default();
        writeln!(f, "{title:width$}  {:>9}  {:>9}", "bytes", "brotli 11")?;
        for Asset { name, raw_bytes, brotli_bytes } in assets() {
            writeln!(f, "{name:width$}  {raw_bytes:>9}  {brotli_bytes:>9}")?;
        }
        let raw_bytes: usize = assets().map(|asset| asset.raw_bytes).sum();
        writeln!(f, "{:width$}  {raw_bytes:>9}  {:>9}", "total", self.total_bytes())?;
        writeln!(f, "{budget:width$}  {:>9}  {:>9}", "", self.budget_bytes)
    }
}

fn walk(folder: &Path, files: &mut Vec<PathBuf>) -> std::io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            walk(&entry.path(), files)?;
        } else {
            files.push(entry.path());
        }
    }
    // In the order of names, so that two builds can be compared.
    files.sort();
    Ok(())
}

/// The article page that is largest after Brotli: every `<id>/index.html` is one.
fn largest_page(site: &Path, files: &[PathBuf]) -> Result<Asset> {
    let mut pages = Vec::new();
    for path in files {
        let depth = path.strip_prefix(site).map_or(0, |inner| inner.components().count());
        if depth == 2 && path.file_name() == Some(OsStr::new("index.html")) {
            pages.push(path);
        }
    }
    largest(site, pages.into_iter())
}

/// The largest after Brotli of some files, looked for among those that are largest before.
fn largest<'a>(site: &Path, files: impl Iterator<Item = &'a PathBuf>) -> Result<Asset> {
    let length = |path: &PathBuf| path.metadata().map(|metadata| metadata.len()).unwrap_or_default();
    let mut files: Vec<(u64, &PathBuf)> = files.map(|path| (length(path), path)).collect();
    files.sort_by(|one, other| other.cmp(one));
    let files = files.iter().take(PAGES_COMPRESSED).map(|(_, path)| weigh(site, path));
    let files: Vec<Asset> = files.collect::<Result<_>>()?;
    files
        .into_iter()
        .max_by_key(|file| file.brotli_bytes)
        .with_context(|| format!("{} holds no article: check that there are articles", site.display()))
}

/// The element's script, and of the code that it names all but a program.
fn element(site: &Path, files: &[PathBuf], without: &str) -> Result<Vec<PathBuf>> {
    let script = site.join(ELEMENT);
    let code = loaded(&script, files)?.into_iter().filter(|path| !is_called(path, without));
    Ok(code.chain([script]).collect())
}

/// Whether a file's name begins so.
fn is_called(path: &Path, name: &str) -> bool {
    path.file_name().is_some_and(|file| file.to_string_lossy().starts_with(name))
}

/// The wasm, scripts and styles that a page names, and those that these name in turn.
fn loaded(page: &Path, files: &[PathBuf]) -> Result<Vec<PathBuf>> {
    let is_code = |path: &&PathBuf| {
        CODE.iter().any(|extension| path.extension() == Some(OsStr::new(extension)))
            && !RARE.iter().any(|name| is_called(path, name))
    };
    let mut rest: Vec<&PathBuf> = files.iter().filter(is_code).collect();
    let mut found = Vec::new();
    let mut unread = vec![page.to_owned()];
    while let Some(path) = unread.pop() {
        let text = read(&path)?;
        let text = String::from_utf8_lossy(&text);
        let is_named = |path: &&PathBuf| text.contains(&*path.file_name().unwrap_or_default().to_string_lossy());
        let (named, others): (Vec<&PathBuf>, Vec<&PathBuf>) = rest.into_iter().partition(is_named);
        rest = others;
        found.extend(named.iter().map(|path| (*path).clone()));
        // The worker names what it keeps for other pages too.
        let is_read = |path: &&PathBuf| path.extension() != Some(OsStr::new("wasm")) && !path.ends_with(WORKER);
        unread.extend(named.into_iter().filter(is_read).cloned());
    }
    found.sort();
    Ok(found)
}

fn weigh(site: &Path, path: &Path) -> Result<Asset> {
    let bytes = read(path)?;
    let mut compressed = Vec::new();
    let parameters = BrotliEncoderParams { quality: 11, lgwin: 22, ..Default::default() };
    brotli::BrotliCompress(&mut bytes.as_slice(), &mut compressed, &parameters)
        .with_context(|| format!("can't compress {}: free some memory", path.display()))?;
    let name = path.strip_prefix(site).unwrap_or(path).display().to_string();
    Ok(Asset { name, raw_bytes: bytes.len(), brotli_bytes: compressed.len() })
}

fn read(path: &Path) -> Result<Vec<u8>> {
    fs::read(path).with_context(|| format!("can't read {}: build again", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn site(files: &[(&str, &str)]) -> tempfile::TempDir {
        let site = tempfile::tempdir().unwrap();
        for (name, text) in files {
            let path = site.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        site
    }

    fn names(sizes: &Sizes) -> Vec<&str> {
        sizes.code.iter().map(|asset| asset.name.as_str()).collect()
    }

    #[test]
    fn counts_what_each_page_loads_and_nothing_else() {
        let site = site(&[
            ("index.html", "the front page, longer than any article"),
            ("one/index.html", "<link href=../style.css><script src=../start.js>"),
            ("two/index.html", "short"),
            ("view.html", "<link href=style.css><script src=view.js>"),
            ("start.js", "import('./article-page-2e.js'), register('worker.js')"),
            ("worker.js", "keeps article-page-2e.js and document-viewer-3f.js"),
            ("view.js", "import('./document-viewer-3f.js'), import('./document-checker-4a.js')"),
            ("article-page-2e.js", "article-page-2e_bg.wasm"),
            ("article-page-2e_bg.wasm", "wasm"),
            ("document-viewer-3f.js", "document-viewer-3f.wasm"),
            ("document-viewer-3f.wasm", "wasm"),
            ("document-checker-4a.js", "when a document can't be read"),
            ("style.css", "body {}"),
            ("embed.js", "import('./show.js'), import('./article-page-2e.js'), import('./document-viewer-3f.js')"),
            ("show.js", "a part of the element"),
            ("articles/one.html", "an article rendered ahead"),
            ("articles/two.html", "another"),
            ("one/picture.png", "a picture"),
        ]);
        let [article, view, script, ahead, element] = Sizes::measure(site.path()).unwrap();
        assert_eq!(article.page.as_ref().unwrap().name, "one/index.html");
        assert_eq!(
            names(&article),
            ["article-page-2e.js", "article-page-2e_bg.wasm", "start.js", "style.css", "worker.js"]
        );
        assert_eq!(article.total_bytes(), article.code_bytes() + article.page.as_ref().unwrap().brotli_bytes);
        assert_eq!(names(&view), ["document-viewer-3f.js", "document-viewer-3f.wasm", "style.css", "view.js"]);
        assert_eq!(names(&script), ["embed.js"]);
        assert_eq!(ahead.page.as_ref().unwrap().name, "articles/one.html");
        assert_eq!(names(&ahead), ["article-page-2e.js", "article-page-2e_bg.wasm", "show.js", "embed.js"]);
        assert_eq!(names(&element), ["document-viewer-3f.js", "document-viewer-3f.wasm", "show.js", "embed.js"]);
        assert_eq!(element.total_bytes(), element.code_bytes());
    }

    #[test]
    fn the_largest_page_is_the_largest_after_brotli() {
        let noise: String = (0..400_u32).map(|n| char::from(33 + (n * n * 7 % 90) as u8)).collect();
        let (long, dense) = ("a".repeat(900) + "a.wasm", noise + "a.wasm");
        let site = site(&[
            ("x/index.html", &long),
            ("y/index.html", &dense),
            ("articles/x.html", "x"),
            ("view.html", "a.wasm"),
            ("a.wasm", ""),
            ("embed.js", "a.wasm"),
        ]);
        assert_eq!(Sizes::measure(site.path()).unwrap()[0].page.as_ref().unwrap().name, "y/index.html");
    }

    #[test]
    fn a_site_without_wasm_or_pages_is_no_measurement() {
        let view = ("view.html", "a.wasm");
        assert!(Sizes::measure(site(&[("one/index.html", ""), view, ("a.wasm", "")]).path()).is_err());
        assert!(Sizes::measure(site(&[view, ("a.wasm", "")]).path()).is_err());
    }

    #[test]
    fn only_bundled_pages_are_held_to_the_budget() {
        let asset = |brotli_bytes| Asset { name: "x".into(), raw_bytes: 0, brotli_bytes };
        let sizes =
            |code, page| Sizes { what: "x", code: vec![asset(code)], page: Some(asset(page)), budget_bytes: 100 };
        assert!(sizes(99, 1).hold(true).is_ok());
        assert!(sizes(100, 1).hold(true).is_err());
        assert!(sizes(100, 1).hold(false).is_ok());
        assert!(sizes(101, 0).hold(false).is_err());
    }
}
