//! A bucket on this computer: a real S3 server over a folder, whose requests are seen and can be made to fail.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

pub mod built;

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, Method, StatusCode};
use axum::response::{IntoResponse, Response};
use s3s::auth::SimpleAuth;
use s3s::service::{S3Service, S3ServiceBuilder};
use s3s_fs::FileSystem;
use tokio::runtime::Runtime;

use crate::publisher::contents;

pub const KEY: &str = "a-key";
pub const SECRET: &str = "a-secret";

/// The bucket that there is.
pub const BUCKET: &str = "news";

/// A request as it came.
#[derive(Clone, Debug)]
pub struct Seen {
    pub method: Method,
    /// Within the bucket.
    pub path: String,
    pub query: String,
    pub headers: HeaderMap,
}

impl Seen {
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    pub fn is_put_of(&self, path: &str) -> bool {
        self.method == Method::PUT && self.path == path
    }
}

/// What the server does with a request.
pub enum Does {
    /// What it should.
    Serve,
    /// Something else before that.
    After(Box<dyn FnOnce() + Send>),
    /// It answers otherwise, with a word for it.
    Answer(u16, &'static str),
    /// It closes the connection.
    Close,
    /// It does what it should, and closes the connection without an answer.
    ServeAndClose,
    /// It never answers.
    Hold,
}

type Decide = Box<dyn FnMut(&Seen) -> Does + Send>;

struct Inner {
    root: PathBuf,
    service: S3Service,
    seen: Mutex<Vec<Seen>>,
    decide: Mutex<Decide>,
    /// The server below looks at conditions and then writes; this makes one step of it.
    writing: tokio::sync::Mutex<()>,
}

/// The server. It stops when it is dropped.
pub struct Server {
    pub endpoint: String,
    inner: Arc<Inner>,
    _root: tempfile::TempDir,
    _runtime: Runtime,
}

impl Server {
    /// A server with an empty bucket.
    pub fn new() -> Self {
        let root = tempfile::tempdir().unwrap();
        fs::create_dir(root.path().join(BUCKET)).unwrap();
        let mut builder = S3ServiceBuilder::new(FileSystem::new(root.path()).unwrap());
        builder.set_auth(SimpleAuth::from_single(KEY, SECRET));
        let inner = Arc::new(Inner {
            root: root.path().to_owned(),
            service: builder.build(),
            seen: Mutex::default(),
            decide: Mutex::new(Box::new(|_| Does::Serve)),
            writing: tokio::sync::Mutex::default(),
        });
        let router = Router::new().fallback(answer).with_state(Arc::clone(&inner));
        let (endpoint, runtime) = serve(router);
        Self { endpoint, inner, _root: root, _runtime: runtime }
    }

    /// What is done with requests from now on.
    pub fn decide(&self, decide: impl FnMut(&Seen) -> Does + Send + 'static) {
        *self.inner.decide.lock().unwrap() = Box::new(decide);
    }

    /// From now on everything is done as it should.
    pub fn serve_all(&self) {
        self.decide(|_| Does::Serve);
    }

    /// The requests since this was asked before.
    pub fn seen(&self) -> Vec<Seen> {
        std::mem::take(&mut *self.inner.seen.lock().unwrap())
    }

    /// How many requests came since this was asked before, by their methods.
    pub fn counts(&self) -> BTreeMap<String, usize> {
        let mut counts = BTreeMap::new();
        for seen in self.seen() {
            *counts.entry(seen.method.to_string()).or_default() += 1;
        }
        counts
    }

    /// Everything in the bucket, without what uploads remember there.
    pub fn contents(&self) -> BTreeMap<String, Vec<u8>> {
        let mut files = contents(&self.inner.root.join(BUCKET));
        files.retain(|path, _| !path.starts_with(".article-viewer/"));
        files
    }

    /// A file of the bucket.
    pub fn path(&self, path: &str) -> PathBuf {
        self.inner.root.join(BUCKET).join(path)
    }
}

/// Serves on a port that is free.
pub fn serve(router: Router) -> (String, Runtime) {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    let listener = runtime.block_on(tokio::net::TcpListener::bind("127.0.0.1:0")).unwrap();
    let endpoint = format!("http://{}", listener.local_addr().unwrap());
    runtime.spawn(async move { axum::serve(listener, router).await });
    (endpoint, runtime)
}

async fn answer(State(inner): State<Arc<Inner>>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let uri_path = parts.uri.path().trim_start_matches('/').to_owned();
    let (bucket, path) = uri_path.split_once('/').unwrap_or((&uri_path, ""));
    let seen = Seen {
        method: parts.method.clone(),
        path: path.to_owned(),
        query: parts.uri.query().unwrap_or_default().to_owned(),
        headers: parts.headers.clone(),
    };
    inner.seen.lock().unwrap().push(seen.clone());
    let does = (inner.decide.lock().unwrap())(&seen);
    let mut is_answered = true;
    match does {
        Does::Serve => {}
        Does::After(first) => tokio::task::spawn_blocking(first).await.unwrap(),
        Does::Answer(status, code) => return refusal(status, code),
        Does::Close => close(),
        Does::ServeAndClose => is_answered = false,
        Does::Hold => std::future::pending().await,
    }
    if !inner.root.join(bucket).is_dir() {
        return refusal(404, "NoSuchBucket");
    }
    let body = to_bytes(body, usize::MAX).await.unwrap();
    let _writing = inner.writing.lock().await;
    let answer = inner.service.call(Request::from_parts(parts, body.into())).await.unwrap();
    if !is_answered {
        close();
    }
    answer.map(Body::new)
}

fn refusal(status: u16, code: &str) -> Response {
    let body = format!("<Error><Code>{code}</Code><Message>as the test wants it</Message></Error>");
    (StatusCode::from_u16(status).unwrap(), body).into_response()
}

/// Ends the connection that the request came by, and says nothing of it.
fn close() -> ! {
    std::panic::resume_unwind(Box::new(()))
}
