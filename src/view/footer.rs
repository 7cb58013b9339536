//! The foot of the page: whose article it is, and the way back to the others.

use yew::{Html, html};

use super::{Scene, text::name};
use crate::article::{Article, shown_address};

pub(super) fn footer(article: &Article, scene: &Scene) -> Html {
    macro_rules! footer {
        ($($foot:tt)*) => {
            html! {
                <footer class="footer">
                    <a href={scene.front_page()} lang={scene.interface_lang()} dir={scene.interface_dir()}>
                        { scene.labels().front_page }
                    </a>
                    if let Some(publisher) = &article.publisher {
                        if let Some(url) = &publisher.url {
                            <a href={scene.address(url)} rel="noopener">{ name(&publisher.name) }</a>
                        }
                    }
                    if let Some(url) = &article.url {
                        <a href={scene.address(url)} rel="noopener" dir="ltr">{ shown_address(url.as_str()) }</a>
                    }
                    $($foot)*
                </footer>
            }
        };
    }
    #[cfg(not(target_arch = "wasm32"))]
    if let Some(publication) = scene.publication() {
        return footer!({ super::publication::foot(publication, scene) });
    }
    footer!()
}
