//! In a browser: a page that was rendered ahead is brought to life without a change, and its button prints.
#![cfg(target_arch = "wasm32")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::rc::Rc;

use article_viewer::article::{self, Article};
use article_viewer::boot;
use article_viewer::locale::{Advice, LoadErrorKind, Locale};
use article_viewer::view::{Loading, Viewer, ViewerProps, names};
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::{Document, Element, HtmlElement};
use yew::LocalServerRenderer;

wasm_bindgen_test_configure!(run_in_browser);

/// Articles that together hold every block, both directions, and a picture that is not at hand.
const ARTICLES: [&str; 4] = [
    include_str!("../static/articles/viec-cang-kho.json"),
    include_str!("../static/articles/chu-viet-hai-tang-dau.json"),
    include_str!("../static/articles/how-a-document-becomes-a-page.json"),
    include_str!("../static/articles/min-al-yamin.json"),
];

#[wasm_bindgen(inline_js = "
    let count = 0;
    export function count_prints() { count = 0; window.print = () => { count += 1; }; }
    export function prints() { return count; }
    export function next_task() { return new Promise(done => { setTimeout(done); }); }
")]
extern "C" {
    fn count_prints();
    fn prints() -> u32;
    async fn next_task();
}

fn document() -> Document {
    web_sys::window().unwrap().document().unwrap()
}

fn article(json: &str) -> Article {
    article::read_leniently(json.as_bytes()).unwrap()
}

/// A page as the publisher writes it.
async fn page(props: ViewerProps) -> Element {
    if let Some(old) = document().get_element_by_id(names::VIEWER_ID) {
        old.remove();
    }
    let viewer = document().create_element("div").unwrap();
    viewer.set_id(names::VIEWER_ID);
    viewer.set_inner_html(&LocalServerRenderer::<Viewer>::with_props(props).hydratable(false).render().await);
    document().body().unwrap().append_child(&viewer).unwrap();
    viewer
}

/// The elements and texts of a page.
fn shown(viewer: &Element) -> String {
    viewer.inner_html()
}

/// What `static/element/view.js` says where an address is missing.
fn nowhere(address: &str) -> Loading {
    assert_eq!(address, "");
    Box::pin(async { Err(LoadErrorKind::NoAddress) })
}

/// Nothing is fetched in these tests.
fn never(address: &str) -> Loading {
    panic!("{address} was asked for");
}

async fn flushed() {
    yew::scheduler::flush().await;
}

#[wasm_bindgen_test]
async fn a_page_is_brought_to_life_as_it_stands_and_its_button_prints() {
    count_prints();
    for (json, printed) in ARTICLES.into_iter().zip(1..) {
        let props = ViewerProps::ahead(Rc::new(article(json)));
        let language = article(json).in_language;
        document().document_element().unwrap().set_attribute("lang", language.as_str()).unwrap();
        let viewer = page(props).await;
        let before = shown(&viewer);
        boot::page::start();
        flushed().await;
        assert_eq!(shown(&viewer), before);
        assert_eq!(prints(), printed - 1, "nothing is printed unasked");
        let button = viewer.query_selector(".print-button").unwrap().unwrap();
        button.unchecked_into::<HtmlElement>().click();
        // The pictures, which are not there, are waited for.
        while prints() < printed {
            next_task().await;
        }
        next_task().await;
        assert_eq!(prints(), printed, "one click prints once");
    }
}

#[wasm_bindgen_test]
async fn a_page_that_was_told_no_document_says_what_to_do() {
    document().document_element().unwrap().set_attribute("lang", "en").unwrap();
    let viewer = page(ViewerProps::waiting(article::Language::default())).await;
    assert!(shown(&viewer).contains("Loading the article"));
    boot::document::start(nowhere, |_| {}, |kind| Locale::En.advice(kind));
    // The document is asked for in a task of its own, after which the page is drawn again.
    let notice = loop {
        flushed().await;
        next_task().await;
        if let Some(notice) = viewer.query_selector("[role=alert]").unwrap() {
            break notice.text_content().unwrap();
        }
    };
    assert!(notice.contains("No article chosen"), "{notice}");
}

#[wasm_bindgen_test]
fn a_page_without_a_viewer_is_left_alone() {
    if let Some(viewer) = document().get_element_by_id(names::VIEWER_ID) {
        viewer.remove();
    }
    boot::page::start();
    boot::document::start(never, |_| {}, |_| Advice::default());
}
