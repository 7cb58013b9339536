//! Getting a file from the server that the page came from.

use js_sys::Uint8Array;
use thiserror::Error;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// Why a file could not be had.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum FetchError {
    /// No answer: the network is away, or the browser did not let the request out.
    #[error("no answer: {0}")]
    Network(String),
    /// An answer with a status that is not a success.
    #[error("the server answered with status {0}")]
    Status(u16),
}

/// The bytes of a file.
///
/// # Errors
/// When there is no answer, or it is not a success.
pub async fn bytes(address: &str) -> Result<Vec<u8>, FetchError> {
    let window = web_sys::window().ok_or_else(|| FetchError::Network("there is no window".to_owned()))?;
    let response = JsFuture::from(window.fetch_with_str(address)).await.map_err(|cause| network(&cause))?;
    let response: web_sys::Response = response.dyn_into().map_err(|cause| network(&cause))?;
    if !response.ok() {
        return Err(FetchError::Status(response.status()));
    }
    let body = response.array_buffer().map_err(|cause| network(&cause))?;
    let body = JsFuture::from(body).await.map_err(|cause| network(&cause))?;
    Ok(Uint8Array::new(&body).to_vec())
}

fn network(cause: &JsValue) -> FetchError {
    let message = js_sys::Reflect::get(cause, &"message".into()).ok().and_then(|message| message.as_string());
    FetchError::Network(message.unwrap_or_else(|| "unknown cause".to_owned()))
}
