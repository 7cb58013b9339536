//! A list of articles, newest first: the front page, a section's, and the pages that go on from them.

use std::rc::Rc;

use yew::{AttrValue, Html, Properties, component, html};

use super::picture::{Loading, picture};
use super::{Bases, Publication, Scene, publication, related::thumbnail, text, time::time};
use crate::article::{Article, Language, Timestamp};

/// What a [`FrontPage`] shows.
#[derive(Debug, PartialEq, Properties)]
pub struct FrontPageProps {
    /// The name of the publication.
    pub title: AttrValue,
    /// The language of the page; articles in another are marked as such.
    pub language: Language,
    /// The articles, in the order in which they are shown.
    pub articles: Vec<Rc<Article>>,
    /// Where in the publication the list is.
    pub place: ListPlace,
    /// What the publication says of itself.
    #[prop_or_default]
    pub publication: Option<Rc<Publication>>,
    /// For each article the folder of the list of its section, as seen from the publication's root, where it leads there.
    #[prop_or_default]
    pub section_folders: Vec<Option<AttrValue>>,
    /// The day of this edition, where the list is that of the front page.
    #[prop_or_default]
    pub edition: Option<Timestamp>,
    /// Documents that are not articles yet; in development only.
    #[prop_or_default]
    pub faulty: Vec<ListLink>,
}

/// Where in a publication a list is, and where it leads on to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ListPlace {
    /// The publication's root as seen from the page: `""`, or an address that ends with a slash.
    pub site: AttrValue,
    /// What the list is of, where it is not the whole publication or not its first page.
    pub heading: Option<AttrValue>,
    /// The page with the articles before these.
    pub older: Option<AttrValue>,
    /// The page with the articles after these.
    pub newer: Option<AttrValue>,
    /// The sections of the publication.
    pub sections: Vec<ListLink>,
}

/// A name and where it leads.
#[derive(Clone, Debug, PartialEq)]
pub struct ListLink {
    /// The name.
    pub name: AttrValue,
    /// The address as seen from the page.
    pub address: AttrValue,
}

/// The masthead and a list of articles, the first one large where the list is the newest.
#[component]
pub fn FrontPage(props: &FrontPageProps) -> Html {
    let lang = AttrValue::from(props.language.as_str().to_owned());
    let place = &props.place;
    let scene = Scene::new(&props.language, bases(&place.site));
    let entries = props.articles.iter().enumerate().map(|(index, article)| entry(article, index, props));
    html! {
        <div class="viewer front" {lang} dir={props.language.direction().as_str()}>
            { masthead(props, &scene) }
            <main class="main">
                if let Some(heading) = &place.heading {
                    <h1 class="list-heading">{ heading.clone() }</h1>
                }
                { faulty(&props.faulty, &scene) }
                <ul class="entries">{ for entries }</ul>
            </main>
            { pages(place, &scene) }
            { sections(&place.sections, &scene) }
            { publication::footer(props.publication.as_deref(), &scene) }
        </div>
    }
}

/// Where addresses begin on a page of lists.
fn bases(site: &AttrValue) -> Bases {
    Bases { site: site.clone(), folder: AttrValue::from(format!("{site}articles/")) }
}

/// The name of the publication: the page's heading, unless the page has one of its own.
fn masthead(props: &FrontPageProps, scene: &Scene) -> Html {
    let is_first = props.place.heading.is_none();
    let edition = props.edition.as_ref().map(|day| edition(day, scene)).unwrap_or_default();
    if let Some(publication) = &props.publication {
        return publication::masthead(publication, is_first, edition, scene);
    }
    let name = props.title.clone();
    html! {
        <header class="masthead">
            if props.place.heading.is_some() {
                <a href={scene.front_page()}>{ name }</a>
            } else {
                <h1>{ name }</h1>
            }
            { edition }
        </header>
    }
}

fn edition(day: &Timestamp, scene: &Scene) -> Html {
    html! {
        <p class="edition">
            <time
                datetime={AttrValue::from(day.written().to_owned())}
                lang={scene.interface_lang()}
                dir={scene.interface_dir()}
            >
                { scene.locale.day(day) }
            </time>
        </p>
    }
}

fn entry(article: &Article, index: usize, page: &FrontPageProps) -> Html {
    let language = &article.in_language;
    let site = &page.place.site;
    let scene = Scene::new(language, bases(site));
    let is_foreign = *language != page.language;
    let lang = is_foreign.then(|| AttrValue::from(language.as_str().to_owned()));
    let dir = is_foreign.then(|| language.direction().as_str());
    let loading = if index == 0 { Loading::Eager } else { Loading::Lazy };
    html! {
        <li key={article.id.as_str()} {lang} {dir}>
            <article class="entry">
                if let Some(image) = article.lead_image() {
                    { picture(&thumbnail(image), loading, &scene) }
                }
                <div class="entry-words">
                    if let Some(section) = &article.article_section {
                        <p class="section">{ section_link(section, index, page) }</p>
                    }
                    <h2 class="entry-headline"><a href={scene.article(&article.id)}>{ article.headline.clone() }</a></h2>
                    if let Some(description) = &article.description {
                        <p class="entry-lead">{ text::text(&description.excerpt(), &scene) }</p>
                    }
                    <p class="entry-date">{ time(&article.date_published, &scene) }</p>
                </div>
            </article>
        </li>
    }
}

/// A section's name, with the way to its list.
fn section_link(name: &str, index: usize, page: &FrontPageProps) -> Html {
    match page.section_folders.get(index).and_then(Option::as_ref) {
        Some(folder) => {
            html! { <a href={AttrValue::from(format!("{}{folder}", page.place.site))}>{ name.to_owned() }</a> }
        }
        None => html! { { name.to_owned() } },
    }
}

/// The ways to the pages before and after.
fn pages(place: &ListPlace, scene: &Scene) -> Html {
    if place.older.is_none() && place.newer.is_none() {
        return Html::default();
    }
    let words = scene.locale.list_labels();
    html! {
        <nav class="pages" aria-label={words.pages} lang={scene.interface_lang()} dir={scene.interface_dir()}>
            if let Some(newer) = &place.newer {
                <a href={newer.clone()} rel="prev">{ words.newer }</a>
            }
            if let Some(older) = &place.older {
                <a href={older.clone()} rel="next">{ words.older }</a>
            }
        </nav>
    }
}

fn sections(sections: &[ListLink], scene: &Scene) -> Html {
    if sections.is_empty() {
        return Html::default();
    }
    html! {
        <nav class="sections" aria-labelledby="sections-heading">
            <h2 id="sections-heading" lang={scene.interface_lang()} dir={scene.interface_dir()}>
                { scene.locale.list_labels().sections }
            </h2>
            { links(sections) }
        </nav>
    }
}

fn faulty(documents: &[ListLink], scene: &Scene) -> Html {
    if documents.is_empty() {
        return Html::default();
    }
    html! {
        <section class="faulty">
            <h2 lang={scene.interface_lang()} dir={scene.interface_dir()}>{ scene.locale.list_labels().faulty }</h2>
            { links(documents) }
        </section>
    }
}

fn links(links: &[ListLink]) -> Html {
    let link = |link: &ListLink| {
        html! { <li key={link.address.as_str()}><a href={link.address.clone()}>{ link.name.clone() }</a></li> }
    };
    html! { <ul>{ for links.iter().map(link) }</ul> }
}
