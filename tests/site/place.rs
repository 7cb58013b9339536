//! A server of a test's own for the site, at a path: it can go away, come back with another version, and answer otherwise.
//!
//! It is really gone while the network is away, since a browser's switch for that does not reach its service workers.

use std::collections::HashMap;
use std::net::Ipv4Addr;
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use axum::Router;
use axum::extract::Request;
use axum::middleware::{Next, from_fn};
use axum::response::Response;
use tokio::net::TcpListener;
use tokio::runtime::{Builder, Runtime};
use tower_http::services::ServeDir;

use crate::suite::Outcome;

/// How long a server may take to be gone: far more than it needs.
const GOODBYE: Duration = Duration::from_secs(20);

/// What becomes of an answer.
type Change = Arc<dyn Fn(Response) -> Response + Send + Sync>;

/// The server.
pub struct Place {
    port: u16,
    /// Where the site stands on it.
    path: &'static str,
    /// By path.
    changes: Arc<Mutex<HashMap<String, Change>>>,
    running: Option<Runtime>,
}

impl Place {
    /// Serves a site at a path.
    pub async fn new(path: &'static str, site: &Path) -> Outcome<Self> {
        let mut place = Self { port: 0, path, changes: Arc::default(), running: None };
        place.serve(site).await?;
        Ok(place)
    }

    /// Serves a site at the same address.
    pub async fn serve(&mut self, site: &Path) -> Outcome {
        let runtime = Builder::new_multi_thread().worker_threads(1).enable_all().build()?;
        let files = ServeDir::new(site);
        let routes = match self.path.trim_end_matches('/') {
            "" => Router::new().fallback_service(files),
            path => Router::new().nest_service(path, files),
        };
        let changes = Arc::clone(&self.changes);
        let change = move |request: Request, next: Next| {
            let change = changes.lock().expect("no test has panicked here").get(request.uri().path()).cloned();
            async move {
                let response = next.run(request).await;
                match change {
                    Some(change) => change(response),
                    None => response,
                }
            }
        };
        let routes = routes.layer(from_fn(change));
        let port = self.port;
        let listening = runtime.spawn(async move {
            let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await?;
            let port = listener.local_addr()?.port();
            tokio::spawn(axum::serve(listener, routes).into_future());
            Ok::<u16, std::io::Error>(port)
        });
        self.port = listening.await??;
        self.running = Some(runtime);
        Ok(())
    }

    /// From now on a path has another answer, made of the one that it has.
    pub fn change(&self, path: &str, change: impl Fn(Response) -> Response + Send + Sync + 'static) {
        self.changes.lock().expect("no test has panicked here").insert(path.to_owned(), Arc::new(change));
    }

    /// From now on a path has the answer that it has by itself.
    pub fn restore(&self, path: &str) {
        self.changes.lock().expect("no test has panicked here").remove(path);
    }

    /// Closes every connection too, and waits until that is done: on a thread that may wait.
    pub fn goes_away(&mut self) {
        if let Some(runtime) = self.running.take() {
            let _ = thread::spawn(move || runtime.shutdown_timeout(GOODBYE)).join();
        }
    }

    /// The address of a page of the site.
    pub fn address(&self, page: &str) -> String {
        format!("http://127.0.0.1:{}{}{page}", self.port, self.path)
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        self.goes_away();
    }
}
