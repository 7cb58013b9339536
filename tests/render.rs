//! A test per folder of `tests/fixtures/render`: `article.json`, and `expected.txt` with what matters of its page, a
//! piece of HTML a line, in order. A line that begins with `! ` must not be there. A new folder is a new test.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[cfg(target_arch = "wasm32")]
fn main() {}

#[cfg(not(target_arch = "wasm32"))]
fn main() -> std::process::ExitCode {
    native::main()
}

#[cfg(not(target_arch = "wasm32"))]
mod native {
    use std::fs;
    use std::path::Path;
    use std::process::ExitCode;

    use article_viewer::article;
    use article_viewer::site::render_article;
    use libtest_mimic::{Arguments, Failed, Trial};

    pub(super) fn main() -> ExitCode {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/render");
        let mut cases: Vec<_> =
            fs::read_dir(folder).expect("the fixtures").map(|entry| entry.expect("a fixture").path()).collect();
        cases.sort();
        let trials = cases.into_iter().map(|case| {
            let name = case.file_name().expect("a name").to_string_lossy().into_owned();
            Trial::test(name, move || check(&case))
        });
        libtest_mimic::run(&Arguments::from_args(), trials.collect()).exit_code()
    }

    fn check(case: &Path) -> Result<(), Failed> {
        let article = article::read(&fs::read(case.join("article.json"))?)?.article;
        let html = render_article(article)?;
        let expected = fs::read_to_string(case.join("expected.txt"))?;
        let mut rest = html.as_str();
        for line in expected.lines().filter(|line| !line.is_empty()) {
            match line.strip_prefix("! ") {
                Some(unwanted) if html.contains(unwanted) => {
                    return Err(format!("`{unwanted}` must not be in\n{html}").into());
                }
                Some(_) => {}
                None => match rest.split_once(line) {
                    Some((_, after)) => rest = after,
                    None => return Err(format!("`{line}` is not, or not in this order, in\n{html}").into()),
                },
            }
        }
        Ok(())
    }
}
