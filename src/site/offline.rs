//! What a publication needs to be read without a network: a script on every page, a service worker beside the pages, and
//! the page for what was never read. The scripts stand in `static/scripts/`; here they are told the names of files and the
//! words for readers.

use serde_json::json;

use super::code_files::{CodeFiles, hash};
use super::{BuildError, paths};
use crate::locale::Locale;

/// The script of every page, as Trunk copies it.
const SITE_SCRIPT: &str = "site.js";

/// The service worker, under the name that never changes: a browser asks for it again to see whether there is a new
/// version.
pub(super) const WORKER: &str = "worker.js";

/// The page that is shown in place of one that was never read.
pub(super) const OFFLINE_PAGE: &str = "offline.html";

/// Finishes the script of every page, and gives its name.
pub(super) fn site_script(files: &mut CodeFiles) -> Result<String, BuildError> {
    let words: serde_json::Map<_, _> = Locale::ALL
        .into_iter()
        .map(|locale| {
            let words = json!({
                "lang": locale.tag(),
                "dir": locale.direction().as_str(),
                "tag": locale.date_tag(),
                "saved": locale.saved_copy("{date}"),
            });
            (locale.tag().to_owned(), words)
        })
        .collect();
    let script = files.take(SITE_SCRIPT)?;
    let script = [format!("const WORDS={};\n", json!(words)).as_bytes(), &script].concat();
    Ok(files.put("site", "js", &script))
}

/// The worker, told what to keep: the files that an article's page loads, the folder of pictures, and the page for what was
/// never read. Its version is that of all of these, and the same whatever articles there are.
pub(super) fn worker(script: &str, code: &[String], offline_page: &str) -> String {
    // Of what is there those pictures are kept that were seen.
    let media = paths::media_folder();
    let version = hash(format!("{code:?}{media}{offline_page}{script}").as_bytes());
    let [version, code, media, offline] = [json!(version), json!(code), json!(media), json!(OFFLINE_PAGE)];
    format!("const VERSION={version},CODE={code},MEDIA={media},OFFLINE={offline};\n{script}")
}
