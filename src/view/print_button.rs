//! The button that prints. What is printed is `print.css`'s to say. Without JavaScript it is hidden.

use yew::{Callback, Html, Properties, component, html};

use super::Scene;
use crate::article::Language;
use crate::browser;

/// What a [`PrintButton`] needs to know.
#[derive(Debug, PartialEq, Properties)]
pub struct PrintButtonProps {
    /// The language of the article that it prints.
    pub language: Language,
}

/// The button that opens the print dialog. It is a live part of a page rendered ahead, so it stands in an element of its
/// own: [`super::host::PRINT_ID`].
#[component]
pub fn PrintButton(props: &PrintButtonProps) -> Html {
    let scene = Scene::new(&props.language, "", "");
    let onclick = Callback::from(|_| browser::print::print());
    html! {
        <button class="print-button" type="button" {onclick} lang={scene.interface_lang()} dir={scene.interface_dir()}>
            { scene.labels().print }
        </button>
    }
}
