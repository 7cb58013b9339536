//! Natively: what a publication knows of itself without any text: an [`Entry`] for each article, their order, sections,
//! lists, what is related to what, and where links between them lead.
//!
//! Of a hundred thousand articles the texts would fill the memory; the entries do not. What does not belong here: texts
//! (`source` reads them again), how anything looks, and the publication's address (`site`).

#[expect(clippy::module_inception, reason = "the type that the room is named after")]
mod catalogue;
mod checked;
mod entry;
mod error;
mod links;
mod listing;
mod load;

pub use catalogue::Catalogue;
pub use entry::{Entry, Named};
pub use error::CatalogueError;
pub use links::Surroundings;
pub use listing::{ListPage, Listing, listings, way_to_root};
pub use load::{Embargo, Faults, Known, Loaded, Terms, load};
