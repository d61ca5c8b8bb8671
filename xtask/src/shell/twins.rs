//! Which functions of the program are the same? Rust writes one for each type that a generic function
//! is used with, and of two types that are alike to the machine the functions are, byte for byte. One
//! stays, and whoever called the other calls it.

use std::collections::HashMap;

use anyhow::{Context, Result};
use wasmparser::{Parser, Payload, TypeRef};

use super::renumber::Renumber;

/// The same program with every function once. Callers of twins may become twins: it goes on until
/// there are none.
pub(crate) fn joined(mut wasm: Vec<u8>) -> Result<Vec<u8>> {
    loop {
        let joining = joining(&wasm).context("cannot read the program")?;
        if joining.order.len() == joining.numbers.len() {
            return Ok(wasm);
        }
        wasm = joining
            .written(&wasm)
            .context("cannot join the functions of the program that are the same")?;
    }
}

/// The first of each kind, and the number of the first for all that are the same.
fn joining(wasm: &[u8]) -> Result<Renumber> {
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
    let (mut numbers, mut order) = (Vec::new(), Vec::new());
    let mut next = imported;
    for (at, (kind, body)) in types.into_iter().zip(bodies).enumerate() {
        let number = *firsts.entry((kind, body)).or_insert(next);
        if number == next {
            order.push(at);
            next += 1;
        }
        numbers.push(number);
    }
    Ok(Renumber {
        imported,
        numbers,
        order,
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use wasm_encoder::{
        CodeSection, ExportKind, ExportSection, Function, FunctionSection, Instruction, Module,
        TypeSection, ValType,
    };
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
        assert_eq!(joining(&after).unwrap().order, [0, 1, 2, 3]);
    }

    #[test]
    fn what_is_no_program_is_told() {
        assert!(joined(b"\0asm\x01\0\0\0\x0a\xff".to_vec()).is_err());
    }
}
