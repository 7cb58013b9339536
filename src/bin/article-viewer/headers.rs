//! `article-viewer headers`: what servers send along, in their own words.

use std::path::PathBuf;

use article_viewer::site::{Server, server_words};
use clap::Args;

use crate::build::How;
use crate::here::Here;
use crate::messages::{self, Done, Messages};

#[derive(Args)]
pub(crate) struct Headers {
    #[command(flatten)]
    here: Here,
    /// The server: nginx, caddy, apache or netlify.
    #[arg(long = "for", value_name = "SERVER")]
    server: Server,
    /// Where the files will lie on the server [default: the folder that `build` writes]
    #[arg(long, value_name = "DIR")]
    root: Option<PathBuf>,
    #[command(flatten)]
    how: How,
}

pub(crate) fn run(options: &Headers, messages: &Messages) -> Done {
    let publication = options.here.open(messages)?;
    let code = options.how.viewer.code()?;
    let root = match &options.root {
        Some(root) => root.clone(),
        None => options.how.out(&publication)?,
    };
    let order = options.how.order(&publication, &code, &root)?;
    messages::print(&server_words(options.server, &order, &root)?)?;
    Ok(())
}
