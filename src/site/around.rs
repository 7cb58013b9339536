//! What a publication says of itself, as its pages show it: around articles and lists, in colours and faces of its own.

use std::path::Path;

use yew::AttrValue;

use crate::article::{Article, Language, Publisher};
use crate::source::{Colours, Configuration, NamedLink, Publication, Style};
use crate::store::Digest;
use crate::view;

/// The names of a picture in the static folder that becomes the publication's favicon, the first that is there.
const ICONS: [&str; 4] = ["favicon.svg", "icon.svg", "favicon.png", "favicon.ico"];

/// What changes in the shell for a publication.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Theme {
    /// Rules behind those that every publication has.
    pub(super) css: String,
    /// Its favicon, at its root.
    pub(super) icon: Option<&'static str>,
}

impl Theme {
    pub(super) fn of(publication: &Publication) -> Self {
        let has = |folder: &Path, name: &str| folder.join(name).is_file();
        let icon =
            publication.static_folder.as_deref().and_then(|folder| ICONS.into_iter().find(|name| has(folder, name)));
        Self { css: css(&publication.configuration.style), icon }
    }
}

/// The style of a publication: the custom properties that are somebody else's page's to set, where that is its own.
fn css(style: &Style) -> String {
    let faces = [("font", &style.font), ("interface-font", &style.interface_font)];
    let faces: String = faces
        .into_iter()
        .filter_map(|(name, faces)| Some(format!("--article-{name}:{};", faces.as_deref()?)))
        .collect();
    let faces = if faces.is_empty() { faces } else { format!(":root{{{faces}}}") };
    let Some(Colours { light, dark }) = &style.colours else { return faces };
    let pairs = [
        ("paper", &light.paper, &dark.paper),
        ("ink", &light.ink, &dark.ink),
        ("accent", &light.accent, &dark.accent),
        ("muted", &light.muted, &dark.muted),
    ];
    let rule = |value: fn(&str, &str) -> String| {
        format!(
            ":root{{{}}}",
            pairs.map(|(name, light, dark)| format!("--article-{name}:{};", value(light, dark))).concat()
        )
    };
    // Browsers without `light-dark()` have one palette.
    let one = rule(|light, _| light.to_owned());
    let both = rule(|light, dark| format!("light-dark({light},{dark})"));
    format!("{faces}{one}@supports (color:light-dark(#000,#fff)){{{both}}}")
}

/// What is shown around articles and lists; nothing where the publication says nothing of itself.
pub(super) fn shown(publication: &Publication, title: &str, language: &Language) -> Option<view::Publication> {
    if !publication.has_configuration {
        return None;
    }
    let Configuration { publisher, menu, footer, .. } = &publication.configuration;
    let links = |links: &[NamedLink]| {
        let link = |link: &NamedLink| view::NamedLink {
            name: AttrValue::from(link.name.clone()),
            address: link.address.clone(),
        };
        links.iter().map(link).collect()
    };
    Some(view::Publication {
        name: AttrValue::from(title.to_owned()),
        language: language.clone(),
        logo: publisher.as_ref().and_then(|publisher| publisher.logo.clone()),
        menu: links(menu),
        footer_text: footer.text.clone().map(AttrValue::from),
        footer_links: links(&footer.links),
    })
}

/// Of everything that a publication says of itself and that its articles and lists show.
pub(super) fn digest(configuration: &Configuration) -> Digest {
    let Configuration { title, description, publisher, menu, footer, sections, time_zone, .. } = configuration;
    let zone = time_zone.as_ref().and_then(|zone| zone.iana_name());
    Digest::of_texts([format!("{:?}", (title, description, publisher, menu, footer, sections, zone)).as_str()])
}

/// An article as its publication has it: published by it, where the document names nobody, and its section called as the
/// publication calls it.
pub(super) fn adapt(article: &mut Article, configuration: &Configuration) {
    if article.publisher.is_none() {
        article.publisher = configuration.publisher.clone().or_else(|| {
            let name = configuration.title.clone()?;
            Some(Publisher { name, url: None, logo: None })
        });
    }
    let others = article.related.iter_mut().map(|other| &mut other.article_section);
    for name in others.chain([&mut article.article_section]).flatten() {
        let section = configuration.sections.iter().find(|section| section.name == *name);
        if let Some(title) = section.and_then(|section| section.title.as_ref()) {
            name.clone_from(title);
        }
    }
}
