//! The `<article-viewer>` element in other people's pages, from outside: the gallery of `tests/hosts` on one origin, the
//! publication on another. `docs/embed.md` has what is tested here, line by line.

mod ahead;
mod attributes;
mod boxes;
mod bundle;
mod failures;
pub mod faults;
mod frame;
pub mod hosts;
mod included;
mod isolation;
mod looks;
mod methods;
mod navigation;
mod printing;
mod properties;
mod sharing;
mod styling;
pub mod versions;
mod ways;

use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::browser::{Browser, Way};
use crate::suite::{Outcome, Suite};

pub fn add_to(suite: &mut Suite) {
    looks::add_to(suite);
    failures::add_to(suite);
    attributes::add_to(suite);
    methods::add_to(suite);
    navigation::add_to(suite);
    styling::add_to(suite);
    printing::add_to(suite);
    sharing::add_to(suite);
    isolation::add_to(suite);
    frame::add_to(suite);
    included::add_to(suite);
    versions::add_to(suite);
    ways::add_to(suite);
    bundle::add_to(suite);
    boxes::add_to(suite);
    ahead::add_to(suite);
    properties::add_to(suite);
}

/// Every viewer of a page, in its order, those in open shadow roots too.
const VIEWERS: &str = include_str!("scripts/viewers.js");

/// The line by which a host loads the element's script.
const SCRIPT: &str = "<script type=\"module\" src=\"VIEWER/embed.js\"></script>";

impl Browser {
    /// The full address of a host.
    pub fn host(&self, name: &str) -> String {
        let server = &self.stage.server;
        let hosts = if self.way == Way::Document { &server.hosts_without_ahead } else { &server.hosts };
        format!("{hosts}/{name}")
    }

    /// Opens a host and waits until its first viewer shows its article.
    pub async fn open_host(&self, name: &str) -> Outcome {
        self.driver.goto(self.host(name)).await?;
        self.until_viewer("the article is shown", "viewer.state === 'ready'").await
    }

    /// Opens a page of a test's own, in which `VIEWER` stands for the origin of the publication. `query` may add
    /// `&policy=`.
    pub async fn open_page(&self, page: &str, query: &str) -> Outcome {
        let page = format!("<!doctype html><html lang=en><meta charset=utf-8><title>Host</title>{page}");
        let page = percent_encoding::utf8_percent_encode(&page, percent_encoding::NON_ALPHANUMERIC);
        Ok(self.driver.goto(self.host(&format!("own.html?page={page}{query}"))).await?)
    }

    /// Opens a page with one viewer that has these attributes, and waits until it shows its article.
    pub async fn open_viewer(&self, attributes: &str) -> Outcome {
        let viewer = format!("{SCRIPT}<article-viewer {attributes}><a href=\"VIEWER/\">Instead</a></article-viewer>");
        self.open_page(&viewer, "").await?;
        self.until_viewer("the article is shown", "viewer.state === 'ready'").await
    }

    /// Waits until an expression about the first `viewer` of the page is true.
    pub async fn until_viewer(&self, what: &str, expression: &str) -> Outcome {
        self.until(what, &format!("(viewer => viewer !== undefined && ({expression}))(({VIEWERS})[0])")).await
    }

    /// What a function makes of the first viewer of the page and of other arguments. It may be async.
    pub async fn of_viewer<T: DeserializeOwned>(&self, function: &str, arguments: Vec<Value>) -> Outcome<T> {
        self.call(&format!("(...others) => ({function})(({VIEWERS})[0], ...others)"), arguments).await
    }
}
