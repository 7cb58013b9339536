//! The real article page: its text imported, rendered in a publication, and found on the page part by part.
//!
//! The text lies outside the project (`../shared/seed`, or the folder in `ARTICLE_VIEWER_SEED`): where it is not at
//! hand the test says so and counts as ignored.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

#[cfg(target_arch = "wasm32")]
fn main() {}

#[cfg(not(target_arch = "wasm32"))]
fn main() -> std::process::ExitCode {
    native::main()
}

#[cfg(not(target_arch = "wasm32"))]
mod native {
    use std::cell::RefCell;
    use std::path::{Path, PathBuf};
    use std::process::ExitCode;
    use std::{env, fs};

    use article_viewer::catalogue::Catalogue;
    use article_viewer::import::{PageTextOptions, page_text};
    use article_viewer::site::render_article;
    use libtest_mimic::{Arguments, Failed, Trial};
    use lol_html::{RewriteStrSettings, rewrite_str, text};
    use serde_json::Value;

    pub(super) fn main() -> ExitCode {
        let project = Path::new(env!("CARGO_MANIFEST_DIR"));
        let seed = env::var_os("ARTICLE_VIEWER_SEED").map_or(project.join("../shared/seed"), PathBuf::from);
        let is_missing = !seed.join("article.txt").is_file();
        if is_missing {
            println!("{} is not at hand: the test of the real page is ignored", seed.display());
        }
        let trial = Trial::test("every_part_of_the_real_page_is_on_ours", move || check(&seed));
        let trials = vec![trial.with_ignored_flag(is_missing)];
        libtest_mimic::run(&Arguments::from_args(), trials).exit_code()
    }

    fn check(seed: &Path) -> Result<(), Failed> {
        let options = PageTextOptions { section: Some("Thời sự".to_owned()), ..PageTextOptions::default() };
        let mut article = page_text(&fs::read_to_string(seed.join("article.txt"))?, &options)?;
        let bundled = Catalogue::load(&Path::new(env!("CARGO_MANIFEST_DIR")).join("static/articles"), 0)?.catalogue;
        let others = bundled.entries.iter().filter(|other| other.headline != article.headline);
        let others = others.filter(|other| other.article_section == article.article_section).take(6);
        article.related = others.map(|other| other.as_related(&article.in_language)).collect();
        let texts = texts_of(&render_article(article)?);

        let expected: Value = serde_json::from_str(&fs::read_to_string(seed.join("expected.json"))?)?;
        let mut at = 0;
        for part in parts(&expected) {
            let found: Vec<usize> = (0..texts.len()).filter(|index| texts[*index] == part).collect();
            match found.as_slice() {
                [index] if *index >= at => at = *index,
                [_] => return Err(format!("`{part}` stands before what it should follow").into()),
                [] => return Err(format!("`{part}` is not on the page:\n{texts:#?}").into()),
                _ => return Err(format!("`{part}` is on the page {} times", found.len()).into()),
            }
        }
        Ok(())
    }

    /// Every string that must be on the page, in the page's order.
    fn parts(expected: &Value) -> Vec<String> {
        let text = |name: &str| expected[name].as_str().expect(name).to_owned();
        let mut parts: Vec<String> =
            ["headline", "published_local", "comments", "author", "print", "dateline", "lead"].map(text).to_vec();
        let figure_after = expected["figure_after_paragraph"].as_u64().expect("a number");
        for (paragraph, number) in expected["paragraphs"].as_array().expect("a list").iter().zip(1_u64..) {
            parts.push(paragraph.as_str().expect("a text").to_owned());
            if number == figure_after {
                parts.extend([text("figure_alt"), text("figure_caption")]);
            }
        }
        parts.push(text("related_heading"));
        parts
    }

    /// The page's texts in order, an element's each, as a reader would see them.
    fn texts_of(html: &str) -> Vec<String> {
        let texts = RefCell::new(vec![String::new()]);
        let settings = RewriteStrSettings::new().append_element_content_handler(text!("*", |chunk| {
            let mut texts = texts.borrow_mut();
            texts.last_mut().expect("one").push_str(chunk.as_str());
            if chunk.last_in_text_node() {
                texts.push(String::new());
            }
            Ok(())
        }));
        rewrite_str(html, settings).expect("HTML");
        let unescape = |text: &String| {
            let text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&");
            text.split_whitespace().collect::<Vec<_>>().join(" ")
        };
        texts.borrow().iter().map(unescape).filter(|text| !text.is_empty()).collect()
    }
}
