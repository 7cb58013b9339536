//! `article-viewer deploy`: makes the publication, and uploads what differs.

use article_viewer::article::escaped;
use article_viewer::site::{self, BuildError, Progress};
use article_viewer::source::{self, Publication};
use article_viewer::store::{self, Destination, Encoding, UploadOptions, UploadPlan, Uploaded};
use clap::Args;

use crate::build::{How, refuse};
use crate::here::Here;
use crate::messages::{self, Done, Failure, Messages, counted, megabytes};

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
    let (code, out) = (options.how.viewer.code()?, options.how.out(&publication)?);
    let order = options.how.order(&publication, &code, &out)?;
    let built = match site::build(&order) {
        Ok(built) => built,
        Err(error @ BuildError::Faulty(_)) => return refuse(error, messages),
        Err(error) => return Err(error.into()),
    };
    messages.findings(&built.report);
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
