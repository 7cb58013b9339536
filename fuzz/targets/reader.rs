//! Whatever bytes the reader is given, it ends in a document or an error, and a document survives the way to JSON and
//! back. What libFuzzer finds becomes a case of `tests/golden/invalid.txt` or of `tests/properties.rs`.
//!
//! ```sh
//! cargo install cargo-fuzz
//! cargo +nightly fuzz run reader fuzz/corpus/reader static/articles tests/fixtures/render -- \
//!     -dict=fuzz/document.dict -max_len=16384 -max_total_time=600
//! ```
//!
//! The project's own compiler does too, told by `RUSTC_BOOTSTRAP=1` that it may: `RUSTC_BOOTSTRAP=1 cargo fuzz run reader …`.
#![no_main]

use article_viewer::article;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let strict = article::read(bytes);
    let lenient = article::read_leniently(bytes);
    match strict {
        Ok(reading) => {
            assert!(lenient.is_ok(), "who reads gets what who publishes gets");
            let written = serde_json::to_string(&reading.article).expect("a document can be written");
            let again = article::read(written.as_bytes()).expect("what was written can be read");
            assert_eq!(again.article, reading.article);
        }
        Err(error) => assert!(error.faults().all(|fault| fault.line > 0 && fault.column > 0), "every fault has a place"),
    }
});
