//! `article-viewer check`: what is wrong with documents.

use std::path::PathBuf;

use article_viewer::site;
use article_viewer::source::Severity;
use clap::Args;

use crate::here::Here;
use crate::messages::{self, Done, Failure, Format, Messages, counted, in_colour};

#[derive(Args)]
pub(crate) struct Check {
    /// Documents, or folders, which are checked as publications [default: the publication that one stands in]
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// For people, or for programs: a JSON object a line.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Warnings count as faults.
    #[arg(long)]
    strict: bool,
}

pub(crate) fn run(options: &Check, messages: &Messages) -> Done {
    let Check { paths, format, strict } = options;
    let here = [Here::at(None).folder()];
    let paths = if paths.is_empty() { here.as_slice() } else { paths };
    let site::Checked { documents, report } = site::check(paths);
    let count = |severity: Severity| report.findings().iter().filter(|finding| finding.severity == severity).count();
    let (faults, warnings) = (count(Severity::Error), count(Severity::Warning));
    match format {
        Format::Json => messages::print(&messages::json_lines(&report))?,
        Format::Text => {
            messages::write(|out| write!(out, "{}", in_colour(&report.to_string())))?;
            let faults = if faults == 0 { "no faults".to_owned() } else { counted(faults, "fault", "faults") };
            let warnings =
                if warnings == 0 { "no warnings".to_owned() } else { counted(warnings, "warning", "warnings") };
            messages.say_bold(&format!("{}: {faults}, {warnings}.", counted(documents, "document", "documents")));
        }
    }
    if *strict && faults == 0 && warnings > 0 {
        messages.error("warnings count as faults (--strict)");
    }
    if faults > 0 || *strict && warnings > 0 { Err(Failure::Told) } else { Ok(()) }
}
