//! What is only a name to the machine becomes short. wasm-bindgen names what the program takes from
//! the glue with a checksum each (`__wbg_closest_6abd1bf5d7559cda`): some 3 KB that cannot be
//! compressed, in the program and once more in the glue. Both are made together and never part, so
//! a number does.

use std::collections::BTreeMap;
use std::convert::Infallible;

use anyhow::{Context, Result};
use wasm_encoder::reencode::{Error, Reencode};
use wasm_encoder::{ImportSection, Module};
use wasmparser::{ImportSectionReader, Parser, Payload};

/// Program and glue with numbers for the names of imports. A name that the glue holds anywhere but
/// as one key is kept.
pub(crate) fn shorten(wasm: &[u8], glue: &str) -> Result<(Vec<u8>, String)> {
    let mut names = BTreeMap::new();
    let mut short = glue.to_owned();
    for (at, name) in imports(wasm)
        .context("cannot read the program")?
        .into_iter()
        .enumerate()
    {
        let number = format!("_{at}");
        if let Some(renamed) = rename_key(&short, &name, &number) {
            short = renamed;
            names.insert(name, number);
        }
    }
    let mut module = Module::new();
    Renaming { names }
        .parse_core_module(&mut module, Parser::new(0), wasm)
        .context("cannot rename the imports of the program")?;
    Ok((module.finish(), short))
}

fn imports(wasm: &[u8]) -> Result<Vec<String>> {
    let mut names = Vec::new();
    for payload in Parser::new(0).parse_all(wasm) {
        if let Payload::ImportSection(section) = payload? {
            for import in section.into_imports() {
                names.push(import?.name.to_owned());
            }
        }
    }
    Ok(names)
}

/// The script with another name for a key; none unless the name stands in it once, as a key.
fn rename_key(script: &str, name: &str, new: &str) -> Option<String> {
    let is_part = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '$';
    let mut places = script.match_indices(name).filter(|(at, _)| {
        !script[..*at].ends_with(is_part) && !script[at + name.len()..].starts_with(is_part)
    });
    let (at, _) = places.next()?;
    let (before, after) = (&script[..at], &script[at + name.len()..]);
    let is_key = after.starts_with(':') && before.trim_end_matches(' ').ends_with('\n');
    (is_key && places.next().is_none()).then(|| format!("{before}{new}{after}"))
}

/// Writes a module anew with other names of imports.
struct Renaming {
    names: BTreeMap<String, String>,
}

impl Reencode for Renaming {
    type Error = Infallible;

    fn parse_import_section(
        &mut self,
        imports: &mut ImportSection,
        section: ImportSectionReader<'_>,
    ) -> Result<(), Error<Infallible>> {
        for import in section.into_imports() {
            let import = import?;
            let kind = self.entity_type(import.ty)?;
            let name = self.names.get(import.name);
            let name = name.map_or(import.name, String::as_str);
            imports.import(import.module, name, kind);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use wasm_encoder::{EntityType, FunctionSection, TypeSection};

    /// A program that takes two functions from the glue.
    fn program() -> Vec<u8> {
        let mut types = TypeSection::new();
        types.ty().function([], []);
        let mut imports = ImportSection::new();
        imports.import("./glue.js", "__wbg_closest_6abd", EntityType::Function(0));
        imports.import("./glue.js", "__wbg_twice_0011", EntityType::Function(0));
        let mut module = Module::new();
        module
            .section(&types)
            .section(&imports)
            .section(&FunctionSection::new());
        module.finish()
    }

    #[test]
    fn a_key_of_the_glue_gets_a_number_in_both() {
        let glue = "const import0 = {\n  __wbg_closest_6abd: function() {},\n\
                    __wbg_twice_0011: function() {},\n};\nimport0.__wbg_twice_0011();\n";
        let (wasm, short) = shorten(&program(), glue).unwrap();
        assert_eq!(imports(&wasm).unwrap(), ["_0", "__wbg_twice_0011"]);
        assert_eq!(short, glue.replace("__wbg_closest_6abd", "_0"));
    }

    #[test]
    fn a_longer_name_is_another_one() {
        let script = "a = {\n__wbg_get_1: 1,\n__wbg_get_12: 2,\n}";
        let renamed = rename_key(script, "__wbg_get_1", "_0").unwrap();
        assert_eq!(renamed, "a = {\n_0: 1,\n__wbg_get_12: 2,\n}");
        assert_eq!(rename_key(script, "__wbg_get", "_0"), None);
    }
}
