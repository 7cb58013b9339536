//! Where an article is shown: in which language the interface speaks, and how addresses lead on from there.

use std::ops::Deref;
use std::rc::Rc;

use yew::AttrValue;

use super::bases::Bases;
use super::host::Host;
use crate::article::{ArticleId, Language, SafeUrl};
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

/// What every part of a viewer needs to know beside its own piece of the document. One for all of them: a copy of it is a
/// copy of where it is.
#[derive(Clone, Debug)]
pub struct Scene(Rc<SceneFields>);

/// What a [`Scene`] says.
#[derive(Debug)]
pub struct SceneFields {
    /// The language of the interface.
    pub locale: Locale,
    /// Where relative addresses begin.
    pub bases: Bases,
    /// Where the article is to be found, where that is known ahead of time.
    pub permalink: Option<Rc<Permalink>>,
    /// Who shows the viewer, and hears of it. It stands here and in no context of Yew's, which would weigh 2 KB after Brotli
    /// for the one part that asks for it.
    pub host: Host,
    /// The document's language.
    language: Language,
    /// The interface's language where it is not the one around it.
    foreign: Option<Locale>,
}

/// Two are the same if they are one in memory.
impl PartialEq for Scene {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl Deref for Scene {
    type Target = SceneFields;

    fn deref(&self) -> &SceneFields {
        &self.0
    }
}

impl Scene {
    /// The scene of a document in `language`, on a page of the publication's own.
    pub fn new(language: &Language, bases: Bases) -> Self {
        Self::of(language, bases, None, Host::default())
    }

    /// The scene of a document in `language`.
    pub fn of(language: &Language, bases: Bases, permalink: Option<Rc<Permalink>>, host: Host) -> Self {
        let locale = Locale::of(language);
        let foreign = (language.primary() != locale.tag()).then_some(locale);
        Self(Rc::new(SceneFields { locale, bases, permalink, host, language: language.clone(), foreign }))
    }
}

impl SceneFields {
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

    /// The `lang` of the document's words within an element that is named in the interface's language, where that is
    /// another: an `aria-label` is read in the language of its element, and its element's words must not be.
    pub fn document_lang(&self) -> Option<AttrValue> {
        self.foreign.map(|_| AttrValue::from(self.language.as_str().to_owned()))
    }

    /// An address of the document as seen from the page.
    pub fn address(&self, url: &SafeUrl) -> AttrValue {
        AttrValue::from(url.resolve(&self.bases.folder))
    }

    /// The page of an article of the same publication.
    pub fn article(&self, id: &ArticleId) -> AttrValue {
        AttrValue::from(format!("{}{id}/", self.bases.site))
    }

    /// The publication around the article, where it says something of itself.
    #[cfg(not(target_arch = "wasm32"))]
    pub(super) fn publication(&self) -> Option<&super::around::Publication> {
        self.host.around.as_ref()?.publication.as_deref()
    }

    /// The list of the article's section.
    #[cfg(not(target_arch = "wasm32"))]
    pub(super) fn section(&self) -> Option<AttrValue> {
        let folder = self.host.around.as_ref()?.section.as_ref()?;
        Some(AttrValue::from(format!("{}{folder}", self.bases.site)))
    }

    /// The front page.
    pub fn front_page(&self) -> AttrValue {
        if self.bases.site.is_empty() { AttrValue::Static("./") } else { self.bases.site.clone() }
    }
}
