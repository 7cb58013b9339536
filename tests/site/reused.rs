//! Browsers that serve one test after another: to start one costs more than most tests do.
//!
//! A test gets windows that share nothing with those of any other: cookies, storage, caches, workers. In Chromium they are a
//! context, in Firefox a container. What a test asks of DevTools (scripts before pages, emulation, blocked addresses) is
//! asked of its own window. When it is over all of it is thrown away. A browser in which a test failed is ended: who knows
//! what it left.

use std::fs;
use std::net::TcpStream;
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::http::Method;
use serde_json::{Value, json};
use thirtyfour::common::command::{Command, ExtensionCommand};
use thirtyfour::{WebDriver, WindowHandle};
use tungstenite::{Message, WebSocket};

use crate::browser::{Browser, Scheme, Way};
use crate::driver::Driver;
use crate::engine::{Engine, Started};
use crate::stage::Stage;
use crate::suite::{Outcome, Suite};

pub fn add_to(suite: &mut Suite) {
    suite.add("reused::a_test_finds_nothing_of_the_one_before_in_chromium", isolated);
    suite.add_in(Engine::Firefox, "reused::a_test_finds_nothing_of_the_one_before_in_firefox", isolated);
}

/// Browsers that wait for their next test.
#[derive(Default)]
pub struct Idle(Mutex<Vec<Reused>>);

impl Idle {
    /// Whether browsers of a kind serve more than one test.
    pub fn has(engine: Engine) -> bool {
        matches!(engine, Engine::Chromium | Engine::Firefox)
    }

    /// Opens a window in one that waits, or in a new one.
    pub async fn open(&self, stage: &Stage, engine: Engine) -> Outcome<Lent> {
        let waiting = {
            let mut all = self.all();
            all.iter().position(|browser| browser.engine == engine).map(|index| all.swap_remove(index))
        };
        match waiting {
            Some(browser) => browser.open().await,
            None => Reused::start(stage, engine).await?.open().await,
        }
    }

    /// Ends all of them.
    pub async fn quit(&self) -> Outcome {
        let all = std::mem::take(&mut *self.all());
        for browser in all {
            browser.driver.quit().await?;
        }
        Ok(())
    }

    fn all(&self) -> MutexGuard<'_, Vec<Reused>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A browser between two tests: its first window is open, and no test sees it.
struct Reused {
    engine: Engine,
    driver: WebDriver,
    first_window: WindowHandle,
    /// Chromium's.
    devtools: Option<DevTools>,
    /// The driver's process, where it serves this browser alone.
    _process: Option<Driver>,
}

/// Makes a container and a tab in it; its number.
const OPEN_CONTAINER: &str = "
    const { ContextualIdentityService: all } = ChromeUtils.importESModule('resource://gre/modules/ContextualIdentityService.sys.mjs');
    const id = all.create('test', 'fingerprint', 'blue').userContextId;
    const owner = Services.scriptSecurityManager.getSystemPrincipal();
    gBrowser.selectedTab = gBrowser.addTab('about:blank', { userContextId: id, triggeringPrincipal: owner });
    return id;";

/// Takes a container away, with everything that is kept for it.
const REMOVE_CONTAINER: &str = "
    const { ContextualIdentityService: all } = ChromeUtils.importESModule('resource://gre/modules/ContextualIdentityService.sys.mjs');
    return all.remove(arguments[0]);";

impl Reused {
    async fn start(stage: &Stage, engine: Engine) -> Outcome<Self> {
        let Started { driver, process, .. } = engine.start(stage).await?;
        let first_window = driver.window().await?;
        let devtools = if engine == Engine::Chromium { Some(DevTools::of(&driver)?) } else { None };
        Ok(Self { engine, driver, first_window, devtools, _process: process })
    }

    /// Opens a window for a test, which shares nothing with those of the tests before.
    async fn open(mut self) -> Outcome<Lent> {
        let (place, window) = match &mut self.devtools {
            Some(devtools) => {
                let context = devtools.send("Target.createBrowserContext", json!({}))?["browserContextId"].clone();
                let window = json!({ "url": "about:blank", "browserContextId": context });
                let window = devtools.send("Target.createTarget", window)?;
                (context, window["targetId"].as_str().map(|id| WindowHandle::from(id.to_owned())))
            }
            None => {
                let container = in_firefox(&self.driver, OPEN_CONTAINER, vec![]).await?;
                let windows = self.driver.windows().await?;
                (container, windows.into_iter().find(|window| *window != self.first_window))
            }
        };
        self.driver.switch_to_window(window.ok_or("no window was opened")?).await?;
        Ok(Lent { place, driver: self.driver.clone(), browser: self })
    }

    /// Closes the windows of a test, and throws away what is kept for them.
    async fn close(&mut self, place: Value) -> Outcome {
        if let Some(devtools) = &mut self.devtools {
            self.driver.switch_to_window(self.first_window.clone()).await?;
            devtools.send("Target.disposeBrowserContext", json!({ "browserContextId": place }))?;
            return Ok(());
        }
        for window in self.driver.windows().await? {
            if window != self.first_window {
                self.driver.switch_to_window(window).await?;
                self.driver.close_window().await?;
            }
        }
        self.driver.switch_to_window(self.first_window.clone()).await?;
        let is_gone = in_firefox(&self.driver, REMOVE_CONTAINER, vec![place]).await?;
        if is_gone == json!(true) { Ok(()) } else { Err("Firefox kept a test's container".into()) }
    }
}

/// A browser in use by a test.
pub struct Lent {
    /// It drives the test's window.
    pub driver: WebDriver,
    /// The context or the container.
    place: Value,
    browser: Reused,
}

impl Lent {
    /// Throws away what the test did. The browser waits for another test among those that are idle, or ends.
    pub async fn close(self, idle: Option<&Idle>) -> Outcome {
        let Self { place, mut browser, .. } = self;
        let Some(idle) = idle else { return Ok(browser.driver.quit().await?) };
        browser.close(place).await?;
        idle.all().push(browser);
        Ok(())
    }
}

/// Runs a script in Firefox itself, not on a page.
pub async fn in_firefox(driver: &WebDriver, script: &str, arguments: Vec<Value>) -> Outcome<Value> {
    driver.handle().cmd(Command::ExtensionCommand(Box::new(Scope("chrome")))).await?;
    let answer = driver.execute(script, arguments).await;
    driver.handle().cmd(Command::ExtensionCommand(Box::new(Scope("content")))).await?;
    Ok(answer?.json().clone())
}

/// Where Firefox runs the scripts that come.
#[derive(Debug)]
struct Scope(&'static str);

impl ExtensionCommand for Scope {
    fn parameters_json(&self) -> Option<Value> {
        Some(json!({ "context": self.0 }))
    }

    fn method(&self) -> Method {
        Method::POST
    }

    fn endpoint(&self) -> Arc<str> {
        "/moz/context".into()
    }
}

/// A Chromium's own connection for DevTools: what the driver hands on goes to a window, which may not make contexts.
struct DevTools {
    socket: WebSocket<TcpStream>,
    commands: u64,
}

impl DevTools {
    fn of(driver: &WebDriver) -> Outcome<Self> {
        let capabilities = driver.handle().capabilities();
        let profile = capabilities.get("chrome").and_then(|chrome| chrome["userDataDir"].as_str());
        let profile = Path::new(profile.ok_or("the driver does not say where Chromium's profile is")?);
        // Two lines, written when it listens: the port, and the path of the whole browser's connection.
        let listens = fs::read_to_string(profile.join("DevToolsActivePort"))?;
        let (port, path) = listens.trim_end().split_once('\n').ok_or("a port without a path")?;
        let stream = TcpStream::connect(format!("127.0.0.1:{port}"))?;
        stream.set_nodelay(true)?;
        let (socket, _) = tungstenite::client(format!("ws://127.0.0.1:{port}{path}"), stream)?;
        Ok(Self { socket, commands: 0 })
    }

    /// Sends a command and waits for its answer: some milliseconds.
    fn send(&mut self, method: &str, parameters: Value) -> Outcome<Value> {
        self.commands += 1;
        let command = json!({ "id": self.commands, "method": method, "params": parameters });
        self.socket.send(Message::text(command.to_string()))?;
        loop {
            let Message::Text(answer) = self.socket.read()? else { continue };
            let answer: Value = serde_json::from_str(&answer)?;
            if answer["id"] == self.commands {
                let result = answer.get("result").cloned();
                return result.ok_or_else(|| format!("{method}: {}", answer["error"]).into());
            }
        }
    }
}

/// Leaves something in every place that a page can reach.
const LEAVE: &str = include_str!("scripts/leave.js");

/// The places in which something is.
const LEFT: &str = include_str!("scripts/left.js");

/// A page without a program, which leaves alone what is there.
const PAGE: &str = "robots.txt";

/// A file that is asked for.
const FILE: &str = "icon-192.png";

async fn isolated(browser: &Browser) -> Outcome {
    let idle = Idle::default();
    let one = Browser::lent(&browser.stage, &idle, browser.engine, Way::Ahead).await?;
    let (session, before) = (one.driver.session_id().to_string(), leave(&one).await);
    one.quit(Some(&idle)).await?;
    let next = Browser::lent(&browser.stage, &idle, browser.engine, Way::Ahead).await?;
    let is_the_same = next.driver.session_id().to_string() == session;
    let after = left(&next).await;
    let ended = next.quit(None).await;
    let (before, after) = (before?, after?);
    ended?;
    let mut places = "HTTP cache,caches,cookie,history,indexedDB,localStorage,sessionStorage,window,worker"
        .split(',')
        .collect::<Vec<_>>();
    if browser.engine == Engine::Chromium {
        places.extend(["scheme", "script", "size"]);
    }
    places.sort_unstable();
    assert_eq!(before, places, "what is left is seen");
    assert!(is_the_same, "the same browser serves both");
    assert_eq!(after, Vec::<String>::new());
    Ok(())
}

async fn leave(browser: &Browser) -> Outcome<Vec<String>> {
    browser.open_started("the-measure/").await?;
    browser.until("there is a worker", "navigator.serviceWorker.controller !== null").await?;
    browser.call::<bool>(LEAVE, vec![json!(browser.address(FILE))]).await?;
    if browser.engine == Engine::Chromium {
        browser.before_pages("window.wasHere = true").await?;
        browser.emulate("screen", Scheme::Dark).await?;
        browser.resize(333, 444).await?;
    }
    browser.open(PAGE).await?;
    places(browser).await
}

async fn left(browser: &Browser) -> Outcome<Vec<String>> {
    browser.open(PAGE).await?;
    places(browser).await
}

async fn places(browser: &Browser) -> Outcome<Vec<String>> {
    let mut places: Vec<String> = browser.call(LEFT, vec![json!(browser.address(FILE))]).await?;
    // Its own, and in a browser that is reused the first.
    if browser.driver.windows().await?.len() > 2 {
        places.push("window".to_owned());
    }
    places.sort_unstable();
    Ok(places)
}
