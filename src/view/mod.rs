//! Components, a file each: an article in, elements out.
//!
//! They render natively too, ahead of time, so none of them calls the browser while it renders: that happens in effects
//! and event handlers, through `browser`. What is shown is decided by plain functions before anything is rendered.
//!
//! What has state, or is the root of something, is a Yew component with its props. What only turns a piece of the
//! document into elements is a plain function: a component around every paragraph would cost a scope and two markers
//! each, on the page and while it comes to life.

mod article_page;
mod body;
mod document_page;
mod figure;
mod footer;
mod front_page;
mod header;
mod heading;
pub mod host;
mod lead;
mod list;
mod masthead;
mod notice;
mod paragraph;
mod picture;
mod print_button;
mod quote;
mod related;
mod scene;
mod text;
mod time;
mod use_document;

pub use article_page::{ArticlePage, ArticlePageProps};
pub use document_page::{DocumentPage, DocumentPageProps};
pub use front_page::{FrontPage, FrontPageProps};
pub use scene::Scene;
