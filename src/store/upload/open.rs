//! A destination's address, as a place that files can be put into.

use std::path::Path as FilePath;
use std::sync::Arc;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use object_store::aws::{AmazonS3Builder, AmazonS3ConfigKey};
use object_store::azure::MicrosoftAzureBuilder;
use object_store::gcp::GoogleCloudStorageBuilder;
use object_store::http::HttpBuilder;
use object_store::path::Path;
use object_store::{BackoffConfig, ClientOptions, HeaderMap, HeaderValue, ObjectStore, ObjectStoreScheme, RetryConfig};
use std::time::Duration;
use url::Url;

use super::bucket::Bucket;
use super::folder::Folder;
use super::place::Place;
use super::requests::{Requests, shortened};
use super::{Destination, Keys, Patience, UploadError, UploadOptions};

/// The longest pause between two attempts.
const LONGEST_PAUSE: Duration = Duration::from_secs(15);

/// How long a server is waited for until a connection to it stands.
const CONNECT: Duration = Duration::from_secs(10);

/// Opens a destination. Nothing is asked of it yet.
pub(super) fn open(
    destination: &Destination,
    options: &UploadOptions,
    requests: &Requests,
) -> Result<Place, UploadError> {
    let address = destination.address.trim();
    // A letter before a colon is a drive of Windows.
    let url = match Url::parse(address) {
        Ok(url) if url.scheme().len() > 1 => url,
        Err(error) if address.contains("://") => {
            return Err(UploadError::Address { address: shortened(address), reason: error.to_string() });
        }
        _ => return folder(FilePath::new(address), address, options),
    };
    let wrong = |reason: &str| UploadError::Address { address: told(&url), reason: reason.to_owned() };
    if url.scheme() == "file" {
        let path = url.to_file_path().map_err(|()| wrong("it names no folder of this computer"))?;
        return folder(&path, address, options);
    }
    let opening = Opening { destination, url: &url, options, requests };
    let is_known = matches!(url.scheme(), "s3" | "gs" | "az" | "abfs" | "abfss" | "http" | "https");
    if !is_known {
        return Err(wrong("nothing is known of this kind of address"));
    }
    let has_user = !url.username().is_empty() && !matches!(url.scheme(), "abfs" | "abfss" | "http" | "https");
    if has_user || url.password().is_some() && !url.scheme().starts_with("http") {
        return Err(wrong("keys belong into the environment, and not into the address"));
    }
    if url.host_str().is_none_or(str::is_empty) {
        return Err(wrong("it names no bucket and no server"));
    }
    let (_, path) = ObjectStoreScheme::parse(&url).map_err(|error| wrong(&error.to_string()))?;
    let (store, prefix): (Arc<dyn ObjectStore>, Path) = match url.scheme() {
        "s3" => (opening.amazon()?, path),
        "gs" => (opening.google()?, path),
        "http" | "https" => (opening.webdav()?, Path::ROOT),
        _ => (opening.azure()?, path),
    };
    let is_webdav = url.scheme().starts_with("http");
    let requests = requests.clone();
    Ok(Place::Bucket(Bucket { store, prefix, name: told(&url), is_webdav, requests }))
}

fn folder(path: &FilePath, address: &str, options: &UploadOptions) -> Result<Place, UploadError> {
    if address.is_empty() {
        return Err(UploadError::Address { address: String::new(), reason: "it is empty".to_owned() });
    }
    let folder = Folder::new(path, options.disk.clone())?;
    Ok(Place::Folder { folder: Arc::new(folder), name: address.to_owned() })
}

impl Destination {
    /// The address as it is told: without what may be a key.
    pub fn told(&self) -> String {
        match Url::parse(&self.address) {
            Ok(url) if url.scheme().len() > 1 => told(&url),
            _ => self.address.clone(),
        }
    }
}

/// An address as it is told: without what may be a key.
fn told(url: &Url) -> String {
    let mut url = url.clone();
    // An address that can have neither has neither.
    let _ = url.set_password(None);
    // A container of Azure's stands where others have a user.
    if !url.scheme().starts_with("ab") {
        let _ = url.set_username("");
    }
    url.set_query(None);
    url.to_string().trim_end_matches('/').to_owned()
}

/// Whether a text is the address of a server.
fn is_of_server(text: &str) -> bool {
    Url::parse(text).is_ok_and(|url| matches!(url.scheme(), "http" | "https") && url.has_host())
}

fn is_of_region(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}

struct Opening<'a> {
    destination: &'a Destination,
    url: &'a Url,
    options: &'a UploadOptions,
    requests: &'a Requests,
}

impl Opening<'_> {
    fn amazon(&self) -> Result<Arc<dyn ObjectStore>, UploadError> {
        self.need(
            &[
                "AWS_ACCESS_KEY_ID",
                "AWS_WEB_IDENTITY_TOKEN_FILE",
                "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
                "AWS_CONTAINER_CREDENTIALS_FULL_URI",
                "AWS_METADATA_ENDPOINT",
                "AWS_SKIP_SIGNATURE",
            ],
            "AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY",
        )?;
        self.check(&[
            "AWS_ACCESS_KEY_ID",
            "AWS_SECRET_ACCESS_KEY",
            "AWS_SESSION_TOKEN",
            "AWS_REGION",
            "AWS_DEFAULT_REGION",
            "AWS_ENDPOINT",
            "AWS_ENDPOINT_URL",
            "AWS_ENDPOINT_URL_S3",
        ])?;
        let mut builder = AmazonS3Builder::new()
            .with_client_options(self.client())
            .with_retry(self.retry())
            .with_http_connector(self.requests.clone());
        for (name, value) in self.keys().of("AWS_") {
            if let Ok(key) = name.parse() {
                builder = builder.with_config(key, value);
            }
        }
        if let Some(endpoint) = &self.destination.endpoint {
            builder = builder.with_config(AmazonS3ConfigKey::S3Endpoint, endpoint);
        }
        if let Some(region) = &self.destination.region {
            builder = builder.with_region(region);
        }
        let store = builder.with_allow_http(true).with_url(self.url.as_str()).build();
        Ok(Arc::new(store.map_err(|error| self.unusable(&error))?))
    }

    fn google(&self) -> Result<Arc<dyn ObjectStore>, UploadError> {
        self.need(
            &[
                "GOOGLE_SERVICE_ACCOUNT",
                "GOOGLE_SERVICE_ACCOUNT_PATH",
                "GOOGLE_SERVICE_ACCOUNT_KEY",
                "GOOGLE_APPLICATION_CREDENTIALS",
                "GOOGLE_SKIP_SIGNATURE",
            ],
            "GOOGLE_APPLICATION_CREDENTIALS (the path of a key file) or GOOGLE_SERVICE_ACCOUNT_KEY",
        )?;
        self.check(&["GOOGLE_BASE_URL"])?;
        let mut builder = GoogleCloudStorageBuilder::new()
            .with_client_options(self.client())
            .with_retry(self.retry())
            .with_http_connector(self.requests.clone());
        for (name, value) in self.keys().of("GOOGLE_") {
            if let Ok(key) = name.parse() {
                builder = builder.with_config(key, value);
            }
        }
        if let Some(endpoint) = &self.destination.endpoint {
            builder = builder.with_base_url(endpoint);
        }
        let store = builder.with_url(self.url.as_str()).build();
        Ok(Arc::new(store.map_err(|error| self.unusable(&error))?))
    }

    fn azure(&self) -> Result<Arc<dyn ObjectStore>, UploadError> {
        let has_key = self.keys().of("AZURE_").any(|(name, _)| name != "azure_storage_account_name");
        if !has_key {
            self.need(&[], "AZURE_STORAGE_ACCOUNT_NAME and AZURE_STORAGE_ACCOUNT_KEY")?;
        }
        self.check(&[
            "AZURE_STORAGE_ACCOUNT_NAME",
            "AZURE_STORAGE_ACCOUNT_KEY",
            "AZURE_STORAGE_ENDPOINT",
            "AZURE_ENDPOINT",
        ])?;
        let mut builder = MicrosoftAzureBuilder::new()
            .with_client_options(self.client())
            .with_retry(self.retry())
            .with_http_connector(self.requests.clone());
        for (name, value) in self.keys().of("AZURE_") {
            if let Ok(key) = name.parse() {
                builder = builder.with_config(key, value);
            }
        }
        if let Some(endpoint) = &self.destination.endpoint {
            builder = builder.with_endpoint(endpoint.clone());
        }
        let store = builder.with_allow_http(true).with_url(self.url.as_str()).build();
        Ok(Arc::new(store.map_err(|error| self.unusable(&error))?))
    }

    fn webdav(&self) -> Result<Arc<dyn ObjectStore>, UploadError> {
        let mut headers = HeaderMap::new();
        let user = self.keys().get("ARTICLE_VIEWER_WEBDAV_USER");
        if let Some(user) = user {
            let password = self.keys().get("ARTICLE_VIEWER_WEBDAV_PASSWORD").unwrap_or_default();
            let basic = format!("Basic {}", BASE64_STANDARD.encode(format!("{user}:{password}")));
            let mut value = HeaderValue::from_str(&basic).map_err(|error| self.unusable(&error))?;
            value.set_sensitive(true);
            headers.insert("authorization", value);
        }
        let builder = HttpBuilder::new()
            .with_client_options(self.client().with_default_headers(headers))
            .with_retry(self.retry())
            .with_http_connector(self.requests.clone());
        // Passwords come from the environment: one in an address stands in histories and logs.
        let mut url = self.url.clone();
        if url.password().is_some() || !url.username().is_empty() {
            let reason =
                "a user and a password belong into ARTICLE_VIEWER_WEBDAV_USER and ARTICLE_VIEWER_WEBDAV_PASSWORD";
            return Err(UploadError::Address { address: told(&url), reason: reason.to_owned() });
        }
        url.set_query(None);
        url.set_fragment(None);
        if let Ok(mut parts) = url.path_segments_mut() {
            parts.pop_if_empty();
        }
        let store = builder.with_url(url).build();
        Ok(Arc::new(store.map_err(|error| self.unusable(&error))?))
    }

    fn keys(&self) -> &Keys {
        &self.options.keys
    }

    fn need(&self, any: &[&str], variables: &'static str) -> Result<(), UploadError> {
        if self.keys().has_any(any) {
            return Ok(());
        }
        Err(UploadError::NoKeys { place: told(self.url), variables })
    }

    /// Refuses settings and variables of which no request can be made: the client takes them for granted.
    fn check(&self, names: &[&str]) -> Result<(), UploadError> {
        let Destination { endpoint, region, .. } = self.destination;
        let settings = [("its endpoint", endpoint.as_deref()), ("its region", region.as_deref())];
        let variables = names.iter().map(|name| (*name, self.keys().get(name)));
        for (name, value) in settings.into_iter().chain(variables) {
            let Some(value) = value else { continue };
            let (is_right, wanted) = match name.to_ascii_lowercase() {
                name if name.contains("endpoint") || name.contains("url") => {
                    (is_of_server(value), "an http or https address")
                }
                name if name.contains("region") => (is_of_region(value), "one like eu-west-1"),
                _ => (value.bytes().all(|byte| byte.is_ascii_graphic()), "in one line without spaces"),
            };
            if !is_right {
                let reason = format!("{name} has to be {wanted}");
                return Err(UploadError::Settings { place: told(self.url), reason });
            }
        }
        Ok(())
    }

    fn unusable(&self, error: &dyn std::error::Error) -> UploadError {
        UploadError::Settings { place: told(self.url), reason: shortened(&error.to_string()) }
    }

    fn client(&self) -> ClientOptions {
        ClientOptions::new()
            .with_allow_http(true)
            .with_connect_timeout(CONNECT.min(self.options.patience.request))
            .with_timeout(self.options.patience.request)
    }

    fn retry(&self) -> RetryConfig {
        let Patience { retry_for, first_pause, .. } = self.options.patience;
        let backoff = BackoffConfig {
            init_backoff: first_pause,
            max_backoff: LONGEST_PAUSE.max(first_pause),
            ..BackoffConfig::default()
        };
        RetryConfig { backoff, max_retries: usize::MAX, retry_timeout: retry_for }
    }
}
