//! Which functions of the program are the same? Rust writes one for each type that a generic function
//! is used with, and of two types that are alike to the machine the functions are, byte for byte. One
//! stays, and whoever called the other calls it.

use std::collections::HashMap;
use std::convert::Infallible;

use anyhow::{Context, Result};
use wasm_encoder::reencode::{Error, Reencode, utils};
use wasm_encoder::{CodeSection, FunctionSection, Module};
use wasmparser::{CodeSectionReader, FunctionSectionReader, Parser, Payload, TypeRef};

/// The same program with every function once. Callers of twins may become twins: it goes on until
/// there are none.
pub(crate) fn joined(mut wasm: Vec<u8>) -> Result<Vec<u8>> {
    loop {
        let mut joining = Joining::of(&wasm).context("cannot read the program")?;
        if !joining.is_twin.contains(&true) {
            return Ok(wasm);
        }
        let mut module = Module::new();
        joining
            .parse_core_module(&mut module, Parser::new(0), &wasm)
            .context("cannot join the functions of the program that are the same")?;
        wasm = module.finish();
    }
}

struct Joining {
    imported: u32,
    /// The new number of each function of the program's own.
    numbers: Vec<u32>,
    /// Whether a function is left out, since another is the same.
    is_twin: Vec<bool>,
}

impl Joining {
    fn of(wasm: &[u8]) -> Result<Joining> {
        let (mut imported, mut types, mut bodies) = (0, Vec::new(), Vec::new());
        for payload in Parser::new(0).parse_all(wasm) {
            match payload? {
                Payload::ImportSection(section) => {
                    for import in section.into_imports() {
                        imported += u32::from(matches!(import?.ty, TypeRef::Func(_)));
                    }
                }
                Payload::FunctionSection(section) => {
                    types = section.into_iter().collect::<Result<_, _>>()?;
                }
                Payload::CodeSectionEntry(body) => bodies.push(body.as_bytes()),
                _ => {}
            }
        }
        let mut firsts = HashMap::new();
        let (mut numbers, mut is_twin) = (Vec::new(), Vec::new());
        let mut next = imported;
        for (kind, body) in types.into_iter().zip(bodies) {
            let number = *firsts.entry((kind, body)).or_insert(next);
            is_twin.push(number != next);
            next += u32::from(number == next);
            numbers.push(number);
        }
        Ok(Joining {
            imported,
            numbers,
            is_twin,
        })
    }
}

impl Reencode for Joining {
    type Error = Infallible;

    fn function_index(&mut self, function: u32) -> Result<u32, Error<Infallible>> {
        let own = function.checked_sub(self.imported);
        Ok(own.map_or(function, |own| self.numbers[own as usize]))
    }

    fn parse_function_section(
        &mut self,
        functions: &mut FunctionSection,
        section: FunctionSectionReader<'_>,
    ) -> Result<(), Error<Infallible>> {
        for (at, kind) in section.into_iter().enumerate() {
            let kind = kind?;
            if !self.is_twin[at] {
                functions.function(kind);
            }
        }
        Ok(())
    }

    fn parse_code_section(
        &mut self,
        code: &mut CodeSection,
        section: CodeSectionReader<'_>,
    ) -> Result<(), Error<Infallible>> {
        for (at, body) in section.into_iter().enumerate() {
            let body = body?;
            if !self.is_twin[at] {
                utils::parse_function_body(self, code, body)?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use wasm_encoder::{ExportKind, ExportSection, Function, Instruction, TypeSection, ValType};
    use wasmparser::Operator;

    /// Two functions that give 7, one that gives 8, and a caller of each.
    fn program() -> Vec<u8> {
        let mut module = Module::new();
        let mut types = TypeSection::new();
        types.ty().function([], [ValType::I32]);
        module.section(&types);
        let bodies = [7, 7, 8].map(Instruction::I32Const);
        let bodies = bodies.into_iter().chain((0..3).map(Instruction::Call));
        let (mut functions, mut code) = (FunctionSection::new(), CodeSection::new());
        let mut exports = ExportSection::new();
        for (at, instruction) in bodies.enumerate() {
            let mut function = Function::new([]);
            function.instruction(&instruction);
            function.instruction(&Instruction::End);
            code.function(&function);
            functions.function(0);
            exports.export(&format!("f{at}"), ExportKind::Func, at as u32);
        }
        module.section(&functions);
        module.section(&exports);
        module.section(&code);
        module.finish()
    }

    /// What each exported function gives.
    fn meaning(wasm: &[u8]) -> Vec<i32> {
        let (mut exports, mut bodies) = (Vec::new(), Vec::new());
        for payload in Parser::new(0).parse_all(wasm) {
            match payload.unwrap() {
                Payload::ExportSection(section) => {
                    exports.extend(section.into_iter().map(|export| export.unwrap().index));
                }
                Payload::CodeSectionEntry(body) => {
                    bodies.push(body.get_operators_reader().unwrap().read().unwrap());
                }
                _ => {}
            }
        }
        let gives = |mut at: u32| {
            loop {
                match bodies[at as usize] {
                    Operator::I32Const { value } => return value,
                    Operator::Call { function_index } => at = function_index,
                    ref other => panic!("{other:?}"),
                }
            }
        };
        exports.into_iter().map(gives).collect()
    }

    #[test]
    fn twins_and_then_their_callers_are_joined() {
        let before = program();
        let after = joined(before.clone()).unwrap();
        assert_eq!(meaning(&before), [7, 7, 8, 7, 7, 8]);
        assert_eq!(meaning(&after), meaning(&before));
        assert_eq!(Joining::of(&after).unwrap().is_twin, [false; 4]);
    }

    #[test]
    fn what_is_no_program_is_told() {
        assert!(joined(b"\0asm\x01\0\0\0\x0a\xff".to_vec()).is_err());
    }
}
