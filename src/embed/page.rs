//! An article that was rendered ahead and stands in somebody else's page: its print button is brought to life.

use crate::article::Language;
use crate::browser::Promise;
use crate::browser::page::{self, Element};
use crate::locale::Locale;
use crate::view::{PrintControls, names};

/// Attaches to the controls of the article below `place`, which is printed by `print`. Nothing where there are none.
pub fn attach(
    place: &Element,
    language: &str,
    print: impl Fn(&str) -> Option<Promise> + 'static,
) -> Option<PrintControls> {
    let controls = page::first(place, &format!(".{}", names::PRINT_CONTROLS))?;
    let language = Language::parse(language).unwrap_or_default();
    PrintControls::attach(&controls, Locale::of(&language), super::printer(print))
}
