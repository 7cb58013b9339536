//! In place of an article whose document cannot be read: what is wrong with it, for whoever writes it. In development only.

use yew::{AttrValue, Html, Properties, component, html};

/// What a [`FaultyDocument`] shows.
#[derive(Debug, PartialEq, Properties)]
pub struct FaultyDocumentProps {
    /// The name of the document's file.
    pub file: AttrValue,
    /// What was found, as a terminal shows it: place, message, and the line with a caret under the place.
    pub findings: AttrValue,
}

/// The findings as they are, line by line. They are in English, like everything that developers are told.
#[component]
pub fn FaultyDocument(props: &FaultyDocumentProps) -> Html {
    html! {
        <div class="viewer" lang="en" dir="ltr">
            <header class="masthead"><a href="../">{ "Front page" }</a></header>
            <main class="main">
                <article class="article">
                    <h1 class="headline">{ props.file.clone() }</h1>
                    <pre class="findings"><code>{ props.findings.clone() }</code></pre>
                </article>
            </main>
        </div>
    }
}
