//! Components, a file each: an article in, elements out.
//!
//! They render natively too, ahead of time, so none of them calls the browser while it renders: that happens in effects
//! and event handlers, through `browser`. What is shown is decided by plain functions before anything is rendered.
//!
//! The roots, and what comes to life by itself on a page rendered ahead, are Yew components with props and a life; every
//! other part is a plain function from its piece of the document to elements. A `#[component]` around each part was
//! tried: every one adds its own copy of Yew's life cycle to the wasm (2 KB after Brotli) and two markers to the page
//! around every paragraph, and none of the parts has a state of its own.

mod block;
mod body;
mod boxes;
mod faulty;
mod figure;
mod footer;
mod footnotes;
mod front_page;
mod header;
mod heading;
pub mod host;
mod imprint;
mod lead;
mod list;
mod masthead;
mod media;
mod not_found;
mod notice;
mod paper;
mod paragraph;
mod picture;
mod print_button;
mod print_controls;
mod quote;
mod related;
mod scene;
mod table;
mod text;
mod time;
mod viewer;

pub use faulty::{FaultyDocument, FaultyDocumentProps};
pub use front_page::{FrontPage, FrontPageProps, ListLink, ListPlace};
pub use not_found::{NotFound, NotFoundProps};
pub use print_button::{PrintButton, PrintButtonProps};
pub use print_controls::PrintControls;
pub use scene::{Bases, Permalink, Scene};
pub use viewer::{Content, Viewer, ViewerProps};
