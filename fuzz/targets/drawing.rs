//! Whatever bytes are given as a drawing, it is refused or comes out as one in which nothing runs or leads elsewhere, and
//! which comes out of another cleaning as it is.
//!
//! ```sh
//! cargo +nightly fuzz run drawing fuzz/corpus/drawing static/articles/pictures tests/hostile/drawings/articles -- \
//!     -dict=fuzz/drawing.dict -max_len=16384 -max_total_time=600
//! ```
#![no_main]

use std::str;

use article_viewer::source::clean_drawing;
use libfuzzer_sys::fuzz_target;
use roxmltree::Document;

/// The only elements that may have an address, and so only one within the drawing or a picture of its own.
const WITH_ADDRESS: [&str; 6] = ["radialGradient", "linearGradient", "image", "use", "pattern", "feImage"];

fuzz_target!(|bytes: &[u8]| {
    let Ok(cleaned) = clean_drawing(bytes) else { return };
    let text = str::from_utf8(&cleaned).expect("a drawing is UTF-8");
    let drawing = Document::parse(text).expect("a drawing is XML");
    for element in drawing.descendants().filter(|node| node.is_element()) {
        let name = element.tag_name();
        assert_eq!(name.namespace(), Some("http://www.w3.org/2000/svg"), "{text}");
        assert!(!["script", "foreignObject", "handler", "iframe"].contains(&name.name()), "{text}");
        for attribute in element.attributes() {
            assert!(!attribute.name().to_ascii_lowercase().starts_with("on"), "{text}");
            assert!(attribute.name() != "href" || WITH_ADDRESS.contains(&name.name()), "{text}");
            let value = attribute.value().trim();
            let is_within = value.is_empty() || value.starts_with('#') || value.starts_with("data:image/");
            assert!(attribute.name() != "href" || is_within, "{text}");
        }
    }
    assert!(clean_drawing(&cleaned).is_ok(), "what was cleaned can be cleaned: {text}");
});
