//! `article-viewer deploy`: makes the publication, and uploads what differs.

use std::fs;
use std::io;
use std::path::Path;

use article_viewer::article::escaped;
use article_viewer::site::{self, BuildError, Progress};
use article_viewer::source::{self, Publication};
use article_viewer::store::{self, Destination, Encoding, UploadOptions, UploadPlan, Uploaded};
use clap::Args;

use crate::build::{How, refuse, tell_of_headers};
use crate::here::Here;
use crate::messages::{self, Done, Failure, Messages, about, counted, megabytes, shown};

/// More steps than are worth no bar: how many there are is known when the destination has been asked.
const SOME: usize = 1_000;

#[derive(Args)]
pub(crate) struct Deploy {
    #[command(flatten)]
    here: Here,
    /// Where to: s3://bucket/folder, gs://…, az://…, https://… (WebDAV), or a folder [default: what publication.toml says]
    #[arg(long, value_name = "URL")]
    to: Option<String>,
    /// The address of the service, where it is not that of the cloud itself.
    #[arg(long, value_name = "URL")]
    endpoint: Option<String>,
    /// The region of the bucket.
    #[arg(long)]
    region: Option<String>,
    /// How files are compressed there [default: gzip in buckets]
    #[arg(long, value_parser = source::Deploy::ENCODINGS)]
    encoding: Option<String>,
    /// Lists what would be uploaded and removed, and uploads nothing. The publication is made all the same.
    #[arg(long)]
    dry_run: bool,
    #[command(flatten)]
    how: How,
}

pub(crate) fn run(options: &Deploy, messages: &Messages) -> Done {
    let publication = options.here.open(messages)?;
    let destination = destination(options, &publication)?;
    check_folder(&destination.address, &publication)?;
    let (code, out) = (options.how.viewer.code()?, options.how.out(&publication)?);
    let order = options.how.order(&publication, &code, &out)?;
    let built = match site::build(&order) {
        Ok(built) => built,
        Err(error @ BuildError::Faulty(_)) => return refuse(error, messages),
        Err(error) => return Err(error.into()),
    };
    messages.findings(&built.report);
    tell_of_headers(&built, messages);
    let options_of_upload =
        UploadOptions { keep_unused_days: order.keep_unused_days, ..UploadOptions::new(site::now()) };
    if options.dry_run {
        let plan = store::upload_plan(&out, &destination, &site::describe, &options_of_upload)?;
        return tell_plan(&plan);
    }
    let progress = Progress::new("Uploading", SOME);
    let uploaded =
        store::upload(&out, &destination, &site::describe, &options_of_upload, &|sent, of| progress.at(sent, of));
    progress.finish();
    tell(&uploaded?, &destination, messages);
    Ok(())
}

/// Where to, as the command line says it, else the publication. What the publication says of its own destination is not
/// meant for another: its service would be told another's keys.
fn destination(options: &Deploy, publication: &Publication) -> Result<Destination, Failure> {
    let settings = &publication.configuration.deploy;
    let said = settings.clone();
    let said = if options.to.is_some() && options.to != said.to { source::Deploy::default() } else { said };
    let address = match (&options.to, said.to) {
        (Some(address), _) => address.clone(),
        // A folder lies as seen from the publication's, like every other path of the file.
        (None, Some(folder)) if !folder.contains("://") => publication.folder.join(folder).display().to_string(),
        (None, Some(address)) => address,
        (None, None) => return Err("where to? Say it with --to, or as `to` below [deploy] in publication.toml".into()),
    };
    let encoding = match options.encoding.as_ref().or(said.encoding.as_ref()).map(String::as_str) {
        Some("br") => Encoding::Brotli,
        Some("none") => Encoding::None,
        _ => Encoding::default(),
    };
    let (endpoint, region) = (options.endpoint.clone().or(said.endpoint), options.region.clone().or(said.region));
    Ok(Destination { address, endpoint, region, encoding })
}

/// A folder must be for the publication alone: it is not what the publication is made of, and nobody else's files are in it.
fn check_folder(address: &str, publication: &Publication) -> Result<(), Failure> {
    let folder = Path::new(address.strip_prefix("file://").unwrap_or(address));
    if address.contains("://") && !address.starts_with("file://") {
        return Ok(());
    }
    let Ok(real) = folder.canonicalize() else { return Ok(()) };
    let own = [&publication.articles].into_iter().chain(&publication.static_folder);
    let mut own = own.filter_map(|folder| folder.canonicalize().ok());
    if own.any(|own| own.starts_with(&real) || real.starts_with(&own)) {
        return Err(
            format!("{} is, or holds, what the publication is made of: name another folder", shown(folder)).into()
        );
    }
    let mut entries = match fs::read_dir(&real) {
        Ok(entries) => entries.flatten().peekable(),
        Err(error) if error.kind() == io::ErrorKind::NotADirectory => {
            return Err(format!("{} is a file: name a folder", shown(folder)).into());
        }
        Err(error) => return Err(about(folder, &error).into()),
    };
    if entries.peek().is_some() && !real.join(".article-viewer").exists() {
        let message = format!("{} holds files that no upload wrote: name a new or an empty folder", shown(folder));
        return Err(message.into());
    }
    Ok(())
}

fn tell(uploaded: &Uploaded, destination: &Destination, messages: &Messages) {
    messages.say_bold(&format!(
        "{} uploaded ({}), {} removed, {} as they were.",
        counted(uploaded.uploaded, "file", "files"),
        megabytes(uploaded.bytes),
        uploaded.removed,
        uploaded.kept
    ));
    messages.say(&format!("At {}.", escaped(&destination.told())));
}

fn tell_plan(plan: &UploadPlan) -> Done {
    messages::write(|out| {
        plan.upload.iter().try_for_each(|path| writeln!(out, "upload {}", escaped(path)))?;
        plan.remove.iter().try_for_each(|path| writeln!(out, "remove {}", escaped(path)))?;
        let (upload, remove) = (plan.upload.len(), plan.remove.len());
        writeln!(
            out,
            "Files to upload: {upload} ({}); to remove: {remove}; as they are: {}.",
            megabytes(plan.bytes),
            plan.kept
        )
    })?;
    Ok(())
}
