//! What a page and the program on it agree on: the ids of the elements that matter to both.

/// The element that the viewer is rendered into.
pub const VIEWER_ID: &str = "viewer";

/// The element around the print button, which a page's program brings to life.
pub const PRINT_ID: &str = "print";
