//! Short names for what a program imports from its JavaScript. wasm-bindgen gives each import a name of some forty characters
//! with a hash in it, which stands in the wasm and in the script and hardly compresses: 2 to 4 KB after Brotli that nobody
//! reads.

use anyhow::{Context, Result, ensure};
use std::{borrow::Cow, collections::BTreeMap, fs, path::Path};
use wasm_encoder::{EntityType, ImportSection, Module, RawSection, reencode::Reencode, reencode::RoundtripReencoder};
use wasmparser::{Parser, Payload};

/// The name of the one object that a program imports from.
const MODULE: &str = "a";

/// Shortens the names in a program's wasm and in its script, in place.
pub fn shorten(wasm: &Path, script: &Path) -> Result<()> {
    let unreadable = |path: &Path| format!("can't read {}: build again", path.display());
    let bytes = fs::read(wasm).with_context(|| unreadable(wasm))?;
    let text = fs::read_to_string(script).with_context(|| unreadable(script))?;
    let (bytes, names) =
        in_wasm(&bytes).with_context(|| format!("{} is not a program: build again", wasm.display()))?;
    let text = in_script(&text, &names)
        .with_context(|| format!("{} does not go with its wasm: build again", script.display()))?;
    for (path, content) in [(wasm, bytes.as_slice()), (script, text.as_bytes())] {
        fs::write(path, content).with_context(|| format!("can't write {}: free some disk space", path.display()))?;
    }
    Ok(())
}

/// The names of a program's imports: that of the object, and those of what is in it, with the short name of each.
struct Names {
    module: String,
    fields: BTreeMap<String, String>,
}

/// The program with short names.
fn in_wasm(bytes: &[u8]) -> Result<(Vec<u8>, Names)> {
    let mut module = Module::new();
    let mut names = Names { module: String::new(), fields: BTreeMap::new() };
    for payload in Parser::new(0).parse_all(bytes) {
        let payload = payload?;
        if let Payload::ImportSection(imports) = payload {
            let mut section = ImportSection::new();
            for import in imports.into_imports() {
                let import = import?;
                ensure!(
                    names.module.is_empty() || names.module == import.module,
                    "it imports from {} and from {}",
                    names.module,
                    import.module
                );
                import.module.clone_into(&mut names.module);
                let next = short(names.fields.len());
                let name = names.fields.entry(import.name.to_owned()).or_insert(next);
                let kind: EntityType = RoundtripReencoder.entity_type(import.ty)?;
                section.import(MODULE, name, kind);
            }
            module.section(&section);
        } else if let Some((id, range)) = payload.as_section() {
            let data = bytes.get(range).context("a section ends behind the file")?;
            module.section(&RawSection { id, data });
        }
    }
    Ok((module.finish(), names))
}

/// The script with short names. Each stands in it once, as a property of the object that the program imports from.
fn in_script(text: &str, names: &Names) -> Result<String> {
    let mut text = Cow::Borrowed(text);
    let mut replace = |from: &str, to: &str| {
        ensure!(text.matches(from).count() == 1, "`{from}` is not in it once");
        text = Cow::Owned(text.replacen(from, to, 1));
        Ok(())
    };
    replace(&format!("\"{}\":", names.module), &format!("{MODULE}:"))?;
    for (name, short) in &names.fields {
        replace(&format!("{name}:"), &format!("{short}:"))?;
    }
    Ok(text.into_owned())
}

/// The name with a number: a, b, … z, aa, ab …
fn short(number: usize) -> String {
    let mut rest = number;
    let mut name = String::new();
    loop {
        let letter = u8::try_from(rest % 26).unwrap_or_default();
        name.insert(0, char::from(b'a' + letter));
        if rest < 26 {
            return name;
        }
        rest = rest / 26 - 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_short_and_each_another() {
        assert_eq!([0, 25, 26, 27, 701, 702].map(short), ["a", "z", "aa", "ab", "zz", "aaa"]);
    }

    #[test]
    fn a_program_and_its_script_agree_on_the_short_names() {
        let mut module = Module::new();
        let mut types = wasm_encoder::TypeSection::new();
        types.ty().function([], []);
        module.section(&types);
        let mut imports = ImportSection::new();
        for name in ["__wbg_one_0123456789abcdef", "__wbg_two_0123456789abcdef"] {
            imports.import("./program_bg.js", name, EntityType::Function(0));
        }
        module.section(&imports);
        let (bytes, names) = in_wasm(&module.finish()).unwrap();
        let script = "x={\"./program_bg.js\":{__wbg_one_0123456789abcdef:function(){},__wbg_two_0123456789abcdef:f}}";
        assert_eq!(in_script(script, &names).unwrap(), "x={a:{a:function(){},b:f}}");
        let (_, again) = in_wasm(&bytes).unwrap();
        assert_eq!(again.module, "a");
        assert_eq!(again.fields.into_keys().collect::<Vec<_>>(), ["a", "b"]);
        assert!(in_script("x={\"./program_bg.js\":{}}", &names).is_err(), "a name that is not there is an error");
    }
}
