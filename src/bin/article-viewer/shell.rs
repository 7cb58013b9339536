//! `article-viewer completions` and `article-viewer man`: for the shell that one calls the program from.

use std::fs;
use std::path::PathBuf;

use clap::{Args, Command};
use clap_complete::Shell;

use crate::messages::{self, Done, about};

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

pub(crate) fn completions(options: &Completions, mut program: Command) -> Done {
    let mut script = Vec::new();
    clap_complete::generate(options.shell, &mut program, "article-viewer", &mut script);
    messages::print(&String::from_utf8_lossy(&script))?;
    Ok(())
}

pub(crate) fn man(options: &Man, program: Command) -> Done {
    match &options.out {
        None => messages::write(|out| clap_mangen::Man::new(program).render(out))?,
        Some(folder) => {
            fs::create_dir_all(folder).map_err(|error| about(folder, &error))?;
            clap_mangen::generate_to(program, folder).map_err(|error| about(folder, &error))?;
        }
    }
    Ok(())
}
