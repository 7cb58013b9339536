//! article-viewer: articles as data, shown the same way everywhere. `README.md` has the house and its rooms.

pub mod article;
#[cfg(target_arch = "wasm32")]
pub mod boot;
pub mod browser;
#[cfg(not(target_arch = "wasm32"))]
pub mod catalogue;
#[cfg(target_arch = "wasm32")]
pub mod embed;
#[cfg(not(target_arch = "wasm32"))]
pub mod import;
pub mod locale;
#[cfg(not(target_arch = "wasm32"))]
pub mod reference;
#[cfg(not(target_arch = "wasm32"))]
pub mod serve;
#[cfg(not(target_arch = "wasm32"))]
pub mod site;
#[cfg(not(target_arch = "wasm32"))]
pub mod source;
#[cfg(not(target_arch = "wasm32"))]
pub mod store;
pub mod view;
