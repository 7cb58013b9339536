//! The publisher's program: arguments in, `site` and `import` called, exit code out.

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
    use std::io::{self, BufWriter, Write};
    use std::path::{Path, PathBuf};
    use std::process::ExitCode;

    use article_viewer::article::{self, ArticleId, Timestamp, escaped};
    use article_viewer::catalogue::Faults;
    use article_viewer::import::{PageTextOptions, page_text};
    use article_viewer::reference;
    use article_viewer::site::{self, BuildError, Built, DryRun, Order, Readers, SiteAddress};
    use article_viewer::source::Report;
    use article_viewer::store::Compression;
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
        /// Prints articles of a publication for a server to put into its pages: they are read without a script.
        Include {
            /// The publication's folder.
            #[arg(long, value_name = "DIR")]
            site: PathBuf,
            /// Where it is served.
            #[arg(long, value_name = "URL")]
            address: SiteAddress,
            /// The articles' ids.
            #[arg(required = true, value_name = "ID", value_parser = ArticleId::parse)]
            ids: Vec<ArticleId>,
        },
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
        /// Also makes this article for servers to put into their pages (`articles/<id>.include.html`); may be given again.
        #[arg(long, value_name = "ID", value_parser = ArticleId::parse, requires = "address")]
        include: Vec<ArticleId>,
        /// Which other sites may read the publication and show it, as `_headers` says it: `all`, `none`, or one as
        /// https://intranet.example.
        #[arg(long, value_name = "SITE", default_value = "all")]
        readers: Readers,
        /// A faulty document gets a page that says what is wrong, and the others are published; nothing is compressed.
        #[arg(long)]
        development: bool,
        /// For how many days a file with a hash in its name stays when nothing uses it any more: pages that are open, caches
        /// and other sites still ask for it.
        #[arg(long, value_name = "DAYS", default_value_t = 30)]
        keep_unused: u32,
        /// Lists what would be made and removed, and writes nothing.
        #[arg(long)]
        dry_run: bool,
        /// How findings are told: for people, or for programs: a JSON object a line.
        #[arg(long, value_enum, default_value_t = Format::Text)]
        format: Format,
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
        let command = arguments().command;
        let format = match &command {
            Command::Check { format, .. } | Command::Publish(Publish { format, .. }) => *format,
            _ => Format::Text,
        };
        let done = match command {
            Command::Check { paths, format } => check(&paths, format),
            Command::Schema => schema(),
            Command::Reference { paths } => reference(&paths),
            Command::Import(options) => import(&options),
            Command::Publish(options) => publish(options),
            Command::Include { site, address, ids } => include(&site, &address, &ids),
        };
        done.unwrap_or_else(|error| {
            if let Some(BuildError::Faulty(report)) = error.downcast_ref() {
                eprint!("{}", findings(report, format));
            }
            let message = escaped(&error.to_string());
            match format {
                Format::Text => eprintln!("error: {message}"),
                Format::Json => eprintln!("{}", serde_json::json!({ "severity": "error", "message": message })),
            }
            ExitCode::FAILURE
        })
    }

    /// What the program was called with. A name of a file may be taken for an option, and is told like any other text.
    fn arguments() -> Cli {
        Cli::try_parse().unwrap_or_else(|error| {
            let told = std::env::args_os().map(|argument| escaped(&argument.to_string_lossy()));
            Cli::try_parse_from(told).err().unwrap_or(error).exit()
        })
    }

    /// What was found, a line or more each.
    fn findings(report: &Report, format: Format) -> String {
        match format {
            Format::Text => report.to_string(),
            Format::Json => {
                let lines = report.findings().iter().filter_map(|finding| finding.to_json().ok());
                lines.map(|line| line + "\n").collect()
            }
        }
    }

    fn include(folder: &Path, address: &SiteAddress, ids: &[ArticleId]) -> Result<ExitCode, Box<dyn Error>> {
        for id in ids {
            print!("{}", site::include(folder, address, id)?);
        }
        Ok(ExitCode::SUCCESS)
    }

    fn check(paths: &[PathBuf], format: Format) -> Result<ExitCode, Box<dyn Error>> {
        let report = site::check(paths);
        print!("{}", findings(&report, format));
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

    fn publish(options: Publish) -> Result<ExitCode, Box<dyn Error>> {
        let Publish { articles, shell, out, address, include, readers, development, keep_unused, dry_run, format } =
            options;
        let (compression, faults) =
            if development { (Compression::None, Faults::Show) } else { (Compression::Ahead, Faults::Refuse) };
        let has_address = address.is_some();
        let keep_unused_days = keep_unused;
        let order = Order {
            address,
            compression,
            faults,
            include: &include,
            readers,
            keep_unused_days,
            ..Order::new(&articles, &shell, &out)
        };
        if dry_run {
            return show(&site::dry_run(&order)?, format);
        }
        let Built { articles, made, report, element } = site::build(&order)?;
        eprint!("{}", findings(&report, format));
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

    /// What a build would do, a file a line.
    fn show(run: &DryRun, format: Format) -> Result<ExitCode, Box<dyn Error>> {
        let DryRun { articles, difference, report } = run;
        eprint!("{}", findings(report, format));
        let mut out = BufWriter::new(io::stdout().lock());
        let write = || -> io::Result<()> {
            difference.made().try_for_each(|path| writeln!(out, "make {}", escaped(path)))?;
            difference.removed().try_for_each(|path| writeln!(out, "remove {}", escaped(path)))?;
            let (made, removed) = (difference.made().count(), difference.removed().count());
            let (kept, unused) = (difference.kept(), difference.unused());
            writeln!(out, "Articles: {articles}. Files to make: {made}; to remove: {removed}; as they are: {kept}.")?;
            if unused > 0 {
                writeln!(out, "Files that nothing uses any more, and that stay for a while: {unused}.")?;
            }
            out.flush()
        };
        written(write)?;
        Ok(ExitCode::SUCCESS)
    }

    /// Whoever reads the output may have seen enough.
    fn written(mut write: impl FnMut() -> io::Result<()>) -> io::Result<()> {
        match write() {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
            written => written,
        }
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
            println!("{}", escaped(&target.display().to_string()));
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
