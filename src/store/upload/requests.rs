//! The requests that an upload makes, counted, and what servers answer that can't or won't.
//!
//! The client tells such an answer as text. Here it is read before that, so that an error can say what to do about it.

use std::error::Error;
use std::fmt;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use object_store::ClientOptions;
use object_store::client::{
    HttpClient, HttpConnector, HttpError, HttpErrorKind, HttpRequest, HttpResponse, HttpService, ReqwestConnector,
};
use reqwest::StatusCode;

use super::UploadError;

/// How much of an answer is told, in characters.
const TOLD: usize = 200;

/// Makes connections whose requests are counted.
#[derive(Clone, Debug, Default)]
pub(super) struct Requests {
    made: Arc<AtomicUsize>,
}

impl Requests {
    /// How many were made.
    pub(super) fn made(&self) -> usize {
        self.made.load(Ordering::Relaxed)
    }
}

impl HttpConnector for Requests {
    fn connect(&self, options: &ClientOptions) -> object_store::Result<HttpClient> {
        // What encrypts. Another part of the program may have chosen it already, which is as good.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let client = ReqwestConnector::default().connect(options)?;
        Ok(HttpClient::new(Counted { client, made: Arc::clone(&self.made) }))
    }
}

#[derive(Debug)]
struct Counted {
    client: HttpClient,
    made: Arc<AtomicUsize>,
}

impl HttpService for Counted {
    fn call<'a, 'b>(
        &'a self,
        request: HttpRequest,
    ) -> Pin<Box<dyn Future<Output = Result<HttpResponse, HttpError>> + Send + 'b>>
    where
        'a: 'b,
        Self: 'b,
    {
        Box::pin(async move {
            self.made.fetch_add(1, Ordering::Relaxed);
            let makes_folder = request.method().as_str() == "MKCOL";
            let mut response = self.client.execute(request).await?;
            // WebDAV: somebody else has made the folder in the same moment (RFC 4918, section 9.3.1).
            if makes_folder && response.status() == StatusCode::METHOD_NOT_ALLOWED {
                *response.status_mut() = StatusCode::CREATED;
            }
            checked(response).await
        })
    }
}

/// Passes on what the client understands: success, and whether a file is there and is the one that was meant.
async fn checked(response: HttpResponse) -> Result<HttpResponse, HttpError> {
    let status = response.status();
    let is_understood = matches!(
        status,
        StatusCode::NOT_MODIFIED | StatusCode::CONFLICT | StatusCode::PRECONDITION_FAILED | StatusCode::NOT_FOUND
    );
    if status.is_success() || (is_understood && status != StatusCode::NOT_FOUND) {
        return Ok(response);
    }
    let (parts, body) = response.into_parts();
    let text = String::from_utf8_lossy(&body.bytes().await?).into_owned();
    let refusal = Refusal::of(status, &text);
    if status == StatusCode::NOT_FOUND && !refusal.is_of_bucket() {
        return Ok(HttpResponse::from_parts(parts, text.into()));
    }
    // The first is tried again, the other is not.
    let kind = if refusal.may_pass() { HttpErrorKind::Request } else { HttpErrorKind::Unknown };
    Err(HttpError::new(kind, refusal))
}

/// What a server answers that can't or won't.
#[derive(Debug)]
struct Refusal {
    status: StatusCode,
    /// The server's own word for it; empty where it has none.
    code: String,
    message: String,
}

impl Refusal {
    fn of(status: StatusCode, body: &str) -> Self {
        let between = |tag: &str| {
            let (_, rest) = body.split_once(&format!("<{tag}>"))?;
            rest.split_once("</").map(|(text, _)| text.to_owned())
        };
        let json: Option<serde_json::Value> = serde_json::from_str(body).ok();
        let field = |pointer| json.as_ref()?.pointer(pointer)?.as_str().map(str::to_owned);
        let code = between("Code").or_else(|| field("/error/status")).or_else(|| field("/error"));
        let message = between("Message").or_else(|| field("/error/message")).or_else(|| field("/error_description"));
        Self { status, code: shortened(&code.unwrap_or_default()), message: shortened(&message.unwrap_or_default()) }
    }

    /// Whether the server says that there is no bucket, and not only no file.
    fn is_of_bucket(&self) -> bool {
        matches!(self.code.as_str(), "NoSuchBucket" | "ContainerNotFound")
            || self.message.contains("bucket does not exist")
    }

    fn may_pass(&self) -> bool {
        (self.status.is_server_error() && self.status != StatusCode::NOT_IMPLEMENTED)
            || matches!(self.status, StatusCode::TOO_MANY_REQUESTS | StatusCode::REQUEST_TIMEOUT)
    }

    fn to_error(&self, place: &str, path: &str) -> UploadError {
        let (place, answer) = (place.to_owned(), self.to_string());
        if self.is_of_bucket() {
            return UploadError::NoBucket { place, answer };
        }
        match (self.status.as_u16(), self.code.as_str()) {
            (_, "RequestTimeTooSkewed") => UploadError::Clock { place, answer },
            (_, "PermanentRedirect" | "AuthorizationHeaderMalformed") | (300..=399, _) => {
                UploadError::Region { place, answer }
            }
            (407, _) => UploadError::Unreachable { place, reason: format!("the proxy refuses ({answer})") },
            (401 | 403, _) | (_, "invalid_grant" | "invalid_client") => UploadError::Denied { place, answer },
            _ if self.may_pass() => UploadError::Unavailable { place, answer },
            _ => UploadError::Refused { place, path: path.to_owned(), answer },
        }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.status.as_u16())?;
        [&self.code, &self.message]
            .into_iter()
            .filter(|text| !text.is_empty())
            .try_for_each(|text| write!(f, " {text}"))
    }
}

impl Error for Refusal {}

/// Whether the server says that it does not know how to do what it was asked for.
pub(super) fn is_unknown(error: &object_store::Error) -> bool {
    let refusal = causes(error).find_map(|cause| cause.downcast_ref::<Refusal>());
    refusal.is_some_and(|refusal| refusal.status == StatusCode::NOT_IMPLEMENTED)
}

/// Why a request failed, as what to do about it.
pub(super) fn failure(place: &str, path: &str, error: &object_store::Error) -> UploadError {
    if let Some(refusal) = causes(error).find_map(|cause| cause.downcast_ref::<Refusal>()) {
        return refusal.to_error(place, path);
    }
    let reason = causes(error).last().map(|cause| shortened(&cause.to_string())).unwrap_or_default();
    let place = place.to_owned();
    if causes(error).any(|cause| cause.is::<HttpError>()) {
        return UploadError::Unreachable { place, reason };
    }
    UploadError::Refused { place, path: path.to_owned(), answer: reason }
}

/// An error, what it came of, and so on.
fn causes(error: &object_store::Error) -> impl Iterator<Item = &(dyn Error + 'static)> {
    let mut next: Option<&(dyn Error + 'static)> = Some(error);
    std::iter::from_fn(move || {
        let cause = next?;
        next = cause.source();
        Some(cause)
    })
}

/// A text in one line, cut where it is long.
pub(super) fn shortened(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    let line = words.join(" ");
    match line.char_indices().nth(TOLD) {
        Some((end, _)) => format!("{}…", line.get(..end).unwrap_or_default()),
        None => line,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(status: u16, body: &str) -> String {
        Refusal::of(StatusCode::from_u16(status).unwrap(), body).to_error("s3://news", "a.html").to_string()
    }

    #[test]
    fn an_answer_is_told_with_what_to_do() {
        let xml =
            |code, message: &str| format!("<?xml?><Error><Code>{code}</Code><Message>{message}</Message></Error>");
        for (status, body, expected) in [
            (403, xml("SignatureDoesNotMatch", "x"), "refuses the key (403 SignatureDoesNotMatch x)"),
            (401, String::new(), "refuses the key (401)"),
            (403, xml("RequestTimeTooSkewed", "x"), "clock"),
            (404, xml("NoSuchBucket", "x"), "no such bucket"),
            (404, xml("ContainerNotFound", "x"), "no such bucket"),
            (404, r#"{"error":{"message":"The specified bucket does not exist."}}"#.to_owned(), "no such bucket"),
            (301, xml("PermanentRedirect", "x"), "region"),
            (400, xml("AuthorizationHeaderMalformed", "x"), "region"),
            (503, xml("SlowDown", "x"), "later"),
            (407, String::new(), "HTTPS_PROXY"),
            (
                400,
                r#"{"error":"invalid_grant","error_description":"Invalid JWT"}"#.to_owned(),
                "key (400 invalid_grant Invalid JWT)",
            ),
            (413, "<html>too large</html>".to_owned(), "refuses a.html: 413"),
        ] {
            let said = told(status, &body);
            assert!(said.contains(expected), "{status} {body}: {said}");
        }
        assert!(told(400, &xml("X", &"é\n".repeat(9_000))).chars().count() < 300);
    }
}
