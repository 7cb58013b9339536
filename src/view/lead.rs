//! The lead: the paragraph that says what the article is about, opened by its dateline.

use yew::{Html, html};

use super::{Scene, text};
use crate::article::Article;

pub(super) fn lead(article: &Article, scene: &Scene) -> Html {
    if article.dateline.is_none() && article.description.is_none() {
        return Html::default();
    }
    html! {
        <p class="lead">
            if let Some(dateline) = &article.dateline {
                <span class="dateline">{ text::name(dateline) }</span>
            }
            if article.dateline.is_some() && article.description.is_some() {
                { " – " }
            }
            if let Some(description) = &article.description {
                <span class="description">{ text::text(description, scene) }</span>
            }
        </p>
    }
}
