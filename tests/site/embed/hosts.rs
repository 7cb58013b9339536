//! The server of other people's pages: `tests/hosts`, with the origin of the publication filled in.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use axum::Router;
use axum::extract::{Path as RoutePath, Query};
use axum::http::header::{CONTENT_SECURITY_POLICY, CONTENT_TYPE, HeaderMap, HeaderValue};
use axum::http::{StatusCode, Uri};
use axum::response::IntoResponse;
use axum::routing::get;
use tower_http::services::ServeDir;

use crate::stage::Setup;
use crate::suite::Outcome;

/// What stands in a host for the origin of the publication.
const VIEWER: &str = "VIEWER";

/// The policy of a careful host, as `docs/embed.md` has it, with nothing else allowed.
pub const POLICY: &str = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval' VIEWER; connect-src VIEWER; \
    style-src 'self' VIEWER; img-src VIEWER";

/// The hosts that send it.
const STRICT: [&str; 1] = ["strict.html"];

/// The pages of other people, around the publication at `origin`. Asked for with `?without`, a page comes without the
/// element's script; with `?policy=`, under that policy.
pub fn routes(setup: &Setup, origin: &str) -> Outcome<Router> {
    let origin = origin.to_owned();
    let app = bundle(setup)?.replace(VIEWER, &origin);
    let host = move |path: Option<RoutePath<String>>, query: Query<HashMap<String, String>>, uri: Uri| {
        let name = path.map_or_else(|| uri.path().trim_start_matches('/').to_owned(), |RoutePath(name)| name);
        let answer = host(&name, &query, &origin);
        async move { answer }
    };
    let script = move || async move { ([(CONTENT_TYPE, "text/javascript")], app) };
    let no_icon = get(async || StatusCode::NO_CONTENT);
    let workshop = ServeDir::new(workshop());
    Ok(Router::new()
        .nest_service("/workshop", workshop)
        .route("/favicon.ico", no_icon)
        .route("/react/app.js", get(script))
        .route("/{*path}", get(host)))
}

fn host(name: &str, query: &HashMap<String, String>, origin: &str) -> Result<impl IntoResponse + use<>, StatusCode> {
    let path = if name.ends_with('/') { format!("{name}index.html") } else { name.to_owned() };
    let mut text = match query.get("page") {
        // A page that a test writes itself.
        Some(page) => page.clone(),
        None => fs::read_to_string(folder().join(&path)).map_err(|_| StatusCode::NOT_FOUND)?,
    };
    if query.contains_key("without") {
        let is_script = |line: &&str| line.contains("embed.js");
        text = text.lines().filter(|line| !is_script(line)).collect::<Vec<_>>().join("\n");
    }
    let kind = match path.rsplit('.').next() {
        Some("css") => "text/css",
        Some("js") => "text/javascript",
        _ => "text/html; charset=utf-8",
    };
    let mut headers = HeaderMap::new();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(kind));
    let policy = STRICT.contains(&name).then_some(POLICY);
    if let Some(policy) = query.get("policy").map(String::as_str).or(policy) {
        // A policy names servers and not folders of theirs.
        let server = origin.splitn(4, '/').take(3).collect::<Vec<_>>().join("/");
        let policy = HeaderValue::from_str(&policy.replace(VIEWER, &server)).map_err(|_| StatusCode::BAD_REQUEST)?;
        headers.insert(CONTENT_SECURITY_POLICY, policy);
    }
    Ok((headers, text.replace(VIEWER, origin)))
}

/// Where pages are made that tests build.
pub fn workshop() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("workshop")
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/hosts")
}

/// The React application, with React in it.
fn bundle(setup: &Setup) -> Outcome<String> {
    let mut esbuild = Command::new(&setup.node);
    esbuild.arg(setup.node_modules.join("esbuild/bin/esbuild")).arg(folder().join("react/app.jsx"));
    esbuild.args(["--bundle", "--format=esm", "--jsx=automatic", "--define:process.env.NODE_ENV=\"production\""]);
    let output = esbuild.env("NODE_PATH", &setup.node_modules).output()?;
    if output.status.success() {
        Ok(String::from_utf8(output.stdout)?)
    } else {
        Err(format!("the React host is not bundled: {}", String::from_utf8_lossy(&output.stderr)).into())
    }
}
