//! What a page and the programs that work on it agree on: the ids, classes and attributes of the elements that matter to
//! both.

/// The element that the viewer is rendered into.
pub const VIEWER_ID: &str = "viewer";

/// The element around the print button, which a page's program brings to life.
pub const PRINT_ID: &str = "print";

/// The element around the text of an article. An article's page is painted once a browser has read up to its beginning
/// (`blocking="render"`).
pub const BODY_ID: &str = "text";

/// The class of the element that holds the print button and the choices about it.
pub const PRINT_CONTROLS: &str = "print-controls";

/// The class of the viewer's outermost element.
pub const VIEWER: &str = "viewer";

/// The class of a link that paper spells out.
pub const ADDRESS: &str = "address";

/// The class of the element that says when it was printed.
pub const PRINTED: &str = "printed";

/// The attribute with what stands at the head of every sheet, and the custom property by which `print.css` has it.
pub const RUNNING_HEAD: &str = "data-running-head";

/// The attribute with an article's id, of a viewer in somebody else's page and of its links to articles of the same publication,
/// which may open in place.
pub const ARTICLE: &str = "data-article";
