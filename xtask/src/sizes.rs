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

/// What an article page and its code may weigh together after Brotli: 90 KB of 1,024 bytes.
pub const BUDGET_BYTES: usize = 90 * 1024;

/// Of a big publication only the pages largest before Brotli are compressed: thousands would take minutes.
const PAGES_COMPRESSED: usize = 20;

/// The extensions of what a browser runs or lays out with.
const CODE: [&str; 3] = ["wasm", "js", "css"];

/// A file's name in the site and its sizes.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Asset {
    name: String,
    raw_bytes: usize,
    brotli_bytes: usize,
}

/// The sizes of a built site.
#[derive(Debug)]
pub struct Sizes {
    /// The wasm, JavaScript and CSS that an article page loads.
    code: Vec<Asset>,
    /// The largest article page after Brotli.
    page: Asset,
}

impl Sizes {
    /// Measures the site in `site`.
    pub fn measure(site: &Path) -> Result<Self> {
        let mut files = Vec::new();
        walk(site, &mut files).with_context(|| format!("can't read {}: build it first", site.display()))?;
        let page = largest_page(site, &files)?;
        let mut code = Vec::new();
        for path in loaded(site, &page, &files)? {
            code.push(weigh(site, &path)?);
        }
        ensure!(
            code.iter().any(|asset| asset.name.ends_with(".wasm")),
            "{} holds no wasm, so there is nothing to measure: build it with `cargo xtask build`",
            site.display()
        );
        Ok(Self { code, page })
    }

    fn code_bytes(&self) -> usize {
        self.code.iter().map(|asset| asset.brotli_bytes).sum()
    }

    fn total_bytes(&self) -> usize {
        self.code_bytes() + self.page.brotli_bytes
    }

    /// An error if the budget is exceeded. With `page_counts` the article page is part of it; otherwise only the code
    /// is, since how long an article may be is its publisher's affair.
    pub fn hold(&self, page_counts: bool) -> Result<()> {
        let (what, bytes) = if page_counts {
            ("an article page with its code", self.total_bytes())
        } else {
            ("the code of an article page", self.code_bytes())
        };
        ensure!(
            bytes <= BUDGET_BYTES,
            "{what} weighs {bytes} bytes after Brotli, {} over the budget of {BUDGET_BYTES}: \
             see the table above for what grew, and make it smaller",
            bytes - BUDGET_BYTES
        );
        Ok(())
    }
}

impl fmt::Display for Sizes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let width = self.code.iter().chain([&self.page]).map(|asset| asset.name.chars().count());
        let width = width.max().unwrap_or_default().max("budget (90 KB of 1,024 bytes)".len());
        writeln!(f, "{:width$}  {:>9}  {:>9}", "an article page loads", "bytes", "brotli 11")?;
        for Asset { name, raw_bytes, brotli_bytes } in self.code.iter().chain([&self.page]) {
            writeln!(f, "{name:width$}  {raw_bytes:>9}  {brotli_bytes:>9}")?;
        }
        let raw_bytes: usize = self.code.iter().chain([&self.page]).map(|asset| asset.raw_bytes).sum();
        writeln!(f, "{:width$}  {raw_bytes:>9}  {:>9}", "total", self.total_bytes())?;
        writeln!(f, "{:width$}  {:>9}  {BUDGET_BYTES:>9}", "budget (90 KB of 1,024 bytes)", "")
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
            let length = path.metadata().map(|metadata| metadata.len()).unwrap_or_default();
            pages.push((length, path));
        }
    }
    pages.sort_by(|one, other| other.cmp(one));
    let pages = pages.iter().take(PAGES_COMPRESSED).map(|(_, path)| weigh(site, path));
    let pages: Vec<Asset> = pages.collect::<Result<_>>()?;
    pages
        .into_iter()
        .max_by_key(|page| page.brotli_bytes)
        .with_context(|| format!("{} holds no article page: check that there are articles", site.display()))
}

/// All wasm, scripts and styles, but the embedded element's own: pages of others load it, an article page does not,
/// unless it names it.
fn loaded(site: &Path, page: &Asset, files: &[PathBuf]) -> Result<Vec<PathBuf>> {
    let html = read(&site.join(&page.name))?;
    let html = String::from_utf8_lossy(&html);
    let counts = |path: &&PathBuf| {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let is_code = CODE.iter().any(|extension| path.extension() == Some(OsStr::new(extension)));
        is_code && (!name.starts_with("embed") || html.contains(&*name))
    };
    Ok(files.iter().filter(counts).cloned().collect())
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
    fn counts_what_an_article_page_loads() {
        let site = site(&[
            ("index.html", "the front page, longer than any article"),
            ("one/index.html", "<link href=../embedding.css><script src=../load.js>"),
            ("two/index.html", "short"),
            ("load.js", "import('./viewer-2e.js')"),
            ("viewer-2e.js", "glue"),
            ("viewer-2e_bg.wasm", "wasm"),
            ("css/article-1f.css", "body {}"),
            ("embed.js", "the element"),
            ("embedding.css", "named by the page"),
            ("one/picture.png", "a picture"),
        ]);
        let sizes = Sizes::measure(site.path()).unwrap();
        assert_eq!(sizes.page.name, "one/index.html");
        assert_eq!(
            names(&sizes),
            ["css/article-1f.css", "embedding.css", "load.js", "viewer-2e.js", "viewer-2e_bg.wasm"]
        );
        assert_eq!(sizes.total_bytes(), sizes.code_bytes() + sizes.page.brotli_bytes);
    }

    #[test]
    fn the_largest_page_is_the_largest_after_brotli() {
        let noise: String = (0..400_u32).map(|n| char::from(33 + (n * n * 7 % 90) as u8)).collect();
        let site = site(&[("long/index.html", &"a".repeat(900)), ("dense/index.html", &noise), ("a.wasm", "")]);
        assert_eq!(Sizes::measure(site.path()).unwrap().page.name, "dense/index.html");
    }

    #[test]
    fn a_site_without_wasm_or_pages_is_no_measurement() {
        assert!(Sizes::measure(site(&[("one/index.html", "")]).path()).is_err());
        assert!(Sizes::measure(site(&[("viewer.wasm", "")]).path()).is_err());
    }

    #[test]
    fn only_bundled_pages_are_held_to_the_budget() {
        let asset = |brotli_bytes| Asset { name: "x".into(), raw_bytes: 0, brotli_bytes };
        let sizes = |code, page| Sizes { code: vec![asset(code)], page: asset(page) };
        assert!(sizes(BUDGET_BYTES - 1, 1).hold(true).is_ok());
        assert!(sizes(BUDGET_BYTES, 1).hold(true).is_err());
        assert!(sizes(BUDGET_BYTES, 1).hold(false).is_ok());
        assert!(sizes(BUDGET_BYTES + 1, 0).hold(false).is_err());
    }
}
