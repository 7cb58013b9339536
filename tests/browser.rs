//! In a browser: a page that was rendered ahead is brought to life without a change, and its button prints.
#![cfg(target_arch = "wasm32")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::rc::Rc;

use article_viewer::article::{self, Article};
use article_viewer::boot;
use article_viewer::view::{Viewer, ViewerProps, host};
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
    export function errors_from_now() { const kept = []; console.error = (...all) => kept.push(all.join(' ')); return kept; }
")]
extern "C" {
    fn count_prints();
    fn prints() -> u32;
    fn errors_from_now() -> js_sys::Array;
}

fn document() -> Document {
    web_sys::window().unwrap().document().unwrap()
}

fn article(json: &str) -> Article {
    article::read(json.as_bytes()).unwrap()
}

/// A page as the publisher writes it: the viewer's element, and the article's data when there is one.
async fn page(props: ViewerProps, data: Option<&str>) -> Element {
    for id in [host::VIEWER_ID, host::ARTICLE_DATA_ID] {
        if let Some(old) = document().get_element_by_id(id) {
            old.remove();
        }
    }
    let body = document().body().unwrap();
    let viewer = document().create_element("div").unwrap();
    viewer.set_id(host::VIEWER_ID);
    viewer.set_inner_html(&LocalServerRenderer::<Viewer>::with_props(props).render().await);
    body.append_child(&viewer).unwrap();
    if let Some(json) = data {
        let block = document().create_element("script").unwrap();
        block.set_id(host::ARTICLE_DATA_ID);
        block.set_attribute("type", "application/json").unwrap();
        block.set_text_content(Some(json));
        body.append_child(&block).unwrap();
    }
    viewer
}

/// The elements and texts of a page, without the markers that only the program reads.
fn shown(viewer: &Element) -> String {
    let html = viewer.inner_html();
    let mut out = String::new();
    let mut rest = html.as_str();
    while let Some((before, comment)) = rest.split_once("<!--") {
        out.push_str(before);
        rest = comment.split_once("-->").map_or("", |(_, after)| after);
    }
    out + rest
}

async fn flushed() {
    yew::scheduler::flush().await;
}

#[wasm_bindgen_test]
async fn a_page_is_brought_to_life_as_it_stands_and_its_button_prints() {
    count_prints();
    for (json, printed) in ARTICLES.into_iter().zip(1..) {
        let viewer = page(ViewerProps::ahead(Rc::new(article(json))), Some(json)).await;
        let before = shown(&viewer);
        boot::start();
        flushed().await;
        assert_eq!(shown(&viewer), before);
        assert_eq!(prints(), printed - 1, "nothing is printed unasked");
        let button = viewer.query_selector(".print-button").unwrap().unwrap();
        button.unchecked_into::<HtmlElement>().click();
        assert_eq!(prints(), printed, "one click prints once");
    }
}

#[wasm_bindgen_test]
async fn a_page_whose_data_is_broken_stays_readable_and_says_why() {
    let errors = errors_from_now();
    let json = ARTICLES[0];
    let viewer = page(ViewerProps::ahead(Rc::new(article(json))), Some("{ \"id\": 7 }")).await;
    let before = shown(&viewer);
    boot::start();
    flushed().await;
    assert_eq!(shown(&viewer), before);
    let said = errors.get(0).as_string().unwrap_or_default();
    assert!(said.contains("the page's own article cannot be read: 1:1: "), "{said}");
}

#[wasm_bindgen_test]
async fn a_page_that_was_told_no_document_says_what_to_do() {
    let viewer = page(ViewerProps::waiting(article::Language::default()), None).await;
    assert!(shown(&viewer).contains("Loading the article"));
    boot::start();
    // The document is asked for in a task of its own, after which the page is drawn again.
    let notice = loop {
        flushed().await;
        if let Some(notice) = viewer.query_selector("[role=alert]").unwrap() {
            break notice.text_content().unwrap();
        }
    };
    assert!(notice.contains("No article chosen"), "{notice}");
}

#[wasm_bindgen_test]
fn a_page_without_a_viewer_is_left_alone() {
    if let Some(viewer) = document().get_element_by_id(host::VIEWER_ID) {
        viewer.remove();
    }
    boot::start();
}
