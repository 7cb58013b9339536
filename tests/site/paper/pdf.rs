//! Printed pages, read back: their words by pdftotext, what is known of them by pdfinfo, their dots by pdftoppm.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use unicode_normalization::UnicodeNormalization;

use crate::stage::Setup;
use crate::suite::Outcome;

/// Dots in an inch of the pages that are looked at: enough to tell a word from none.
const DPI: f32 = 36.0;

/// The margin boxes: this much at the head and the foot of a sheet, in points, is not the article's.
const MARGIN_PT: u32 = 58;

/// A sheet.
#[derive(Clone, Copy, Debug)]
pub struct Sheet {
    pub name: &'static str,
    pub width_pt: u32,
    pub height_pt: u32,
}

impl Sheet {
    pub const A4: Self = Self { name: "a4", width_pt: 595, height_pt: 842 };
    pub const LETTER: Self = Self { name: "letter", width_pt: 612, height_pt: 792 };
}

/// A PDF in a file, and what it is read with.
pub struct Pdf<'a> {
    path: PathBuf,
    setup: &'a Setup,
}

impl<'a> Pdf<'a> {
    /// Keeps a PDF beside the screenshots, where a person can look at it.
    pub fn keep(bytes: &[u8], name: &str, setup: &'a Setup) -> Outcome<Self> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/paper");
        fs::create_dir_all(&folder)?;
        let path = folder.join(format!("{name}.pdf"));
        fs::write(&path, bytes)?;
        Ok(Self { path, setup })
    }

    /// What its file is called.
    pub fn name(&self) -> String {
        self.path.file_stem().unwrap_or_default().display().to_string()
    }

    /// What can be searched for in it, without the margin boxes and without white space, in the order of writing.
    pub fn words(&self) -> Outcome<String> {
        self.inside_margins(&["-raw"])
    }

    /// The same, each line as it is read where words of both directions stand in it.
    pub fn words_as_seen(&self) -> Outcome<String> {
        self.inside_margins(&[])
    }

    fn inside_margins(&self, options: &[&str]) -> Outcome<String> {
        let facts = self.facts()?;
        // `595.92 x 841.92 pts (A4)`
        let mut size = facts.get("Page size").into_iter().flat_map(|size| size.split(' ')).map(str::parse::<f32>);
        let (Some(Ok(width)), _, Some(Ok(height))) = (size.next(), size.next(), size.next()) else {
            return Err(format!("a PDF without a size: {facts:?}").into());
        };
        let (width, height) = ((width.round() as u32).to_string(), (height.round() as u32 - 2 * MARGIN_PT).to_string());
        let crop = ["-x", "0", "-y", &MARGIN_PT.to_string(), "-W", &width, "-H", &height];
        self.text(&[options, &crop].concat()).map(|text| squeezed(&text))
    }

    /// All of the words, page by page, without white space.
    pub fn pages(&self) -> Outcome<Vec<String>> {
        let text = self.text(&[])?;
        let mut pages: Vec<String> = text.split('\u{c}').map(squeezed).collect();
        // Every page ends with a form feed.
        pages.pop();
        Ok(pages)
    }

    fn text(&self, options: &[&str]) -> Outcome<String> {
        let output = Command::new(&self.setup.pdftotext).args(options).arg(&self.path).arg("-").output()?;
        Ok(String::from_utf8(output.stdout)?)
    }

    /// What pdfinfo knows, by name.
    pub fn facts(&self) -> Outcome<BTreeMap<String, String>> {
        let output = Command::new(&self.setup.pdfinfo).arg(&self.path).output()?;
        let text = String::from_utf8(output.stdout)?;
        let fact = |line: &str| line.split_once(':').map(|(name, value)| (name.to_owned(), value.trim().to_owned()));
        Ok(text.lines().filter_map(fact).collect())
    }

    /// The roles of its structure, a line each, deeper ones further in.
    pub fn structure(&self) -> Outcome<String> {
        let output = Command::new(&self.setup.pdfinfo).arg("-struct-text").arg(&self.path).output()?;
        Ok(String::from_utf8(output.stdout)?)
    }

    /// Whether some bytes stand in it as they are: Chromium compresses what is drawn, not what is said about it.
    pub fn holds(&self, bytes: &str) -> Outcome<bool> {
        Ok(fs::read(&self.path)?.windows(bytes.len()).any(|window| window == bytes.as_bytes()))
    }

    /// Every page in dots.
    pub fn dots(&self) -> Outcome<Vec<Dots>> {
        let folder = tempfile::tempdir()?;
        let prefix = folder.path().join("page");
        let done =
            Command::new(&self.setup.pdftoppm).args(["-r", &DPI.to_string()]).arg(&self.path).arg(&prefix).status()?;
        if !done.success() {
            return Err(format!("pdftoppm cannot read {}", self.path.display()).into());
        }
        let mut files: Vec<PathBuf> =
            fs::read_dir(folder.path())?.map(|entry| entry.map(|entry| entry.path())).collect::<Result<_, _>>()?;
        files.sort();
        files.iter().map(|file| Dots::read(&fs::read(file)?)).collect()
    }
}

/// Text as it is searched for: composed, ligatures and forms of letters as the letters (Firefox writes them as characters of their own),
/// without white space and without characters that only steer others.
pub fn squeezed(text: &str) -> String {
    let is_seen = |c: &char| {
        !c.is_whitespace()
            && !matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
    };
    let letters = |c: char| {
        let ligature = Some(c)
            .filter(|c| matches!(c, '\u{fb00}'..='\u{fb06}' | '\u{fb50}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}'));
        ligature.into_iter().nfkc().chain(ligature.is_none().then_some(c))
    };
    text.nfc().filter(is_seen).flat_map(letters).collect()
}

/// A page in dots: red, green, blue.
pub struct Dots {
    pub width: usize,
    pub height: usize,
    dots: Vec<[u8; 3]>,
}

impl Dots {
    /// Reads a portable pixmap (`P6`): three numbers as text, then three bytes a dot.
    fn read(bytes: &[u8]) -> Outcome<Self> {
        let mut fields = bytes.splitn(4, u8::is_ascii_whitespace);
        let mut field = || std::str::from_utf8(fields.next().unwrap_or_default()).map(str::to_owned);
        let (magic, width, height) = (field()?, field()?.parse()?, field()?.parse()?);
        let rest = fields.next().unwrap_or_default();
        let dots = rest.strip_prefix(b"255\n").ok_or("a pixmap of another depth")?;
        if magic != "P6" {
            return Err("no pixmap".into());
        }
        Ok(Self { width, height, dots: dots.as_chunks::<3>().0.to_vec() })
    }

    pub fn at(&self, x: usize, y: usize) -> [u8; 3] {
        self.dots[y * self.width + x]
    }

    /// How far down the article reaches on the page: 0 for a page without anything, 1 for a full one.
    pub fn filled(&self) -> f32 {
        let margin = (MARGIN_PT as f32 / 72.0 * DPI) as usize;
        let rows = margin..self.height - margin;
        let has_ink = |y: &usize| (0..self.width).any(|x| self.at(x, *y).iter().any(|channel| *channel < 200));
        let last = rows.clone().rev().find(has_ink);
        last.map_or(0.0, |last| (last + 1 - margin) as f32 / rows.len() as f32)
    }

    /// The share of the dots that are white.
    pub fn white(&self) -> f32 {
        self.dots.iter().filter(|dot| **dot == [255; 3]).count() as f32 / self.dots.len() as f32
    }

    /// How many patches there are of dots that hang together and are of a colour.
    pub fn patches(&self, is_of_it: impl Fn([u8; 3]) -> bool) -> usize {
        let mut seen = vec![false; self.dots.len()];
        let mut count = 0;
        for start in 0..self.dots.len() {
            if seen[start] || !is_of_it(self.dots[start]) {
                continue;
            }
            count += 1;
            let mut open = vec![start];
            while let Some(dot) = open.pop() {
                if std::mem::replace(&mut seen[dot], true) {
                    continue;
                }
                let (x, y) = (dot % self.width, dot / self.width);
                let beside = [(x.wrapping_sub(1), y), (x + 1, y), (x, y.wrapping_sub(1)), (x, y + 1)];
                let inside = beside.into_iter().filter(|(x, y)| *x < self.width && *y < self.height);
                open.extend(
                    inside.map(|(x, y)| y * self.width + x).filter(|dot| !seen[*dot] && is_of_it(self.dots[*dot])),
                );
            }
        }
        count
    }
}
