//! A browser: opening pages, asking them questions, and waiting for what they will be. What the questions are about
//! belongs to the tests.

use std::sync::Arc;
use std::time::{Duration, Instant};

use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use tempfile::TempDir;
use thirtyfour::{By, WebDriver, WebElement};

use crate::driver::Driver;
use crate::engine::{Engine, Started};
use crate::reused::{Idle, Lent};
use crate::server;
use crate::stage::Stage;
use crate::suite::Outcome;

/// How long a page may take to become what a test waits for: far more than it needs, on a machine that builds on the side.
pub const DEADLINE: Duration = Duration::from_secs(20);

/// How long until the next look at a page that is not yet what a test waits for.
pub const NEXT_LOOK: Duration = Duration::from_millis(20);

/// What the reader's system prefers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Scheme {
    Light,
    Dark,
}

impl Scheme {
    pub const ALL: [Self; 2] = [Self::Light, Self::Dark];

    pub fn name(self) -> &'static str {
        match self {
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }
}

/// How the `<article-viewer>` element shows the articles of a publication.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum Way {
    /// As the build rendered them ahead.
    #[default]
    Ahead,
    /// Out of their documents, as those of a build with another style.
    Document,
}

/// A browser in which nothing was done yet.
pub struct Browser {
    pub driver: WebDriver,
    pub engine: Engine,
    pub stage: Arc<Stage>,
    pub way: Way,
    /// Where it prints to, if it does.
    pub prints: Option<TempDir>,
    session: Session,
}

/// Whose a browser is.
enum Session {
    /// Its test's alone. So may be the driver's process.
    Own { _process: Option<Driver> },
    /// Its test's until that is over.
    Lent(Box<Lent>),
}

impl Browser {
    pub async fn start(stage: &Arc<Stage>, engine: Engine, way: Way) -> Outcome<Self> {
        if Idle::has(engine) {
            return Self::lent(stage, &stage.idle, engine, way).await;
        }
        let Started { driver, process, prints } = engine.start(stage).await?;
        let session = Session::Own { _process: process };
        Ok(Self { driver, engine, stage: Arc::clone(stage), way, prints, session })
    }

    /// One of those that are idle, or a new one.
    pub async fn lent(stage: &Arc<Stage>, idle: &Idle, engine: Engine, way: Way) -> Outcome<Self> {
        let lent = idle.open(stage, engine).await?;
        let (driver, stage, session) = (lent.driver.clone(), Arc::clone(stage), Session::Lent(Box::new(lent)));
        let browser = Self { driver, engine, stage, way, prints: None, session };
        // What was said while there was no test.
        browser.told().await?;
        Ok(browser)
    }

    /// Ends it; one that was lent goes back, if nothing went wrong in it.
    pub async fn quit(self, idle: Option<&Idle>) -> Outcome {
        match self.session {
            Session::Own { .. } => Ok(self.driver.quit().await?),
            Session::Lent(lent) => lent.close(idle).await,
        }
    }

    /// The full address of a page of the site: `""` is the front page.
    pub fn address(&self, page: &str) -> String {
        self.address_at(server::SITE, page)
    }

    /// The same in one of the places where the server has the site.
    pub fn address_at(&self, place: &str, page: &str) -> String {
        format!("{}{place}{page}", self.stage.server.origin)
    }

    /// The full address of a file of the publication that other people's pages show.
    pub fn publication(&self, path: &str) -> String {
        let place = if self.way == Way::Document { server::WITHOUT_AHEAD } else { server::ROOT };
        self.address_at(place, path)
    }

    /// Opens a page of the site and waits until it is loaded. The program may still be on its way.
    pub async fn open(&self, page: &str) -> Outcome {
        Ok(self.driver.goto(self.address(page)).await?)
    }

    /// Opens an article's page and waits until the program has taken it over.
    pub async fn open_started(&self, page: &str) -> Outcome {
        self.open(page).await?;
        self.started().await
    }

    /// Waits until the program has brought the article on the page to life.
    ///
    /// The page looks the same before and after. The program leaves a mark on the browser's timeline.
    pub async fn started(&self) -> Outcome {
        let is_live = "performance.getEntriesByName('article-viewer-live').length > 0";
        self.until("the program has started", is_live).await
    }

    /// Waits until an expression is true on the page.
    pub async fn until(&self, what: &str, expression: &str) -> Outcome {
        let start = Instant::now();
        loop {
            // While one page makes way for another there is nobody to answer.
            let answer = self.ask::<bool>(expression).await;
            if matches!(answer, Ok(true)) {
                return Ok(());
            }
            if start.elapsed() > DEADLINE {
                return Err(format!("waited {DEADLINE:?} for: {what}; `{expression}` is {answer:?}").into());
            }
            tokio::time::sleep(NEXT_LOOK).await;
        }
    }

    /// The value of an expression on the page.
    pub async fn ask<T: DeserializeOwned>(&self, expression: &str) -> Outcome<T> {
        Ok(self.driver.execute(format!("return {expression};"), Vec::new()).await?.convert()?)
    }

    /// What a function, given as its source, makes of its arguments on the page. It may be async.
    pub async fn call<T: DeserializeOwned>(&self, function: &str, arguments: Vec<Value>) -> Outcome<T> {
        let script = format!("return ({function})(...arguments);");
        Ok(self.driver.execute(script, arguments).await?.convert()?)
    }

    /// Runs a statement on the page.
    pub async fn run(&self, statement: &str) -> Outcome {
        self.driver.execute(format!("{statement};"), Vec::new()).await?;
        Ok(())
    }

    /// Sends a command of the DevTools protocol.
    pub async fn devtools(&self, method: &str, parameters: Value) -> Outcome<Value> {
        Ok(self.driver.cdp().send_raw(method, parameters).await?)
    }

    /// Has a script run on every page from now on, before anything of the page's own.
    pub async fn before_pages(&self, script: &str) -> Outcome {
        self.devtools("Page.addScriptToEvaluateOnNewDocument", json!({ "source": script })).await?;
        Ok(())
    }

    /// Has what is tried again tried at once, on every page from now on. That it is not is for tests that do not hurry.
    pub async fn hurry(&self) -> Outcome {
        self.before_pages(include_str!("scripts/hurry.js")).await
    }

    /// Lets pages run scripts, or not.
    pub async fn allow_scripts(&self, is_allowed: bool) -> Outcome {
        self.devtools("Emulation.setScriptExecutionDisabled", json!({ "value": !is_allowed })).await?;
        Ok(())
    }

    /// Shows pages as on a medium (`screen` or `print`), to somebody who prefers a scheme.
    pub async fn emulate(&self, medium: &str, scheme: Scheme) -> Outcome {
        let preference = json!([{ "name": "prefers-color-scheme", "value": scheme.name() }]);
        self.devtools("Emulation.setEmulatedMedia", json!({ "media": medium, "features": preference })).await?;
        Ok(())
    }

    /// Gives the window a size, in CSS pixels.
    pub async fn resize(&self, width: u32, height: u32) -> Outcome {
        let metrics = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
        self.devtools("Emulation.setDeviceMetricsOverride", metrics).await?;
        Ok(())
    }

    /// The element that a CSS selector finds.
    pub async fn element(&self, css: &str) -> Outcome<WebElement> {
        Ok(self.driver.find(By::Css(css)).await?)
    }

    /// What a reader sees in the elements that a selector finds, white space as one space.
    pub async fn texts(&self, css: &str) -> Outcome<Vec<String>> {
        self.call(include_str!("scripts/texts.js"), vec![json!(css)]).await
    }

    /// The same of the one element that there must be.
    pub async fn text(&self, css: &str) -> Outcome<String> {
        let mut texts = self.texts(css).await?;
        match (texts.pop(), texts.len()) {
            (Some(text), 0) => Ok(text),
            (found, others) => {
                Err(format!("{} visible elements are {css}, not one", others + usize::from(found.is_some())).into())
            }
        }
    }

    /// An attribute of the first element that a selector finds.
    pub async fn attribute(&self, css: &str, name: &str) -> Outcome<Option<String>> {
        self.call("(css, name) => document.querySelector(css).getAttribute(name)", vec![json!(css), json!(name)]).await
    }

    /// Brings every picture into view and waits until each is loaded or has failed; then goes back to the top.
    pub async fn load_pictures(&self) -> Outcome {
        self.call(include_str!("scripts/load_pictures.js"), Vec::new()).await
    }
}
