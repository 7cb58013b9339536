//! The page that a server sends in place of one that is not there.

use std::rc::Rc;

use yew::{AttrValue, Html, Properties, component, html};

use super::{Bases, Publication, Scene, publication};
use crate::article::Language;

/// What a [`NotFound`] shows.
#[derive(Debug, PartialEq, Properties)]
pub struct NotFoundProps {
    /// The name of the publication.
    pub title: AttrValue,
    /// What it says of itself.
    #[prop_or_default]
    pub publication: Option<Rc<Publication>>,
    /// Its language.
    pub language: Language,
    /// The publication's root, as an address that is the same from every page.
    pub site: AttrValue,
}

/// What is the matter, and the way to the front page.
#[component]
pub fn NotFound(props: &NotFoundProps) -> Html {
    let bases = Bases { site: props.site.clone(), folder: AttrValue::from(format!("{}articles/", props.site)) };
    let scene = Scene::new(&props.language, bases);
    let words = scene.locale.list_labels();
    let lang = AttrValue::from(props.language.as_str().to_owned());
    html! {
        <div class="viewer" {lang} dir={props.language.direction().as_str()}>
            if let Some(publication) = &props.publication {
                { publication::masthead(publication, false, Html::default(), &scene) }
            } else {
                <header class="masthead"><a href={scene.front_page()}>{ props.title.clone() }</a></header>
            }
            <main class="main">
                <section class="notice" lang={scene.interface_lang()} dir={scene.interface_dir()}>
                    <h1>{ words.page_not_found }</h1>
                    <p>{ words.page_not_found_remedy }</p>
                    <p class="notice-actions">
                        <a href={scene.front_page()}>{ scene.labels().front_page }</a>
                    </p>
                </section>
            </main>
            { publication::footer(props.publication.as_deref(), &scene) }
        </div>
    }
}
