//! `article-viewer import`: other formats in, documents out.

use std::fs;
use std::path::PathBuf;

use article_viewer::article::Timestamp;
use article_viewer::import::{PageTextOptions, page_text};
use clap::Args;

use crate::messages::{Done, Messages, about, shown};

#[derive(Args)]
pub(crate) struct Import {
    /// The plain text of an article page, a file each.
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// The folder that the documents are written into.
    #[arg(short, long, value_name = "DIR")]
    out: PathBuf,
    /// The article's id; without it, one is made of the headline.
    #[arg(long)]
    id: Option<String>,
    /// The offset of the page's clock.
    #[arg(long, default_value = "+07:00", allow_hyphen_values = true, value_parser = offset)]
    offset: String,
    /// The section the article stands in.
    #[arg(long, value_parser = something)]
    section: Option<String>,
    /// Who publishes the article.
    #[arg(long, value_parser = something)]
    publisher: Option<String>,
}

pub(crate) fn run(options: &Import, messages: &Messages) -> Done {
    if options.id.is_some() && options.files.len() > 1 {
        return Err("--id names one article: import the files one by one, or leave it out".into());
    }
    let page = PageTextOptions {
        id: options.id.clone(),
        offset: options.offset.clone(),
        section: options.section.clone(),
        publisher: options.publisher.clone(),
    };
    for file in &options.files {
        let bytes = fs::read(file).map_err(|error| about(file, &error))?;
        let text = String::from_utf8(bytes)
            .map_err(|_| format!("{}: this is not UTF-8: save the file as UTF-8", file.display()))?;
        let article = page_text(&text, &page).map_err(|error| about(file, &error))?;
        let target = options.out.join(format!("{}.json", article.id));
        if target.exists() {
            return Err(format!("{} is there already: remove it, or choose another --id", target.display()).into());
        }
        let json = serde_json::to_string_pretty(&article)?;
        fs::create_dir_all(&options.out).map_err(|error| about(&options.out, &error))?;
        fs::write(&target, json + "\n").map_err(|error| about(&target, &error))?;
        messages.say(&shown(&target));
    }
    Ok(())
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
