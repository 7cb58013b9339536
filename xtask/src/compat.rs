//! The built code held to the browsers that it is promised for. `xtask/browsers.json` says which those are, what may be newer
//! and why; the README says the same in words.
//!
//! Stylesheets and scripts are looked up in MDN's browser-compat-data by `xtask/tools/compat.mjs`. Programs may use the
//! features of WebAssembly that are on the list, and the script looks those up as well.

use crate::{process, project, setup};
use anyhow::{Context, Result, bail};
use serde_json::Value;
use std::{fs, path::Path, process::Command};
use wasmparser::{Validator, WasmFeatures};

/// Fails if a file of `folder` needs what a promised browser lacks, and names it.
pub fn hold(folder: &Path) -> Result<()> {
    let list = project::root().join("xtask/browsers.json");
    let settings = fs::read_to_string(&list).with_context(|| format!("can't read {}: restore it", list.display()))?;
    let features = features(&settings)?;
    let mut node = Command::new(setup::node()?);
    node.arg(project::root().join("xtask/tools/compat.mjs")).arg(setup::npm_packages()?).arg(&list);
    let unreadable = || format!("can't read {}: check its rights", folder.display());
    for entry in fs::read_dir(folder).with_context(unreadable)? {
        let path = entry.with_context(unreadable)?.path();
        let extension = path.extension().unwrap_or_default();
        if extension == "wasm" {
            let bytes = fs::read(&path).with_context(|| format!("can't read {}: check its rights", path.display()))?;
            within(&bytes, features).with_context(|| {
                let name = path.file_name().unwrap_or_default().to_string_lossy();
                format!("{name} needs more of browsers than xtask/browsers.json promises: build it without, or list it")
            })?;
        } else if extension == "css" || extension == "js" {
            node.arg(path);
        }
    }
    process::run(
        &mut node,
        "what stands above needs newer browsers than xtask/browsers.json promises: do without it, or put it on the list \
         of extras with what a browser shows that lacks it",
    )
}

/// The features of WebAssembly on the list, beyond its first version.
fn features(settings: &str) -> Result<WasmFeatures> {
    let settings: Value = serde_json::from_str(settings).context("xtask/browsers.json is not JSON: correct it")?;
    let listed = settings.get("webassembly").and_then(Value::as_object);
    let mut features = WasmFeatures::WASM1;
    for name in listed.context("xtask/browsers.json has no object `webassembly`: add it")?.keys() {
        match WasmFeatures::from_name(&name.to_uppercase().replace('-', "_")) {
            Some(feature) => features |= feature,
            None => bail!("xtask/browsers.json: wasmparser knows no feature `{name}` of WebAssembly"),
        }
    }
    Ok(features)
}

/// Fails if a program uses a feature that is not among these.
fn within(wasm: &[u8], features: WasmFeatures) -> Result<()> {
    Validator::new_with_features(features).validate_all(wasm)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_encoder::{CodeSection, Function, FunctionSection, Instruction, Module, TypeSection, ValType};

    /// A program with one function, which does this to a number.
    fn program(instruction: &Instruction<'_>) -> Vec<u8> {
        let mut types = TypeSection::new();
        types.ty().function([ValType::I32], [ValType::I32]);
        let mut functions = FunctionSection::new();
        functions.function(0);
        let mut body = Function::new([]);
        body.instruction(&Instruction::LocalGet(0)).instruction(instruction).instruction(&Instruction::End);
        let mut code = CodeSection::new();
        code.function(&body);
        let mut module = Module::new();
        module.section(&types).section(&functions).section(&code);
        module.finish()
    }

    #[test]
    fn a_program_uses_the_features_on_the_list_and_no_others() {
        let extends = program(&Instruction::I32Extend8S);
        let listed = features(r#"{ "webassembly": { "sign-extension": "" } }"#).unwrap();
        within(&extends, listed).unwrap();
        let error = within(&extends, features(r#"{ "webassembly": {} }"#).unwrap()).unwrap_err();
        assert!(error.to_string().contains("sign extension"), "{error}");
        assert!(within(&program(&Instruction::I32Popcnt), listed).is_ok());
    }

    #[test]
    fn every_feature_on_the_list_is_one() {
        features(include_str!("../browsers.json")).unwrap();
        let error = features(r#"{ "webassembly": { "magic": "" } }"#).unwrap_err();
        assert!(error.to_string().contains("`magic`"), "{error}");
    }
}
