//! `article-viewer completions` and `article-viewer man`: for the shell that one calls the program from.

use std::fs;
use std::path::PathBuf;

use clap::{Args, CommandFactory};
use clap_complete::Shell;

use crate::cli::Cli;
use crate::messages::{self, Done, Messages, about};

#[derive(Args)]
pub(crate) struct Completions {
    /// The shell.
    #[arg(value_enum)]
    shell: Shell,
}

#[derive(Args)]
pub(crate) struct Man {
    /// Writes a page for each command into this folder.
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
}

pub(crate) fn completions(options: &Completions, _: &Messages) -> Done {
    let mut script = Vec::new();
    clap_complete::generate(options.shell, &mut Cli::command(), "article-viewer", &mut script);
    messages::print(&String::from_utf8_lossy(&script))?;
    Ok(())
}

pub(crate) fn man(options: &Man, _: &Messages) -> Done {
    match &options.out {
        None => messages::write(|out| clap_mangen::Man::new(Cli::command()).render(out))?,
        Some(folder) => {
            fs::create_dir_all(folder).map_err(|error| about(folder, &error))?;
            clap_mangen::generate_to(Cli::command(), folder).map_err(|error| about(folder, &error))?;
        }
    }
    Ok(())
}
