//! What can go wrong, each produced by a server or a browser in trouble: its kind, its message, its event, what the reader
//! is told, and what stands inside the tag.

use std::net::{Ipv4Addr, TcpListener};

use article_viewer::locale::{Locale, Trouble};
use serde::Deserialize;
use serde_json::{Value, json};

use super::faults::HangingUp;
use super::{SCRIPT, hosts};
use crate::browser::Browser;
use crate::suite::{Outcome, Suite};

pub fn add_to(suite: &mut Suite) {
    suite.add("embed::failures::each_answer_that_is_no_document_has_its_kind", answers);
    suite.add("embed::failures::server_that_lets_nobody_read_is_told_from_one_that_is_away", readers);
    suite.add("embed::failures::policies_that_forbid_are_named", policies);
    suite.add("embed::failures::browser_without_wasm_is_told", no_wasm);
    suite.add("embed::failures::files_of_a_build_that_do_not_come_are_named", files);
    suite.add("embed::failures::right_wasm_under_the_wrong_type_is_taken", octet_stream);
    suite.add("embed::failures::no_answer_is_tried_again_by_itself", back_off);
    suite.add("embed::failures::retry_button_tries_again", retry);
    suite.add("embed::failures::device_without_network_waits_for_it", offline);
    suite.add("embed::failures::readers_are_told_in_the_language_around", languages);
    suite.add("embed::failures::broken_program_is_an_internal_fault", internal);
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
async fn check(browser: &Browser, kind: &str, trouble: Trouble, address: &str, remedy: &str) -> Outcome {
    let found = failure(browser).await?;
    assert_eq!((found.state.as_str(), found.kind.as_str()), ("error", kind), "{found:#?}");
    assert!(found.message.contains(remedy), "{found:#?}");
    assert!(found.address.contains(address) && found.message.contains(&found.address), "{found:#?}");
    assert_eq!(found.events, 1, "{found:#?}");
    for (name, value) in [("kind", &found.kind), ("message", &found.message), ("address", &found.address)] {
        assert_eq!(found.detail[name], json!(value), "{found:#?}");
    }
    assert_eq!(found.told, Locale::En.advice(trouble).title, "{found:#?}");
    assert_eq!(found.has_retry, ["offline", "network", "server"].contains(&kind), "{found:#?}");
    assert!(found.shows_inside && !found.shows_article, "{found:#?}");
    let told = browser.told().await?;
    let lines = told.by_scripts();
    assert_eq!(lines.len(), 1, "one line for the integrator: {told:#?}");
    assert!(lines[0].contains(remedy), "{lines:?}");
    Ok(())
}

async fn answers(browser: &Browser) -> Outcome {
    for (document, kind, trouble, remedy) in [
        ("VIEWER/faults/not-found.json", "not-found", Trouble::NotFound, "(status 404)"),
        ("VIEWER/faults/gone.json", "not-found", Trouble::NotFound, "Check the address in src"),
        ("VIEWER/faults/server.json", "server", Trouble::Server, "(status 500)"),
        ("VIEWER/faults/type.json", "type", Trouble::Document, "to the article's JSON, not to its page"),
        ("VIEWER/the-measure/", "type", Trouble::Document, "to the article's JSON, not to its page"),
        ("VIEWER/faults/document.json", "document", Trouble::Document, "1:14"),
        ("VIEWER/some/prefix/test/wrong-type.json", "document", Trouble::Document, "/headline"),
        ("http://[", "address", Trouble::NotFound, "It is not an address"),
    ] {
        browser.open_page(&page(SCRIPT, &format!("src=\"{document}\"")), "").await?;
        let address = document.trim_start_matches("VIEWER");
        check(browser, kind, trouble, address, remedy).await?;
    }
    Ok(())
}

async fn readers(browser: &Browser) -> Outcome {
    browser.open_page(&page(SCRIPT, "src=\"VIEWER/private/articles/the-measure.json\""), "").await?;
    check(browser, "cors", Trouble::Program, "/private/", "Access-Control-Allow-Origin: *").await?;
    let nobody = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?;
    let src = format!("http://{nobody}/articles/the-measure.json");
    browser.open_page(&page(SCRIPT, &format!("src=\"{src}\"")), "").await?;
    check(browser, "network", Trouble::Network, &src, "There is no answer").await
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
        ("style-src 'self' VIEWER", "style-src 'self'", "style", "Add its origin to style-src"),
    ] {
        let policy = nonce.replace(taken, left);
        assert_ne!(policy, nonce);
        let policy = percent_encoding::utf8_percent_encode(&policy, percent_encoding::NON_ALPHANUMERIC);
        browser.open_page(&format!("{listen}{SCRIPT}{viewer}"), &format!("&policy={policy}")).await?;
        check(browser, kind, Trouble::Program, "", remedy).await?;
    }
    Ok(())
}

async fn no_wasm(browser: &Browser) -> Outcome {
    browser.before_pages("delete globalThis.WebAssembly").await?;
    browser.open_page(&page(SCRIPT, "src=\"VIEWER/articles/the-measure.json\""), "").await?;
    check(browser, "no-wasm", Trouble::Program, ".wasm", "no WebAssembly").await
}

async fn files(browser: &Browser) -> Outcome {
    for (place, kind, address, remedy) in [
        ("wasm-type", "wasm-type", ".wasm", "as application/wasm"),
        ("wasm-missing", "program", ".wasm", "Publish all files of a build together"),
        ("program", "program", "embed.js", "Publish all files of a build together"),
        ("style", "style", ".css", "publish all files of a build together"),
    ] {
        let script = SCRIPT.replace("VIEWER", &format!("VIEWER/faults/{place}"));
        browser.open_page(&page(&script, "src=\"VIEWER/articles/the-measure.json\""), "").await?;
        check(browser, kind, Trouble::Program, address, remedy).await?;
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
    let server = HangingUp::start(document(browser)?).await?;
    browser.open_page(&page(SCRIPT, &format!("src=\"{}\"", server.address)), "").await?;
    check(browser, "network", Trouble::Network, &server.address, "There is no answer").await?;
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
    check(browser, "offline", Trouble::Network, "viec-cang-kho.json", "This device is offline").await?;
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
        assert_eq!(found.told, locale.advice(Trouble::Server).title, "{around}{own}");
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
    assert_eq!(found.told, Locale::En.advice(Trouble::Server).title);
    browser.told().await?.nothing_dangerous()
}

/// Something that nobody thought of.
async fn internal(browser: &Browser) -> Outcome {
    browser.open_page(&page(SCRIPT, "src=\"VIEWER/articles/the-measure.json\""), "").await?;
    browser.until_viewer("the article is shown", "viewer.state === 'ready'").await?;
    browser.run("window.getComputedStyle = () => { throw new Error('nobody thought of this') }").await?;
    browser.of_viewer::<()>("viewer => { viewer.reload().catch(() => {}) }", vec![]).await?;
    browser.until_viewer("there is a fault", "viewer.state !== 'loading'").await?;
    let (state, kind): (String, Option<String>) =
        browser.of_viewer("viewer => [viewer.state, viewer.error?.kind]", vec![]).await?;
    assert_eq!((state.as_str(), kind.as_deref()), ("error", Some("internal")));
    browser.told().await?;
    Ok(())
}
