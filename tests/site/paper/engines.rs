//! Paper as other engines make it, and as Chromium makes it by itself.

use std::path::Path;
use std::time::{Duration, Instant};
use std::{fs, io};

use thirtyfour::common::print::{PrintPage, PrintParameters};

use super::contents::Page;
use super::pdf::Pdf;
use super::{PROBE, press};
use crate::articles::field;
use crate::browser::Browser;
use crate::suite::Outcome;

/// How long a browser may take to write a file.
const DEADLINE: Duration = Duration::from_secs(30);

/// How long until the next look.
const NEXT_LOOK: Duration = Duration::from_millis(50);

/// A click, and the browser prints by itself, into a file.
pub async fn click(browser: &Browser) -> Outcome {
    let folder = browser.prints.as_ref().ok_or("this browser does not print by itself")?.path();
    for article in browser.articles()? {
        let id = field(&article, "id");
        browser.open_started(&format!("{id}/")).await?;
        let page = Page::of(browser).await?;
        browser.element(".print-button").await?.click().await?;
        let bytes = printed(folder).await?;
        page.is_on(&Pdf::keep(&bytes, &format!("{id}-click"), &browser.stage.setup)?, &article)?;
        assert!(files(folder)?.is_empty(), "{id} was printed more than once");
    }
    Ok(())
}

/// The file that the browser prints into a folder, which it then leaves.
async fn printed(folder: &Path) -> Outcome<Vec<u8>> {
    let start = Instant::now();
    loop {
        for file in files(folder)? {
            let bytes = fs::read(&file)?;
            // The last line of a file that is written to its end (ISO 32000-2, section 7.5.5).
            if bytes.trim_ascii_end().ends_with(b"%%EOF") {
                fs::remove_file(file)?;
                return Ok(bytes);
            }
        }
        if start.elapsed() > DEADLINE {
            return Err(format!("nothing was printed after {DEADLINE:?}").into());
        }
        tokio::time::sleep(NEXT_LOOK).await;
    }
}

fn files(folder: &Path) -> io::Result<Vec<std::path::PathBuf>> {
    let entries = fs::read_dir(folder)?.map(|entry| entry.map(|entry| entry.path()));
    let mut files = entries.collect::<io::Result<Vec<_>>>()?;
    files.retain(|path| path.extension().is_some_and(|extension| extension == "pdf"));
    Ok(files)
}

/// Firefox, by its driver: it prints at the moment when the page asks for it.
pub async fn firefox(browser: &Browser) -> Outcome {
    for article in browser.articles()? {
        let id = field(&article, "id");
        browser.open_started(&format!("{id}/")).await?;
        browser.run(PROBE).await?;
        let page = Page::of(browser).await?;
        press(browser).await?;
        let parameters =
            PrintParameters { page: PrintPage { width: 21.0, height: 29.7 }, ..PrintParameters::default() };
        let bytes = browser.driver.print_page(parameters).await?;
        page.is_on(&Pdf::keep(&bytes, &format!("{id}-firefox"), &browser.stage.setup)?, &article)?;
    }
    Ok(())
}
