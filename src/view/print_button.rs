//! The button that prints. What is printed is `print.css`'s to say. Without JavaScript it is hidden.

use yew::{Callback, Html, html};

use super::Scene;
use crate::browser;

pub(super) fn print_button(scene: &Scene) -> Html {
    let onclick = Callback::from(|_| browser::print::print());
    html! {
        <button class="print-button" type="button" {onclick} lang={scene.interface_lang()} dir={scene.interface_dir()}>
            { scene.labels().print }
        </button>
    }
}
