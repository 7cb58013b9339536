//! What can go wrong, each produced by a server or a browser in trouble: its kind, its message, its event, what the reader
//! is told, and what stands inside the tag.

use std::net::{Ipv4Addr, TcpListener};

use article_viewer::locale::{LoadErrorKind, Locale};
use serde::Deserialize;
use serde_json::{Value, json};

use super::faults::HangingUp;
use super::{SCRIPT, VIEWERS, hosts};
use crate::browser::Browser;
use crate::failures::HASTE;
use crate::suite::{Outcome, Suite};

pub fn add_to(suite: &mut Suite) {
    suite.add_both("embed::failures::each_answer_that_is_no_document_has_its_kind", answers);
    suite.add("embed::failures::server_that_lets_nobody_read_is_told_from_one_that_is_away", readers);
    suite.add_from_document("embed::failures::policies_that_forbid_are_named", policies);
    suite.add_from_document("embed::failures::browser_without_wasm_is_told", no_wasm);
    suite.add_from_document("embed::failures::files_of_a_build_that_do_not_come_are_named", files);
    suite.add_from_document("embed::failures::right_wasm_under_the_wrong_type_is_taken", octet_stream);
    suite.add_both("embed::failures::no_answer_is_tried_again_by_itself", back_off);
    suite.add_both("embed::failures::retry_button_tries_again", retry);
    suite.add_both("embed::failures::device_without_network_waits_for_it", offline);
    suite.add_both("embed::failures::readers_are_told_in_the_language_around", languages);
    suite.add("embed::failures::article_rendered_ahead_is_read_without_a_program", without_program);
    suite.add_from_document("embed::failures::script_of_the_program_is_asked_for_again", import_again);
    suite.add_both("embed::failures::answer_that_never_comes_is_a_fault_after_its_time", timeout);
    suite.add_both("embed::failures::answer_that_drips_is_a_fault_after_its_time", drip);
    suite.add_both("embed::failures::answer_without_an_end_is_given_up", endless);
    suite.add("embed::failures::page_without_an_end_gives_way_to_its_document", endless_page);
    suite.add_both("embed::failures::retry_keeps_the_readers_place", focus);
    suite.add_both("embed::failures::readers_are_told_below_what_stands_inside_in_the_colours_around", place);
    suite.add_from_document("embed::failures::broken_program_is_an_internal_fault", internal);
}

/// What a viewer says of its failure, from inside and from outside.
#[derive(Debug, Deserialize)]
struct Failure {
    state: String,
    kind: String,
    message: String,
    address: String,
    /// How many events there were, and the detail of the last.
    events: usize,
    detail: Value,
    /// What the reader is told.
    told: String,
    has_retry: bool,
    /// Whether what stands inside the tag shows.
    shows_inside: bool,
    shows_article: bool,
}

const LISTEN: &str =
    "<script>addEventListener('article-error', event => (window.errors ??= []).push(event.detail))</script>";

/// A page that hears what goes wrong, without `'unsafe-inline'`.
fn page(script: &str, attributes: &str) -> String {
    format!("{LISTEN}{script}<article-viewer {attributes}><a href=\"VIEWER/\">Instead</a></article-viewer>")
}

async fn failure(browser: &Browser) -> Outcome<Failure> {
    browser.until_viewer("there is a fault", "viewer.state === 'error'").await?;
    browser.of_viewer(include_str!("scripts/failure.js"), Vec::new()).await
}

/// What every failure has: one event that says the same as the property, a line in the console, and the words inside the tag.
async fn check(browser: &Browser, kind: &str, trouble: LoadErrorKind, address: &str, remedy: &str) -> Outcome {
    let found = failure(browser).await?;
    assert_eq!((found.state.as_str(), found.kind.as_str()), ("error", kind), "{found:#?}");
    assert!(found.message.contains(remedy), "{found:#?}");
    assert!(found.address.contains(address) && found.message.contains(&found.address), "{found:#?}");
    assert_eq!(found.events, 1, "{found:#?}");
    for (name, value) in [("kind", &found.kind), ("message", &found.message), ("address", &found.address)] {
        assert_eq!(found.detail[name], json!(value), "{found:#?}");
    }
    assert_eq!(found.told, Locale::En.advice(trouble).title, "{found:#?}");
    assert_eq!(found.has_retry, ["offline", "network", "timeout", "server"].contains(&kind), "{found:#?}");
    assert!(found.shows_inside && !found.shows_article, "{found:#?}");
    let told = browser.told().await?;
    let lines = told.by_scripts();
    assert_eq!(lines.len(), 1, "one line for the integrator: {told:#?}");
    assert!(lines[0].contains(remedy), "{lines:?}");
    Ok(())
}

async fn answers(browser: &Browser) -> Outcome {
    for (document, kind, trouble, remedy) in [
        ("VIEWER/faults/not-found.json", "not-found", LoadErrorKind::NotFound, "(status 404)"),
        ("VIEWER/faults/gone.json", "not-found", LoadErrorKind::NotFound, "Check the address in src"),
        ("VIEWER/faults/server.json", "server", LoadErrorKind::Server, "(status 500)"),
        ("VIEWER/faults/type.json", "type", LoadErrorKind::Document, "to the article's JSON, not to its page"),
        ("VIEWER/the-measure/", "type", LoadErrorKind::Document, "to the article's JSON, not to its page"),
        ("VIEWER/faults/document.json", "document", LoadErrorKind::Document, "1:14"),
        ("VIEWER/some/prefix/test/wrong-type.json", "document", LoadErrorKind::Document, "/headline"),
        ("http://[", "address", LoadErrorKind::NotFound, "It is not an address"),
    ] {
        browser.open_page(&page(SCRIPT, &format!("src=\"{document}\"")), "").await?;
        let address = document.trim_start_matches("VIEWER");
        check(browser, kind, trouble, address, remedy).await?;
    }
    Ok(())
}

async fn readers(browser: &Browser) -> Outcome {
    browser.hurry().await?;
    browser.open_page(&page(SCRIPT, "src=\"VIEWER/private/articles/the-measure.json\""), "").await?;
    check(browser, "cors", LoadErrorKind::Program, "/private/", "Access-Control-Allow-Origin: *").await?;
    let nobody = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?;
    let src = format!("http://{nobody}/articles/the-measure.json");
    browser.open_page(&page(SCRIPT, &format!("src=\"{src}\"")), "").await?;
    check(browser, "network", LoadErrorKind::Network, &src, "There is no answer").await
}

async fn policies(browser: &Browser) -> Outcome {
    // The words inside the tag and the listener are the page's own; a nonce lets the listener be.
    let listen = LISTEN.replace("<script", "<script nonce=\"n\"");
    let viewer =
        "<article-viewer src=\"VIEWER/articles/the-measure.json\"><a href=\"VIEWER/\">Instead</a></article-viewer>";
    let nonce = hosts::POLICY.replace("script-src", "script-src 'nonce-n'");
    for (taken, left, kind, remedy) in [
        (" 'wasm-unsafe-eval'", "", "wasm-policy", "Add 'wasm-unsafe-eval' to script-src"),
        ("connect-src VIEWER", "connect-src 'self'", "csp", "Add its origin to connect-src"),
    ] {
        let policy = nonce.replace(taken, left);
        assert_ne!(policy, nonce);
        let policy = percent_encoding::utf8_percent_encode(&policy, percent_encoding::NON_ALPHANUMERIC);
        browser.open_page(&format!("{listen}{SCRIPT}{viewer}"), &format!("&policy={policy}")).await?;
        check(browser, kind, LoadErrorKind::Program, "", remedy).await?;
    }
    Ok(())
}

async fn no_wasm(browser: &Browser) -> Outcome {
    browser.before_pages("delete globalThis.WebAssembly").await?;
    browser.open_page(&page(SCRIPT, "src=\"VIEWER/articles/the-measure.json\""), "").await?;
    check(browser, "no-wasm", LoadErrorKind::Program, ".wasm", "no WebAssembly").await
}

async fn files(browser: &Browser) -> Outcome {
    for (place, kind, address, remedy) in [
        ("wasm-type", "wasm-type", ".wasm", "as application/wasm"),
        ("wasm-missing", "program", ".wasm", "Publish all files of a build together"),
        ("program", "program", "document-viewer-", "Publish all files of a build together"),
        ("show", "program", "show-", "Publish all files of a build together"),
        ("load", "program", "load-", "Publish all files of a build together"),
    ] {
        let script = SCRIPT.replace("VIEWER", &format!("VIEWER/faults/{place}"));
        browser.open_page(&page(&script, "src=\"VIEWER/articles/the-measure.json\""), "").await?;
        check(browser, kind, LoadErrorKind::Program, address, remedy).await?;
    }
    Ok(())
}

async fn octet_stream(browser: &Browser) -> Outcome {
    let script = SCRIPT.replace("VIEWER", "VIEWER/faults/octet-stream");
    browser.open_page(&page(&script, "src=\"VIEWER/articles/the-measure.json\""), "").await?;
    browser.until_viewer("the article is shown", "viewer.state === 'ready'").await
}

/// A document that is right.
fn document(browser: &Browser) -> Outcome<String> {
    Ok(std::fs::read_to_string(browser.stage.setup.site.join("articles/the-measure.json"))?)
}

/// A request to another origin that fails is followed by one that asks whether anybody is there.
const CALLS_A_TRY: usize = 2;

/// The first try and three more.
const TRIES: usize = 4;

async fn back_off(browser: &Browser) -> Outcome {
    let server = HangingUp::start(document(browser)?).await?;
    browser.open_page(&page(SCRIPT, &format!("src=\"{}\"", server.address)), "").await?;
    server.called(CALLS_A_TRY + 1).await?;
    server.recover();
    browser.until_viewer("the article is shown", "viewer.state === 'ready'").await?;
    assert_eq!(browser.ask::<usize>("(window.errors ?? []).length").await?, 0, "nobody needs to know");
    assert_eq!(browser.told().await?.by_scripts(), Vec::<&str>::new());
    Ok(())
}

async fn retry(browser: &Browser) -> Outcome {
    browser.hurry().await?;
    let server = HangingUp::start(document(browser)?).await?;
    browser.open_page(&page(SCRIPT, &format!("src=\"{}\"", server.address)), "").await?;
    check(browser, "network", LoadErrorKind::Network, &server.address, "There is no answer").await?;
    assert!(server.calls() >= TRIES * CALLS_A_TRY, "{} calls", server.calls());
    server.recover();
    let label: String =
        browser.of_viewer("viewer => viewer.shadowRoot.querySelector('[part=retry]').textContent", Vec::new()).await?;
    assert_eq!(label, Locale::En.labels().retry);
    browser.of_viewer::<()>("viewer => viewer.shadowRoot.querySelector('[part=retry]').click()", Vec::new()).await?;
    browser.until_viewer("the article is shown", "viewer.state === 'ready' && viewer.error === null").await?;
    let found: Failure = browser.of_viewer(include_str!("scripts/failure.js"), Vec::new()).await?;
    assert!(found.shows_article && !found.shows_inside && found.told.is_empty(), "{found:#?}");
    // Its requests went to a server that is neither of the two.
    browser.told().await?;
    Ok(())
}

async fn offline(browser: &Browser) -> Outcome {
    // The program is there; what is asked for then is not.
    browser.open_page(&page(SCRIPT, "src=\"VIEWER/articles/the-measure.json\""), "").await?;
    browser.until_viewer("the article is shown", "viewer.state === 'ready'").await?;
    set_offline(browser, true).await?;
    browser
        .of_viewer::<()>("viewer => { viewer.src = viewer.src.replace('the-measure', 'viec-cang-kho') }", vec![])
        .await?;
    check(browser, "offline", LoadErrorKind::Network, "viec-cang-kho.json", "This device is offline").await?;
    set_offline(browser, false).await?;
    browser.until_viewer("it is there by itself", "viewer.state === 'ready'").await?;
    let headline: String =
        browser.of_viewer("viewer => viewer.shadowRoot.querySelector('h1').textContent", vec![]).await?;
    assert!(headline.starts_with("Việc càng khó"), "{headline}");
    Ok(())
}

async fn set_offline(browser: &Browser, is_offline: bool) -> Outcome {
    browser.devtools("Network.enable", json!({})).await?;
    let conditions = json!({ "offline": is_offline, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1 });
    browser.devtools("Network.emulateNetworkConditions", conditions).await?;
    Ok(())
}

async fn languages(browser: &Browser) -> Outcome {
    for (around, own, locale) in
        [("vi", "", Locale::Vi), ("ar-EG", "", Locale::Ar), ("de", "", Locale::En), ("vi", " lang=\"ar\"", Locale::Ar)]
    {
        let viewer = page(SCRIPT, &format!("src=\"VIEWER/faults/server.json\"{own}"));
        browser.open_page(&format!("<div lang=\"{around}\">{viewer}</div>"), "").await?;
        let found = failure(browser).await?;
        assert_eq!(found.told, locale.advice(LoadErrorKind::Server).title, "{around}{own}");
        let (language, direction): (String, String) = browser
            .of_viewer(
                "viewer => (told => [told.lang, told.dir])(viewer.shadowRoot.querySelector('[part=fault]'))",
                vec![],
            )
            .await?;
        assert_eq!((language.as_str(), direction.as_str()), (locale.tag(), locale.direction().as_str()));
    }
    // The language is changed at once.
    browser.of_viewer::<()>("viewer => { viewer.lang = 'en' }", vec![]).await?;
    let found = failure(browser).await?;
    assert_eq!(found.told, Locale::En.advice(LoadErrorKind::Server).title);
    browser.told().await?.nothing_dangerous()
}

/// What is wrong with the program costs a print button.
async fn without_program(browser: &Browser) -> Outcome {
    for (place, kind) in [("wasm-type", "wasm-type"), ("wasm-missing", "program")] {
        let script = SCRIPT.replace("VIEWER", &format!("VIEWER/faults/{place}"));
        browser.open_page(&page(&script, "src=\"VIEWER/articles/the-measure.json\""), "").await?;
        browser.until_viewer("the article is shown", "viewer.state === 'ready' && viewer.error === null").await?;
        let print = "viewer => viewer.print().then(() => 'printed', fault => fault.kind)";
        assert_eq!(browser.of_viewer::<String>(print, vec![]).await?, kind);
        let told = browser.told().await?;
        assert!(told.by_scripts().iter().all(|line| line.contains(".wasm")), "{told:#?}");
        assert!(!told.by_scripts().is_empty(), "whoever looks into it is told");
    }
    Ok(())
}

async fn import_again(browser: &Browser) -> Outcome {
    let script = SCRIPT.replace("VIEWER", "VIEWER/faults/second-script");
    browser.open_page(&page(&script, "src=\"VIEWER/articles/the-measure.json\""), "").await?;
    browser.until_viewer("the article is shown", "viewer.state === 'ready'").await?;
    // The first answer was none.
    assert_eq!(browser.told().await?.refused.len(), 1);
    Ok(())
}

async fn timeout(browser: &Browser) -> Outcome {
    browser.before_pages(HASTE).await?;
    browser.open_page(&page(SCRIPT, "src=\"VIEWER/faults/articles/never.json\""), "").await?;
    check(browser, "timeout", LoadErrorKind::Timeout, "never.json", "longer than 30 seconds").await
}

async fn drip(browser: &Browser) -> Outcome {
    browser.before_pages(HASTE).await?;
    browser.open_page(&page(SCRIPT, "src=\"VIEWER/faults/articles/drip.json\""), "").await?;
    check(browser, "timeout", LoadErrorKind::Timeout, "drip.json", "longer than 30 seconds").await
}

async fn endless(browser: &Browser) -> Outcome {
    browser.open_page(&page(SCRIPT, "src=\"VIEWER/faults/articles/endless.json\""), "").await?;
    check(browser, "document", LoadErrorKind::Document, "endless.json", "it is larger than 8 MiB").await
}

async fn endless_page(browser: &Browser) -> Outcome {
    browser.open_page(&page(SCRIPT, "src=\"VIEWER/faults/articles/endless-ahead.json\""), "").await?;
    browser.until_viewer("the article is shown", "viewer.state === 'ready' && viewer.error === null").await?;
    let id: String =
        browser.of_viewer("viewer => viewer.shadowRoot.querySelector('.viewer').dataset.article", vec![]).await?;
    assert_eq!(id, "the-measure");
    // Its pictures are not beside it.
    browser.told().await?.nothing_dangerous()
}

async fn focus(browser: &Browser) -> Outcome {
    browser.hurry().await?;
    let server = HangingUp::start(document(browser)?).await?;
    browser.open_page(&page(SCRIPT, &format!("src=\"{}\"", server.address)), "").await?;
    failure(browser).await?;
    let press =
        "viewer => { const button = viewer.shadowRoot.querySelector('[part=retry]'); button.focus(); button.click() }";
    browser.of_viewer::<()>(press, vec![]).await?;
    browser.until("it failed again", "(window.errors ?? []).length === 2").await?;
    let at: String = browser.of_viewer("viewer => viewer.shadowRoot.activeElement?.part.value ?? ''", vec![]).await?;
    assert_eq!(at, "retry", "the keyboard is where it was");
    server.recover();
    browser.of_viewer::<()>(press, vec![]).await?;
    browser.until_viewer("the article is shown", "viewer.state === 'ready'").await?;
    browser.until_viewer("the reader is at its head", "viewer.shadowRoot.activeElement?.localName === 'h1'").await?;
    browser.told().await?;
    Ok(())
}

async fn place(browser: &Browser) -> Outcome {
    let viewer = page(SCRIPT, "src=\"VIEWER/faults/server.json\"");
    for (around, attributes, is_dark) in [
        ("", "", false),
        ("color-scheme: dark", "", true),
        ("", "theme=\"dark\"", true),
        ("color-scheme: dark", "theme=\"light\"", false),
    ] {
        let viewer = viewer.replace("<article-viewer", &format!("<article-viewer {attributes}"));
        browser.open_page(&format!("<style>:root {{ {around} }}</style>{viewer}"), "").await?;
        failure(browser).await?;
        let (is_below, ground): (bool, String) = browser
            .of_viewer(
                "viewer => (told => [told.getBoundingClientRect().top >= viewer.querySelector('a').getBoundingClientRect().bottom,
                   getComputedStyle(told).backgroundColor])(viewer.shadowRoot.querySelector('[part=fault]'))",
                vec![],
            )
            .await?;
        assert!(is_below, "{around} {attributes}");
        assert_eq!(ground == "rgb(22, 21, 18)", is_dark, "{ground}: {around} {attributes}");
    }
    // In the language around it, out of shadow roots too.
    browser.open_page(&format!("{LISTEN}{SCRIPT}<div lang=ar id=box></div>"), "").await?;
    let function = "src => document.getElementById('box').attachShadow({ mode: 'open' }).append(Object.assign(document.createElement('article-viewer'), { src }))";
    browser.until("the element is defined", "customElements.get('article-viewer') !== undefined").await?;
    browser.call::<()>(function, vec![json!(browser.publication("faults/server.json"))]).await?;
    let found = failure(browser).await?;
    assert_eq!(found.told, Locale::Ar.advice(LoadErrorKind::Server).title);
    browser.told().await?.nothing_dangerous()
}

/// Something that nobody thought of: elements can't be made any more while a document is shown.
async fn internal(browser: &Browser) -> Outcome {
    let other = "<article-viewer src=\"VIEWER/articles/viec-cang-kho.json\" loading=\"eager\"></article-viewer>";
    browser.open_page(&(page(SCRIPT, "src=\"VIEWER/articles/the-measure.json\"") + other), "").await?;
    browser.until("both are shown", &format!("({VIEWERS}).every(viewer => viewer.state === 'ready')")).await?;
    browser
        .run("window.made = [Document.prototype.createElement, Document.prototype.createElementNS]; Document.prototype.createElement = Document.prototype.createElementNS = () => { throw new Error('nobody thought of this') }")
        .await?;
    browser
        .of_viewer::<()>(
            "viewer => { viewer.load(viewer.src.replace('the-measure', 'every-element')).catch(() => {}) }",
            vec![],
        )
        .await?;
    browser.until_viewer("there is a fault", "viewer.state === 'error'").await?;
    let kind: Option<String> = browser.of_viewer("viewer => viewer.error?.kind", vec![]).await?;
    assert_eq!(kind.as_deref(), Some("internal"));
    browser.run("[Document.prototype.createElement, Document.prototype.createElementNS] = window.made").await?;
    // Others go on, and so does this one.
    assert_eq!(browser.ask::<String>(&format!("({VIEWERS})[1].state")).await?, "ready");
    browser.of_viewer::<()>("viewer => viewer.reload()", vec![]).await?;
    browser.until_viewer("the article is shown", "viewer.state === 'ready'").await?;
    browser.told().await?;
    Ok(())
}
