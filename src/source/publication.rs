//! A publication's folder: what it says of itself, and where its documents and its other files are.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::at_rest::{Read, read_at_rest};
use super::configuration::{self, ARTICLES, FILE};
use super::files::size_of_picture;
use super::open::Root;
use super::{Configuration, Report, SourceError};

/// The longest configuration that is read, in bytes.
const MAX_BYTES: usize = 1 << 20;

/// A publication's folder.
#[derive(Clone, Debug, Default)]
pub struct Publication {
    /// The folder.
    pub folder: PathBuf,
    /// Whether it says something of itself.
    pub has_configuration: bool,
    /// What it says of itself.
    pub configuration: Configuration,
    /// The folder of documents.
    pub articles: PathBuf,
    /// The folder of files that are published as they are, if there is one.
    pub static_folder: Option<PathBuf>,
}

impl Publication {
    /// Reads what a publication says of itself. A folder that says nothing is one of documents. What is wrong with the
    /// configuration is in the report.
    ///
    /// # Errors
    /// When there is no such folder, or the configuration cannot be read.
    pub fn open(folder: &Path) -> Result<(Self, Report), SourceError> {
        let metadata = fs::metadata(folder).map_err(|source| match source.kind() {
            io::ErrorKind::NotFound => SourceError::NoFolder { path: folder.to_owned() },
            _ => SourceError::Read { path: folder.to_owned(), source },
        })?;
        if !metadata.is_dir() {
            return Err(SourceError::FileForFolder { path: folder.to_owned() });
        }
        let file = folder.join(FILE);
        if file.symlink_metadata().is_err() {
            return Ok((Self::of_articles(folder), Report::default()));
        }
        let text = match read_at_rest(&Root::of(folder), Path::new(FILE))? {
            Read::Whole(bytes, _) if bytes.len() > MAX_BYTES => Err("this is longer than 1 MiB: leave something out"),
            Read::Whole(bytes, _) => String::from_utf8(bytes).map_err(|_| "this is not UTF-8: save the file as UTF-8"),
            Read::Refused(reason) => Err(reason),
        };
        let text = match text {
            Ok(text) => text,
            Err(message) => {
                let mut report = Report::default();
                report.error(&file, None, message.to_owned());
                return Ok((Self { has_configuration: true, ..Self::of_articles(folder) }, report));
            }
        };
        let (configuration, report) = configuration::read(&file, &text, &Within(folder));
        let is_there = |within: &Path| folder.join(within).is_dir();
        let articles =
            configuration.articles.clone().or_else(|| Some(PathBuf::from(ARTICLES)).filter(|it| is_there(it)));
        let publication = Self {
            folder: folder.to_owned(),
            has_configuration: true,
            articles: articles.map_or_else(|| folder.to_owned(), |articles| folder.join(articles)),
            static_folder: configuration.static_folder.as_ref().map(|within| folder.join(within)),
            configuration,
        };
        Ok((publication, report))
    }

    /// The nearest folder that says that it is a publication: this one, or one above it.
    pub fn around(folder: &Path) -> Option<PathBuf> {
        folder.ancestors().find(|folder| folder.join(FILE).is_file()).map(Path::to_owned)
    }

    /// A folder of documents, and nothing said of it.
    pub fn of_articles(folder: &Path) -> Self {
        Self { folder: folder.to_owned(), articles: folder.to_owned(), ..Self::default() }
    }
}

/// The files of the publication's folder, as the configuration asks for them.
struct Within<'a>(&'a Path);

impl configuration::Files for Within<'_> {
    fn has_folder(&self, path: &Path) -> bool {
        // A link may lead anywhere, and everything below it would come out.
        let is_real = |folder: PathBuf| folder.symlink_metadata().is_ok_and(|metadata| metadata.is_dir());
        path.as_os_str().is_empty() || is_real(self.0.join(path))
    }

    fn picture(&self, path: &Path) -> Option<Option<(u32, u32)>> {
        size_of_picture(self.0, path)
    }
}
