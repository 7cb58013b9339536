//! What a viewer has to show.

use std::ops::Deref;
use std::rc::Rc;

use yew::AttrValue;

use super::bases::Bases;
use crate::article::{Article as Document, Language};
use crate::locale::LoadErrorKind;

/// An article that is shown. Two are the same if they are one in memory: nobody changes one that is shown, and comparing
/// whole documents would weigh as much as reading them.
#[derive(Clone, Debug)]
pub struct Shown(Rc<Document>);

impl PartialEq for Shown {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl Deref for Shown {
    type Target = Document;

    fn deref(&self) -> &Document {
        &self.0
    }
}

impl From<Rc<Document>> for Shown {
    fn from(article: Rc<Document>) -> Self {
        Self(article)
    }
}

/// What there is to show.
#[derive(Clone, Debug, PartialEq)]
pub enum Content {
    /// An article, and where relative addresses in it begin.
    Article(Shown, Bases),
    /// A document is on its way; the page speaks this language until it is there.
    Loading(Language),
    /// There is no article to show, and why; the page speaks this language.
    Error(LoadErrorKind, Language),
}

impl Content {
    pub(super) fn language(&self) -> &Language {
        match self {
            Self::Article(article, _) => &article.in_language,
            Self::Loading(language) | Self::Error(_, language) => language,
        }
    }

    pub(super) fn bases(&self) -> Bases {
        match self {
            Self::Article(_, bases) => bases.clone(),
            Self::Loading(_) | Self::Error(..) => Bases::default(),
        }
    }

    /// What a region that shows it is called.
    pub(super) fn name(&self) -> Option<AttrValue> {
        match self {
            Self::Article(article, _) => Some(AttrValue::from(article.headline.clone())),
            Self::Loading(_) | Self::Error(..) => None,
        }
    }

    /// The id of the article, if it is one.
    pub(super) fn id(&self) -> Option<AttrValue> {
        match self {
            Self::Article(article, _) => Some(AttrValue::from(article.id.to_string())),
            Self::Loading(_) | Self::Error(..) => None,
        }
    }
}
