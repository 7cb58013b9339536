//! What the pages of a publication load: a style that stands in each of them, the rules for paper, and the files that
//! start the two programs; and the element for other pages.

use std::path::Path;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha384};

use super::around::Theme;
use super::code_files::{CodeFiles, hash};
use super::policy::Style;
use super::shell::Loads;
use super::{BuildError, Shell, offline};
use crate::article::MAX_BYTES;
use crate::locale::{LoadErrorKind, Locale};

/// The program of a page that fetches its document, and the one that tells what is wrong with one, as Trunk names their
/// files: without a hash, since it takes them for workers that are started by name.
const DOCUMENT_PROGRAM: &str = "document-viewer";
const CHECKER: &str = "document-checker";

/// Beside it: what shows an article, and what it needs for everything else.
const SHOW: &str = "show.js";
const LOAD: &str = "load.js";

/// The script of the page that shows the document which its address names.
const VIEW: &str = "view.js";

/// The element's script, under the name that never changes.
const ELEMENT: &str = "embed.js";

/// How the name of the stylesheet begins that only the publication's own pages have.
const PAGE_STYLE: &str = "page-";

/// The rules for the sheets that are printed on: a page has them, and somebody else's while it prints a viewer.
const SHEET: &str = "sheet.css";

/// The shell, and what starts the programs: names of files at the publication's root.
#[derive(Debug)]
pub(super) struct Code {
    pub(super) shell: Shell,
    /// What an article's page loads.
    pub(super) code: Vec<String>,
    /// The script of every page.
    pub(super) site_script: String,
    /// Starts the program of an article's page.
    pub(super) start_page: String,
    /// Starts the program of a page that fetches its document.
    pub(super) start_document: String,
    /// The service worker, before it is told what to keep.
    pub(super) worker: String,
    /// The element's script.
    pub(super) element: Element,
    /// Every file beside the shell, and in folders beside it: paths within the publication.
    pub(super) files: CodeFiles,
}

/// The element's script under a name that changes with it, for pages that want to be sure of what they load.
#[derive(Clone, Debug)]
pub struct Element {
    /// The file's name at the publication's root.
    pub name: String,
    /// Its `integrity` (Subresource Integrity, section 3.5).
    pub integrity: String,
    /// What changes with the style that is in it, and is written into every article that is rendered ahead for it: one of
    /// another build may have been made for another style.
    pub(super) style: String,
}

/// Finishes Trunk's output: puts its stylesheets into the page, so that the first paint waits for the page alone, and makes
/// the files that start the programs.
pub(super) fn assemble(
    shell: &Shell,
    shell_path: &Path,
    mut files: CodeFiles,
    theme: &Theme,
) -> Result<Code, BuildError> {
    let wrong = |what: String| BuildError::Shell { path: shell_path.to_owned(), what };
    let Loads { stylesheets, paper, glue, wasm } = shell.loads().map_err(|error| wrong(error.to_string()))?;
    let (Some(glue), Some(wasm)) = (glue, wasm) else { return Err(wrong("it does not load the program".to_owned())) };
    let Some(paper) = paper.filter(|_| !stylesheets.is_empty()) else {
        return Err(wrong("it has no stylesheet, or none for paper".to_owned()));
    };
    for name in
        [&format!("{DOCUMENT_PROGRAM}.js"), &format!("{CHECKER}.js"), ELEMENT, SHOW, LOAD, VIEW, SHEET, offline::WORKER]
    {
        if !files.has(name) {
            return Err(wrong(format!("{name} is not beside it")));
        }
    }

    let (of_page, of_article): (Vec<String>, Vec<String>) =
        stylesheets.into_iter().partition(|address| address.trim_start_matches("./").starts_with(PAGE_STYLE));
    let article_css = join_stylesheets(&of_article, &mut files)?;
    let css = article_css.clone() + &join_stylesheets(&of_page, &mut files)? + &theme.css;
    let rules = files.text(paper.trim_start_matches("./"))?;
    let sheet = files.text(SHEET)?;
    let paper = files.put("print", "css", (rules.clone() + &sheet).as_bytes());
    let programs = Programs {
        ahead: Program::new(&glue, &wasm),
        whole: named_by_content(&mut files, DOCUMENT_PROGRAM)?,
        checker: named_by_content(&mut files, CHECKER)?,
    };
    let element = element(&mut files, article_css + &rules, &sheet, &programs)?;
    let shell = shell
        .with_style(Style::new(css), &format!("./{paper}"), theme.icon)
        .map_err(|error| wrong(error.to_string()))?;
    let start_page = files.text("frame.js")? + &programs.ahead.starter();
    let start_page = files.put("start", "js", start_page.as_bytes());
    let start_document = view(&mut files, &programs)?;
    let site_script = offline::site_script(&mut files)?;
    let worker = files.text(offline::WORKER)?;
    let code = [&start_page, &site_script, &glue, &wasm, &paper].map(|name| name.trim_start_matches("./").to_owned());
    let code = code.to_vec();
    Ok(Code { shell, code, site_script, worker, start_page, start_document, element, files })
}

fn join_stylesheets(addresses: &[String], files: &mut CodeFiles) -> Result<String, BuildError> {
    addresses.iter().map(|address| files.text(address.trim_start_matches("./"))).collect()
}

/// The names of the files of a program, at the publication's root.
struct Program {
    glue: String,
    wasm: String,
}

impl Program {
    fn new(glue: &str, wasm: &str) -> Self {
        let [glue, wasm] = [glue, wasm].map(|name| name.trim_start_matches("./").to_owned());
        Self { glue, wasm }
    }

    /// A file that starts it for a page of the publication's own. The wasm is named: by itself the glue asks for a name
    /// without a hash.
    fn starter(&self) -> String {
        let Self { glue, wasm } = self;
        format!(
            "import start, {{ startPage }} from \"./{glue}\";\n\
             await start({{ module_or_path: new URL(\"./{wasm}\", import.meta.url) }});\nstartPage();\n"
        )
    }

    /// Its files, as a script asks for them: written so that bundlers find them.
    fn for_scripts(&self) -> String {
        let Self { glue, wasm } = self;
        format!(
            "{{load:()=>import(\"./{glue}\"),script:()=>new URL(\"./{glue}\",import.meta.url),\
             wasm:()=>new URL(\"./{wasm}\",import.meta.url)}}"
        )
    }
}

/// The programs of the browser.
struct Programs {
    /// Of an article that was rendered ahead.
    ahead: Program,
    /// The whole viewer.
    whole: Program,
    /// Tells what is wrong with a document.
    checker: Program,
}

/// Gives a program's files names that change with their content.
fn named_by_content(files: &mut CodeFiles, program: &str) -> Result<Program, BuildError> {
    let glue = files.take(&format!("{program}.js"))?;
    let glue = files.put(program, "js", &glue);
    let wasm = files.take(&format!("{program}_bg.wasm"))?;
    let wasm = files.put(program, "wasm", &wasm);
    Ok(Program::new(&glue, &wasm))
}

/// Puts before the script of the page that shows a document what the build knows.
fn view(files: &mut CodeFiles, programs: &Programs) -> Result<String, BuildError> {
    let build = format!(
        "advice:{},kinds:{},limit:{MAX_BYTES},whole:{},checker:{}",
        advice(),
        kinds(),
        programs.whole.for_scripts(),
        programs.checker.for_scripts(),
    );
    with_build(files, VIEW, &build)
}

/// What a page of our own tells readers, by language and kind.
fn advice() -> Value {
    let advice = |locale: Locale| -> Value {
        let told = |kind: LoadErrorKind| {
            let advice = locale.advice(kind);
            (kind.name().to_owned(), json!([advice.title, advice.remedy]))
        };
        LoadErrorKind::ALL.into_iter().map(told).collect()
    };
    Locale::ALL.into_iter().map(|locale| (locale.tag().to_owned(), advice(locale))).collect()
}

/// Puts before the element's three scripts what the build knows: the stylesheet, so that showing an article waits for no
/// other answer, the words for readers, and the files that they load.
fn element(files: &mut CodeFiles, css: String, sheet: &str, programs: &Programs) -> Result<Element, BuildError> {
    let css = css + &files.text("element.css")?;
    let style = hash((css.clone() + env!("CARGO_PKG_VERSION")).as_bytes());
    // For articles that a server puts into its page.
    let base = files.text("base.css")?;
    files.put_as(&element_style(&style), (base.clone() + &css).as_bytes());
    let show = with_build(files, SHOW, &format!("style:{},css:{},limit:{MAX_BYTES}", json!(style), json!(css)))?;
    let isolate = files.text("isolate.css")? + sheet;
    let isolate_file = files.put("isolate", "css", isolate.as_bytes());
    let load = format!(
        "isolate:{{css:{},address:()=>new URL(\"./{isolate_file}\",import.meta.url)}},kinds:{},limit:{MAX_BYTES},checker:{}",
        json!(isolate),
        kinds(),
        programs.checker.for_scripts(),
    );
    let load = with_build(files, LOAD, &load)?;
    let build = format!(
        "const BUILD={{base:{},words:{},show:{},load:{},ahead:{},whole:{}}};\n",
        json!(base),
        words(),
        script_for_scripts(&show),
        script_for_scripts(&load),
        programs.ahead.for_scripts(),
        programs.whole.for_scripts(),
    );
    let script = build + &files.text(ELEMENT)?;
    files.put_as(ELEMENT, script.as_bytes());
    let name = files.put("embed", "js", script.as_bytes());
    let integrity = format!("sha384-{}", BASE64_STANDARD.encode(Sha384::digest(&script)));
    Ok(Element { name, integrity, style })
}

/// The stylesheet of the element as a file, named after what changes with it.
pub(super) fn element_style(style: &str) -> String {
    format!("element-{style}.css")
}

/// Puts before a script what it is to know of the build, and gives the name that changes with it.
fn with_build(files: &mut CodeFiles, script: &str, build: &str) -> Result<String, BuildError> {
    let content = format!("const BUILD={{{build}}};\n") + &files.text(script)?;
    Ok(files.put(script.trim_end_matches(".js"), "js", content.as_bytes()))
}

/// A script, as another asks for it: written so that bundlers find it.
fn script_for_scripts(name: &str) -> String {
    format!("{{load:()=>import(\"./{name}\"),script:()=>new URL(\"./{name}\",import.meta.url)}}")
}

/// Every kind of reason for which there is no article: by which of [`words`] the element's readers are told of it, whether it
/// may pass, and what whoever runs the page should do.
fn kinds() -> Value {
    let kind = |kind: LoadErrorKind| {
        (kind.name().to_owned(), json!([told(kind).name(), u8::from(kind.may_pass()), kind.remedy()]))
    };
    LoadErrorKind::ALL.into_iter().map(kind).collect()
}

/// The kind whose words the element's readers are told for one: an article in somebody else's page has no way to other
/// addresses, and they need no more than what is the matter.
fn told(kind: LoadErrorKind) -> LoadErrorKind {
    match kind {
        LoadErrorKind::Offline | LoadErrorKind::NotKept | LoadErrorKind::Network | LoadErrorKind::Timeout => {
            LoadErrorKind::Network
        }
        LoadErrorKind::NoAddress | LoadErrorKind::Address | LoadErrorKind::NotFound => LoadErrorKind::NotFound,
        LoadErrorKind::Server => LoadErrorKind::Server,
        LoadErrorKind::Type | LoadErrorKind::Document => LoadErrorKind::Document,
        LoadErrorKind::Cors
        | LoadErrorKind::Policy
        | LoadErrorKind::NoWasm
        | LoadErrorKind::WasmPolicy
        | LoadErrorKind::WasmType
        | LoadErrorKind::Program
        | LoadErrorKind::Internal => LoadErrorKind::Program,
    }
}

/// What the element tells readers, by language.
fn words() -> Value {
    let words = |locale: Locale| {
        let mut words: Map<String, Value> = Map::new();
        for kind in LoadErrorKind::ALL.into_iter().map(told) {
            words.insert(kind.name().to_owned(), json!(locale.advice(kind).title));
        }
        for (name, word) in [
            ("dir", locale.direction().as_str()),
            ("retry", locale.labels().retry),
            ("back", locale.element_labels().back),
        ] {
            words.insert(name.to_owned(), word.into());
        }
        words
    };
    Locale::ALL.into_iter().map(|locale| (locale.tag().to_owned(), Value::from(words(locale)))).collect()
}
