//! The button that prints, with what can be chosen about it. What is printed is `print.css`'s to say. Without JavaScript
//! all of it is hidden.
//!
//! It is rendered once and not again: what it does ([`super::print_controls`]) is done to the elements as they stand, so
//! that an article rendered ahead needs nothing of Yew to bring it to life.

use std::rc::Rc;

use yew::{Html, NodeRef, hook, html, use_effect_with, use_node_ref};

use super::Scene;
use super::print_controls::PrintControls;

/// The button that prints the article, as soon as its pictures are there.
pub(super) fn print_button(controls: NodeRef, scene: &Scene) -> Html {
    let labels = scene.labels();
    html! {
        <div class="print-controls" ref={controls} lang={scene.interface_lang()} dir={scene.interface_dir()}>
            <button class="print-button" type="button">{ labels.print }</button>
            <details class="print-options">
                <summary>{ labels.print_options }</summary>
                <label><input type="checkbox" class="print-links" checked=true />{ labels.print_links }</label>
                <label><input type="checkbox" class="print-pictures" checked=true />{ labels.print_pictures }</label>
                <label><input type="checkbox" class="print-colour" checked=true />{ labels.print_colour }</label>
            </details>
            <p class="print-status" role="status"></p>
        </div>
    }
}

/// The element of the print button, which is brought to life once it is on the page, as the host wants it printed. An article
/// that is rendered ahead has its program attach to the elements.
#[hook]
pub(super) fn use_print_controls(scene: &Scene) -> NodeRef {
    let controls = use_node_ref();
    {
        let controls = controls.clone();
        use_effect_with((scene.locale, scene.host.clone()), move |(locale, host)| {
            let attached = controls.cast().and_then(|it| PrintControls::attach(&it, *locale, host.printer.clone()));
            let printing = host.printing.clone();
            printing.set(attached.map(Rc::new));
            move || printing.set(None)
        });
    }
    controls
}
