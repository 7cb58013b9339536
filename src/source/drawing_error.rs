//! Why a drawing (SVG) is not published.

use thiserror::Error;

/// Why a drawing is not published.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum DrawingError {
    /// Larger than any drawing for a page.
    #[error(
        "is a drawing of more than 8 MiB, or one with elements very deep in one another: simplify it, or export it as PNG"
    )]
    TooLarge,
    /// It is no drawing that can be read.
    #[error("is not a drawing that can be read ({0}): export it again as plain SVG")]
    Unreadable(String),
    /// It asks for other files, which browsers do not show in a picture.
    #[error(
        "refers to another file (`{0}`), which no browser shows in a picture: draw it in, or embed it as PNG or JPEG"
    )]
    Reference(String),
    /// Elements stand too deep in one another.
    #[error("is a drawing with more than 250 elements within one another: simplify it, or export it as PNG")]
    TooDeep,
    /// A part of it is drawn within itself.
    #[error("is a drawing with a part that refers to itself, which browsers do not draw: take that part out")]
    Circle,
    /// Drawing it would take a browser too long.
    #[error(
        "is a drawing that would take a browser too long: it counts as more than 100,000 elements, each as often as it is used \
         and 50 characters of a path or a text as one; simplify it, or export it as PNG"
    )]
    TooMuch,
}

/// A drawing that a parser gives up on, for the reason that it has.
pub(super) fn unreadable(error: impl std::error::Error) -> DrawingError {
    let cause = error.source().map_or_else(|| error.to_string(), ToString::to_string);
    DrawingError::Unreadable(cause)
}
