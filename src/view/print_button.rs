//! The button that prints.

use yew::{Callback, Html, Properties, component, html};

use super::Scene;
use crate::browser;

/// Where a [`PrintButton`] stands.
#[derive(Debug, PartialEq, Properties)]
pub struct PrintButtonProps {
    /// Where it is shown.
    pub scene: Scene,
}

/// The button that opens the print dialog. What is printed is `print.css`'s to say. Without JavaScript it is hidden.
#[component]
pub fn PrintButton(props: &PrintButtonProps) -> Html {
    let scene = &props.scene;
    let onclick = Callback::from(|_| browser::print::print());
    html! {
        <button class="print-button" type="button" {onclick} lang={scene.interface_lang()} dir={scene.interface_dir()}>
            { scene.labels().print }
        </button>
    }
}
