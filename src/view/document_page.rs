//! A page that fetches the document it shows.

use yew::{AttrValue, Html, Properties, component, html};

use super::use_document::{Progress, use_document};
use super::{ArticlePage, Scene, notice::notice};
use crate::article::Language;

/// What a [`DocumentPage`] shows.
#[derive(Debug, PartialEq, Properties)]
pub struct DocumentPageProps {
    /// The document's address, relative to the page.
    pub src: Option<AttrValue>,
    /// The language to speak until the document says its own.
    pub language: Language,
    /// The publication's root as seen from the page: `""`, or an address that ends with a slash.
    pub site: AttrValue,
}

/// The article at an address, or what keeps it from being shown.
#[component]
pub fn DocumentPage(props: &DocumentPageProps) -> Html {
    let document = use_document(props.src.clone());
    let scene = Scene::new(&props.language, props.site.clone(), "");
    let content = match document.progress {
        Progress::Loading => html! { <p class="loading" role="status">{ scene.labels().loading }</p> },
        Progress::Failed(trouble) => notice(trouble, document.retry, &scene),
        Progress::Ready(article) => {
            let folder = folder_of(props.src.as_deref().unwrap_or_default());
            return html! { <div class="document"><ArticlePage {article} site={props.site.clone()} {folder} /></div> };
        }
    };
    let (lang, dir) = (scene.locale.tag(), scene.locale.direction().as_str());
    html! { <div class="document"><div class="viewer" {lang} {dir}><main>{ content }</main></div></div> }
}

/// The folder of an address: everything up to the last slash of its path.
fn folder_of(src: &str) -> AttrValue {
    let path = src.split(['?', '#']).next().unwrap_or_default();
    AttrValue::from(path.rsplit_once('/').map_or(String::new(), |(folder, _)| format!("{folder}/")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_ends_with_the_last_slash_of_the_path() {
        assert_eq!(folder_of("articles/a.json"), "articles/");
        assert_eq!(folder_of("articles/a.json?b=/c#/d"), "articles/");
        assert_eq!(folder_of("a.json"), "");
    }
}
