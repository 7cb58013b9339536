//! `article-viewer schema`: what editors complete and check by.

use article_viewer::{article, source};
use clap::{Args, ValueEnum};

use crate::messages::{self, Done, Messages};

#[derive(Args)]
pub(crate) struct Schema {
    /// Of what.
    #[arg(value_enum, default_value_t = Of::Document)]
    of: Of,
}

#[derive(Clone, Copy, ValueEnum)]
enum Of {
    /// Of a document: an article.
    Document,
    /// Of `publication.toml`.
    Publication,
}

pub(crate) fn run(options: Schema, _: &Messages) -> Done {
    let schema = match options.of {
        Of::Document => article::schema(),
        Of::Publication => source::configuration_schema(),
    };
    messages::print(&format!("{}\n", serde_json::to_string_pretty(&schema)?))?;
    Ok(())
}
