//! What is asked for over the network.

use std::convert::Infallible;
use std::net::TcpListener;
use std::sync::mpsc::Sender;

use axum::Router;
use axum::body::Body;
use axum::extract::{Path, Query, Request as HttpRequest, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, HeaderName, HeaderValue, LOCATION};
use axum::http::{Response, StatusCode};
use axum::response::sse::{Event, KeepAlive};
use axum::response::{IntoResponse, Sse};
use axum::routing::get;
use futures_util::stream;
use percent_encoding::percent_decode_str;
use tokio::runtime::Builder;
use tokio::sync::{oneshot, watch};
use tower_http::services::ServeFile;

use super::worker::{Answer, Request};
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
}

/// Answers until the program is ended.
pub(super) fn run(
    listener: TcpListener,
    requests: Sender<Request>,
    version: watch::Receiver<u64>,
) -> Result<(), ServeError> {
    let runtime = Builder::new_multi_thread().worker_threads(2).enable_all().build().map_err(ServeError::System)?;
    listener.set_nonblocking(true).map_err(ServeError::System)?;
    runtime.block_on(async {
        let listener = tokio::net::TcpListener::from_std(listener).map_err(ServeError::System)?;
        let router = Router::new()
            .route(&format!("/{OWN}/{{name}}"), get(own))
            .fallback(file)
            .with_state(Served { requests, version });
        axum::serve(listener, router).await.map_err(ServeError::System)
    })
}

/// What is the server's own.
async fn own(
    State(served): State<Served>,
    Path(name): Path<String>,
    Query(query): Query<Vec<(String, String)>>,
) -> Response<Body> {
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
    if !answer.is_there && !is_folder {
        let folder = ask(served, format!("{path}/index.html"), Vec::new()).await;
        if folder.is_some_and(|folder| folder.is_there) {
            let location = format!("{}/", request.uri().path());
            return (StatusCode::MOVED_PERMANENTLY, [(LOCATION, location)]).into_response();
        }
    }
    let status = if answer.is_there { StatusCode::OK } else { StatusCode::NOT_FOUND };
    let headers = answer.headers;
    let mut response = match answer.content {
        Content::Bytes(bytes) => (status, bytes).into_response(),
        // It answers with a part of a film, if that is asked for.
        Content::File(path) | Content::Open(_, path) => match ServeFile::new(path).try_call(request).await {
            Ok(response) => response.map(Body::new),
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
    served.requests.send(Request::File { path, shown_with, reply }).ok()?;
    answer.await.ok()
}

fn everywhere(mut response: Response<Body>) -> Response<Body> {
    for (name, value) in EVERYWHERE {
        response.headers_mut().insert(name, value);
    }
    response
}
