//! A folder of documents and pictures, read, checked and linked.

use std::collections::{BTreeSet, HashMap};
use std::fs;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use super::SiteAddress;
use super::pictures::{self, Found};
use super::{Place, PublishError, Report, words};
use crate::article::{Article, Image, Language, Related, newest_first, related_by_section};

/// How many articles a related list has at most.
const RELATED_LIMIT: usize = 6;

/// Articles that belong together, ready to be rendered.
#[derive(Debug)]
pub struct Publication {
    /// The articles, newest first, each with its related list.
    pub articles: Vec<Rc<Article>>,
    /// The folder that they came from.
    pub folder: PathBuf,
    /// The pictures, sounds and films that they show: paths within the folder.
    pub pictures: BTreeSet<PathBuf>,
    /// Where it will be served, as far as that is known.
    pub address: Option<SiteAddress>,
}

/// A publication, and what its publisher should know of it.
#[derive(Debug)]
pub struct Loaded {
    /// The publication.
    pub publication: Publication,
    /// Warnings only.
    pub report: Report,
}

impl Publication {
    /// Reads every `*.json` of a folder and looks for the pictures that they name. Articles whose embargo ends after
    /// `now`, in seconds since 1970-01-01T00:00:00Z, are left out.
    ///
    /// # Errors
    /// When a document is faulty, two have one id, there is none, or a file cannot be read.
    pub fn load(folder: &Path, now: i64) -> Result<Loaded, PublishError> {
        let mut report = Report::default();
        let mut articles = Vec::new();
        let mut pictures = BTreeSet::new();
        let mut embargoed = 0;
        let mut first_with_id: HashMap<String, PathBuf> = HashMap::new();

        for path in documents(folder)? {
            let bytes = fs::read(&path).map_err(PublishError::read(&path))?;
            let Some(mut article) = report.read(&path, &bytes, now) else { continue };
            let json = String::from_utf8_lossy(&bytes);
            if let Some(other) = first_with_id.insert(article.id.to_string(), path.clone()) {
                let message =
                    format!("the id `{}` is also that of {}: change one of them", article.id, other.display());
                report.error(&path, Some(Place::find(&json, "/id")), message);
            }
            if let Some(embargo) = article.embargo.as_ref().filter(|embargo| embargo.unix_seconds() > now) {
                let message = format!("the article is left out until its embargo ends at {embargo}");
                report.warning(&path, Some(Place::find(&json, "/embargo")), message);
                embargoed += 1;
                continue;
            }
            check_pictures(&mut article, &path, &json, &mut report, &mut pictures);
            article.word_count = article.word_count.or(Some(words::count(&article)));
            articles.push((path, article));
        }
        if articles.is_empty() && embargoed == 0 && !report.has_errors() {
            let message = "there is no article in this folder: put documents into it, one `*.json` file each";
            report.error(folder, None, message.to_owned());
        }
        if report.has_errors() {
            return Err(PublishError::Faulty(report));
        }
        let articles = link(articles, &mut report);
        Ok(Loaded { publication: Self { articles, folder: folder.to_owned(), pictures, address: None }, report })
    }

    /// The name of the publication: the publisher that most of its articles name.
    pub fn title(&self) -> Option<&str> {
        most_frequent(self.articles.iter().filter_map(|article| Some(article.publisher.as_ref()?.name.as_str())))
    }

    /// The language of the front page: the one that most of the articles are in.
    pub fn language(&self) -> Language {
        let tag = most_frequent(self.articles.iter().map(|article| article.in_language.as_str()));
        tag.and_then(|tag| Language::parse(tag).ok()).unwrap_or_default()
    }
}

/// The documents of a folder, by name. Files that begin with a dot are editors' and systems' own.
fn documents(folder: &Path) -> Result<Vec<PathBuf>, PublishError> {
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder).map_err(PublishError::read(folder))? {
        let path = entry.map_err(PublishError::read(folder))?.path();
        let is_json = path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("json"));
        let is_hidden = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
        // A link that leads nowhere is told when it is read.
        if is_json && !is_hidden && !path.is_dir() {
            paths.push(path);
        }
    }
    paths.sort();
    Ok(paths)
}

/// Fills in sizes that the files say, and takes out pictures that are not there, so that the page shows their frames
/// at once. Notes which files must come along.
pub(super) fn check_pictures(
    article: &mut Article,
    path: &Path,
    json: &str,
    report: &mut Report,
    pictures: &mut BTreeSet<PathBuf>,
) {
    let folder = path.parent().unwrap_or(Path::new(""));
    pictures::for_each(article, &mut |pointer, image| {
        let Some(src) = &image.src else { return };
        let trouble = match pictures::find(folder, src) {
            Found::File(within, size) => {
                match size {
                    Some(size) => complete_size(image, size),
                    None if image.width.is_none() || image.height.is_none() => {
                        let message = "this picture has no width and height, and its file says none: the text will jump \
                                       when it comes";
                        report.warning(path, Some(Place::find(json, &pointer)), message.to_owned());
                    }
                    None => {}
                }
                pictures.insert(within);
                return;
            }
            Found::Elsewhere => {
                if image.width.is_none() || image.height.is_none() {
                    let message = "this picture has no width and height, and is not in the folder to be measured: the \
                                   text will jump when it comes";
                    report.warning(path, Some(Place::find(json, &pointer)), message.to_owned());
                }
                return;
            }
            Found::Missing => "is not there: put it into the folder, or mend the address",
            Found::Outside => "leads out of the folder of the articles: put the picture into it",
        };
        let message = format!("the picture `{}` {trouble}; until then the page shows its alt text", src.as_str());
        report.warning(path, Some(Place::find(json, &pointer)), message);
        image.src = None;
    });
    for (pointer, src) in pictures::other_files(article) {
        let trouble = match pictures::find(folder, &src) {
            Found::File(within, _) => {
                pictures.insert(within);
                continue;
            }
            Found::Elsewhere => continue,
            Found::Missing => "is not there: put it into the folder, or mend the address",
            Found::Outside => "leads out of the folder of the articles: put the file into it",
        };
        report.warning(path, Some(Place::find(json, &pointer)), format!("the file `{}` {trouble}", src.as_str()));
    }
}

/// Fills in what a document does not say of a picture's size: from its file, in the file's proportions.
fn complete_size(image: &mut Image, (file_width, file_height): (u32, u32)) {
    let scaled = |length: u32, by: u32, from: u32| {
        u32::try_from(u64::from(length) * u64::from(by) / u64::from(from.max(1))).ok()
    };
    (image.width, image.height) = match (image.width, image.height) {
        (None, None) => (Some(file_width), Some(file_height)),
        (Some(width), None) => (Some(width), scaled(width, file_height, file_width)),
        (None, Some(height)) => (scaled(height, file_width, file_height), Some(height)),
        both => both,
    };
}

/// Fills in the related lists, once every article is known.
fn link(articles: Vec<(PathBuf, Article)>, report: &mut Report) -> Vec<Rc<Article>> {
    let by_id: HashMap<&str, &Article> = articles.iter().map(|(_, article)| (article.id.as_str(), article)).collect();
    let mut linked: Vec<Rc<Article>> = articles
        .iter()
        .map(|(path, article)| {
            let mut related = named(article, &by_id, path, report);
            if related.is_empty() {
                related = related_by_section(article, articles.iter().map(|(_, other)| other), RELATED_LIMIT);
            }
            Rc::new(Article { related, ..article.clone() })
        })
        .collect();
    linked.sort_by(|a, b| newest_first(a, b));
    linked
}

/// The related list that a document names itself, of articles that are there; what it says of one goes before what that
/// one says of itself.
fn named(article: &Article, by_id: &HashMap<&str, &Article>, path: &Path, report: &mut Report) -> Vec<Related> {
    let mut list: Vec<Related> = Vec::new();
    for (index, named) in article.related.iter().enumerate() {
        let Some(other) = by_id.get(named.id.as_str()) else {
            let message = format!("the related article `{}` is not in this folder: it is left out", named.id);
            let json = fs::read_to_string(path).unwrap_or_default();
            report.warning(path, Some(Place::find(&json, &format!("/related/{index}/id"))), message);
            continue;
        };
        if named.id == article.id || list.iter().any(|earlier| earlier.id == named.id) {
            continue;
        }
        let mut related = Related::to(other, article);
        if named.headline.is_some() {
            related.headline.clone_from(&named.headline);
            related.in_language.clone_from(&named.in_language);
        }
        list.push(related);
    }
    list
}

/// The text that occurs most often; of several, the one that occurs first.
fn most_frequent<'a>(texts: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let mut counts: Vec<(&str, usize)> = Vec::new();
    for text in texts {
        match counts.iter_mut().find(|(known, _)| *known == text) {
            Some((_, count)) => *count += 1,
            None => counts.push((text, 1)),
        }
    }
    counts.into_iter().rev().max_by_key(|(_, count)| *count).map(|(text, _)| text)
}
