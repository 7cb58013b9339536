//! What only paper has: the addresses of links as numbered notes, where the article is found, and when it was printed.
//! `print.css` shows it; the screen has none of it. An element of the class `address` ([`super::names::ADDRESS`]) is a link that paper spells out:
//! when it is printed, its words become its whole address ([`crate::browser::paper`]).

use yew::{Html, html};

use super::Scene;
use crate::article::{Article, SafeUrl, shown_address};

/// The number of its address, behind a link; one that has none is numbered 0.
pub(super) fn link_number(number: usize) -> Html {
    if number == 0 {
        return Html::default();
    }
    html! { <sup class="link-number">{ format!("[{number}]") }</sup> }
}

/// The number of an address that stands outside the text.
pub(super) fn link_number_of(url: &SafeUrl, article: &Article) -> Html {
    article.links.iter().position(|other| other == url).map(|index| link_number(index + 1)).unwrap_or_default()
}

/// The addresses that the links lead to, each once, by their numbers.
pub(super) fn links(links: &[SafeUrl], scene: &Scene) -> Html {
    if links.is_empty() {
        return Html::default();
    }
    let item = |url: &SafeUrl| html! { <li>{ address(url, scene) }</li> };
    html! {
        <section class="links">
            <h2 lang={scene.interface_lang()} dir={scene.interface_dir()}>{ scene.labels().links }</h2>
            <ol>{ for links.iter().map(item) }</ol>
        </section>
    }
}

/// An address that paper spells out.
pub(super) fn address(url: &SafeUrl, scene: &Scene) -> Html {
    html! { <a class="address" dir="ltr" href={scene.address(url)} rel="noopener">{ shown_address(url.as_str()) }</a> }
}

/// Where the article is: its own address, or that of the page, which only a browser knows. Somebody else's page is not
/// where it is: there, its page in the publication.
pub(super) fn permalink(article: &Article, scene: &Scene) -> Html {
    html! {
        <p class="permalink">
            if let Some(permalink) = &scene.permalink {
                <a class="address" dir="ltr" href={permalink.address.clone()} rel="noopener">{ shown_address(&permalink.address) }</a>
            } else if let Some(url) = &article.url {
                { address(url, scene) }
            } else if scene.host.is_embedded {
                <a class="address" dir="ltr" href={scene.article(&article.id)} rel="noopener"></a>
            } else {
                <a class="address" dir="ltr" href=""></a>
            }
        </p>
    }
}

/// The end of the paper: whose article it is, where it is found, when it was printed.
pub(super) fn colophon(article: &Article, scene: &Scene) -> Html {
    html! {
        <div class="colophon">
            if let Some(permalink) = &scene.permalink {
                <svg
                    class="qr-code"
                    viewBox={format!("0 0 {0} {0}", permalink.qr_size)}
                    role="img"
                    lang={scene.interface_lang()}
                    aria-label={scene.labels().qr_code}
                    shape-rendering="crispEdges"
                >
                    <path d={permalink.qr_path.clone()} />
                </svg>
            }
            <div>
                if let Some(publisher) = &article.publisher {
                    <p>{ publisher.name.clone() }</p>
                }
                { permalink(article, scene) }
                <p lang={scene.interface_lang()} dir={scene.interface_dir()}>
                    { scene.labels().printed }
                    { " " }
                    <time class="printed"></time>
                </p>
            </div>
        </div>
    }
}
