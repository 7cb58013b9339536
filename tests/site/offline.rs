//! Reading without a network: what was read is there, says that it is a copy, and makes way for what is new.

use std::fs;
use std::path::{Path, PathBuf};

use article_viewer::locale::{LoadErrorKind, Locale};
use tempfile::TempDir;

use crate::browser::Browser;
use crate::place::Place;
use crate::suite::{Outcome, Suite};

pub fn add_to(suite: &mut Suite) {
    suite.add("offline::what_was_read_is_there_and_makes_way_for_a_new_version", reading);
    suite.add("offline::nothing_is_kept_in_somebody_elses_frame", framed);
}

/// Where the site stands on these servers.
const PREFIX: &str = "/paper/";

const READ: &str = "viec-cang-kho/";
const READ_BEFORE: &str = "the-measure/";
const NEVER_READ: &str = "min-al-yamin/";

async fn reading(browser: &Browser) -> Outcome {
    let site = &browser.stage.setup.site;
    let next = NextVersion::of(site)?;
    let mut place = Place::new(PREFIX, site).await?;

    // The first page that is opened comes before there is a worker, the others after.
    browser.driver.goto(place.address(READ)).await?;
    is_kept(browser).await?;
    assert!(notices(browser).await?.is_empty(), "what comes from the server is no copy");
    browser.driver.goto(place.address(READ_BEFORE)).await?;
    is_kept(browser).await?;
    browser.driver.goto(place.address(READ)).await?;
    let headline = browser.text("h1").await?;

    place.goes_away();
    browser.driver.refresh().await?;
    is_copy(browser, Locale::Vi).await?;
    assert_eq!(browser.text("h1").await?, headline);
    browser.driver.goto(place.address(READ_BEFORE)).await?;
    is_copy(browser, Locale::En).await?;
    browser.until("its picture is there", "document.querySelector('.body img').naturalWidth > 0").await?;
    browser.driver.goto(place.address(NEVER_READ)).await?;
    assert_eq!(browser.text("main [role=alert] h1").await?, Locale::Vi.advice(LoadErrorKind::NotKept).title);
    assert_eq!(browser.attribute("html", "lang").await?.as_deref(), Some("vi"));
    let way_out: String = browser.ask("document.querySelector('[role=alert] a:last-child').href").await?;
    assert_eq!(way_out, place.address(""), "the way out leads to the front page, wherever the page stands");

    place.serve(&next.folder).await?;
    browser.driver.goto(place.address(READ)).await?;
    assert_eq!(browser.text("h1").await?, format!("{} {headline}", NextVersion::WORD), "nothing old passes for new");
    assert!(notices(browser).await?.is_empty());
    browser.started().await?;
    // A store is filled at once: with the page for what was never read, everything else is there.
    let is_filled = format!(
        "caches.keys().then(names => names.find(name => name.includes(' next-'))) \
         .then(name => name && caches.open(name).then(store => store.match('{}'))).then(Boolean)",
        place.address("offline.html")
    );
    browser.until("the new version is kept", &is_filled).await?;
    is_kept(browser).await?;

    place.goes_away();
    browser.driver.refresh().await?;
    is_copy(browser, Locale::Vi).await?;
    assert_eq!(browser.text("h1").await?, format!("{} {headline}", NextVersion::WORD));
    assert!(program(browser).await?.ends_with(&next.start));
    // A page of the version before has the program of the version before.
    browser.driver.goto(place.address(READ_BEFORE)).await?;
    is_copy(browser, Locale::En).await?;
    assert!(program(browser).await?.ends_with(&next.start_before));
    // Requests fail while the network is away, as they should.
    browser.told().await?.nothing_dangerous()
}

/// Waits until the page is in the store of a worker that runs.
pub async fn is_kept(browser: &Browser) -> Outcome {
    browser.until("there is a worker", "navigator.serviceWorker.controller !== null").await?;
    browser.until("the page is kept", "caches.match(location.href).then(Boolean)").await
}

/// Waits until the page says that it is a copy, and until its button works as on the page itself.
async fn is_copy(browser: &Browser, locale: Locale) -> Outcome {
    browser.until("it says so", "document.querySelector('.saved-copy')?.textContent > ''").await?;
    let said = locale.saved_copy("{date}");
    let (before, after) = said.split_once("{date}").expect("a date");
    let notices = notices(browser).await?;
    let [notice] = &notices[..] else { return Err(format!("not one notice: {notices:?}").into()) };
    assert!(notice.starts_with(before) && notice.ends_with(after), "{notice}");
    assert!(notice.len() > before.len() + after.len(), "it says since when: {notice}");
    assert_eq!(browser.attribute(".saved-copy", "role").await?.as_deref(), Some("status"));
    browser.started().await
}

async fn notices(browser: &Browser) -> Outcome<Vec<String>> {
    browser.texts(".saved-copy").await
}

/// The file that started the page's program.
async fn program(browser: &Browser) -> Outcome<String> {
    browser.ask("document.querySelector('script[src*=\"start-\"]').src").await
}

/// The site with another program and another headline.
struct NextVersion {
    _folder: TempDir,
    folder: PathBuf,
    start_before: String,
    start: String,
}

impl NextVersion {
    const WORD: &str = "Tin mới:";

    fn of(site: &Path) -> Outcome<Self> {
        let temporary = tempfile::tempdir()?;
        let folder = temporary.path().to_owned();
        let page = fs::read_to_string(site.join(READ).join("index.html"))?;
        let start_before = page.split('"').find_map(|part| part.strip_prefix("../start-"));
        let start_before = format!("start-{}", start_before.ok_or("the page starts no program")?);
        let start = format!("start-{}.js", "0".repeat(16));
        copy(site, &folder, &|text| text.replace(&start_before, &start))?;
        fs::rename(folder.join(&start_before), folder.join(&start))?;
        let worker = folder.join("worker.js");
        fs::write(&worker, fs::read_to_string(&worker)?.replace("VERSION=\"", "VERSION=\"next-"))?;
        let page = folder.join(READ).join("index.html");
        let head = "<h1 class=\"headline\">";
        fs::write(&page, fs::read_to_string(&page)?.replace(head, &format!("{head}{} ", Self::WORD)))?;
        Ok(Self { _folder: temporary, folder, start_before, start })
    }
}

/// Copies a folder, what is text with a change.
fn copy(from: &Path, to: &Path, change: &impl Fn(&str) -> String) -> Outcome {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let (from, to) = entry.map(|entry| (entry.path(), to.join(entry.file_name())))?;
        if from.is_dir() {
            copy(&from, &to, change)?;
        } else if from.extension().is_some_and(|extension| extension == "html" || extension == "js") {
            fs::write(&to, change(&fs::read_to_string(&from)?))?;
        } else {
            fs::copy(&from, &to)?;
        }
    }
    Ok(())
}

async fn framed(browser: &Browser) -> Outcome {
    let place = Place::new(PREFIX, &browser.stage.setup.site).await?;
    browser.driver.goto(place.address("article.schema.json")).await?;
    let frame = "address => new Promise(loaded => { const frame = document.createElement('iframe'); \
        frame.onload = loaded; frame.src = address; document.body.append(frame); }).then(() => true)";
    browser.call::<bool>(frame, vec![place.address(READ).into()]).await?;
    browser
        .until(
            "the program has started in the frame",
            "document.querySelector('iframe').contentWindow.performance.getEntriesByName('article-viewer-live').length > 0",
        )
        .await?;
    let workers: usize =
        browser.call("() => navigator.serviceWorker.getRegistrations().then(all => all.length)", Vec::new()).await?;
    assert_eq!(workers, 0, "a frame registers no worker");
    browser.told().await?.nothing_dangerous()
}
