//! `article-viewer include`: articles for servers to put into their pages.

use std::path::PathBuf;

use article_viewer::article::ArticleId;
use article_viewer::site;
use article_viewer::source::SiteAddress;
use clap::Args;

use crate::messages::{self, Done, Messages};

#[derive(Args)]
pub(crate) struct Include {
    /// The folder that a build wrote.
    #[arg(long, value_name = "DIR")]
    site: PathBuf,
    /// Where it is served.
    #[arg(long, value_name = "URL")]
    address: SiteAddress,
    /// The articles' ids.
    #[arg(required = true, value_name = "ID", value_parser = ArticleId::parse)]
    ids: Vec<ArticleId>,
}

pub(crate) fn run(options: &Include, _: &Messages) -> Done {
    for id in &options.ids {
        messages::print(&site::include(&options.site, &options.address, id)?)?;
    }
    Ok(())
}
