//! For which browsers the built code is, and what older ones get: the check of `xtask/tools/compat.mjs`, with files made up for
//! it, and the text of an article where the newest that its stylesheets use is not there.

use std::path::Path;
use std::process::Command;

use serde_json::{Value, json};

use crate::browser::{Browser, Scheme};
use crate::suite::{Outcome, Suite};

pub fn add_to(suite: &mut Suite) {
    suite.add("compatibility::the_built_code_is_for_the_browsers_that_are_promised", built);
    suite.add("compatibility::what_is_too_new_is_named_with_its_file_and_the_browser", too_new);
    suite.add("compatibility::an_extra_has_a_use_and_a_file_a_level", list);
    suite.add("compatibility::a_page_is_read_without_light_dark", page);
    suite.add("compatibility::an_article_in_a_dark_host_is_read_without_light_dark", host);
    suite.add("compatibility::what_stands_inside_the_tag_is_read_without_scripts", inside);
}

/// What the check says of files, a line each: nothing, if they are for the browsers of the list.
fn check<'a>(browser: &Browser, list: &Path, files: impl IntoIterator<Item = &'a Path>) -> Outcome<Vec<String>> {
    let setup = &browser.stage.setup;
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("xtask/tools/compat.mjs");
    let output = Command::new(&setup.node).arg(script).arg(&setup.node_modules).arg(list).args(files).output()?;
    let lines: Vec<String> = String::from_utf8(output.stdout)?.lines().map(str::to_owned).collect();
    assert_eq!(output.status.success(), lines.is_empty(), "{lines:?} {}", String::from_utf8_lossy(&output.stderr));
    Ok(lines)
}

/// What the check says of one made-up file.
fn check_text(browser: &Browser, name: &str, text: &str, extras: Value) -> Outcome<Vec<String>> {
    check_texts(browser, &[(name.to_owned(), text)], extras)
}

/// What the check says of made-up files: once of all of them, since it reads its data first, which takes longest.
fn check_texts(browser: &Browser, files: &[(String, &str)], extras: Value) -> Outcome<Vec<String>> {
    let folder = tempfile::tempdir()?;
    let list = folder.path().join("browsers.json");
    let versions = json!({ "chrome": 123, "edge": 123, "firefox": 121, "safari": 17.5 });
    // What begins with another letter is in no level.
    let names: Vec<&String> = files.iter().map(|(name, _)| name).filter(|name| name.starts_with('a')).collect();
    let level = json!({ "name": "alive", "browsers": versions, "files": names });
    let settings = json!({ "levels": [level], "webassembly": {}, "defined": [], "members": [], "extras": extras });
    std::fs::write(&list, settings.to_string())?;
    let mut paths = Vec::new();
    for (name, text) in files {
        paths.push(folder.path().join(name));
        std::fs::write(folder.path().join(name), text)?;
    }
    check(browser, &list, paths.iter().map(AsRef::as_ref))
}

async fn built(browser: &Browser) -> Outcome {
    let shell = browser.stage.setup.shell.parent().ok_or("the shell is in no folder")?;
    let files: Vec<_> =
        std::fs::read_dir(shell)?.map(|entry| entry.map(|entry| entry.path())).collect::<Result<_, _>>()?;
    let is_code = |file: &&Path| file.extension().is_some_and(|extension| extension == "css" || extension == "js");
    let files: Vec<&Path> = files.iter().map(AsRef::as_ref).filter(is_code).collect();
    assert!(files.len() > 10, "{files:?}");
    let list = Path::new(env!("CARGO_MANIFEST_DIR")).join("xtask/browsers.json");
    assert_eq!(check(browser, &list, files)?, Vec::<String>::new());
    Ok(())
}

/// Code in a language and a feature that is too new in it, with who lacks that.
const TOO_NEW: [(&str, &str, &str, &str); 10] = [
    ("css", "p{field-sizing:content}", "field-sizing", "Safari 17.5"),
    ("css", "p{color:contrast-color(red)}", "contrast-color()", "Chrome 123"),
    ("css", "@scope (p){a{color:red}}", "@scope", "Firefox 121"),
    ("css", "input:open{color:red}", ":open", "Safari 17.5"),
    ("css", "p{text-wrap:pretty}", "text-wrap: pretty", "Firefox 121"),
    ("js", "export const a = Promise.try(() => 1)", "Promise.try", "Chrome 123"),
    ("js", "export const a = new Set([1]).isSubsetOf(new Set())", ".isSubsetOf", "Firefox 121"),
    ("js", "new URLPattern('/')", "URLPattern", "Firefox 121"),
    ("js", "{ using a = null }", "using", "Safari 17.5"),
    ("js", "export const a = /(?i:a)b/", "modifier", "Chrome 123"),
];

/// Code that is right.
const RIGHT: [(&str, &str); 4] = [
    ("css", "@layer a{p:has(>a):not(.b,.c){color:light-dark(red,#000);inline-size:calc(3cqi + 1px)}}"),
    ("css", "@supports (color:contrast-color(red)){p{color:red}}"),
    ("css", "p{-webkit-print-color-adjust:exact;print-color-adjust:exact}"),
    ("js", "class A{#a=1;static{new A().#a??=2}} export const a=[new A()].at(0),b=await fetch(import.meta.url)"),
];

/// Code that nobody knows.
const UNKNOWN: [(&str, &str); 4] =
    [("css", "p{colour:red}"), ("css", "p{color:}}"), ("js", "nowhere()"), ("js", "let = 1 1")];

async fn too_new(browser: &Browser) -> Outcome {
    let code = TOO_NEW.iter().map(|(language, text, ..)| (*language, *text)).chain(RIGHT).chain(UNKNOWN);
    let files: Vec<(String, &str)> =
        code.enumerate().map(|(number, (language, text))| (format!("a{number}.{language}"), text)).collect();
    let all = check_texts(browser, &files, json!({}))?;
    let said = |name: &str| all.iter().filter(|line| line.starts_with(&format!("{name}:1:"))).collect::<Vec<_>>();
    let (too_new, others) = files.split_at(TOO_NEW.len());
    let (right, unknown) = others.split_at(RIGHT.len());
    for ((name, text), (_, _, feature, lacking)) in too_new.iter().zip(TOO_NEW) {
        let said = said(name);
        let is_it = |line: &&String| line.contains(feature) && line.contains(&format!("{lacking} lacks it"));
        assert!(said.iter().any(is_it), "{text}: {said:#?}");
    }
    for (name, text) in right {
        assert_eq!(said(name), Vec::<&String>::new(), "{text}");
    }
    for (name, text) in unknown {
        let said = said(name);
        assert!(said.iter().all(|line| line.contains("does not know it")) && !said.is_empty(), "{text}: {said:?}");
    }
    let is_of_no_file = |line: &&String| !files.iter().any(|(name, _)| line.starts_with(&format!("{name}:1:")));
    assert_eq!(all.iter().filter(is_of_no_file).count(), 0, "every line names a file and a place: {all:#?}");
    Ok(())
}

async fn list(browser: &Browser) -> Outcome {
    let extras = json!({ "text-wrap: pretty": "A last line may be one word." });
    assert_eq!(check_text(browser, "a.css", "p{text-wrap:pretty}", extras.clone())?, Vec::<String>::new());
    let said = check_text(browser, "a.css", "p{color:red}", extras)?;
    assert_eq!(said, ["browsers.json: the extra \"text-wrap: pretty\" is in no file: take it off the list"]);
    let said = check_text(browser, "b.css", "p{color:red}", json!({}))?;
    assert!(said.iter().any(|line| line.contains("b.css is in no level")), "{said:?}");
    Ok(())
}

/// Makes the browser one that knows neither `light-dark()` nor `color-mix()`, for sheets that a script makes.
const OLDER_SHEETS: &str = include_str!("scripts/older_sheets.js");

/// The same for the sheets that stand in a page.
const OLDER_PAGE: &str = include_str!("scripts/older_page.js");

/// Texts under a root that do not stand out from their ground by 4.5:1, and how many do.
const UNREAD: &str = include_str!("scripts/unread.js");

async fn page(browser: &Browser) -> Outcome {
    for scheme in Scheme::ALL {
        browser.emulate("screen", scheme).await?;
        for page in ["", "every-element/", "min-al-yamin/"] {
            browser.open(page).await?;
            let sheets: usize = browser.call(OLDER_PAGE, Vec::new()).await?;
            assert!(sheets > 0, "{page}: no sheet was made older: this test shows nothing");
            let (unread, read): (Vec<String>, usize) = browser.call(UNREAD, Vec::new()).await?;
            assert!(unread.is_empty() && read > 10, "{page:?}, {}: {read} read, not: {unread:#?}", scheme.name());
        }
    }
    Ok(())
}

async fn host(browser: &Browser) -> Outcome {
    browser.before_pages(OLDER_SHEETS).await?;
    for scheme in Scheme::ALL {
        browser.emulate("screen", scheme).await?;
        browser.open_host("dark.html").await?;
        let sheets: usize = browser.ask("window.olderSheets").await?;
        assert!(sheets > 0, "no sheet was made older: this test shows nothing");
        let unread = format!("viewer => ({UNREAD})(viewer.shadowRoot)");
        let (unread, read): (Vec<String>, usize) = browser.of_viewer(&unread, Vec::new()).await?;
        assert!(unread.is_empty() && read > 10, "{}: {read} read, not: {unread:#?}", scheme.name());
    }
    Ok(())
}

async fn inside(browser: &Browser) -> Outcome {
    browser.allow_scripts(false).await?;
    browser.driver.goto(browser.host("plain.html")).await?;
    let link = browser.text("article-viewer a").await?;
    assert!(!link.is_empty(), "what stands inside the tag is not shown");
    Ok(())
}
