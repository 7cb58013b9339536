//! Documents that cannot be shown: the reader is told what to do, the console says why, and nothing breaks.

use article_viewer::locale::{LoadErrorKind, Locale};
use axum::response::{Html, IntoResponse};
use serde_json::json;

use crate::browser::Browser;
use crate::place::Place;
use crate::suite::{Outcome, Suite};
use crate::watch::Told;

pub fn add_to(suite: &mut Suite) {
    suite.add("failures::page_without_an_address_says_so", no_address);
    suite.add("failures::addresses_of_other_sites_are_not_opened", other_sites);
    suite.add("failures::documents_beside_the_publication_are_not_opened", beside);
    suite.add("failures::documents_that_lead_elsewhere_or_come_as_something_else_are_not_shown", as_something_else);
    suite.add("failures::language_named_like_a_property_of_every_object_is_a_language", named_like_a_property);
    suite.add("failures::answers_without_an_end_are_given_up", endless);
    suite.add("failures::missing_document_is_told_from_a_server_in_trouble", answers);
    suite.add("failures::faulty_documents_name_the_fault_in_the_console", faulty_documents);
    suite.add("failures::newer_document_shows_what_can_be_shown", newer_document);
    suite.add("failures::network_that_comes_back_needs_only_the_retry_button", network);
    suite.add("failures::server_that_recovers_needs_only_the_retry_button", second_time);
}

/// What the publication speaks; so does the page that cannot show an article.
const LOCALE: Locale = Locale::Vi;

async fn no_address(browser: &Browser) -> Outcome {
    for page in ["view.html", "view.html?src=", "view.html?other=articles/the-measure.json"] {
        browser.open(page).await?;
        notice(browser, LoadErrorKind::NoAddress).await?;
    }
    Ok(())
}

async fn other_sites(browser: &Browser) -> Outcome {
    for src in [
        "https://elsewhere.invalid/article.json",
        "//elsewhere.invalid/article.json",
        "\\\\elsewhere.invalid\\article.json",
        "\t//elsewhere.invalid/article.json",
        "/some/prefix/articles/the-measure.json",
        "data:application/json,{}",
        "javascript:document.title='owned'",
    ] {
        view(browser, src).await?;
        notice(browser, LoadErrorKind::Address).await?;
        let told = browser.told_by_script().await?;
        assert_eq!(told.refused, Vec::<String>::new(), "{src}");
        one_cause(&told, src, &["It is not an address of a document that may be shown here"])?;
    }
    Ok(())
}

/// Only the publication's own documents, and only as the build names them.
async fn beside(browser: &Browser) -> Outcome {
    for src in [
        "../../evil/x.json",
        "../../evil/articles/x.json",
        "%2e%2e/%2e%2e/evil/x.json",
        "..%2f..%2fevil/x.json",
        "articles/../../../evil/x.json",
        "uploads/avatar.png",
        "test/echo?{\"id\":\"x\",\"inLanguage\":\"en\",\"headline\":\"h\",\"datePublished\":\"2026-01-01T00:00:00Z\",\"body\":[]}",
        "test/sound.json",
        "articles/pictures/../the-measure.json",
        "articles/%74he-measure.json",
        "articles/the-measure.json?x",
        "articles/the-measure.json#x",
        "articles/the-measure.html",
        "articles//the-measure.json",
        "articles/.json",
    ] {
        view(browser, src).await?;
        notice(browser, LoadErrorKind::Address).await?;
        let told = browser.told_by_script().await?;
        one_cause(&told, src, &["It is not an address of a document that may be shown here"])?;
        let asked: Vec<String> = browser
            .ask("performance.getEntriesByType('resource').filter(({ initiatorType, name }) => initiatorType === 'fetch' && !/\\.wasm$/.test(name)).map(({ name }) => name)")
            .await?;
        assert_eq!(asked, Vec::<String>::new(), "{src}: nothing is asked for");
    }
    Ok(())
}

async fn as_something_else(browser: &Browser) -> Outcome {
    for (src, kind, cause) in [
        ("articles/test-redirect.json", LoadErrorKind::Address, "it leads elsewhere"),
        ("articles/test-as-text.json", LoadErrorKind::Type, "It is not a document"),
        ("articles/test-as-picture.json", LoadErrorKind::Type, "It is not a document"),
        ("articles/test-without-type.json", LoadErrorKind::Type, "It is not a document"),
    ] {
        view(browser, src).await?;
        notice(browser, kind).await?;
        one_cause(&browser.told_by_script().await?, src, &[cause])?;
    }
    view(browser, "articles/test-sound.json").await?;
    browser.started().await
}

async fn named_like_a_property(browser: &Browser) -> Outcome {
    let site = &browser.stage.setup.site;
    let place = Place::new("/", site).await?;
    let page = std::fs::read_to_string(site.join("view.html"))?;
    for language in ["toString", "valueOf", "constructor", "__proto__"] {
        let page = page.replacen("lang=\"vi\"", &format!("lang=\"{language}\""), 2);
        place.change("/view.html", move |_| Html(page.clone()).into_response());
        browser.driver.goto(place.address("view.html?src=articles/nobody-wrote-this.json")).await?;
        browser.until("there is a notice", "document.querySelector('main [role=alert]') !== null").await?;
        let advice = Locale::En.advice(LoadErrorKind::NotFound);
        assert_eq!(browser.text("main [role=alert] h1").await?, advice.title, "{language}");
        assert_eq!(browser.text("main [role=alert] h1 + p").await?, advice.remedy, "{language}");
        browser.told_by_script().await?.nothing_dangerous()?;
    }
    Ok(())
}

/// Half a minute is over at once.
pub const HASTE: &str =
    "const wait = setTimeout; window.setTimeout = (done, ms, ...more) => wait(done, ms === 30000 ? 50 : ms, ...more);";

async fn endless(browser: &Browser) -> Outcome {
    view(browser, "articles/test-endless.json").await?;
    notice(browser, LoadErrorKind::Document).await?;
    one_cause(&browser.told_by_script().await?, "articles/test-endless.json", &["it is larger than 8 MiB"])?;
    browser.before_pages(HASTE).await?;
    view(browser, "articles/test-drip.json").await?;
    notice(browser, LoadErrorKind::Timeout).await?;
    one_cause(&browser.told_by_script().await?, "articles/test-drip.json", &["longer than 30 seconds"])
}

async fn answers(browser: &Browser) -> Outcome {
    for (src, kind, status) in [
        ("articles/nobody-wrote-this.json", LoadErrorKind::NotFound, "404"),
        ("articles/test-status-500.json", LoadErrorKind::Server, "500"),
    ] {
        view(browser, src).await?;
        notice(browser, kind).await?;
        one_cause(&browser.told_by_script().await?, src, &[status])?;
    }
    Ok(())
}

async fn faulty_documents(browser: &Browser) -> Outcome {
    for (src, cause) in [
        ("articles/test-not-json.json", &["2:15", "this is not JSON"][..]),
        ("articles/test-wrong-type.json", &["4:15", "/headline", "found a number"]),
        ("articles/test-missing-field.json", &["/datePublished", "this field is required"]),
        ("articles/test-script-address.json", &["9:52", "/body/0/text/1/url", "`javascript:` is not allowed"]),
    ] {
        view(browser, src).await?;
        notice(browser, LoadErrorKind::Document).await?;
        one_cause(&browser.told_by_script().await?, src, cause)?;
    }
    Ok(())
}

/// A reader is better served by most of an article than by none of it.
async fn newer_document(browser: &Browser) -> Outcome {
    view(browser, "articles/test-unknown-block.json").await?;
    browser.until("the article is there", "document.querySelector('h1.headline') !== null").await?;
    assert_eq!(browser.texts(".body > *").await?, ["Words.", Locale::En.labels().unknown]);
    let told = browser.told().await?;
    assert!(told.console.is_empty(), "nothing is wrong: {:?}", told.console);
    Ok(())
}

async fn network(browser: &Browser) -> Outcome {
    browser.hurry().await?;
    let src = "articles/the-measure.json";
    block(browser, &["*/articles/the-measure.json"]).await?;
    view(browser, src).await?;
    notice(browser, LoadErrorKind::Network).await?;
    one_cause(&browser.told_by_script().await?, src, &["There is no answer"])?;
    // Still away: the same notice comes again.
    retry(browser).await?;
    browser.until("the second try has failed", "document.querySelector('[role=alert]') !== window.before").await?;
    notice(browser, LoadErrorKind::Network).await?;
    one_cause(&browser.told_by_script().await?, src, &["There is no answer"])?;
    block(browser, &[]).await?;
    retry(browser).await?;
    browser.started().await?;
    assert_eq!(browser.text("h1").await?, "Sixty-five characters, give or take");
    assert_eq!(browser.ask::<String>("document.documentElement.lang").await?, "en");
    Ok(())
}

async fn second_time(browser: &Browser) -> Outcome {
    let src = "articles/test-second-time.json";
    view(browser, src).await?;
    notice(browser, LoadErrorKind::Server).await?;
    one_cause(&browser.told_by_script().await?, src, &["503"])?;
    retry(browser).await?;
    browser.started().await?;
    assert_eq!(browser.text("h1").await?, "Nothing is wrong with this one");
    Ok(())
}

/// Opens the page that fetches the document it shows.
async fn view(browser: &Browser, src: &str) -> Outcome {
    let src: String = browser.call("encodeURIComponent", vec![json!(src)]).await?;
    browser.open(&format!("view.html?src={src}")).await
}

/// Waits for the notice that stands in the article's place, and reads it.
async fn notice(browser: &Browser, kind: LoadErrorKind) -> Outcome {
    browser.until("there is a notice", "document.querySelector('main [role=alert]') !== null").await?;
    let advice = LOCALE.advice(kind);
    assert_eq!(browser.text("main [role=alert] h1").await?, advice.title);
    assert_eq!(browser.text("main [role=alert] h1 + p").await?, advice.remedy);
    assert_eq!(browser.attribute("html", "lang").await?.as_deref(), Some(LOCALE.tag()));
    assert_eq!(browser.texts("article, .loading").await?, Vec::<String>::new(), "the notice stands in their place");
    let retries = if kind.may_pass() { vec!["Thử lại"] } else { vec![] };
    assert_eq!(browser.texts("button").await?, retries, "{kind:?}");
    let way_out: String = browser.ask("document.querySelector('[role=alert] a').href").await?;
    assert_eq!(way_out, browser.address(""));
    Ok(())
}

/// Presses the button that tries again, and remembers the notice that was there.
async fn retry(browser: &Browser) -> Outcome {
    browser.run("window.before = document.querySelector('[role=alert]')").await?;
    Ok(browser.element("[role=alert] button").await?.click().await?)
}

/// Keeps requests from reaching the server, as if it were gone.
async fn block(browser: &Browser, addresses: &[&str]) -> Outcome {
    browser.devtools("Network.enable", json!({})).await?;
    browser.devtools("Network.setBlockedURLs", json!({ "urls": addresses })).await?;
    Ok(())
}

/// The console has one error by the program, which names the document and every piece of the cause.
fn one_cause(told: &Told, src: &str, cause: &[&str]) -> Outcome {
    told.nothing_dangerous()?;
    let causes = told.by_scripts();
    let [line] = causes[..] else { return Err(format!("{src}: not one error in the console: {told:#?}").into()) };
    // The driver writes messages as JSON strings.
    let src = json!(src).to_string().trim_matches('"').to_owned();
    let missing: Vec<&str> =
        [src.as_str()].into_iter().chain(cause.iter().copied()).filter(|piece| !line.contains(piece)).collect();
    if missing.is_empty() { Ok(()) } else { Err(format!("the console does not name {missing:?}: {line}").into()) }
}
