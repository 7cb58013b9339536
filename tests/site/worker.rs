//! What the service worker keeps: the publication's own pages, pictures and code, for as long as they are there and may be
//! kept, and nothing of other applications on the same server.

use axum::body::Body;
use axum::http::StatusCode;
use axum::http::header::{
    ACCESS_CONTROL_ALLOW_ORIGIN, CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, HeaderValue,
};
use axum::response::{Html, IntoResponse, Redirect, Response};
use serde_json::json;

use crate::browser::Browser;
use crate::offline::is_kept;
use crate::place::Place;
use crate::suite::{Outcome, Suite};

pub fn add_to(suite: &mut Suite) {
    suite.add("worker::pages_of_other_applications_are_not_kept", others);
    suite.add("worker::another_publication_within_is_another", nested);
    suite.add("worker::what_is_not_to_be_stored_is_forgotten", not_stored);
    suite.add("worker::pages_that_are_gone_forbidden_or_elsewhere_are_forgotten", gone);
    suite.add("worker::pictures_that_are_gone_are_forgotten", gone_pictures);
    suite.add("worker::picture_named_like_code_is_a_picture", named_like_code);
    suite.add("worker::variants_of_an_address_are_one_page", variants);
    suite.add("worker::what_is_kept_has_a_limit", limits);
    suite.add("worker::what_former_workers_kept_is_cleared_away", former);
    suite.add("worker::messages_are_heard_from_the_publications_pages_alone", messages);
    suite.add("worker::page_in_a_sandbox_goes_on_without_one", sandboxed);
    suite.add("worker::malformed_messages_are_passed_by", malformed);
}

/// An article of the site.
const READ: &str = "viec-cang-kho/";

/// Every address that is kept, beside what a build lists, with `""` for the site itself.
async fn kept(browser: &Browser) -> Outcome<Vec<String>> {
    let all = "async () => {
      const kept = [];
      const { scope } = await navigator.serviceWorker.ready;
      for (const name of await caches.keys()) for (const request of await (await caches.open(name)).keys()) kept.push(request.url);
      const page = kept.filter(address => !/-[0-9a-f]{16}(_bg)?\\.(js|wasm|css)$|offline\\.html$/.test(address.slice(scope.length)) || address.slice(scope.length).includes('/'));
      return page.map(address => address.slice(scope.length)).sort();
    }";
    browser.call(all, Vec::new()).await
}

/// Waits until that is what is kept.
async fn until_kept(browser: &Browser, what: &str, test: &str) -> Outcome {
    let start = std::time::Instant::now();
    loop {
        let found = kept(browser).await?;
        let is_so: bool = browser.call(&format!("kept => {test}"), vec![json!(found)]).await?;
        if is_so {
            return Ok(());
        }
        if start.elapsed() > crate::browser::DEADLINE {
            return Err(format!("waited for: {what}; kept are {found:#?}").into());
        }
        tokio::time::sleep(crate::browser::NEXT_LOOK).await;
    }
}

/// Opens a page and waits until the worker has it in hand and has kept it.
async fn read(browser: &Browser, place: &Place, page: &str) -> Outcome {
    browser.driver.goto(place.address(page)).await?;
    is_kept(browser).await
}

/// What the worker does with an answer is done when what came after it is: a page that is read after it is kept.
async fn settled(browser: &Browser, place: &Place) -> Outcome {
    read(browser, place, "the-measure/").await?;
    let at = "caches.match(location.href).then(copy => copy.headers.get('x-kept-since'))";
    let before: String = browser.ask(at).await?;
    browser.driver.refresh().await?;
    browser.until("it is kept again", &format!("{at}.then(since => since !== '{before}')")).await
}

fn application(words: &'static str, cache: Option<&'static str>) -> impl Fn(Response) -> Response {
    move |_| {
        let page = format!(
            "<!doctype html>\n<html lang=\"en\">\n  <head>\n    <meta charset=\"utf-8\"><title>{words}</title></head><body><h1>{words}</h1>"
        );
        let mut response = Html(page).into_response();
        if let Some(cache) = cache {
            response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static(cache));
        }
        response
    }
}

async fn others(browser: &Browser) -> Outcome {
    let mut place = Place::new("/", &browser.stage.setup.site).await?;
    let others = [
        ("/account/", Some("no-store, private")),
        ("/shop/", None),
        ("/account/settings", None),
        ("/section/mine/", None),
    ];
    for (path, cache) in others {
        place.change(path, application("Mine alone", cache));
    }
    read(browser, &place, READ).await?;
    for (path, _) in others {
        browser.driver.goto(place.address(path.trim_start_matches('/'))).await?;
        assert_eq!(browser.text("h1").await?, "Mine alone");
    }
    settled(browser, &place).await?;
    let found = kept(browser).await?;
    let of_others = |name: &String| ["account", "shop", "mine"].iter().any(|other| name.contains(other));
    assert!(!found.iter().any(of_others), "{found:?}");
    place.goes_away();
    for path in ["account/", "shop/", "section/mine/"] {
        browser.driver.goto(place.address(path)).await?;
        browser.until("it says that there is no copy", "document.querySelector('[role=alert]') !== null").await?;
        assert!(!browser.ask::<bool>("document.body.textContent.includes('Mine alone')").await?, "{path}");
    }
    browser.told().await?.nothing_dangerous()
}

async fn nested(browser: &Browser) -> Outcome {
    let place = Place::new("/", &browser.stage.setup.site).await?;
    // The front page of another one, which has not been there before.
    let front = std::fs::read_to_string(browser.stage.setup.site.join("index.html"))?.replace("<script", "<template");
    place.change("/paper/", move |_| Html(front.clone()).into_response());
    read(browser, &place, READ).await?;
    browser.driver.goto(place.address("paper/")).await?;
    settled(browser, &place).await?;
    let found = kept(browser).await?;
    assert!(!found.iter().any(|name| name.contains("paper")), "{found:?}");
    browser.told().await?;
    Ok(())
}

async fn not_stored(browser: &Browser) -> Outcome {
    let page = std::fs::read_to_string(browser.stage.setup.site.join(READ).join("index.html"))?;
    let place = Place::new("/", &browser.stage.setup.site).await?;
    for cache in ["no-store", "private, max-age=60", "max-age=0, No-Store"] {
        read(browser, &place, READ).await?;
        // A whole answer: with one that only says that nothing has changed, the browser's own cache would keep the header.
        let page = page.clone();
        place.change("/viec-cang-kho/", move |_| ([(CACHE_CONTROL, cache)], Html(page.clone())).into_response());
        browser.driver.goto(place.address(READ)).await?;
        until_kept(browser, cache, &format!("!kept.includes('{READ}')")).await?;
        place.restore("/viec-cang-kho/");
    }
    Ok(())
}

async fn gone(browser: &Browser) -> Outcome {
    let place = Place::new("/", &browser.stage.setup.site).await?;
    for status in [404, 410, 451, 403, 401] {
        read(browser, &place, READ).await?;
        let status = StatusCode::from_u16(status)?;
        place.change("/viec-cang-kho/", move |_| (status, Html("<h1>Taken down</h1>")).into_response());
        browser.driver.goto(place.address(READ)).await?;
        until_kept(browser, status.as_str(), &format!("!kept.includes('{READ}')")).await?;
        place.restore("/viec-cang-kho/");
    }
    // Somebody else's page in its place, and a way elsewhere.
    read(browser, &place, READ).await?;
    place.change("/viec-cang-kho/", application("Something else", None));
    browser.driver.goto(place.address(READ)).await?;
    until_kept(browser, "another page", &format!("!kept.includes('{READ}')")).await?;
    place.restore("/viec-cang-kho/");
    read(browser, &place, READ).await?;
    place.change("/viec-cang-kho/", |_| Redirect::temporary("/the-measure/").into_response());
    browser.driver.goto(place.address(READ)).await?;
    until_kept(browser, "a redirect", &format!("!kept.includes('{READ}')")).await?;
    place.restore("/viec-cang-kho/");
    // A server in trouble takes nothing down.
    read(browser, &place, READ).await?;
    place.change("/viec-cang-kho/", |_| (StatusCode::BAD_GATEWAY, Html("<h1>In trouble</h1>")).into_response());
    browser.driver.goto(place.address(READ)).await?;
    settled(browser, &place).await?;
    assert!(kept(browser).await?.iter().any(|name| name == READ));
    browser.told().await?;
    Ok(())
}

const PICTURE: &str = "articles/media/pictures/measure.svg";

/// Shows a picture on the page and says whether it came.
async fn show(browser: &Browser, address: &str) -> Outcome<bool> {
    let show = "address => new Promise(done => {
      const picture = new Image();
      picture.onload = () => done(true);
      picture.onerror = () => done(false);
      picture.src = address;
    })";
    browser.call(show, vec![address.into()]).await
}

async fn gone_pictures(browser: &Browser) -> Outcome {
    let mut place = Place::new("/", &browser.stage.setup.site).await?;
    let path = format!("/{PICTURE}");
    let no_cache = |mut response: Response| {
        response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-cache"));
        response
    };
    read(browser, &place, READ).await?;
    for status in [404, 410, 451, 403] {
        place.change(&path, no_cache);
        assert!(show(browser, &format!("/{PICTURE}?{status}")).await?);
        until_kept(browser, "the picture is kept", &format!("kept.includes('{PICTURE}')")).await?;
        let status = StatusCode::from_u16(status)?;
        place.change(&path, move |_| status.into_response());
        assert!(!show(browser, &format!("/{PICTURE}?gone-{status}")).await?, "what came is no picture");
        until_kept(browser, status.as_str(), &format!("!kept.includes('{PICTURE}')")).await?;
    }
    place.change(&path, no_cache);
    assert!(show(browser, &format!("/{PICTURE}?again")).await?);
    until_kept(browser, "the picture is kept", &format!("kept.includes('{PICTURE}')")).await?;
    place.change(&path, |_| Redirect::temporary("/icon-192.png").into_response());
    show(browser, &format!("/{PICTURE}?elsewhere")).await?;
    until_kept(browser, "a redirect", &format!("!kept.includes('{PICTURE}')")).await?;
    place.goes_away();
    assert!(!show(browser, &format!("/{PICTURE}?away")).await?, "it is not shown any more");
    browser.told().await?;
    Ok(())
}

fn svg() -> Response {
    (
        [(CONTENT_TYPE, "image/svg+xml"), (CACHE_CONTROL, "no-cache")],
        "<svg xmlns='http://www.w3.org/2000/svg' width='7' height='7'/>",
    )
        .into_response()
}

async fn named_like_code(browser: &Browser) -> Outcome {
    let place = Place::new("/", &browser.stage.setup.site).await?;
    read(browser, &place, READ).await?;
    // Below the folder of media, and at the root, where code lies.
    for path in ["/articles/media/x-0123456789abcdef.svg", "/x-0123456789abcdef.svg"] {
        place.change(path, |_| svg());
        assert!(show(browser, path).await?);
        if path.starts_with("/articles") {
            until_kept(browser, "it is kept", &format!("kept.includes('{}')", path.trim_start_matches('/'))).await?;
        }
        place.change(path, |_| StatusCode::NOT_FOUND.into_response());
        // Another page: the browser shows again what it has on this one.
        read(browser, &place, "the-measure/").await?;
        assert!(!show(browser, path).await?, "{path} is gone");
        settled(browser, &place).await?;
        let found = kept(browser).await?;
        assert!(!found.iter().any(|name| name.contains("0123456789abcdef")), "{found:?}");
    }
    browser.told().await?;
    Ok(())
}

async fn variants(browser: &Browser) -> Outcome {
    let mut place = Place::new("/", &browser.stage.setup.site).await?;
    read(browser, &place, READ).await?;
    for variant in ["?1", "?2", "?embed", "index.html", "index.html?3", "#text"] {
        browser.driver.goto(place.address(&format!("{READ}{variant}"))).await?;
        browser.until("it is there", "document.querySelector('h1') !== null").await?;
        for path in [PICTURE, "articles/media/pictures/press.svg"] {
            show(browser, &format!("/{path}?{}", variant.trim_start_matches(['?', '#']))).await?;
        }
    }
    settled(browser, &place).await?;
    let pages = |found: &[String]| {
        found.iter().filter(|name| name.contains("viec-cang-kho") || name.contains("?")).cloned().collect::<Vec<_>>()
    };
    assert_eq!(pages(&kept(browser).await?), [READ]);
    place.goes_away();
    browser.driver.goto(place.address(&format!("{READ}index.html?4"))).await?;
    browser.until("its copy is shown", "document.querySelector('.saved-copy') !== null").await?;
    browser.told().await?;
    Ok(())
}

/// Shows as many pictures, one after the other, and gives how many of those came.
const SHOW_MANY: &str = "async (path, count) => {
  let came = 0;
  for (let number = 0; number < count; number++) {
    const picture = new Image();
    picture.src = `${path}${number}.svg`;
    came += await picture.decode().then(() => 1, () => 0);
  }
  return came;
}";

/// How much is kept, in bytes.
const KEPT_BYTES: &str = "async () => {
  let bytes = 0;
  for (const name of await caches.keys()) {
    const store = await caches.open(name);
    for (const copy of await store.matchAll()) if (copy.headers.has('x-kept-since')) bytes += (await copy.blob()).size;
  }
  return bytes;
}";

async fn limits(browser: &Browser) -> Outcome {
    const MEBIBYTE: usize = 1 << 20;
    let place = Place::new("/", &browser.stage.setup.site).await?;
    let picture = |bytes: usize| {
        move |_: Response| {
            let comment = format!("<!--{}-->", "x".repeat(bytes));
            let drawing = format!("<svg xmlns='http://www.w3.org/2000/svg' width='7' height='7'>{comment}</svg>");
            ([(CONTENT_TYPE, "image/svg+xml")], Body::from(drawing)).into_response()
        }
    };
    read(browser, &place, READ).await?;
    place.change("/articles/media/huge-0.svg", picture(11 * MEBIBYTE));
    assert_eq!(browser.call::<usize>(SHOW_MANY, vec!["/articles/media/huge-".into(), 1.into()]).await?, 1);
    for number in 0..20 {
        place.change(&format!("/articles/media/large-{number}.svg"), picture(4 * MEBIBYTE));
    }
    assert_eq!(browser.call::<usize>(SHOW_MANY, vec!["/articles/media/large-".into(), 20.into()]).await?, 20);
    until_kept(browser, "the newest is kept", "kept.includes('articles/media/large-19.svg')").await?;
    settled(browser, &place).await?;
    let found = kept(browser).await?;
    assert!(!found.iter().any(|name| name.contains("huge")), "{found:?}");
    assert!(!found.contains(&"articles/media/large-0.svg".to_owned()), "the oldest went: {found:?}");
    let bytes: usize = browser.call(KEPT_BYTES, Vec::new()).await?;
    assert!((30 * MEBIBYTE..=50 * MEBIBYTE).contains(&bytes), "{bytes} bytes");

    for number in 0..450 {
        place.change(&format!("/articles/media/small-{number}.svg"), picture(10));
    }
    assert_eq!(browser.call::<usize>(SHOW_MANY, vec!["/articles/media/small-".into(), 450.into()]).await?, 450);
    until_kept(browser, "the newest is kept", "kept.includes('articles/media/small-449.svg')").await?;
    settled(browser, &place).await?;
    let found = kept(browser).await?;
    assert_eq!(found.len(), 400, "{found:?}");
    browser.told().await?;
    Ok(())
}

async fn former(browser: &Browser) -> Outcome {
    let place = Place::new("/", &browser.stage.setup.site).await?;
    browser.driver.goto(place.address("article.schema.json")).await?;
    let keep = "async () => {
      const names = [`article-viewer ${origin}/ 0123456789abcdef`, `article-viewer ${origin}/paper/ 0123456789abcdef`, 'mine'];
      for (const name of names) await (await caches.open(name)).put('/account/', new Response('Mine alone'));
    }";
    browser.call::<()>(keep, Vec::new()).await?;
    read(browser, &place, READ).await?;
    let names: Vec<String> = browser.call("() => caches.keys()", Vec::new()).await?;
    let former: Vec<&String> = names.iter().filter(|name| !name.starts_with("articles ")).collect();
    assert!(former.len() == 2 && former[0].contains("/paper/ ") && former[1] == "mine", "{names:?}");
    browser.told().await?.nothing_dangerous()
}

async fn messages(browser: &Browser) -> Outcome {
    let place = Place::new("/", &browser.stage.setup.site).await?;
    let say = "async addresses => (await navigator.serviceWorker.ready).active.postMessage(addresses)";
    place.change("/Account/", application("Mine alone", None));
    place.change("/account/", application("Mine alone", None));
    read(browser, &place, "the-measure/").await?;
    // Of one that is none of the publication's pages.
    browser.driver.goto(place.address("Account/")).await?;
    browser.call::<()>(say, vec![json!([place.address(READ)])]).await?;
    settled(browser, &place).await?;
    let found = kept(browser).await?;
    assert!(!found.iter().any(|name| name == READ), "{found:?}");
    // Of one that is: pages and pictures of its own.
    let wanted = ["account/", "Account/", "articles/the-measure.json", "embed.js", "view.html", PICTURE, READ];
    let wanted: Vec<String> = wanted.iter().map(|name| place.address(name)).collect();
    browser.call::<()>(say, vec![json!(wanted)]).await?;
    until_kept(browser, "they are kept", &format!("kept.includes('{READ}') && kept.includes('{PICTURE}')")).await?;
    let found = kept(browser).await?;
    let wrong = |name: &String| ["ccount", ".json", "embed", "view"].iter().any(|part| name.contains(part));
    assert!(!found.iter().any(wrong), "{found:?}");
    browser.told().await?.nothing_dangerous()
}

/// There even to look for a worker, or for what is stored, is refused.
async fn sandboxed(browser: &Browser) -> Outcome {
    let place = Place::new("/", &browser.stage.setup.site).await?;
    place.change("/the-measure/", |mut response| {
        let policy = HeaderValue::from_static("sandbox allow-scripts allow-modals");
        response.headers_mut().insert(CONTENT_SECURITY_POLICY, policy);
        response
    });
    for name in
        std::fs::read_dir(&browser.stage.setup.site)?.flatten().filter_map(|entry| entry.file_name().into_string().ok())
    {
        place.change(&format!("/{name}"), |mut response| {
            response.headers_mut().insert(ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
            response
        });
    }
    let note = "window.faults = []; for (const kind of ['error', 'unhandledrejection']) addEventListener(kind, event => window.faults.push(String(event.message ?? event.reason)))";
    browser.before_pages(note).await?;
    browser.driver.goto(place.address("the-measure/")).await?;
    browser.until("it is loaded", "document.readyState === 'complete'").await?;
    let is_refused = "[() => navigator.serviceWorker, () => localStorage].map(look => { try { look(); return false } catch { return true } })";
    assert_eq!(browser.ask::<Vec<bool>>(is_refused).await?, [true, true]);
    browser.element(".print-options summary").await?.click().await?;
    browser.element(".print-options input").await?.click().await?;
    let headline = "document.querySelector('.related .entry-headline a')";
    browser.run(&format!("{headline}.focus()")).await?;
    let hints = "[...document.querySelectorAll('link[rel=prefetch]')].map(hint => hint.href)";
    browser.until("the script of every page runs", &format!("({hints}).length === 1")).await?;
    assert_eq!(browser.ask::<Vec<String>>("window.faults").await?, Vec::<String>::new());
    browser.told().await?;
    Ok(())
}

/// The worker with nothing around it: what it does with a message.
const HEAR: &str = "async () => {
  const listeners = {};
  const asked = [];
  const scope = { registration: { scope: `${origin}/` }, addEventListener: (kind, listen) => { listeners[kind] = listen },
    caches: { keys: async () => [] }, fetch: async address => { asked.push(address); throw new TypeError('no answer') } };
  new Function(...Object.keys(scope), await (await fetch('/worker.js')).text())(...Object.values(scope));
  const source = { url: `${origin}/viec-cang-kho/` };
  const wrong = [];
  const data = [null, undefined, 7, '', 'x', {}, { map: 1 }, [null, 7, {}, [], 'http://[', '\\ud800', `${origin}/%`, `${origin}/articles/%zz/../#%`]];
  for (const source of [undefined, null, {}, { url: 7 }, { url: `${origin}/viec-cang-kho/` }]) {
    for (const one of data) {
      let done;
      try {
        listeners.message({ data: one, source, waitUntil: promise => { done = promise } });
        await done;
      } catch (error) {
        wrong.push(`${JSON.stringify(one)}: ${error}`);
      }
    }
  }
  return wrong;
}";

async fn malformed(browser: &Browser) -> Outcome {
    let place = Place::new("/", &browser.stage.setup.site).await?;
    browser.driver.goto(place.address("article.schema.json")).await?;
    let wrong: Vec<String> = browser.call(HEAR, Vec::new()).await?;
    assert_eq!(wrong, Vec::<String>::new());
    browser.told().await?.nothing_dangerous()
}
