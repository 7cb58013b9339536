//! Articles to go on to: real links to their pages.

use yew::{AttrValue, Html, Properties, component, html};

use super::content::Shown;
use super::picture::{Loading, picture};
use super::{Scene, time::time};
use crate::article::{Article, Image, Related as Entry};

/// What [`Related`] shows.
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct RelatedProps {
    /// The article that the others are related to.
    pub article: Shown,
    /// Where it is shown.
    pub scene: Scene,
}

/// The articles that an article names, or those of its section; nothing where there are none.
#[component]
pub fn Related(RelatedProps { article, scene }: &RelatedProps) -> Html {
    let list = &article.related;
    if list.is_empty() {
        return Html::default();
    }
    html! {
        <nav class="related" aria-labelledby="related-heading">
            <h2 id="related-heading" lang={scene.interface_lang()} dir={scene.interface_dir()}>
                { heading(article, scene) }
            </h2>
            <ul>{ for list.iter().map(|item| entry(item, scene)) }</ul>
        </nav>
    }
}

/// Articles of other sections are not "more in this section".
fn heading(article: &Article, scene: &Scene) -> &'static str {
    let is_of_section = article.related.iter().all(|other| other.article_section == article.article_section);
    if is_of_section { scene.labels().related } else { scene.labels().read_next }
}

fn entry(item: &Entry, scene: &Scene) -> Html {
    let lang = item.in_language.as_ref().map(|language| AttrValue::from(language.as_str().to_owned()));
    let dir = item.in_language.as_ref().map(|language| language.direction().as_str());
    let headline = item.headline.clone().unwrap_or_else(|| item.id.to_string());
    // In somebody else's page it may open in place (`names::ARTICLE`).
    let id = scene.host.is_embedded.then(|| AttrValue::from(item.id.to_string()));
    html! {
        <li key={item.id.as_str()}>
            if let Some(image) = &item.image {
                { picture(&thumbnail(image), Loading::Lazy, scene) }
            }
            <p class="entry-headline"><a href={scene.article(&item.id)} {lang} {dir} data-article={id}>{ headline }</a></p>
            if let Some(published) = &item.date_published {
                <p class="entry-date">{ time(published, scene) }</p>
            }
        </li>
    }
}

/// A picture beside its headline says nothing that the headline does not: to a screen reader it is an ornament.
pub(super) fn thumbnail(image: &Image) -> Image {
    Image { alt: String::new(), ..image.clone() }
}
