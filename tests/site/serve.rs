//! The publisher's own server while one writes: what is saved is shown in pages that are open, which keep their place.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::browser::Browser;
use crate::engine::Engine;
use crate::suite::{Outcome, Suite};

pub fn add_to(suite: &mut Suite) {
    suite.add("serve::what_is_saved_is_shown_in_its_place", saved);
    suite.add_in(Engine::Firefox, "serve::what_is_saved_is_shown_in_firefox", saved);
    suite.add_in(Engine::WebKit, "serve::what_is_saved_is_shown_in_webkit", saved);
    suite.add("serve::faults_are_shown_and_go_when_they_are_mended", faults);
    suite.add("serve::a_document_that_a_page_fetches_is_followed_too", fetched);
}

/// The program, serving a publication of one long article; it ends with the test.
struct Writer {
    folder: TempDir,
    child: Child,
    origin: String,
}

impl Drop for Writer {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Writer {
    fn start(browser: &Browser) -> Outcome<Self> {
        let folder = tempfile::tempdir()?;
        fs::create_dir(folder.path().join("articles"))?;
        fs::write(folder.path().join("publication.toml"), "title = \"The Bridge\"\nlanguage = \"en\"\n")?;
        write(&article_in(folder.path()), &article("As it was"))?;
        let mut child = Command::new(env!("CARGO_BIN_EXE_article-viewer"))
            .arg("serve")
            .arg(folder.path())
            .args(["--port", "18400", "--viewer"])
            .arg(&browser.stage.setup.shell)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()?;
        let mut line = String::new();
        if let Some(out) = &mut child.stdout {
            BufReader::new(out).read_line(&mut line)?;
        }
        let origin =
            line.split("at ").nth(1).and_then(|rest| rest.split(' ').next()).ok_or("the server said nothing")?;
        let origin = origin.to_owned();
        Ok(Self { folder, child, origin })
    }

    /// Ends the server when no page listens to it any more.
    async fn end(self, browser: &Browser) -> Outcome {
        Ok(browser.driver.goto("about:blank").await?)
    }

    fn save(&self, article: &Value) -> Outcome {
        write(&article_in(self.folder.path()), article)
    }
}

fn article_in(folder: &Path) -> PathBuf {
    folder.join("articles/bridge.json")
}

fn write(path: &Path, article: &Value) -> Outcome {
    Ok(fs::write(path, serde_json::to_vec_pretty(article)?)?)
}

fn article(headline: &str) -> Value {
    let paragraph = |number: u32| json!({ "type": "paragraph", "text": format!("Paragraph {number}. {}", "It rained. ".repeat(60)) });
    json!({ "id": "bridge", "inLanguage": "en", "headline": headline, "datePublished": "2026-01-01T00:00:00Z",
        "body": (0..40).map(paragraph).collect::<Vec<_>>() })
}

const HEADLINE: &str = "document.querySelector('h1')?.textContent";

async fn saved(browser: &Browser) -> Outcome {
    let writer = Writer::start(browser)?;
    browser.driver.goto(format!("{}bridge/", writer.origin)).await?;
    browser.started().await?;
    browser.run("scrollTo(0, 900)").await?;
    browser.until("it is scrolled", "scrollY === 900").await?;
    browser.run("globalThis.isOld = true").await?;
    writer.save(&article("As it is now"))?;
    browser.until("what was saved is shown", &format!("{HEADLINE} === 'As it is now'")).await?;
    browser.until("the page was loaded again", "!globalThis.isOld").await?;
    browser.until("it has kept its place", "scrollY === 900").await?;
    // The page's program runs on it as on the page that is published.
    browser.started().await?;
    assert_eq!(browser.ask::<usize>("document.querySelectorAll('article button').length").await?, 1);
    writer.end(browser).await
}

async fn faults(browser: &Browser) -> Outcome {
    let writer = Writer::start(browser)?;
    browser.driver.goto(format!("{}bridge/", writer.origin)).await?;
    browser.started().await?;
    let mut faulty = article("x");
    faulty["body"][3]["type"] = json!("paragrahp");
    writer.save(&faulty)?;
    let is_told = "document.querySelector('pre')?.textContent.includes('did you mean `paragraph`?')";
    browser.until("the fault is shown", is_told).await?;
    let is_wide = "document.documentElement.scrollWidth > innerWidth";
    assert!(!browser.ask::<bool>(is_wide).await?, "the fault's lines are wrapped");
    assert_eq!(browser.ask::<String>("document.querySelector('.masthead a').getAttribute('href')").await?, "../");
    writer.save(&article("Mended"))?;
    browser.until("it is mended", &format!("{HEADLINE} === 'Mended'")).await?;

    let settings = writer.folder.path().join("publication.toml");
    fs::write(&settings, "[style]\naccent = \"#ffff00\"\n")?;
    browser.until("the settings are told", "document.querySelector('pre')?.textContent.includes('contrast')").await?;
    fs::write(&settings, "title = \"The Ferry\"\n[style]\naccent = \"#005500\"\n")?;
    let masthead = "document.querySelector('.masthead')?.textContent.includes('The Ferry')";
    browser.until("the new settings are shown", masthead).await?;
    let accent = "getComputedStyle(document.documentElement).getPropertyValue('--article-accent').includes('#005500')";
    assert!(browser.ask::<bool>(accent).await?);
    // That it could not be shown was an answer like any other.
    let told = browser.told().await?;
    assert!(told.refused.iter().all(|answer| answer.starts_with("500 ")), "{told:?}");
    assert!(!told.refused.is_empty());
    writer.end(browser).await
}

async fn fetched(browser: &Browser) -> Outcome {
    let writer = Writer::start(browser)?;
    browser.driver.goto(format!("{}view.html?src=articles/bridge.json", writer.origin)).await?;
    browser.until("it is shown", &format!("{HEADLINE} === 'As it was'")).await?;
    writer.save(&article("As it is now"))?;
    browser.until("what was saved is shown", &format!("{HEADLINE} === 'As it is now'")).await?;
    writer.end(browser).await
}
