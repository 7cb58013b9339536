//! Components, a file each: an article in, elements out.
//!
//! They render natively too, ahead of time, so none of them calls the browser while it renders: that happens in effects
//! and event handlers, through `browser`. What is shown is decided by plain functions before anything is rendered.
//!
//! The roots, and the parts that an article is known by (`Article`, `Metadata`, `Figure`, `Related`), are Yew components
//! with props. Every other part is a plain function from its piece of
//! the document to elements: a component adds its own copy of Yew's life cycle to the wasm (`docs/size.md` has how much).
//! Classes are written out: one that is computed goes through Yew's sets of classes, which weigh 2 KB.

#[cfg(not(target_arch = "wasm32"))]
mod around;
mod article;
mod bases;
mod block;
mod body;
mod boxes;
mod content;
#[cfg(not(target_arch = "wasm32"))]
mod faulty;
mod figure;
mod footer;
mod footnotes;
#[cfg(not(target_arch = "wasm32"))]
mod front_page;
mod header;
mod heading;
mod host;
mod imprint;
mod lead;
mod list;
mod load;
mod masthead;
mod media;
mod metadata;
pub mod names;
#[cfg(not(target_arch = "wasm32"))]
mod not_found;
mod notice;
mod paper;
mod paragraph;
mod picture;
mod print_button;
mod print_controls;
mod printer;
#[cfg(not(target_arch = "wasm32"))]
mod publication;
mod quote;
mod related;
mod scene;
mod table;
mod text;
mod time;
mod viewer;

#[cfg(not(target_arch = "wasm32"))]
pub use around::{Around, NamedLink, Publication};
pub use article::{Article, ArticleProps};
pub use bases::Bases;
pub use content::{Content, Shown};
#[cfg(not(target_arch = "wasm32"))]
pub use faulty::{FaultyDocument, FaultyDocumentProps};
pub use figure::{Figure, FigureProps};
#[cfg(not(target_arch = "wasm32"))]
pub use front_page::{FrontPage, FrontPageProps, ListLink, ListPlace};
pub use host::{Host, PrintingRef};
pub use load::{Loading, Source};
pub use metadata::{Metadata, MetadataProps};
#[cfg(not(target_arch = "wasm32"))]
pub use not_found::{NotFound, NotFoundProps};
pub use print_controls::PrintControls;
pub use printer::{Printer, Printing};
pub use related::{Related, RelatedProps};
pub use scene::{Permalink, Scene};
pub use viewer::{DocumentViewer, DocumentViewerProps, Viewer, ViewerProps};
