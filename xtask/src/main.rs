//! The developer's commands: `cargo xtask <command>`.
//!
//! This file parses arguments and calls the module of the command; what a command does is written there. Nothing here
//! reaches the site: the publisher's program is `src/bin/article-viewer/` of the package `article-viewer`.

mod bench;
mod bench_publish;
mod bench_serve;
mod compat;
mod deny;
mod imports;
mod make_articles;
mod out_dir;
mod process;
mod project;
mod release;
mod render;
mod serve;
mod setup;
mod shell;
mod site;
mod sizes;
mod test;

use clap::{Parser, Subcommand};
use std::{path::PathBuf, process::ExitCode};

/// The developer's commands of article-viewer. Each first installs what it needs, if it is missing.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Build for development, serve at http://127.0.0.1:8080/ and build again when a file changes
    Serve {
        /// The folder of articles to show [default: static/articles of the project]
        #[arg(long, value_name = "DIR")]
        articles: Option<PathBuf>,
        /// The port to listen on
        #[arg(long, default_value_t = serve::PORT)]
        port: u16,
    },
    /// Build what a web server publishes
    Build {
        /// The folder of articles to publish [default: static/articles of the project]
        #[arg(long, value_name = "DIR")]
        articles: Option<PathBuf>,
        /// The folder to write; what an earlier build left in it is replaced [default: dist of the project]
        #[arg(long, value_name = "DIR")]
        out: Option<PathBuf>,
        /// Where the publication will be served (https://…): for feeds, sitemaps and cards, and on paper
        #[arg(long, value_name = "URL")]
        address: Option<String>,
    },
    /// Run all tests: native, in the browser, and of the built site in a browser
    Test {
        /// Run only the tests whose name contains one of these
        filters: Vec<String>,
    },
    /// Measure the release build against its budgets; `bench publish`: how long many articles take, beside Hugo
    Bench {
        #[command(subcommand)]
        what: Option<Measured>,
    },
    /// Hold the dependencies to deny.toml: licences, sources, versions
    Deny,
    /// Make what is given away into target/packages: archives, the crate, npm packages, Debian packages
    Release {
        /// Also make them a second time, and try all of them as those do who get them
        #[arg(long)]
        test: bool,
        /// The page of a shell that is there already [default: the project's, built if need be]
        #[arg(long, value_name = "FILE")]
        shell: Option<PathBuf>,
    },
    /// Install what the other commands need, and do nothing else
    Setup {
        /// Also what only the tests need: a browser, its driver, fonts
        #[arg(long)]
        tests: bool,
    },
    /// Write many articles that mean nothing, to measure with
    #[command(hide = true)]
    MakeArticles {
        /// How many
        #[arg(long)]
        count: usize,
        /// The folder to write them into
        #[arg(long, value_name = "DIR")]
        out: PathBuf,
    },
    /// Trunk's post_build hook (Trunk.toml): render the pages of the staged build
    #[command(hide = true)]
    Render,
}

#[derive(Subcommand)]
enum Measured {
    /// How long a publication of many articles takes, and how much memory
    Publish {
        /// How many articles
        #[arg(long, default_value_t = 10_000)]
        count: usize,
        /// The page of a shell that is there already [default: the project's, built if need be]
        #[arg(long, value_name = "FILE")]
        shell: Option<PathBuf>,
    },
    /// How soon the publisher's server answers, and a saved change is shown
    Serve {
        /// How many articles, beside the bundled ones; may be given again
        #[arg(long, default_values_t = [1_000, 100_000])]
        count: Vec<usize>,
        /// The page of a shell that is there already [default: the project's, built if need be]
        #[arg(long, value_name = "FILE")]
        shell: Option<PathBuf>,
    },
}

fn main() -> ExitCode {
    let result = match Arguments::parse().command {
        Command::Serve { articles, port } => serve::serve(articles, port),
        Command::Build { articles, out, address } => site::command(articles, out, address.as_deref()),
        Command::Test { filters } => test::test(&filters),
        Command::Bench { what: None } => bench::bench(),
        Command::Bench { what: Some(Measured::Publish { count, shell }) } => bench_publish::bench(count, shell),
        Command::Bench { what: Some(Measured::Serve { count, shell }) } => bench_serve::bench(&count, shell),
        Command::Deny => deny::deny(),
        Command::Release { test, shell } => release::command(test, shell),
        Command::Setup { tests: false } => setup::for_building().map(drop),
        Command::Setup { tests: true } => setup::for_tests().map(drop),
        Command::MakeArticles { count, out } => make_articles::make(count, &out),
        Command::Render => render::render(),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}
