//! The browsers that the tests know: how each is asked for, and what it needs.

use serde_json::{Value, json};
use tempfile::TempDir;
use thirtyfour::WebDriver;
use thirtyfour::common::capabilities::desiredcapabilities::Capabilities;

use crate::driver::Driver;
use crate::stage::{Setup, Stage};
use crate::suite::Outcome;

/// No request of the browser's own, and nothing that a small machine lacks.
const ARGUMENTS: [&str; 8] = [
    "--no-sandbox",
    "--disable-dev-shm-usage",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
];

/// A browser of a kind.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Engine {
    /// Chromium without a window, where `window.print` does nothing.
    Chromium,
    /// Chromium with a window, which prints into a folder without asking.
    PrintingChromium,
    Firefox,
    WebKit,
}

/// A browser that was started.
pub struct Started {
    pub driver: WebDriver,
    /// The driver's process, where it serves this browser alone.
    pub process: Option<Driver>,
    /// Where it prints to, if it does.
    pub prints: Option<TempDir>,
}

impl Engine {
    /// Whether it can be started here.
    pub fn is_there(self, setup: &Setup) -> bool {
        match self {
            Self::Chromium => true,
            Self::PrintingChromium => setup.xvfb.is_some(),
            Self::Firefox => setup.firefox.is_some(),
            Self::WebKit => setup.webkit.is_some() && setup.xvfb.is_some(),
        }
    }

    pub async fn start(self, stage: &Stage) -> Outcome<Started> {
        let setup = &stage.setup;
        match self {
            Self::Chromium => {
                let mut arguments = vec!["--headless"];
                arguments.extend(ARGUMENTS);
                let driver = session(
                    &stage.driver,
                    "chrome",
                    [
                        ("goog:chromeOptions", json!({ "binary": setup.chromium, "args": arguments })),
                        ("goog:loggingPrefs", json!({ "browser": "ALL", "performance": "ALL" })),
                    ],
                );
                Ok(Started { driver: driver.await?, process: None, prints: None })
            }
            Self::PrintingChromium => {
                let prints = tempfile::tempdir()?;
                let mut arguments = vec!["--kiosk-printing"];
                arguments.extend(ARGUMENTS);
                let preferences = json!({
                    "printing": { "print_preview_sticky_settings": { "appState": print_settings().to_string() } },
                    "savefile": { "default_directory": prints.path() },
                });
                let process = Driver::chromium(&setup.chromedriver, Some(stage.screen()?))?;
                let options = json!({ "binary": setup.chromium, "args": arguments, "prefs": preferences });
                let driver = session(
                    &process,
                    "chrome",
                    [
                        ("goog:chromeOptions", options),
                        ("goog:loggingPrefs", json!({ "browser": "ALL", "performance": "ALL" })),
                    ],
                );
                Ok(Started { driver: driver.await?, process: Some(process), prints: Some(prints) })
            }
            Self::Firefox => {
                let (binary, driver) = setup.firefox.as_ref().ok_or("no Firefox here")?;
                let process = Driver::firefox(driver)?;
                let options = json!({ "binary": binary, "args": ["-headless"] });
                let driver = session(&process, "firefox", [("moz:firefoxOptions", options)]).await?;
                Ok(Started { driver, process: Some(process), prints: None })
            }
            Self::WebKit => {
                let (binary, driver) = setup.webkit.as_ref().ok_or("no WebKit here")?;
                let process = Driver::webkit(driver, stage.screen()?)?;
                let options = json!({ "binary": binary, "args": ["--automation"] });
                let driver = session(&process, "MiniBrowser", [("webkitgtk:browserOptions", options)]).await?;
                Ok(Started { driver, process: Some(process), prints: None })
            }
        }
    }
}

async fn session<const N: usize>(driver: &Driver, name: &str, wants: [(&str, Value); N]) -> Outcome<WebDriver> {
    let mut wanted = Capabilities::new();
    wanted.set("browserName", name)?;
    for (key, value) in wants {
        wanted.set(key, value)?;
    }
    Ok(WebDriver::new(&driver.address, wanted).await?)
}

/// What the print dialog remembers: that it last made a PDF, without the browser's own headers.
fn print_settings() -> Value {
    json!({
        "recentDestinations": [{ "id": "Save as PDF", "origin": "local", "account": "" }],
        "selectedDestinationId": "Save as PDF",
        "version": 2,
        "isHeaderFooterEnabled": false,
    })
}
