//! Real pages imported, and measured against what people or another program made of them.
//!
//! The pages and the measure lie outside the project (`../shared/import`, or `import` in the folder of
//! `ARTICLE_VIEWER_SHARED`): where they are not at hand, or tar or Python is not, the tests say so and count as ignored.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

#[cfg(target_arch = "wasm32")]
fn main() {}

#[cfg(not(target_arch = "wasm32"))]
fn main() -> std::process::ExitCode {
    native::main()
}

#[cfg(not(target_arch = "wasm32"))]
mod native {
    use std::path::{Path, PathBuf};
    use std::process::{Command, ExitCode};
    use std::{env, fs};

    use article_viewer::article;
    use article_viewer::import::page;
    use libtest_mimic::{Arguments, Failed, Trial};
    use serde_json::Value;
    use tempfile::TempDir;

    /// A set, its F1, and the part of the elements of each kind.
    type Aims = (&'static str, f64, &'static [(&'static str, f64)]);

    /// What each set must reach: its F1, and the part of the elements of each kind that are expected.
    const SETS: [Aims; 2] = [
        (
            "pages",
            0.99,
            &[
                ("pictures", 0.98),
                ("tables", 0.98),
                ("preformatted", 0.98),
                ("quotations", 0.98),
                ("links", 0.98),
                ("lists", 0.95),
                ("headline", 0.92),
                ("author", 0.90),
                ("date", 0.95),
                ("language", 0.95),
            ],
        ),
        ("news", 0.985, &[]),
    ];

    pub(super) fn main() -> ExitCode {
        let shared = env::var_os("ARTICLE_VIEWER_SHARED");
        let shared = shared.map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared"), PathBuf::from);
        let import = shared.join("import");
        let has = |program: &str| Command::new(program).arg("--version").output().is_ok();
        let is_missing = !import.join("score.py").is_file() || !has("tar") || !has("python3");
        if is_missing {
            println!("{} is not at hand, or tar or python3: real pages are not measured", import.display());
        }
        let trial = |(set, f1, kinds): Aims| {
            let import = import.clone();
            Trial::test(format!("real_pages_of_{set}_become_what_is_expected"), move || check(&import, set, f1, kinds))
                .with_ignored_flag(is_missing)
        };
        libtest_mimic::run(&Arguments::from_args(), SETS.into_iter().map(trial).collect()).exit_code()
    }

    fn check(import: &Path, set: &str, f1: f64, kinds: &[(&str, f64)]) -> Result<(), Failed> {
        let folder = TempDir::new()?;
        let unpacked = Command::new("tar")
            .arg("xJf")
            .arg(import.join(format!("{set}.tar.xz")))
            .arg("-C")
            .arg(folder.path())
            .status()?;
        assert!(unpacked.success());
        let (pages, report) = (folder.path().join(set), folder.path().join("report.jsonl"));
        let mut command = Command::new(env!("CARGO_BIN_EXE_article-viewer"));
        command
            .args(["import", "--quiet", "--no-media", "--as", "page"])
            .arg(&pages)
            .arg("-o")
            .arg(folder.path().join("out"));
        assert!(command.arg("--report").arg(&report).status()?.success());
        let check =
            Command::new(env!("CARGO_BIN_EXE_article-viewer")).arg("check").arg(folder.path().join("out")).output()?;
        assert!(check.status.success(), "{}", String::from_utf8_lossy(&check.stderr));
        for line in fs::read_to_string(&report)?.lines() {
            whole(&serde_json::from_str(line)?)?;
        }
        let scored = Command::new("python3").arg(import.join("score.py")).args([&pages, &report]).output()?;
        let scored = String::from_utf8(scored.stdout)?;
        println!("{set}\n{scored}");
        let reached = number_after(&scored, ": F1 ").ok_or("no F1")?;
        assert!(reached >= f1, "F1 {reached}, expected {f1}:\n{scored}");
        for (kind, least) in kinds {
            let found = scored.split([' ', ',', '\n']).skip_while(|word| word != kind).nth(1).ok_or("no count")?;
            let (have, want) = found.split_once('/').ok_or("no share")?;
            let share = have.parse::<f64>()? / want.parse::<f64>()?;
            assert!(share >= *least, "{kind}: {found}, expected {least}:\n{scored}");
        }
        Ok(())
    }

    /// The document of a line of the report can be read, and each piece of text of its page is in it or left out.
    fn whole(line: &Value) -> Result<(), Failed> {
        let source = line["source"].as_str().unwrap_or_default();
        let document = line["document"].as_str().ok_or_else(|| format!("{source}: {}", line["error"]))?;
        let json = fs::read(document)?;
        article::read(&json).map_err(|error| format!("{source}: {error}"))?;
        let mut there = String::new();
        letters(&serde_json::from_slice(&json)?, &mut there);
        letters(&line["left_out"], &mut there);
        for piece in page::pieces(&fs::read(source)?).map_err(|error| error.to_string())? {
            let piece_letters: String = piece.chars().filter(|c| c.is_alphanumeric()).collect();
            if !there.contains(&piece_letters) {
                return Err(format!("{source}: lost: {piece:?}").into());
            }
        }
        Ok(())
    }

    fn letters(value: &Value, out: &mut String) {
        match value {
            Value::String(text) => out.extend(text.chars().filter(|c| c.is_alphanumeric())),
            Value::Array(values) => values.iter().for_each(|value| letters(value, out)),
            Value::Object(fields) => {
                let texts =
                    fields.iter().filter(|(name, _)| !matches!(name.as_str(), "type" | "url" | "src" | "what" | "why"));
                texts.for_each(|(_, value)| letters(value, out));
            }
            _ => {}
        }
    }

    fn number_after(text: &str, before: &str) -> Option<f64> {
        text.split_once(before)?.1.split([',', '\n']).next()?.trim().parse().ok()
    }
}
