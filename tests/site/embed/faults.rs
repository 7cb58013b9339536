//! Servers in trouble: the site with one file wrong, and a server that hangs up.

use std::future::pending;
use std::net::Ipv4Addr;
use std::path::Path;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
use std::time::Duration;

use axum::Router;
use axum::extract::Request;
use axum::http::StatusCode;
use axum::http::header::{CONTENT_TYPE, HeaderValue};
use axum::middleware::{Next, from_fn};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::get;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::time::timeout;
use tower_http::services::{ServeDir, ServeFile};

use crate::server::dripping;
use crate::suite::Outcome;

/// The site at `/<fault>/`, each time with another file that does not come as it should; and documents that don't.
pub fn sites(site: &Path) -> Router {
    let files = || Router::new().fallback_service(ServeDir::new(site));
    let not_found = (StatusCode::NOT_FOUND, Html("<h1>Not found</h1>"));
    let page = Html("<!doctype html><h1>Not found</h1>");
    Router::new()
        .nest_service("/wasm-type", files().layer(from_fn(answer(".wasm", page))))
        .nest_service("/wasm-missing", files().layer(from_fn(answer(".wasm", not_found))))
        .nest_service("/program", files().layer(from_fn(answer("/document-viewer-*.js", not_found))))
        .nest_service("/show", files().layer(from_fn(answer("/show-*.js", not_found))))
        .nest_service("/load", files().layer(from_fn(answer("/load-*.js", not_found))))
        .nest_service("/second-script", files().layer(from_fn(second_time("/document-viewer-", ".js"))))
        .nest_service("/octet-stream", files().layer(from_fn(as_octet_stream)))
        .route("/articles/never.json", get(async || pending::<StatusCode>().await))
        .route("/articles/never.html", get(async || pending::<StatusCode>().await))
        .route("/articles/endless.json", get(async || endless("application/json")))
        .route("/articles/endless.html", get(async || endless("text/html")))
        .route("/articles/endless-ahead.html", get(async || endless("text/html")))
        .route_service("/articles/endless-ahead.json", ServeFile::new(site.join("articles/the-measure.json")))
        .route("/articles/drip.json", get(async || dripping(DRIP, b" ", "application/json")))
        .route("/articles/drip.html", get(async || dripping(DRIP, b" ", "text/html")))
        .route("/never.png", get(async || pending::<StatusCode>().await))
        .route("/not-found.json", get(async || StatusCode::NOT_FOUND))
        .route("/gone.json", get(async || StatusCode::GONE))
        .route("/server.json", get(async || StatusCode::INTERNAL_SERVER_ERROR))
        .route("/type.json", get(async || Html("<!doctype html><h1>An article's page</h1>")))
        .route("/document.json", get(async || ([(CONTENT_TYPE, "application/json")], "{ \"id\": \"x\", }")))
}

/// How long until the next byte of an answer that drips.
const DRIP: Duration = Duration::from_millis(20);

/// An answer of some megabytes a second, which never ends.
fn endless(media_type: &'static str) -> Response {
    dripping(Duration::from_millis(4), &[b' '; 1 << 16], media_type)
}

/// Refuses a file once.
fn second_time(
    before: &'static str,
    after: &'static str,
) -> impl Fn(Request, Next) -> Answer + Clone + Send + Sync + 'static {
    let was_asked = Arc::new(AtomicBool::new(false));
    move |request, next| {
        let path = request.uri().path();
        let is_first = path.contains(before) && path.ends_with(after) && !was_asked.swap(true, SeqCst);
        Box::pin(async move {
            if is_first { StatusCode::SERVICE_UNAVAILABLE.into_response() } else { next.run(request).await }
        })
    }
}

/// An answer on its way.
type Answer = Pin<Box<dyn Future<Output = Response> + Send>>;

/// Gives one answer for every file whose path ends in a pattern's, and lets the others be.
fn answer(
    pattern: &'static str,
    instead: impl IntoResponse + Clone + Send + Sync + 'static,
) -> impl Fn(Request, Next) -> Answer + Clone + Send + Sync + 'static {
    move |request, next| {
        let path = request.uri().path();
        let (before, after) = pattern.split_once('*').unwrap_or(("", pattern));
        let is_it = path.contains(before) && path.ends_with(after);
        let instead = is_it.then(|| instead.clone().into_response());
        Box::pin(async move {
            match instead {
                Some(response) => response,
                None => next.run(request).await,
            }
        })
    }
}

/// What servers say of files that they do not know.
async fn as_octet_stream(request: Request, next: Next) -> Response {
    let is_wasm = request.uri().path().ends_with(".wasm");
    let mut response = next.run(request).await;
    if is_wasm {
        response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/octet-stream"));
    }
    response
}

/// How long a browser may take to call.
const DEADLINE: Duration = Duration::from_secs(20);

/// A server that hangs up without an answer until it recovers; from then on it sends a document.
pub struct HangingUp {
    pub address: String,
    is_well: Arc<AtomicBool>,
    calls: watch::Sender<usize>,
}

impl HangingUp {
    pub async fn start(document: String) -> Outcome<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let address = format!("http://{}/a/article.json", listener.local_addr()?);
        let server = Self { address, is_well: Arc::default(), calls: watch::Sender::default() };
        let (is_well, calls) = (Arc::clone(&server.is_well), server.calls.clone());
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(talk(stream, document.clone(), Arc::clone(&is_well), calls.clone()));
            }
        });
        Ok(server)
    }

    pub fn recover(&self) {
        self.is_well.store(true, SeqCst);
    }

    /// How often it was asked.
    pub fn calls(&self) -> usize {
        *self.calls.borrow()
    }

    /// Waits until it was asked so often.
    pub async fn called(&self, times: usize) -> Outcome {
        timeout(DEADLINE, self.calls.subscribe().wait_for(|calls| *calls >= times)).await??;
        Ok(())
    }
}

async fn talk(mut stream: TcpStream, document: String, is_well: Arc<AtomicBool>, calls: watch::Sender<usize>) {
    // A browser may open a connection that it does not use: only a request is a call.
    let mut request = [0; 4096];
    if stream.read(&mut request).await.is_ok_and(|length| length > 0) {
        calls.send_modify(|calls| *calls += 1);
        if is_well.load(SeqCst) {
            let head = format!(
                "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nAccess-Control-Allow-Origin: *\r\n\
                 Cache-Control: no-store\r\nConnection: close\r\nContent-Length: {}\r\n\r\n",
                document.len()
            );
            // Whoever asked may have gone away.
            let _ = stream.write_all((head + document.as_str()).as_bytes()).await;
        }
    }
}
