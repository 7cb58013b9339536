//! `article-viewer serve`: shows a publication while one writes.

use std::cell::Cell;

use article_viewer::article::escaped;
use article_viewer::serve::{self, Settings, Told};
use article_viewer::source::Publication;
use clap::Args;

use crate::here::{Here, Viewer};
use crate::messages::{Done, Messages, counted};

#[derive(Args)]
pub(crate) struct Serve {
    #[command(flatten)]
    here: Here,
    #[command(flatten)]
    viewer: Viewer,
    /// The port to listen on; where it is taken, the next that is free.
    #[arg(long, default_value_t = 8080)]
    port: u16,
    /// The host to listen on; 0.0.0.0 is every network that this machine is in.
    #[arg(long, default_value = "127.0.0.1")]
    host: String,
    /// Opens the front page in the browser.
    #[arg(long)]
    open: bool,
    /// Shows articles whose embargo has not ended, too.
    #[arg(long)]
    future: bool,
}

pub(crate) fn run(options: &Serve, messages: &Messages) -> Done {
    let Serve { here, viewer, port, host, open, future } = options;
    // What is wrong with the folder itself is no matter of waiting until it is mended.
    Publication::open(&here.folder())?;
    let settings = Settings {
        folder: here.folder(),
        code: viewer.code()?,
        host: host.clone(),
        port: *port,
        with_embargoed: *future,
    };
    let (messages, opens, wanted) = (messages.clone(), *open, *port);
    let is_first = Cell::new(true);
    let first = move |address: &str, messages: &Messages| {
        if is_first.replace(false) {
            messages.say_bold(&format!("Serving at {address} (Ctrl-C ends it)"));
            if !address.ends_with(&format!(":{wanted}/")) {
                messages.say(&format!("The port {wanted} is in use: this is the next that is free."));
            }
            if opens && let Err(error) = open::that_detached(address) {
                messages.error(&format!("no browser could be opened: {error}"));
            }
        }
    };
    serve::serve(settings, move |told| match told {
        Told::Read { address, articles, report } => {
            first(address, &messages);
            messages.findings(report);
            messages.say(&format!("Read: {}.", counted(articles, "article", "articles")));
        }
        Told::Failed { address, why } => {
            first(address, &messages);
            messages.error(&escaped_lines(why));
        }
        Told::Unwatched { why } => messages.error(&format!("changes will not be seen: {}", escaped(why))),
    })?;
    Ok(())
}

/// A text of several lines, each as it can be told.
fn escaped_lines(text: &str) -> String {
    text.lines().map(escaped).collect::<Vec<_>>().join("\n")
}
