//! What stands in an article's place when it cannot be shown.

use yew::{Callback, Html, MouseEvent, html};

use super::Scene;
use crate::locale::{Advice, LoadErrorKind};

/// Says what is the matter and what to do; with a button that tries again where that can help.
pub(super) fn notice(kind: LoadErrorKind, advice: Advice, onretry: &Callback<MouseEvent>, scene: &Scene) -> Html {
    html! {
        <section class="notice" role="alert" lang={scene.interface_lang()} dir={scene.interface_dir()}>
            <h1>{ advice.title }</h1>
            <p>{ advice.remedy }</p>
            <p class="notice-actions">
                if kind.may_pass() {
                    <button type="button" onclick={onretry.clone()}>{ scene.labels().retry }</button>
                }
                if kind == LoadErrorKind::NotKept {
                    <a href="">{ scene.labels().retry }</a>
                }
                <a href={scene.front_page()}>{ scene.labels().front_page }</a>
            </p>
        </section>
    }
}
