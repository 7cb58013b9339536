//! The keys of `publication.toml`, and what each of them must be.

use std::path::{Component, Path, PathBuf};

use jiff::tz::TimeZone;
use percent_encoding::percent_decode_str;
use toml::de::DeTable;

use super::style::Style;
use super::toml_table::{Faults, Table, Value};
use super::{Configuration, Deploy, Footer, NamedLink, Readers, Section};
use crate::article::{Image, Language, Publisher, SafeUrl, told};
use crate::source::Report;

/// What the folder says of the files that the configuration names.
pub(in crate::source) trait Files {
    /// Whether there is a folder of this path within the publication's.
    fn has_folder(&self, path: &Path) -> bool;
    /// The size of a picture, in pixels, by its path within the publication's folder; nothing where there is no such
    /// picture.
    fn picture(&self, path: &Path) -> Option<Option<(u32, u32)>>;
}

/// The folder of documents, where the file names no other.
pub(in crate::source) const ARTICLES: &str = "articles";

/// The folder of files that are published as they are, where the file names no other.
const STATIC: &str = "static";

/// Reads the file, with every fault of it.
pub(in crate::source) fn read(file: &Path, text: &str, files: &dyn Files) -> (Configuration, Report) {
    let mut faults = Faults { file, text, report: Report::default() };
    let (root, errors) = DeTable::parse_recoverable(text);
    for error in errors {
        let at = error.span().map_or(0, |span| span.start);
        let what = error.message().lines().next().unwrap_or_default();
        faults.add("", at, format!("this is not TOML: {what}"));
    }
    if faults.report.has_errors() {
        return (Configuration::default(), faults.report);
    }
    let configuration = configuration(Table::root(&root), &mut faults, files);
    (configuration, faults.report.in_order())
}

fn configuration(mut root: Table<'_>, faults: &mut Faults<'_>, files: &dyn Files) -> Configuration {
    let articles = root.value("articles").and_then(|value| folder(&value, faults, files));
    let static_folder = match root.value("static") {
        Some(value) => {
            folder(&value, faults, files).filter(|folder| is_apart(folder, articles.as_deref(), &value, faults))
        }
        None => Some(PathBuf::from(STATIC)).filter(|folder| files.has_folder(folder)),
    };
    let publisher = root.table("publisher", faults);
    let publisher = publisher.and_then(|table| self::publisher(table, faults, static_folder.as_deref(), files));
    let sections = root.tables("sections", faults).into_iter().filter_map(|table| section(table, faults)).collect();
    let menu = root.tables("menu", faults).into_iter().filter_map(|table| link(table, faults)).collect();
    let footer = root.table("footer", faults).map(|table| footer(table, faults)).unwrap_or_default();
    let style = root.table("style", faults).map(|table| Style::read(table, faults)).unwrap_or_default();
    let deploy = root.table("deploy", faults).map(|table| deploy(table, faults)).unwrap_or_default();
    let configuration = Configuration {
        title: root.text("title", faults),
        language: root.parsed("language", faults, language),
        address: root.parsed("address", faults, str::parse),
        description: root.text("description", faults),
        publisher,
        time_zone: root.parsed("time-zone", faults, time_zone),
        sections,
        menu,
        footer,
        style,
        articles,
        static_folder,
        deploy,
        keep_code_days: root.value("keep-code").and_then(|value| value.days(faults)),
        readers: root.parsed("readers", faults, str::parse::<Readers>),
    };
    root.finish(faults);
    configuration
}

/// A tag as BCP 47 has it; names of languages are longer than any of its codes that are in use.
fn language(text: &str) -> Result<Language, String> {
    let wrong = || format!("`{}` is no language tag: write it as vi, en or ar (BCP 47)", told(text));
    Language::parse(text).ok().filter(|language| language.primary().len() <= 3).ok_or_else(wrong)
}

/// What is published as it is must not be where documents are: one under embargo would come out, and the settings too.
fn is_apart(folder: &Path, articles: Option<&Path>, value: &Value<'_>, faults: &mut Faults<'_>) -> bool {
    let articles = articles.unwrap_or(Path::new(ARTICLES));
    let is_apart = !folder.as_os_str().is_empty() && !folder.starts_with(articles) && !articles.starts_with(folder);
    if !is_apart {
        let message =
            "everything in this folder would be published as it is, documents and settings too: name one beside them";
        faults.add(&value.pointer, value.at, message.to_owned());
    }
    is_apart
}

fn time_zone(text: &str) -> Result<TimeZone, String> {
    let wrong = || format!("`{}` is no time zone: write it as Asia/Ho_Chi_Minh or UTC", told(text));
    TimeZone::get(text).map_err(|_| wrong())
}

fn publisher(
    mut table: Table<'_>,
    faults: &mut Faults<'_>,
    static_folder: Option<&Path>,
    files: &dyn Files,
) -> Option<Publisher> {
    let name = table.required("name", faults);
    let url = table.parsed("url", faults, SafeUrl::link);
    let logo = table.value("logo").and_then(|value| logo(&value, name.as_deref(), faults, static_folder, files));
    table.finish(faults);
    Some(Publisher { name: name?, url, logo })
}

/// The logo, as a document in `articles/` names it.
fn logo(
    value: &Value<'_>,
    name: Option<&str>,
    faults: &mut Faults<'_>,
    static_folder: Option<&Path>,
    files: &dyn Files,
) -> Option<Image> {
    let text = value.text(faults)?;
    let alt = name.unwrap_or_default().to_owned();
    let no_size = Image { src: None, width: None, height: None, alt, sources: Vec::new() };
    match SafeUrl::picture(&text) {
        Ok(address) if address.is_whole() => return Some(Image { src: Some(address), ..no_size }),
        Err(error) => {
            faults.add(&value.pointer, value.at, error.to_string());
            return None;
        }
        Ok(_) => {}
    }
    let name_of_file = text.split(['?', '#']).next().unwrap_or_default();
    let decoded = percent_decode_str(name_of_file).decode_utf8_lossy().into_owned();
    let path: PathBuf = Path::new(&decoded).components().filter(|part| *part != Component::CurDir).collect();
    let is_within = path.components().all(|part| matches!(part, Component::Normal(_)));
    let found = static_folder.filter(|_| is_within).and_then(|folder| files.picture(&folder.join(&path)));
    let Some(size) = found else {
        let folder = static_folder.unwrap_or(Path::new(STATIC)).display().to_string();
        let message = format!(
            "there is no picture `{}` in the folder `{folder}` that can be published: put it there",
            told(&text)
        );
        faults.add(&value.pointer, value.at, message);
        return None;
    };
    let src = SafeUrl::picture(&format!("../{text}")).ok();
    Some(Image { src, width: size.map(|(width, _)| width), height: size.map(|(_, height)| height), ..no_size })
}

fn section(mut table: Table<'_>, faults: &mut Faults<'_>) -> Option<Section> {
    let name = table.required("name", faults);
    let title = table.text("title", faults);
    let is_on_front_page = table.value("front-page").is_none_or(|value| value.flag(faults).unwrap_or(true));
    table.finish(faults);
    Some(Section { name: name?, title, is_on_front_page })
}

fn link(mut table: Table<'_>, faults: &mut Faults<'_>) -> Option<NamedLink> {
    let name = table.required("name", faults);
    let has_address = table.required("address", faults).is_some();
    let address = if has_address { table.parsed("address", faults, SafeUrl::link) } else { None };
    table.finish(faults);
    Some(NamedLink { name: name?, address: address? })
}

fn footer(mut table: Table<'_>, faults: &mut Faults<'_>) -> Footer {
    let text = table.text("text", faults);
    let links = table.tables("links", faults).into_iter().filter_map(|table| link(table, faults)).collect();
    table.finish(faults);
    Footer { text, links }
}

fn deploy(mut table: Table<'_>, faults: &mut Faults<'_>) -> Deploy {
    let encoding = |text: &str| match Deploy::ENCODINGS.contains(&text) {
        true => Ok(text.to_owned()),
        false => Err(format!("`{}` is no encoding: write br, gzip or none", told(text))),
    };
    let deploy = Deploy {
        to: table.text("to", faults),
        endpoint: table.text("endpoint", faults),
        region: table.text("region", faults),
        encoding: table.parsed("encoding", faults, encoding),
    };
    table.finish(faults);
    deploy
}

/// A folder within the publication's.
fn folder(value: &Value<'_>, faults: &mut Faults<'_>, files: &dyn Files) -> Option<PathBuf> {
    let text = value.text(faults)?;
    let mut path = PathBuf::new();
    for part in Path::new(&text).components() {
        match part {
            Component::CurDir => {}
            Component::Normal(part) => path.push(part),
            _ => {
                let message = "this leads out of the publication's folder: name a folder within it".to_owned();
                faults.add(&value.pointer, value.at, message);
                return None;
            }
        }
    }
    if files.has_folder(&path) {
        return Some(path);
    }
    let message = format!("there is no folder `{}` here: make it, or mend the name", told(&text));
    faults.add(&value.pointer, value.at, message);
    None
}
