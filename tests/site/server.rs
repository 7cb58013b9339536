//! A server for the site: at the root and below a prefix, with a strict policy, and with documents that are faulty. And one
//! for the pages of other people (`embed::hosts`), which is another origin.

use std::convert::Infallible;
use std::fs;
use std::net::Ipv4Addr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::Request;
use axum::http::StatusCode;
use axum::http::header::{ACCESS_CONTROL_ALLOW_ORIGIN, CONTENT_SECURITY_POLICY, CONTENT_TYPE, HeaderValue};
use axum::middleware::{Next, from_fn};
use axum::response::{Html, IntoResponse, Redirect, Response};
use axum::routing::get;
use futures_util::stream::unfold;
use tokio::net::TcpListener;
use tokio::time::sleep;
use tower_http::services::ServeDir;
use tower_http::set_header::SetResponseHeaderLayer;

use crate::stage::Setup;
use crate::suite::Outcome;
use crate::{corpus, embed, hostile, large, paper};

/// Where the tests open the site: a publication does not know its place.
pub const SITE: &str = "/some/prefix/";

/// The same site at the server's root.
pub const ROOT: &str = "/";

/// The same site again, without the file of [`LOST_PICTURE`].
pub const INCOMPLETE_SITE: &str = "/picture-gone/";

/// Another site: the documents of `hostile` and the largest of `large`, published.
pub const HOSTILE_SITE: &str = "/hostile/";

/// The same site with other pictures, whose corners can be counted on paper.
pub const MARKED_SITE: &str = "/marked/";

/// The same site again, without the header by which other sites may read it.
pub const PRIVATE_SITE: &str = "/private/";

/// The site again, whose articles were rendered ahead for another style: the element shows their documents.
pub const WITHOUT_AHEAD: &str = "/without-ahead/";

/// The fixtures of `tests/fixtures/render`, published.
pub const FIXTURES_SITE: &str = "/fixtures/";

/// The picture that [`INCOMPLETE_SITE`] does not have: it stands in the body of `the-measure`.
pub const LOST_PICTURE: &str = "articles/media/pictures/measure.svg";

/// What a careful newsroom's server sends: what the site says in `_headers`. Nothing is allowed in the page itself but its
/// style, by its hash, and nothing from elsewhere but pictures.
fn policy(site: &Path) -> HeaderValue {
    let headers = fs::read_to_string(site.join("_headers")).expect("the site's headers");
    let policy = headers.lines().find_map(|line| line.trim().strip_prefix("Content-Security-Policy: "));
    let policy = policy.expect("the site's policy");
    assert!(!policy.contains("unsafe-inline"), "{policy}");
    HeaderValue::from_str(policy).expect("a header")
}

/// The folders of sites beside the one that the tests are about.
pub struct Sites<'a> {
    /// The documents of `hostile` and the largest of `large`.
    pub hostile: &'a Path,
    /// The fixtures of rendering.
    pub fixtures: &'a Path,
    /// The files that attack.
    pub corpus: &'a Path,
}

/// Running servers; they end with the runtime.
pub struct Server {
    /// Scheme, host and port.
    pub origin: String,
    /// The same of the pages of other people.
    pub hosts: String,
    /// The same of the same pages, around [`WITHOUT_AHEAD`].
    pub hosts_without_ahead: String,
}

impl Server {
    /// Serves the folder of a site, and those beside it, on a free port; and the pages of other people on another.
    pub async fn start(setup: &Setup, sites: Sites<'_>) -> Outcome<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let origin = format!("http://{}", listener.local_addr()?);
        tokio::spawn(axum::serve(listener, routes(&setup.site, sites)?).into_future());
        let hosts = serve(embed::hosts::routes(setup, &origin)?).await?;
        let without_ahead = format!("{origin}{}", WITHOUT_AHEAD.trim_end_matches('/'));
        let hosts_without_ahead = serve(embed::hosts::routes(setup, &without_ahead)?).await?;
        Ok(Self { origin, hosts, hosts_without_ahead })
    }
}

/// Serves on a free port, and gives the origin.
async fn serve(routes: Router) -> Outcome<String> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
    let origin = format!("http://{}", listener.local_addr()?);
    tokio::spawn(axum::serve(listener, routes).into_future());
    Ok(origin)
}

/// Articles as another build rendered them ahead.
async fn of_another_style(request: Request, next: Next) -> Response {
    let path = request.uri().path();
    if path.contains("/articles/") && path.ends_with(".html") {
        return Html("<!doctype html><meta name=\"article-viewer\" content=\"another\">").into_response();
    }
    next.run(request).await
}

fn routes(site: &Path, Sites { hostile, fixtures, corpus }: Sites<'_>) -> Outcome<Router> {
    let files = Router::new().fallback_service(ServeDir::new(site));
    let lost = format!("/{LOST_PICTURE}");
    let incomplete = files.clone().route(&lost, get(async || StatusCode::NOT_FOUND));
    let marked = files.clone().nest("/articles/media/pictures", paper::documents::marked_pictures(site));
    let of_site = Router::new()
        .nest_service(SITE.trim_end_matches('/'), files.clone().nest("/test", documents()))
        .nest("/faults", embed::faults::sites(site))
        .nest_service(PRIVATE_SITE.trim_end_matches('/'), files.clone())
        .fallback_service(files.clone())
        .layer(from_fn(of_another_style));
    let as_documents = Router::new().fallback_service(ServeDir::new(fixtures)).layer(from_fn(of_another_style));
    let policy = policy(site);
    let policy = move |response: &Response| is_html(response).then(|| policy.clone());
    let routes = Router::new()
        .nest_service(SITE.trim_end_matches('/'), with_documents(&files))
        .nest("/evil", evil())
        .nest_service(INCOMPLETE_SITE.trim_end_matches('/'), incomplete)
        .nest_service(MARKED_SITE.trim_end_matches('/'), marked)
        .nest_service(HOSTILE_SITE.trim_end_matches('/'), ServeDir::new(hostile))
        .nest("/faults", embed::faults::sites(site))
        .nest("/older", embed::versions::routes(site))
        .nest_service("/as-documents", files.clone().layer(from_fn(of_another_style)))
        .nest_service(&format!("{FIXTURES_SITE}as-documents"), as_documents)
        .nest_service(FIXTURES_SITE.trim_end_matches('/'), ServeDir::new(fixtures))
        .nest_service(WITHOUT_AHEAD.trim_end_matches('/'), of_site)
        .fallback_service(files.clone())
        .layer(SetResponseHeaderLayer::overriding(CONTENT_SECURITY_POLICY, policy))
        .layer(SetResponseHeaderLayer::overriding(ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*")))
        // What nobody else may read.
        .nest_service(PRIVATE_SITE.trim_end_matches('/'), files)
        // What is sent with the hostile files is a matter of their own.
        .merge(corpus::routes(corpus)?);
    Ok(routes)
}

/// The site with the documents of tests under `test/`; and as `view.html` takes them, beside the articles and named as they
/// are: `test/large/7` is `articles/test-large-7.json`.
fn with_documents(files: &Router) -> Router {
    Router::new()
        .fallback_service(files.clone().nest("/test", documents()).nest("/uploads", uploads()))
        .layer(from_fn(beside_the_articles))
}

async fn beside_the_articles(mut request: Request, next: Next) -> Response {
    let name = request.uri().path().strip_prefix("/articles/").unwrap_or_default();
    let begins = |folders: &[&str], name: &str| folders.iter().any(|folder| name.starts_with(folder));
    let path = match name.strip_prefix("test-").and_then(|name| name.strip_suffix(".json")) {
        Some(name) if begins(&["hostile-", "large-", "paper-"], name) => format!("/test/{}", name.replace('-', "/")),
        Some(name) => format!("/test/{name}.json"),
        // Their pictures.
        None if name == hostile::PICTURE => format!("/test/hostile/texts/{name}"),
        None if begins(&["tall.svg", "slow/", "holes/"], name) => format!("/test/paper/{name}"),
        None => return next.run(request).await,
    };
    *request.uri_mut() = path.parse().expect("a path");
    next.run(request).await
}

/// A document that is right.
fn sound() -> String {
    fs::read_to_string(documents_folder().join("sound.json")).expect("the sound document")
}

fn documents_folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/site/documents")
}

/// Somebody else's documents on the same server.
fn evil() -> Router {
    Router::new()
        .route("/x.json", get(async || ([(CONTENT_TYPE, "application/json")], sound())))
        .route("/articles/x.json", get(async || ([(CONTENT_TYPE, "application/json")], sound())))
}

/// Files that readers may put beside the publication: documents by their content.
fn uploads() -> Router {
    Router::new().route("/avatar.png", get(async || ([(CONTENT_TYPE, "image/png")], sound())))
}

/// The documents of `tests/site/documents`, and some that are faulty in how they come.
fn documents() -> Router {
    let is_awake = Arc::new(AtomicBool::new(false));
    let second_time = move || async move {
        let sound = ([(CONTENT_TYPE, "application/json")], sound());
        if is_awake.swap(true, SeqCst) { Ok(sound) } else { Err(StatusCode::SERVICE_UNAVAILABLE) }
    };
    let echo = async |request: Request| {
        let said = request.uri().query().unwrap_or_default().to_owned();
        ([(CONTENT_TYPE, "application/json")], said)
    };
    Router::new()
        .route("/status-500.json", get(async || StatusCode::INTERNAL_SERVER_ERROR))
        .route("/second-time.json", get(second_time))
        .route("/echo", get(echo))
        .route("/redirect.json", get(async || Redirect::temporary("/evil/x.json")))
        .route("/as-text.json", get(async || ([(CONTENT_TYPE, "text/plain")], sound())))
        .route("/as-picture.json", get(async || ([(CONTENT_TYPE, "image/png")], sound())))
        .route("/without-type.json", get(async || Body::from(sound())))
        .route("/drip.json", get(async || dripping(Duration::from_millis(20), b" ", "application/json")))
        .route("/endless.json", get(async || dripping(Duration::ZERO, &[b' '; 1 << 16], "application/json")))
        .nest("/hostile", hostile::documents())
        .nest("/large", large::documents())
        .nest("/paper", paper::documents::documents())
        .fallback_service(ServeDir::new(documents_folder()))
}

/// An answer that never ends: the same again and again, with a pause before each.
pub fn dripping(pause: Duration, piece: &'static [u8], media_type: &'static str) -> Response {
    let pieces = unfold((), move |()| async move {
        sleep(pause).await;
        Some((Ok::<_, Infallible>(piece), ()))
    });
    ([(CONTENT_TYPE, media_type)], Body::from_stream(pieces)).into_response()
}

fn is_html(response: &Response) -> bool {
    response.headers().get(CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"))
}
