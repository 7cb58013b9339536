//! `article-viewer build`: makes the publication.

use std::path::{Path, PathBuf};

use article_viewer::article::{ArticleId, Timestamp, escaped};
use article_viewer::catalogue::Faults;
use article_viewer::site::{self, BuildError, Built, DryRun, Order};
use article_viewer::source::{Publication, Readers, Report, Severity, SiteAddress};
use article_viewer::store::Compression;
use clap::Args;
use serde_json::{Value, json};

use crate::here::{Here, Viewer};
use crate::messages::{self, Done, Failure, Messages, shown};

/// The folder that is written where none is named and there are settings.
const OUT: &str = "site";

#[derive(Args)]
pub(crate) struct Build {
    #[command(flatten)]
    here: Here,
    #[command(flatten)]
    pub(crate) how: How,
    /// Lists what would be made and removed, and writes nothing.
    #[arg(long)]
    dry_run: bool,
    /// Prints what was done for programs: a JSON object.
    #[arg(long)]
    json: bool,
    /// A faulty document gets a page that says what is wrong, and the others are published; nothing is compressed.
    #[arg(long, hide = true)]
    development: bool,
}

/// How a publication is made.
#[derive(Args, Clone)]
pub(crate) struct How {
    #[command(flatten)]
    pub(crate) viewer: Viewer,
    /// The folder to write. What an earlier build left in it is replaced when everything is there; what has not changed, and
    /// what no build wrote, stays [default: `site` in the publication's folder]
    #[arg(short, long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Where the publication will be served: for canonical addresses, feeds and sitemaps, and on paper.
    #[arg(long, value_name = "URL")]
    address: Option<SiteAddress>,
    /// Publishes articles whose embargo has not ended, too: to look at them.
    #[arg(long)]
    future: bool,
    /// Also makes this article for servers to put into their pages (`articles/<id>.include.html`); may be given again.
    #[arg(long, value_name = "ID", value_parser = ArticleId::parse)]
    include: Vec<ArticleId>,
    /// Which other sites may read the publication and show it: `all`, `none`, or one as https://intranet.example
    /// [default: all]
    #[arg(long, value_name = "SITE")]
    readers: Option<Readers>,
    /// For how many days a file with a hash in its name stays when nothing uses it any more: pages that are open, caches and
    /// other sites still ask for it [default: 30]
    #[arg(long, value_name = "DAYS")]
    keep_code: Option<u32>,
}

impl How {
    /// The folder to write.
    pub(crate) fn out(&self, publication: &Publication) -> Result<PathBuf, Failure> {
        match &self.out {
            Some(out) => Ok(out.clone()),
            None if publication.has_configuration && publication.articles != publication.folder => {
                Ok(publication.folder.join(OUT))
            }
            None => Err("where to? Name the folder to write with --out".into()),
        }
    }

    /// What is to be published.
    pub(crate) fn order<'a>(
        &'a self,
        publication: &'a Publication,
        code: &'a site::BrowserCode,
        out: &'a Path,
    ) -> Result<Order<'a>, Failure> {
        let mut order =
            Order { include: &self.include, with_embargoed: self.future, ..Order::new(publication, code, out) };
        order.address = self.address.clone().or(order.address);
        order.readers = self.readers.clone().unwrap_or(order.readers);
        order.keep_unused_days = self.keep_code.unwrap_or(order.keep_unused_days);
        if !self.include.is_empty() && order.address.is_none() {
            return Err(
                "articles to include need to know where the publication is served: say it with --address".into()
            );
        }
        Ok(order)
    }
}

pub(crate) fn run(options: Build, messages: &Messages) -> Done {
    let Build { here, how, dry_run, json, development } = options;
    let summary = |done: Result<(), BuildError>, value: Value| -> Done {
        messages::print(&format!("{value}\n"))?;
        done.map_err(|_| Failure::Told)
    };
    let publication = match Publication::open(&here.folder()) {
        Ok((_, report)) if json && report.has_errors() => {
            messages::print(&format!("{}\n", failed(&report, "the publication's settings have faults")))?;
            return Err(Failure::Told);
        }
        _ => here.open(messages)?,
    };
    let (code, out) = (how.viewer.code()?, how.out(&publication)?);
    let mut order = how.order(&publication, &code, &out)?;
    if development {
        (order.compression, order.faults) = (Compression::None, Faults::Show);
    }
    if dry_run {
        return match site::dry_run(&order) {
            Ok(run) if json => summary(Ok(()), of_dry_run(&run)),
            Ok(run) => tell_dry_run(&run, messages),
            Err(error) if json => summary_of(error),
            Err(error) => refuse(error, messages),
        };
    }
    match site::build(&order) {
        Ok(built) if json => summary(Ok(()), of_built(&built)),
        Ok(built) => {
            tell_built(&built, &order, messages);
            Ok(())
        }
        Err(error) if json => summary_of(error),
        Err(error) => refuse(error, messages),
    }
}

/// Tells why nothing was made.
pub(crate) fn refuse(error: BuildError, messages: &Messages) -> Done {
    if let BuildError::Faulty(report) = &error {
        messages.findings(report);
    }
    Err(error.into())
}

fn summary_of(error: BuildError) -> Done {
    let nothing = Report::default();
    let report = if let BuildError::Faulty(report) = &error { report } else { &nothing };
    messages::print(&format!("{}\n", failed(report, &error.to_string())))?;
    Err(Failure::Told)
}

/// What was made, for people.
pub(crate) fn tell_built(built: &Built, order: &Order<'_>, messages: &Messages) {
    messages.findings(&built.report);
    if messages.is_verbose() {
        built.paths.iter().for_each(|path| messages.say(&format!("made {}", escaped(path))));
        built.removed.iter().for_each(|path| messages.say(&format!("removed {}", escaped(path))));
    }
    messages.say_bold(&format!(
        "Articles: {}; rendered now: {}. Files made: {}; removed: {}; as they were: {}.",
        built.articles,
        built.made.articles,
        built.paths.len(),
        built.removed.len(),
        built.kept
    ));
    messages.say(&format!("In {}, for any web server.", shown(order.out)));
    tell_of_headers(built, messages);
    let element = &built.element;
    messages.say(&format!(
        "For other pages: embed.js; and by its content {} integrity=\"{}\"",
        element.name, element.integrity
    ));
    if let Some(end) = &built.embargo_ends {
        messages.say(&format!("An embargo ends at {end}: build again then."));
    }
    if order.address.is_none() {
        messages.say(
            "Without an address, canonical addresses, feeds and sitemaps are left out: they need whole addresses.",
        );
    }
}

/// The policy names the style of the pages: a server that was told it before does not know the new one.
pub(crate) fn tell_of_headers(built: &Built, messages: &Messages) {
    let is_first = built.kept == 0;
    if !is_first && built.paths.iter().any(|path| path == "_headers") {
        messages.say(
            "What servers send along has changed: where yours has it in its own words, print them again (article-viewer \
             headers), or it will show pages without their style.",
        );
    }
}

fn tell_dry_run(run: &DryRun, messages: &Messages) -> Done {
    let DryRun { articles, difference, report, embargo_ends } = run;
    messages.findings(report);
    messages::write(|out| {
        difference.made().try_for_each(|path| writeln!(out, "make {}", escaped(path)))?;
        difference.removed().try_for_each(|path| writeln!(out, "remove {}", escaped(path)))?;
        let (made, removed) = (difference.made().count(), difference.removed().count());
        let (kept, unused) = (difference.kept(), difference.unused());
        writeln!(out, "Articles: {articles}. Files to make: {made}; to remove: {removed}; as they are: {kept}.")?;
        if unused > 0 {
            writeln!(out, "Files that nothing uses any more, and that stay for a while: {unused}.")?;
        }
        if let Some(end) = embargo_ends {
            writeln!(out, "An embargo ends at {end}: build again then.")?;
        }
        Ok(())
    })?;
    Ok(())
}

fn findings(report: &Report, severity: Severity) -> Vec<Value> {
    let of = report.findings().iter().filter(|finding| finding.severity == severity);
    of.filter_map(|finding| serde_json::from_str(&finding.to_json().ok()?).ok()).collect()
}

fn of_built(built: &Built) -> Value {
    let made: Vec<&str> = built.paths.iter().map(String::as_str).collect();
    let removed: Vec<&str> = built.removed.iter().map(String::as_str).collect();
    summary(built.articles, &made, &removed, [built.kept, built.unused], &built.report, built.embargo_ends.as_ref())
}

fn of_dry_run(run: &DryRun) -> Value {
    let (made, removed): (Vec<&str>, Vec<&str>) = (run.difference.made().collect(), run.difference.removed().collect());
    let counts = [run.difference.kept(), run.difference.unused()];
    summary(run.articles, &made, &removed, counts, &run.report, run.embargo_ends.as_ref())
}

fn summary(
    articles: usize,
    made: &[&str],
    removed: &[&str],
    [kept, unused]: [usize; 2],
    report: &Report,
    embargo_ends: Option<&Timestamp>,
) -> Value {
    json!({
        "articles": articles,
        "made": made,
        "removed": removed,
        "kept": kept,
        "unused": unused,
        "warnings": findings(report, Severity::Warning),
        "errors": findings(report, Severity::Error),
        "nextEmbargo": embargo_ends.map(ToString::to_string),
    })
}

fn failed(report: &Report, why: &str) -> Value {
    json!({
        "error": escaped(why),
        "warnings": findings(report, Severity::Warning),
        "errors": findings(report, Severity::Error),
    })
}
