//! The publisher's program: arguments in, `publish` and `import` called, exit code out.

#[cfg(target_arch = "wasm32")]
fn main() {}

#[cfg(not(target_arch = "wasm32"))]
fn main() -> std::process::ExitCode {
    native::main()
}

#[cfg(not(target_arch = "wasm32"))]
mod native {
    use std::error::Error;
    use std::fs;
    use std::path::{Path, PathBuf};
    use std::process::ExitCode;

    use article_viewer::import::{PageTextOptions, page_text};
    use article_viewer::publish::{self, Publication, PublishError};
    use clap::{Args, Parser, Subcommand};

    /// Checks, imports and publishes articles.
    #[derive(Parser)]
    #[command(name = "bundle", version, about)]
    struct Cli {
        #[command(subcommand)]
        command: Command,
    }

    #[derive(Subcommand)]
    enum Command {
        /// Reads documents, and folders of them, and prints every fault: exit code 1 if there is one.
        Check {
            /// Documents, or folders, which are checked as publications.
            #[arg(required = true, value_name = "PATH")]
            paths: Vec<PathBuf>,
        },
        /// Turns the plain text of article pages into documents.
        Import(Import),
        /// Renders a folder of documents into the page that Trunk built (Trunk's post_build hook calls this).
        Publish {
            /// The folder of documents and pictures.
            #[arg(long, value_name = "DIR")]
            articles: PathBuf,
            /// The page that Trunk built.
            #[arg(long, value_name = "FILE")]
            shell: PathBuf,
            /// Where the pages go.
            #[arg(long, value_name = "DIR")]
            out: PathBuf,
        },
    }

    #[derive(Args)]
    struct Import {
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
        #[arg(long, default_value = "+07:00", allow_hyphen_values = true)]
        offset: String,
        /// The section the article stands in.
        #[arg(long)]
        section: Option<String>,
        /// Who publishes the article.
        #[arg(long)]
        publisher: Option<String>,
    }

    pub(super) fn main() -> ExitCode {
        let done = match Cli::parse().command {
            Command::Check { paths } => check(&paths),
            Command::Import(options) => import(&options),
            Command::Publish { articles, shell, out } => publish(&articles, &shell, &out),
        };
        done.unwrap_or_else(|error| {
            if let Some(PublishError::Faulty(report)) = error.downcast_ref() {
                eprint!("{report}");
            }
            eprintln!("error: {error}");
            ExitCode::FAILURE
        })
    }

    fn check(paths: &[PathBuf]) -> Result<ExitCode, Box<dyn Error>> {
        let report = publish::check(paths)?;
        print!("{report}");
        Ok(if report.has_errors() { ExitCode::FAILURE } else { ExitCode::SUCCESS })
    }

    fn publish(articles: &Path, shell: &Path, out: &Path) -> Result<ExitCode, Box<dyn Error>> {
        let loaded = Publication::load(articles)?;
        eprint!("{}", loaded.report);
        publish::write(&loaded.publication, shell, out)?;
        let count = loaded.publication.articles.len();
        println!("Rendered {count} {} ahead of time.", if count == 1 { "article" } else { "articles" });
        Ok(ExitCode::SUCCESS)
    }

    fn import(options: &Import) -> Result<ExitCode, Box<dyn Error>> {
        if options.id.is_some() && options.files.len() > 1 {
            return Err("--id names one article: import the files one by one, or leave it out".into());
        }
        let page = PageTextOptions {
            id: options.id.clone(),
            offset: options.offset.clone(),
            section: options.section.clone(),
            publisher: options.publisher.clone(),
        };
        fs::create_dir_all(&options.out).map_err(|error| about(&options.out, &error))?;
        for file in &options.files {
            let text = fs::read_to_string(file).map_err(|error| about(file, &error))?;
            let article = page_text(&text, &page).map_err(|error| about(file, &error))?;
            let target = options.out.join(format!("{}.json", article.id));
            if target.exists() {
                return Err(format!("{} is there already: remove it, or choose another --id", target.display()).into());
            }
            let json = serde_json::to_string_pretty(&article)?;
            fs::write(&target, json + "\n").map_err(|error| about(&target, &error))?;
            println!("{}", target.display());
        }
        Ok(ExitCode::SUCCESS)
    }

    fn about(path: &Path, error: &dyn Error) -> String {
        format!("{}: {error}", path.display())
    }
}
