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

    use article_viewer::article::{self, Timestamp};
    use article_viewer::import::{PageTextOptions, page_text};
    use article_viewer::publish::{self, Compression, Faults, Order, PublishError, Published, SiteAddress};
    use article_viewer::reference;
    use clap::{Args, Parser, Subcommand, ValueEnum};
    use serde_json::Value;

    /// Compressing a page takes tables of some megabytes, for every file anew: the system's own allocator gives them back
    /// each time, and to get them again takes longer than to compress.
    #[global_allocator]
    static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

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
            /// For people, or for programs: a JSON object a line.
            #[arg(long, value_enum, default_value_t = Format::Text)]
            format: Format,
        },
        /// Prints the JSON Schema of the documents that this version reads.
        Schema,
        /// Prints the reference page of the format, with examples out of these documents.
        Reference {
            /// Documents, and folders of them.
            #[arg(required = true, value_name = "PATH")]
            paths: Vec<PathBuf>,
        },
        /// Turns the plain text of article pages into documents.
        Import(Import),
        /// Renders a folder of documents into the page that Trunk built.
        Publish(Publish),
    }

    #[derive(Clone, Copy, ValueEnum)]
    enum Format {
        Text,
        Json,
    }

    #[derive(Args)]
    struct Publish {
        /// The folder of documents and pictures.
        #[arg(long, value_name = "DIR")]
        articles: PathBuf,
        /// The page that Trunk built, in a folder with everything that belongs to it.
        #[arg(long, value_name = "FILE")]
        shell: PathBuf,
        /// The publication's folder. What an earlier build left in it is replaced when everything is there; what has not
        /// changed stays. In the shell's own folder, everything is made, in place.
        #[arg(long, value_name = "DIR")]
        out: PathBuf,
        /// Where the publication will be served: for canonical addresses, feeds and sitemaps, and on paper.
        #[arg(long, value_name = "URL")]
        address: Option<SiteAddress>,
        /// A faulty document gets a page that says what is wrong, and the others are published; nothing is compressed.
        #[arg(long)]
        development: bool,
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
        #[arg(long, default_value = "+07:00", allow_hyphen_values = true, value_parser = offset)]
        offset: String,
        /// The section the article stands in.
        #[arg(long, value_parser = something)]
        section: Option<String>,
        /// Who publishes the article.
        #[arg(long, value_parser = something)]
        publisher: Option<String>,
    }

    pub(super) fn main() -> ExitCode {
        let done = match Cli::parse().command {
            Command::Check { paths, format } => check(&paths, format),
            Command::Schema => schema(),
            Command::Reference { paths } => reference(&paths),
            Command::Import(options) => import(&options),
            Command::Publish(order) => publish(order),
        };
        done.unwrap_or_else(|error| {
            if let Some(PublishError::Faulty(report)) = error.downcast_ref() {
                eprint!("{report}");
            }
            eprintln!("error: {error}");
            ExitCode::FAILURE
        })
    }

    fn check(paths: &[PathBuf], format: Format) -> Result<ExitCode, Box<dyn Error>> {
        let report = publish::check(paths);
        match format {
            Format::Text => print!("{report}"),
            Format::Json => {
                for finding in report.findings() {
                    println!("{}", serde_json::to_string(finding)?);
                }
            }
        }
        Ok(if report.has_errors() { ExitCode::FAILURE } else { ExitCode::SUCCESS })
    }

    fn schema() -> Result<ExitCode, Box<dyn Error>> {
        println!("{}", serde_json::to_string_pretty(&article::schema())?);
        Ok(ExitCode::SUCCESS)
    }

    fn reference(paths: &[PathBuf]) -> Result<ExitCode, Box<dyn Error>> {
        let mut documents = Vec::new();
        for path in paths {
            documents_below(path, &mut documents)?;
        }
        print!("{}", reference::page(&documents));
        Ok(ExitCode::SUCCESS)
    }

    /// The JSON files of a folder and those in it, in the order of their names.
    fn documents_below(path: &Path, documents: &mut Vec<Value>) -> Result<(), Box<dyn Error>> {
        if path.is_dir() {
            let mut entries: Vec<PathBuf> =
                fs::read_dir(path)?.map(|entry| entry.map(|entry| entry.path())).collect::<Result<_, _>>()?;
            entries.sort();
            return entries.iter().try_for_each(|entry| documents_below(entry, documents));
        }
        if path.extension().is_some_and(|extension| extension == "json") {
            let text = fs::read_to_string(path).map_err(|error| about(path, &error))?;
            documents.push(serde_json::from_str(&text).map_err(|error| about(path, &error))?);
        }
        Ok(())
    }

    fn publish(order: Publish) -> Result<ExitCode, Box<dyn Error>> {
        let Publish { articles, shell, out, address, development } = order;
        let (compression, faults) =
            if development { (Compression::None, Faults::Show) } else { (Compression::Ahead, Faults::Refuse) };
        let has_address = address.is_some();
        let order = Order { articles: &articles, shell: &shell, out: &out, address, compression, faults };
        let Published { articles, made, report, element } = publish::publish(&order)?;
        eprint!("{report}");
        println!("Articles: {articles}; rendered now: {}.", made.articles);
        println!("Lists, feeds and other pages written: {}. Pictures, sounds and films: {}.", made.lists, made.files);
        println!("For other pages: embed.js; and by its content {} integrity=\"{}\"", element.name, element.integrity);
        if !has_address {
            println!(
                "Without --address, canonical addresses, feeds and sitemaps are left out: they need whole addresses."
            );
        }
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
            println!("{}", target.display());
        }
        Ok(ExitCode::SUCCESS)
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

    fn about(path: &Path, error: &dyn Error) -> String {
        format!("{}: {error}", path.display())
    }
}
