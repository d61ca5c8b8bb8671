//! In which order do the functions of the program compress best? Alike ones side by side.
//!
//! Deflate looks back 32 KB, a tenth of the program's code, and the linker puts functions down
//! in no order that means anything. Here each function is followed by the one, of those left, that
//! shares most short runs of bytes with it: a greedy walk, as is used to order documents and
//! columns before compression. The program does the same; only numbers of functions change.

use std::collections::{BTreeMap, BTreeSet};
use std::convert::Infallible;

use anyhow::{Context, Result};
use wasm_encoder::reencode::{Error, Reencode, utils};
use wasm_encoder::{CodeSection, FunctionSection, Module};
use wasmparser::{
    CodeSectionReader, FunctionBody, FunctionSectionReader, Parser, Payload, TypeRef,
};

/// Bytes in a run that two functions may share.
const RUN_BYTES: usize = 5;
/// A run that more functions have says nothing of who is alike.
const COMMON_LIMIT: usize = 60;
/// Keeps the smallest functions from being alike to everything.
const SIZE_FLOOR: usize = 30;

/// The same program with its functions in the order that compresses best.
pub(crate) fn alike_side_by_side(wasm: &[u8]) -> Result<Vec<u8>> {
    let (imported, bodies) = functions(wasm).context("cannot read the program")?;
    let order = walk(&bodies);
    let mut numbers = vec![0; order.len()];
    for (new, &old) in order.iter().enumerate() {
        numbers[old] = imported + new as u32;
    }
    let mut module = Module::new();
    let mut renumber = Renumber {
        imported,
        numbers,
        order,
    };
    renumber
        .parse_core_module(&mut module, Parser::new(0), wasm)
        .context("cannot order the functions of the program")?;
    Ok(module.finish())
}

/// How many functions are imported, and the bytes of the others.
fn functions(wasm: &[u8]) -> Result<(u32, Vec<&[u8]>)> {
    let (mut imported, mut bodies) = (0, Vec::new());
    for payload in Parser::new(0).parse_all(wasm) {
        match payload? {
            Payload::ImportSection(section) => {
                for import in section.into_imports() {
                    imported += u32::from(matches!(import?.ty, TypeRef::Func(_)));
                }
            }
            Payload::CodeSectionEntry(body) => bodies.push(body.as_bytes()),
            _ => {}
        }
    }
    Ok((imported, bodies))
}

/// The walk from the largest function through all of them.
fn walk(bodies: &[&[u8]]) -> Vec<usize> {
    let runs: Vec<BTreeSet<&[u8]>> = bodies
        .iter()
        .map(|body| body.windows(RUN_BYTES).collect())
        .collect();
    let mut holders: BTreeMap<&[u8], Vec<usize>> = BTreeMap::new();
    for (function, runs) in runs.iter().enumerate() {
        for run in runs {
            holders.entry(run).or_default().push(function);
        }
    }
    holders.retain(|_, holders| (2..COMMON_LIMIT).contains(&holders.len()));
    let mut by_size: Vec<usize> = (0..bodies.len()).collect();
    by_size.sort_by_key(|&function| bodies[function].len());
    let mut is_left = vec![true; bodies.len()];
    let mut order = Vec::with_capacity(bodies.len());
    while let Some(start) = by_size.pop() {
        let mut next = Some(start).filter(|&start| is_left[start]);
        while let Some(function) = next {
            is_left[function] = false;
            order.push(function);
            let shared = shared(&runs[function], &holders, &is_left);
            next = most_alike(&shared, &runs);
        }
    }
    order
}

/// How many runs each function that is left shares with these.
fn shared(
    runs: &BTreeSet<&[u8]>,
    holders: &BTreeMap<&[u8], Vec<usize>>,
    is_left: &[bool],
) -> BTreeMap<usize, usize> {
    let mut shared = BTreeMap::new();
    let holders = runs.iter().filter_map(|run| holders.get(run)).flatten();
    for &function in holders.filter(|&&function| is_left[function]) {
        *shared.entry(function).or_default() += 1;
    }
    shared
}

fn most_alike(shared: &BTreeMap<usize, usize>, runs: &[BTreeSet<&[u8]>]) -> Option<usize> {
    let size = |function: usize| runs[function].len() + SIZE_FLOOR;
    let mut best: Option<(usize, usize)> = None;
    for (&function, &count) in shared {
        // Fractions compared crosswise: the order is the same on every machine.
        if best.is_none_or(|(other, most)| count * size(other) > most * size(function)) {
            best = Some((function, count));
        }
    }
    best.map(|(function, _)| function)
}

/// Writes a module anew with other numbers of functions.
struct Renumber {
    imported: u32,
    /// The new number of each function of the module's own.
    numbers: Vec<u32>,
    /// Which function comes when.
    order: Vec<usize>,
}

impl Reencode for Renumber {
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
        let types = section.into_iter().collect::<Result<Vec<u32>, _>>()?;
        for &old in &self.order {
            functions.function(types[old]);
        }
        Ok(())
    }

    fn parse_code_section(
        &mut self,
        code: &mut CodeSection,
        section: CodeSectionReader<'_>,
    ) -> Result<(), Error<Infallible>> {
        let bodies = section
            .into_iter()
            .collect::<Result<Vec<FunctionBody<'_>>, _>>()?;
        for old in self.order.clone() {
            utils::parse_function_body(self, code, bodies[old].clone())?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    /// Six functions in two families, mixed; each of one family calls the next.
    fn mixed() -> Vec<u8> {
        use wasm_encoder::{
            ExportKind, ExportSection, Function, Instruction, TypeSection, ValType,
        };
        let (mut types, mut functions) = (TypeSection::new(), FunctionSection::new());
        types.ty().function([], [ValType::I32]);
        let (mut exports, mut code) = (ExportSection::new(), CodeSection::new());
        for number in 0..6_i32 {
            functions.function(0);
            exports.export(&format!("f{number}"), ExportKind::Func, number as u32);
            let mut body = Function::new([]);
            body.instruction(&Instruction::I32Const(number));
            for step in 0..20 {
                let family = if number % 2 == 0 { 1000 } else { 500_000 };
                body.instruction(&Instruction::I32Const(family + step));
                body.instruction(&Instruction::I32Add);
            }
            if number < 4 {
                body.instruction(&Instruction::Call(number as u32 + 2));
                body.instruction(&Instruction::I32Add);
            }
            body.instruction(&Instruction::End);
            code.function(&body);
        }
        let mut module = Module::new();
        module.section(&types).section(&functions);
        module.section(&exports).section(&code);
        module.finish()
    }

    /// For each export, in the order of names: which constant its function starts with, and
    /// which constant the function that it calls starts with.
    fn meaning(wasm: &[u8]) -> Vec<(u8, Option<u8>)> {
        let (_, bodies) = functions(wasm).unwrap();
        let mut exports = BTreeMap::new();
        for payload in Parser::new(0).parse_all(wasm) {
            if let Payload::ExportSection(section) = payload.unwrap() {
                for export in section {
                    let export = export.unwrap();
                    exports.insert(export.name.to_owned(), export.index as usize);
                }
            }
        }
        // No locals, then `i32.const`; a call stands before the last `i32.add` and `end`.
        let starts = |function: usize| bodies[function][2];
        let calls = |function: usize| {
            let body = bodies[function];
            let [.., call, callee, _, _] = body else {
                return None;
            };
            (*call == 0x10).then(|| starts(usize::from(*callee)))
        };
        exports
            .values()
            .map(|&at| (starts(at), calls(at)))
            .collect()
    }

    #[test]
    fn families_come_together_and_calls_keep_their_meaning() {
        let before = mixed();
        let after = alike_side_by_side(&before).unwrap();
        assert_eq!(meaning(&before), meaning(&after));
        let (_, bodies) = functions(&after).unwrap();
        let families: Vec<u8> = bodies.iter().map(|body| body[2] % 2).collect();
        let changes = families
            .windows(2)
            .filter(|pair| pair[0] != pair[1])
            .count();
        assert_eq!(changes, 1, "{families:?}");
        assert_eq!(
            after,
            alike_side_by_side(&before).unwrap(),
            "not the same twice"
        );
    }

    #[test]
    fn what_is_no_program_is_told() {
        assert!(alike_side_by_side(b"\0asm\x01\0\0\0\x0a\xff").is_err());
    }
}
