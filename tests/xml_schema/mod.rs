//! XML held against the schemas of `tests/schemas` (W3C, XML Schema 1.0).

use std::path::{Path, PathBuf};

use uppsala::{XsdValidator, parse};

/// What the schema finds wrong in a text.
pub fn faults(schema: &str, text: &str) -> Vec<String> {
    let folder: PathBuf = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/schemas");
    let rules = std::fs::read_to_string(folder.join(schema)).unwrap();
    let rules = parse(&rules).unwrap();
    let validator = XsdValidator::from_schema_with_base_path(&rules, Some(&folder)).unwrap();
    let document = parse(text).unwrap_or_else(|error| panic!("{error}\n{text}"));
    validator.validate(&document).iter().map(ToString::to_string).collect()
}

/// Fails where the schema finds something.
pub fn assert_valid(schema: &str, text: &str) {
    let faults = faults(schema, text);
    assert!(faults.is_empty(), "{schema}: {faults:#?}\n{text}");
}
