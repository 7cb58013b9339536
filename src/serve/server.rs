//! What is asked for over the network.

use std::convert::Infallible;
use std::net::TcpListener;
use std::sync::Arc;
use std::sync::mpsc::Sender;

use axum::Router;
use axum::body::Body;
use axum::extract::{Path, Query, Request as HttpRequest, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, HOST, HeaderName, HeaderValue, LOCATION};
use axum::http::{HeaderMap, Response, StatusCode};
use axum::response::sse::{Event, KeepAlive};
use axum::response::{IntoResponse, Sse};
use axum::routing::get;
use futures_util::stream;
use percent_encoding::percent_decode_str;
use tokio::runtime::Builder;
use tokio::sync::{oneshot, watch};
use tower_http::services::ServeFile;

use super::request::{Answer, Request};
use super::{OWN, ServeError, faults};
use crate::store::Content;

/// The script of every page.
const RELOAD: &str = include_str!("../../static/scripts/reload.js");

/// In place of the worker that keeps pages: one of another day's publication goes, and takes nothing that is new for old.
const NO_WORKER: &str = "self.skipWaiting();self.registration.unregister();";

/// What every answer has: it is not for search engines, and nobody keeps it.
const EVERYWHERE: [(HeaderName, HeaderValue); 2] = [
    (HeaderName::from_static("x-robots-tag"), HeaderValue::from_static("noindex, nofollow")),
    (CACHE_CONTROL, HeaderValue::from_static("no-store")),
];

#[derive(Clone)]
struct Served {
    requests: Sender<Request>,
    version: watch::Receiver<u64>,
    /// The hosts that the server is asked by; none where it listens on every network.
    hosts: Arc<[String]>,
}

impl Served {
    /// Whether a request is for this server: a name that somebody else has lead here is none of its own, and their pages must
    /// not read what is not published.
    fn is_asked(&self, headers: &HeaderMap) -> bool {
        let host = headers.get(HOST).and_then(|host| host.to_str().ok());
        self.hosts.is_empty()
            || host.is_some_and(|host| self.hosts.iter().any(|known| known.eq_ignore_ascii_case(host)))
    }
}

/// Answers until the program is ended.
///
/// # Errors
/// When the system has no room for the server, or nobody makes files any more.
pub(super) fn run(
    listener: TcpListener,
    shown: &str,
    requests: Sender<Request>,
    version: watch::Receiver<u64>,
) -> Result<(), ServeError> {
    let runtime = Builder::new_multi_thread().worker_threads(2).enable_all().build().map_err(ServeError::System)?;
    listener.set_nonblocking(true).map_err(ServeError::System)?;
    let is_everywhere = shown.starts_with("0.0.0.0:") || shown.starts_with("[::]:");
    let port = shown.rsplit(':').next().unwrap_or_default();
    let hosts = [shown.to_owned(), format!("localhost:{port}"), format!("127.0.0.1:{port}"), format!("[::1]:{port}")];
    let hosts: Arc<[String]> = if is_everywhere { Arc::new([]) } else { Arc::new(hosts) };
    let mut ended = version.clone();
    runtime.block_on(async {
        let listener = tokio::net::TcpListener::from_std(listener).map_err(ServeError::System)?;
        let router = Router::new().route(&format!("/{OWN}/{{name}}"), get(own)).fallback(file).with_state(Served {
            requests,
            version,
            hosts,
        });
        let served =
            axum::serve(listener, router).with_graceful_shutdown(async move { while ended.changed().await.is_ok() {} });
        served.await.map_err(ServeError::System)?;
        Err(ServeError::Ended)
    })
}

/// What is the server's own.
async fn own(
    State(served): State<Served>,
    headers: HeaderMap,
    Path(name): Path<String>,
    Query(query): Query<Vec<(String, String)>>,
) -> Response<Body> {
    if !served.is_asked(&headers) {
        return everywhere(StatusCode::MISDIRECTED_REQUEST.into_response());
    }
    let answer = |media_type: &'static str, text: &'static str| ([(CONTENT_TYPE, media_type)], text).into_response();
    let response = match name.as_str() {
        "reload.js" => answer("text/javascript; charset=utf-8", RELOAD),
        "faults.css" => answer("text/css; charset=utf-8", faults::STYLE),
        "changes" => changes(served, query).into_response(),
        _ => StatusCode::NOT_FOUND.into_response(),
    };
    everywhere(response)
}

/// Tells a page when its files are in another state than it has them.
fn changes(served: Served, query: Vec<(String, String)>) -> impl IntoResponse {
    let all = |name: &str| query.iter().filter(|(key, _)| key == name).map(|(_, value)| value.clone()).collect();
    let (paths, known): (Vec<String>, Vec<String>) = (all("of"), all("state"));
    let known = known.into_iter().next().unwrap_or_default();
    let told = stream::unfold(Some((served, paths, known)), |state| async {
        let (mut served, paths, known) = state?;
        loop {
            served.version.borrow_and_update();
            let (reply, answer) = oneshot::channel();
            served.requests.send(Request::State { paths: paths.clone(), reply }).ok()?;
            if answer.await.ok()? != known {
                // A browser hears of no event that has no data (HTML, section 9.2.6).
                return Some((Ok::<_, Infallible>(Event::default().event("changed").data("reload")), None));
            }
            served.version.changed().await.ok()?;
        }
    });
    Sse::new(told).keep_alive(KeepAlive::default())
}

/// A file of the publication.
async fn file(State(served): State<Served>, request: HttpRequest) -> Response<Body> {
    everywhere(find(&served, request).await)
}

async fn find(served: &Served, request: HttpRequest) -> Response<Body> {
    if !served.is_asked(request.headers()) {
        return StatusCode::MISDIRECTED_REQUEST.into_response();
    }
    if !matches!(request.method().as_str(), "GET" | "HEAD") {
        return StatusCode::METHOD_NOT_ALLOWED.into_response();
    }
    let Ok(path) = percent_decode_str(request.uri().path()).decode_utf8() else {
        return StatusCode::BAD_REQUEST.into_response();
    };
    let path = path.trim_start_matches('/').to_owned();
    if path == "worker.js" {
        return ([(CONTENT_TYPE, "text/javascript; charset=utf-8")], NO_WORKER).into_response();
    }
    let query = request.uri().query().unwrap_or_default();
    // A page may show a document that its address names.
    let shown_with = url::form_urlencoded::parse(query.as_bytes());
    let shown_with: Vec<String> =
        shown_with.filter(|(key, _)| key == "src").map(|(_, value)| value.into_owned()).take(1).collect();
    let is_folder = path.is_empty() || path.ends_with('/');
    let wanted = if is_folder { format!("{path}index.html") } else { path.clone() };
    let Some(answer) = ask(served, wanted, shown_with).await else {
        return StatusCode::SERVICE_UNAVAILABLE.into_response();
    };
    if answer.status == 404 && !is_folder {
        let folder = ask(served, format!("{path}/index.html"), Vec::new()).await;
        if folder.is_some_and(|folder| folder.status == 200) {
            let location = format!("{}/", request.uri().path());
            return (StatusCode::MOVED_PERMANENTLY, [(LOCATION, location)]).into_response();
        }
    }
    let status = StatusCode::from_u16(answer.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let headers = answer.headers;
    let mut response = match answer.content {
        Content::Bytes(bytes) => (status, bytes).into_response(),
        // It answers with a part of a film, if that is asked for.
        Content::File(path) | Content::Open(_, path) => match ServeFile::new(path).try_call(request).await {
            Ok(response) => {
                let is_whole = response.status() == StatusCode::OK;
                let mut response = response.map(Body::new);
                if is_whole {
                    *response.status_mut() = status;
                }
                response
            }
            Err(_) => return StatusCode::INTERNAL_SERVER_ERROR.into_response(),
        },
    };
    response.headers_mut().remove(CONTENT_TYPE);
    for (name, value) in headers {
        if let (Ok(name), Ok(value)) = (HeaderName::try_from(name), HeaderValue::try_from(value)) {
            response.headers_mut().append(name, value);
        }
    }
    response
}

async fn ask(served: &Served, path: String, shown_with: Vec<String>) -> Option<Answer> {
    let (reply, answer) = oneshot::channel();
    served.requests.send(Request::File { path, shown_with, is_second: false, reply }).ok()?;
    answer.await.ok()
}

fn everywhere(mut response: Response<Body>) -> Response<Body> {
    for (name, value) in EVERYWHERE {
        response.headers_mut().insert(name, value);
    }
    response
}
