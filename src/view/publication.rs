//! What a publication shows of itself around its articles and lists: its name or logo, its menu, its foot.
//!
//! It is rendered ahead alone. The programs of the browser know no publication, and carry nothing of this.

use yew::{AttrValue, Html, html};

use super::Scene;
use super::around::{NamedLink, Publication};
use super::picture::{Loading, picture};
use super::text::name;
use crate::article::Image;

/// The head of a page: the name, which is the page's heading or leads to the front page, what stands below it, and the menu.
pub(super) fn masthead(publication: &Publication, is_heading: bool, below: Html, scene: &Scene) -> Html {
    let (lang, dir) = (AttrValue::from(publication.language.as_str().to_owned()), publication.language.direction());
    let shown = match &publication.logo {
        Some(logo) => picture(&Image { alt: publication.name.to_string(), ..logo.clone() }, Loading::Eager, scene),
        None => html! { { publication.name.clone() } },
    };
    html! {
        <header class="masthead" {lang} dir={dir.as_str()}>
            if is_heading {
                <h1>{ shown }</h1>
            } else {
                <a href={scene.front_page()}>{ shown }</a>
            }
            { below }
            if !publication.menu.is_empty() {
                <nav class="menu" aria-label={scene.locale.list_labels().menu}>{ links(&publication.menu, scene) }</nav>
            }
        </header>
    }
}

/// The words and links at the foot of every page.
pub(super) fn foot(publication: &Publication, scene: &Scene) -> Html {
    if publication.footer_text.is_none() && publication.footer_links.is_empty() {
        return Html::default();
    }
    let (lang, dir) = (AttrValue::from(publication.language.as_str().to_owned()), publication.language.direction());
    html! {
        <div class="publication" {lang} dir={dir.as_str()}>
            if let Some(text) = &publication.footer_text {
                <p>{ name(text) }</p>
            }
            { links(&publication.footer_links, scene) }
        </div>
    }
}

/// The same where nothing else is at the foot of the page.
pub(super) fn footer(publication: Option<&Publication>, scene: &Scene) -> Html {
    match publication.map(|publication| foot(publication, scene)) {
        Some(foot) if foot != Html::default() => html! { <footer class="footer">{ foot }</footer> },
        _ => Html::default(),
    }
}

fn links(links: &[NamedLink], scene: &Scene) -> Html {
    if links.is_empty() {
        return Html::default();
    }
    let link = |link: &NamedLink| {
        let address = AttrValue::from(link.address.resolve(&scene.bases.site));
        html! { <li><a href={address} rel="noopener">{ name(&link.name) }</a></li> }
    };
    html! { <ul>{ for links.iter().map(link) }</ul> }
}
