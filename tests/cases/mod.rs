//! The cases of `golden/invalid.txt`: documents with one thing wrong, and what is said of each.

const GOLDEN: &str = include_str!("../golden/invalid.txt");

/// A document, and what its publisher is told.
pub(crate) struct Case {
    /// `block …` or `field …`, as the golden file has it.
    pub(crate) asked: &'static str,
    /// The document with that block or field.
    pub(crate) document: String,
    /// Every fault, and every warning behind `warning: `, a line each.
    pub(crate) said: Vec<&'static str>,
}

/// The golden file has its cases set apart by empty lines: `block …` or `field …`, then what is said, line by line.
pub(crate) fn cases() -> Vec<Case> {
    let is_case = |case: &&str| !case.trim().is_empty() && !case.starts_with('#');
    GOLDEN
        .split("\n\n")
        .filter(is_case)
        .map(|case| {
            let mut lines = case.trim().lines();
            let asked = lines.next().unwrap_or_default();
            let document = match asked.split_once(' ') {
                Some(("block", block)) => with_block(block),
                Some(("field", field)) => with_field(field),
                _ => panic!("a case begins with `block` or `field`: {asked}"),
            };
            Case { asked, document, said: lines.collect() }
        })
        .collect()
}

/// A document whose body is one block, the third line.
pub(crate) fn with_block(block: &str) -> String {
    format!(
        "{{ \"id\": \"a\", \"inLanguage\": \"en\", \"headline\": \"H\", \"datePublished\": \"2026-01-01T00:00:00Z\",\n\"body\": [\n{block}\n] }}"
    )
}

/// A document with one more field, the second line.
pub(crate) fn with_field(field: &str) -> String {
    format!(
        "{{ \"id\": \"a\", \"inLanguage\": \"en\", \"headline\": \"H\", \"datePublished\": \"2026-01-01T00:00:00Z\",\n{field},\n\"body\": [{{ \"type\": \"divider\" }}] }}"
    )
}
