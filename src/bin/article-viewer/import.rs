//! `article-viewer import`: other formats in, documents out.

use std::fs::{self, File};
use std::io::{self, BufWriter, Read as _, Write as _};
use std::path::{Path, PathBuf};

use article_viewer::article::{Timestamp, escaped};
use article_viewer::import::{self, Entry, Folder, Imported, Kind, MAX_BYTES, Options, Written};
use clap::{Args, ValueEnum};
use rayon::prelude::*;

use crate::messages::{Done, Failure, Messages, about, counted, shown};

/// How many sources are held in memory at a time.
const AT_ONCE: usize = 128;

/// The stack of a thread that reads sources, in bytes: elements stand within elements.
const STACK: usize = 16 << 20;

/// The endings of files that are taken from a folder.
const ENDINGS: [&str; 4] = ["html", "htm", "xhtml", "txt"];

#[derive(Args)]
pub(crate) struct Import {
    /// What to import: files, folders of them, or - for the standard input.
    #[arg(required = true, value_name = "SOURCE")]
    sources: Vec<PathBuf>,
    /// The folder that the documents are written into.
    #[arg(short, long, value_name = "DIR")]
    out: PathBuf,
    /// What the sources are, where that is not to be found by what is inside.
    #[arg(long = "as", value_name = "KIND")]
    kind: Option<KindArg>,
    /// Writes what came of each source into a file, a JSON object a line.
    #[arg(long, value_name = "FILE")]
    report: Option<PathBuf>,
    /// Leaves pictures where they are, those beside a saved page too.
    #[arg(long)]
    no_media: bool,
    /// The article's id; without it, one is made of the address or the headline.
    #[arg(long)]
    id: Option<String>,
    /// The offset of dates that say none; without it, that of UTC, and +07:00 for texts.
    #[arg(long, allow_hyphen_values = true, value_parser = offset)]
    offset: Option<String>,
    /// The section articles stand in, where they say none.
    #[arg(long, value_parser = something)]
    section: Option<String>,
    /// Who publishes the articles, where they say nobody.
    #[arg(long, value_parser = something)]
    publisher: Option<String>,
}

/// The kinds of sources, as they are called.
#[derive(Clone, Copy, ValueEnum)]
enum KindArg {
    /// An article's web page.
    Page,
    /// The plain text of a Vietnamese newspaper's page.
    Text,
}

/// A source that was read: its name, its kind, and its documents or why it has none.
struct Read {
    path: PathBuf,
    kind: Option<Kind>,
    documents: Result<Vec<Imported>, String>,
}

/// How many of each came.
#[derive(Default)]
struct Sum {
    documents: usize,
    unchanged: usize,
    beside: usize,
    failed: usize,
}

pub(crate) fn run(options: &Import, messages: &Messages) -> Done {
    let sources = sources(&options.sources)?;
    if options.id.is_some() && sources.len() > 1 {
        return Err("--id names one article: import the sources one by one, or leave it out".into());
    }
    let mut folder = Folder::open(&options.out)?;
    let mut report = match &options.report {
        Some(path) => Some(BufWriter::new(File::create(path).map_err(|error| about(path, &error))?)),
        None => None,
    };
    let pool = rayon::ThreadPoolBuilder::new().stack_size(STACK).build()?;
    let mut sum = Sum::default();
    for some in sources.chunks(AT_ONCE) {
        let mut read: Vec<Read> = pool.install(|| some.par_iter().map(|path| read(path, options)).collect());
        let mut pages: Vec<&mut Imported> =
            read.iter_mut().filter_map(|read| read.documents.as_mut().ok()).flatten().collect();
        import::leave_out_alike(&mut pages);
        for source in read {
            for entry in write(source, options, &mut folder, &mut sum) {
                say(&entry, messages);
                if let Some(report) = &mut report {
                    writeln!(report, "{}", entry.to_json()?)?;
                }
            }
        }
    }
    if let Some(report) = &mut report {
        report.flush()?;
    }
    messages.say_bold(&told(&sum, &options.out));
    if sum.failed > 0 { Err(Failure::Told) } else { Ok(()) }
}

/// The files that were called, and those in folders that were.
fn sources(called: &[PathBuf]) -> Result<Vec<PathBuf>, String> {
    let mut out = Vec::new();
    for path in called {
        if path.is_dir() {
            let before = out.len();
            walk(path, &mut out).map_err(|error| about(path, &error))?;
            if out.len() == before {
                return Err(format!(
                    "{}: there is no file in it that ends with .{}",
                    path.display(),
                    ENDINGS.join(", .")
                ));
            }
        } else {
            out.push(path.clone());
        }
    }
    Ok(out)
}

/// The files of a folder in the order of their names. Links to folders are not followed.
fn walk(folder: &Path, out: &mut Vec<PathBuf>) -> io::Result<()> {
    let mut entries = fs::read_dir(folder)?.collect::<Result<Vec<_>, _>>()?;
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        let (path, name) = (entry.path(), entry.file_name().to_string_lossy().into_owned());
        // Browsers keep what belongs to a saved page in a folder `…_files`.
        if name.starts_with('.') || name.ends_with("_files") {
            continue;
        }
        let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase());
        if entry.file_type()?.is_dir() {
            walk(&path, out)?;
        } else if ending.is_some_and(|ending| ENDINGS.contains(&ending.as_str())) {
            out.push(path);
        }
    }
    Ok(())
}

fn read(path: &Path, options: &Import) -> Read {
    let (kind, documents) = match bytes(path) {
        Ok((bytes, changed)) => {
            let kind = options.kind.map_or_else(|| Kind::of(&bytes), Kind::from);
            let beside =
                (!options.no_media && path != Path::new("-")).then(|| path.parent().map(Path::to_owned)).flatten();
            let options = Options {
                id: options.id.clone(),
                offset: options.offset.clone(),
                section: options.section.clone(),
                publisher: options.publisher.clone(),
                changed,
                beside,
            };
            (Some(kind), import::read(&bytes, kind, &options).map_err(|error| error.to_string()))
        }
        Err(error) => (None, Err(error.to_string())),
    };
    Read { path: path.to_owned(), kind, documents }
}

/// A source's bytes, some more than are read at most, and when its file was changed.
fn bytes(path: &Path) -> io::Result<(Vec<u8>, Option<Timestamp>)> {
    let most = MAX_BYTES as u64 + 1;
    let mut bytes = Vec::new();
    if path == Path::new("-") {
        io::stdin().take(most).read_to_end(&mut bytes)?;
        return Ok((bytes, Timestamp::parse(&now(jiff::Timestamp::now())).ok()));
    }
    let file = File::open(path)?;
    let changed = file.metadata()?.modified().ok().and_then(|time| jiff::Timestamp::try_from(time).ok());
    file.take(most).read_to_end(&mut bytes)?;
    Ok((bytes, changed.and_then(|time| Timestamp::parse(&now(time)).ok())))
}

fn now(time: jiff::Timestamp) -> String {
    time.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

/// Writes the documents of a source, and says what came of each.
fn write(source: Read, options: &Import, folder: &mut Folder, sum: &mut Sum) -> Vec<Entry> {
    let name = source.path.display().to_string();
    let documents = match source.documents {
        Ok(documents) => documents,
        Err(error) => {
            sum.failed += 1;
            return vec![Entry::failed(&name, source.kind, error)];
        }
    };
    let kind = source.kind.unwrap_or(Kind::Page);
    let key = fs::canonicalize(&source.path).map_or_else(|_| name.clone(), |path| path.display().to_string());
    let mut out = Vec::new();
    for mut imported in documents {
        let copied = if options.no_media { Ok(()) } else { import::copy_beside(&mut imported, &source.path, folder) };
        let written = copied.and_then(|()| folder.put(&key, &mut imported.article));
        let mut entry = Entry::of(&name, kind, &imported);
        match written {
            Ok(written) => {
                sum.add(&written);
                entry.warnings.extend(warning(&written));
                entry.document = Some(written.path().display().to_string());
            }
            Err(error) => {
                sum.failed += 1;
                entry.error = Some(error.to_string());
            }
        }
        out.push(entry);
    }
    out
}

fn warning(written: &Written) -> Option<String> {
    match written {
        Written::Beside { edited, new } => Some(format!(
            "{} was edited, and is kept; what its source says now is in {}: put them together, and remove the latter",
            edited.display(),
            new.display()
        )),
        Written::Kept(path) => Some(format!("{} was edited, and is kept; its source has not changed", path.display())),
        Written::Anew(_) | Written::Unchanged(_) => None,
    }
}

impl Sum {
    fn add(&mut self, written: &Written) {
        match written {
            Written::Anew(_) => self.documents += 1,
            Written::Unchanged(_) | Written::Kept(_) => self.unchanged += 1,
            Written::Beside { .. } => self.beside += 1,
        }
    }
}

/// A line for a source.
fn say(entry: &Entry, messages: &Messages) {
    let source = escaped(&entry.source);
    if let Some(error) = &entry.error {
        messages.error(&format!("{source}: {}", escaped(error)));
        return;
    }
    let document = entry.document.as_deref().map(|path| shown(Path::new(path))).unwrap_or_default();
    let left_out = entry.left_out.len();
    let rest = if left_out > 0 { format!(" ({} left out)", counted(left_out, "part", "parts")) } else { String::new() };
    messages.say(&format!("{source}: {document}{rest}"));
    if messages.is_verbose() || entry.document.as_deref().is_some_and(|path| path.ends_with(".imported.json")) {
        entry.warnings.iter().for_each(|warning| messages.say(&format!("  {}", escaped(warning))));
    }
}

fn told(sum: &Sum, out: &Path) -> String {
    let mut parts = vec![format!("{} written to {}", counted(sum.documents, "document", "documents"), shown(out))];
    if sum.unchanged > 0 {
        parts.push(format!("{} as before", sum.unchanged));
    }
    if sum.beside > 0 {
        parts.push(format!("{} beside one that was edited", sum.beside));
    }
    if sum.failed > 0 {
        parts.push(format!("{} failed", counted(sum.failed, "source", "sources")));
    }
    parts.join(", ")
}

impl From<KindArg> for Kind {
    fn from(kind: KindArg) -> Self {
        match kind {
            KindArg::Page => Self::Page,
            KindArg::Text => Self::Text,
        }
    }
}

fn offset(text: &str) -> Result<String, String> {
    let is_offset = Timestamp::parse(&format!("2000-01-01T00:00:00{text}")).is_ok();
    if is_offset { Ok(text.to_owned()) } else { Err("write it as +07:00, -05:30 or Z".to_owned()) }
}

fn something(text: &str) -> Result<String, String> {
    if text.trim().is_empty() {
        Err("write something, or leave the option out".to_owned())
    } else {
        Ok(text.to_owned())
    }
}
