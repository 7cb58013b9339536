//! What the program can be called with.

use std::process::ExitCode;

use article_viewer::article::escaped;
use clap::{CommandFactory, Parser, Subcommand};

use crate::messages::{Failure, Messages};
use crate::{build, check, deploy, headers, import, include, new, reference, schema, serve, shell};

/// Articles as data, shown the same way everywhere: writes, checks and publishes them.
#[derive(Parser)]
#[command(name = "article-viewer", version, about, propagate_version = true, arg_required_else_help = true)]
pub(crate) struct Cli {
    #[command(subcommand)]
    command: Command,
    /// Says nothing but what is wrong.
    #[arg(short, long, global = true, conflicts_with = "verbose")]
    quiet: bool,
    /// Says more: every file that is made or removed.
    #[arg(short, long, global = true)]
    verbose: bool,
}

#[derive(Subcommand)]
enum Command {
    /// Makes a publication to start from.
    New(new::New),
    /// Shows the publication while one writes: every page is there at once, and follows what is saved.
    Serve(serve::Serve),
    /// Makes the publication: a folder of files that any web server can serve.
    Build(build::Build),
    /// Makes the publication, and uploads what differs: to a bucket, a WebDAV server or a folder.
    Deploy(deploy::Deploy),
    /// Reads documents, and folders of them, and prints every fault: exit code 1 if there is one.
    Check(check::Check),
    /// Turns web pages and other sources of articles into documents.
    Import(import::Import),
    /// Prints articles of a publication for a server to put into its pages: they are read without a script.
    Include(include::Include),
    /// Prints what to write into the configuration of a server: policy, media types, caching, compressed copies.
    Headers(headers::Headers),
    /// Prints the JSON Schema of documents, or of `publication.toml`.
    Schema(schema::Schema),
    /// Prints what makes a shell complete the program's commands.
    Completions(shell::Completions),
    /// Prints the program's manual pages, or writes them into a folder.
    Man(shell::Man),
    /// Prints the reference page of the format, with examples out of these documents.
    #[command(hide = true)]
    Reference(reference::Reference),
}

/// Runs the program. The exit code is 1 where something is wrong with what it was given, and 2 with how it was called.
pub(crate) fn run() -> ExitCode {
    let Cli { command, quiet, verbose } = arguments();
    let messages = Messages::new(quiet, verbose);
    let done = match command {
        Command::New(options) => new::run(&options, &messages),
        Command::Serve(options) => serve::run(&options, &messages),
        Command::Build(options) => build::run(options, &messages),
        Command::Deploy(options) => deploy::run(&options, &messages),
        Command::Check(options) => check::run(&options, &messages),
        Command::Import(options) => import::run(&options, &messages),
        Command::Include(options) => include::run(&options, &messages),
        Command::Headers(options) => headers::run(&options, &messages),
        Command::Schema(options) => schema::run(options, &messages),
        Command::Completions(options) => shell::completions(&options, Cli::command()),
        Command::Man(options) => shell::man(&options, Cli::command()),
        Command::Reference(options) => reference::run(&options, &messages),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(Failure::Told) => ExitCode::FAILURE,
        Err(Failure::Untold(error)) => {
            messages.error(&escaped(&error.to_string()));
            ExitCode::FAILURE
        }
    }
}

/// What the program was called with. A name of a file may be taken for an option, and is told like any other text.
fn arguments() -> Cli {
    Cli::try_parse().unwrap_or_else(|error| {
        let told = std::env::args_os().map(|argument| escaped(&argument.to_string_lossy()));
        Cli::try_parse_from(told).err().unwrap_or(error).exit()
    })
}
