//! What a page that is rendered ahead knows of the publication around its article.

use std::rc::Rc;

use yew::AttrValue;

use crate::article::{Image, Language, SafeUrl};

/// What a publication shows of itself.
#[derive(Clone, Debug, PartialEq)]
pub struct Publication {
    /// Its name.
    pub name: AttrValue,
    /// The language of what it says itself.
    pub language: Language,
    /// Its publisher's logo, by an address as documents have it.
    pub logo: Option<Image>,
    /// Links in the masthead.
    pub menu: Vec<NamedLink>,
    /// Words at the foot.
    pub footer_text: Option<AttrValue>,
    /// Links at the foot.
    pub footer_links: Vec<NamedLink>,
}

/// A name, and where it leads from the publication's root.
#[derive(Clone, Debug, PartialEq)]
pub struct NamedLink {
    /// The name.
    pub name: AttrValue,
    /// The address.
    pub address: SafeUrl,
}

/// A publication around one of its articles.
#[derive(Clone, Debug, PartialEq)]
pub struct Around {
    /// The publication, where it says something of itself.
    pub publication: Option<Rc<Publication>>,
    /// The folder of the list of the article's section, as seen from the publication's root.
    pub section: Option<AttrValue>,
}
