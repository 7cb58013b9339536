//! The button that prints, with what can be chosen about it. What is printed is `print.css`'s to say. Without JavaScript
//! all of it is hidden.
//!
//! It is rendered once and not again: what it does ([`super::print_controls`]) is done to the elements as they stand, so
//! that a page rendered ahead needs nothing of Yew to bring it to life.

use yew::{Html, Properties, component, html, use_effect_with, use_node_ref};

use super::print_controls::{CHOICES, PrintControls};
use super::{Bases, Scene, host};
use crate::article::Language;
use crate::browser::print::Printer;

/// What a [`PrintButton`] needs to know.
#[derive(Debug, PartialEq, Properties)]
pub struct PrintButtonProps {
    /// The language of the article that it prints.
    pub language: Language,
    /// Who opens the print dialog.
    #[prop_or_default]
    pub printer: Printer,
}

/// The button that prints the article, as soon as its pictures are there.
#[component]
pub fn PrintButton(props: &PrintButtonProps) -> Html {
    let scene = Scene::new(&props.language, Bases::default());
    let controls = use_node_ref();
    {
        let controls = controls.clone();
        use_effect_with((scene.locale, props.printer.clone()), move |(locale, printer)| {
            let live = controls.cast().and_then(|controls| PrintControls::enliven(&controls, *locale, printer.clone()));
            move || drop(live)
        });
    }
    let labels = scene.labels();
    let texts = [labels.print_links, labels.print_pictures, labels.print_colour];
    let choice = |(word, label): (&'static str, &'static str)| {
        html! {
            <label>
                <input type="checkbox" class={format!("print-{word}")} checked=true />
                { label }
            </label>
        }
    };
    html! {
        <div class={host::PRINT_CONTROLS} ref={controls} lang={scene.interface_lang()} dir={scene.interface_dir()}>
            <button class="print-button" type="button">{ labels.print }</button>
            <details class="print-options">
                <summary>{ labels.print_options }</summary>
                { for CHOICES.into_iter().zip(texts).map(choice) }
            </details>
            <p class="print-status" role="status"></p>
        </div>
    }
}
