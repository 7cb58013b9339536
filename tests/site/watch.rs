//! What the browser has to say about the pages of a test: its console and, in Chromium, its requests.

use std::time::Instant;

use libtest_mimic::Failed;
use serde::Deserialize;
use serde_json::Value;

use crate::browser::{Browser, DEADLINE, NEXT_LOOK};
use crate::engine::Engine;
use crate::reused::in_firefox;
use crate::suite::{Outcome, Suite};

pub fn add_to(suite: &mut Suite) {
    for (engine, name) in [(Engine::Chromium, "chromium"), (Engine::Firefox, "firefox")] {
        suite.add_in(engine, &format!("watch::what_is_wrong_with_a_page_is_heard_in_{name}"), heard);
    }
}

/// What the browser said since it was last asked.
#[derive(Debug, Default)]
pub struct Told {
    /// Warnings and errors in the console.
    pub console: Vec<Line>,
    /// Answers that were no success: status and address.
    pub refused: Vec<String>,
    /// Requests that went elsewhere: addresses.
    pub foreign: Vec<String>,
}

/// A line of the console.
#[derive(Debug, Deserialize)]
pub struct Line {
    /// Who says it: `console-api` is a script; `network`, `security` and the like are the browser.
    pub source: String,
    pub text: String,
}

impl Told {
    /// Nothing may have been said.
    pub fn nothing(&self) -> Outcome {
        let is_quiet = self.console.is_empty() && self.refused.is_empty() && self.foreign.is_empty();
        if is_quiet { Ok(()) } else { Err(Failed::from(format!("the browser complains: {self:#?}"))) }
    }

    /// What scripts wrote into the console as errors and warnings.
    pub fn by_scripts(&self) -> Vec<&str> {
        self.console.iter().filter(|line| line.source == "console-api").map(|line| line.text.as_str()).collect()
    }

    /// No request may have gone elsewhere, and nothing may have panicked or broken the policy.
    pub fn nothing_dangerous(&self) -> Outcome {
        let is_dangerous = |line: &Line| {
            line.source == "security" || line.text.contains("panicked") || line.text.contains("Content Security Policy")
        };
        if self.foreign.is_empty() && !self.console.iter().any(is_dangerous) {
            return Ok(());
        }
        Err(Failed::from(format!("the browser reports what must never happen: {self:#?}")))
    }
}

impl Browser {
    /// What the browser has to say since it was last asked. Of Firefox these are errors alone, and nothing that a script
    /// writes itself. WebKit's driver hands nothing on, and its browser writes nothing down while it is driven.
    pub async fn told(&self) -> Outcome<Told> {
        match self.engine {
            Engine::Chromium | Engine::PrintingChromium => self.told_by_chromium().await,
            Engine::Firefox => {
                let errors = in_firefox(&self.driver, ERRORS_OF_FIREFOX, Vec::new()).await?;
                Ok(Told { console: serde_json::from_value(errors)?, ..Told::default() })
            }
            Engine::WebKit => Ok(Told::default()),
        }
    }

    async fn told_by_chromium(&self) -> Outcome<Told> {
        let mut told = Told { console: self.console_of_chromium().await?, ..Told::default() };
        for entry in self.driver.get_log("performance").await? {
            let event: Value = serde_json::from_str(&entry.message)?;
            self.note(&event["message"], &mut told);
        }
        Ok(told)
    }

    /// The same, once a script has written something: what is wrong with a document is found out after the reader was told.
    pub async fn told_by_script(&self) -> Outcome<Told> {
        let start = Instant::now();
        let mut all = Told::default();
        loop {
            let Told { console, refused, foreign } = self.told().await?;
            all.console.extend(console);
            all.refused.extend(refused);
            all.foreign.extend(foreign);
            if !all.by_scripts().is_empty() {
                return Ok(all);
            }
            if start.elapsed() > DEADLINE {
                return Err(format!("no script has written anything: {all:#?}").into());
            }
            tokio::time::sleep(NEXT_LOOK).await;
        }
    }

    async fn console_of_chromium(&self) -> Outcome<Vec<Line>> {
        let entries = self.driver.browser_log().await?.into_iter();
        Ok(entries
            .filter(|entry| entry.level == "SEVERE" || entry.level == "WARNING")
            .map(|entry| Line { source: entry.source.unwrap_or_default(), text: entry.message })
            .collect())
    }

    fn note(&self, event: &Value, told: &mut Told) {
        let address = |event: &Value| event["url"].as_str().unwrap_or_default().to_owned();
        match event["method"].as_str() {
            Some("Network.requestWillBeSent") => {
                let url = address(&event["params"]["request"]);
                if !self.is_at_home(&url) {
                    told.foreign.push(url);
                }
            }
            Some("Network.responseReceived") => {
                let response = &event["params"]["response"];
                if response["status"].as_u64().is_some_and(|status| status >= 400) {
                    told.refused.push(format!("{} {}", response["status"], address(response)));
                }
            }
            _ => {}
        }
    }

    /// Whether an address is on this machine, where the servers of these tests are, or needs none.
    fn is_at_home(&self, url: &str) -> bool {
        url.starts_with("data:") || url.starts_with("http://127.0.0.1:")
    }
}

/// The errors of pages since the last look, with who says so.
const ERRORS_OF_FIREFOX: &str = r"
    const all = Services.console.getMessageArray();
    Services.console.reset();
    const isOfPage = message => message instanceof Ci.nsIScriptError && message.flags === Ci.nsIScriptError.errorFlag
        && /^http:\/\/127\.0\.0\.1:/.test(message.sourceName);
    return all.filter(isOfPage).map(({ category, errorMessage, sourceName, lineNumber }) => ({
        source: category.startsWith('CSP') ? 'security' : category,
        text: `${sourceName}:${lineNumber} ${errorMessage}`,
    }));";

/// A style in a page, which its policy refuses.
async fn heard(browser: &Browser) -> Outcome {
    browser.open_started("the-measure/").await?;
    browser.told().await?.nothing()?;
    browser.run("document.body.setAttribute('style', 'color: red')").await?;
    let start = Instant::now();
    loop {
        let told = browser.told().await?;
        if told.nothing().is_err() {
            assert!(told.nothing_dangerous().is_err(), "{told:?}");
            return Ok(());
        }
        if start.elapsed() > DEADLINE {
            return Err("a broken policy is not heard".into());
        }
        tokio::time::sleep(NEXT_LOOK).await;
    }
}
