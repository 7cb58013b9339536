//! Where an article is shown: in which language the interface speaks, and how addresses lead on from there.

use std::rc::Rc;

use yew::AttrValue;

use crate::article::{ArticleId, Language, SafeUrl};
use crate::browser::print::Printer;
use crate::locale::{Labels, Locale};

/// The address of an article in the world, and its QR code (ISO/IEC 18004).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Permalink {
    /// The address.
    pub address: AttrValue,
    /// The code's dark modules, as the `d` of an SVG path.
    pub qr_path: AttrValue,
    /// The code's width and height in modules, with the quiet zone around it.
    pub qr_size: usize,
}

/// Where relative addresses begin, as seen from the page: `""`, or paths or addresses that end with a slash.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Bases {
    /// The publication's root.
    pub site: AttrValue,
    /// The document's folder.
    pub folder: AttrValue,
}

/// What every component needs to know beside its own piece of the document.
#[derive(Clone, Debug, PartialEq)]
pub struct Scene {
    /// The language of the interface.
    pub locale: Locale,
    /// Where relative addresses begin.
    pub bases: Bases,
    /// Where the article is to be found, where that is known ahead of time.
    pub permalink: Option<Rc<Permalink>>,
    /// Who opens the print dialog.
    pub printer: Printer,
    /// The interface's language where it is not the one around it.
    foreign: Option<Locale>,
}

impl Scene {
    /// The scene of a document in `language`.
    pub fn new(language: &Language, bases: Bases) -> Self {
        let locale = Locale::of(language);
        let foreign = (language.primary() != locale.tag()).then_some(locale);
        Self { locale, bases, permalink: None, printer: Printer::default(), foreign }
    }

    /// Whether the viewer stands in somebody else's page, whose landmarks are not ours to double.
    pub fn is_embedded(&self) -> bool {
        matches!(self.printer, Printer::Element(_))
    }

    /// The interface's words.
    pub fn labels(&self) -> &'static Labels {
        self.locale.labels()
    }

    /// The `lang` of an element that holds words of the interface, where it is not the document's.
    pub fn interface_lang(&self) -> Option<AttrValue> {
        self.foreign.map(|locale| AttrValue::Static(locale.tag()))
    }

    /// The `dir` of such an element.
    pub fn interface_dir(&self) -> Option<AttrValue> {
        self.foreign.map(|locale| AttrValue::Static(locale.direction().as_str()))
    }

    /// An address of the document as seen from the page.
    pub fn address(&self, url: &SafeUrl) -> AttrValue {
        AttrValue::from(url.resolve(&self.bases.folder))
    }

    /// The page of an article of the same publication.
    pub fn article(&self, id: &ArticleId) -> AttrValue {
        AttrValue::from(format!("{}{id}/", self.bases.site))
    }

    /// The front page.
    pub fn front_page(&self) -> AttrValue {
        if self.bases.site.is_empty() { AttrValue::Static("./") } else { self.bases.site.clone() }
    }
}
