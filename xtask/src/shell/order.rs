//! In which order do the functions of the program compress best? Alike ones side by side.
//!
//! Deflate looks back 32 KB, a tenth of the program's code, and the linker puts functions down
//! in no order that means anything. Here the next function is always the one, of those left, of
//! which the greatest part stands among the last few already, in short runs of bytes: a greedy walk,
//! as is used to order documents before compression. The program does the same; only numbers of
//! functions change.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use anyhow::{Context, Result};
use wasmparser::{Parser, Payload, TypeRef};

use super::optimize::gzip_size;
use super::renumber::Renumber;

/// Bytes in a run that two functions may share.
const RUN_BYTES: usize = 5;
/// A run that more functions have says nothing of who is alike.
const COMMON_LIMIT: usize = 200;
/// How much code before a function counts. Which is best hangs on the program by some hundred bytes,
/// so all are tried; the last function alone compresses 1 % worse.
const WINDOWS_BYTES: [usize; 6] = [3 << 10, 5 << 10, 8 << 10, 12 << 10, 16 << 10, 24 << 10];
/// Keeps the smallest functions from being alike to everything.
const SIZE_FLOOR: usize = 30;

/// The same program with its functions in the order that compresses best.
pub(crate) fn alike_side_by_side(wasm: &[u8]) -> Result<Vec<u8>> {
    let (imported, bodies) = functions(wasm).context("cannot read the program")?;
    let runs = Runs::of(&bodies);
    let candidates = WINDOWS_BYTES
        .map(|window| ordered(wasm, imported, walk(&bodies, &runs, window)))
        .into_iter()
        .collect::<Result<Vec<_>>>()?;
    candidates
        .into_iter()
        .min_by_key(|candidate| gzip_size(candidate))
        .context("no window was tried")
}

/// The same program with its functions in this order.
fn ordered(wasm: &[u8], imported: u32, order: Vec<usize>) -> Result<Vec<u8>> {
    let mut numbers = vec![0; order.len()];
    for (new, &old) in order.iter().enumerate() {
        numbers[old] = imported + new as u32;
    }
    let renumber = Renumber {
        imported,
        numbers,
        order,
    };
    renumber
        .written(wasm)
        .context("cannot order the functions of the program")
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
fn walk(bodies: &[&[u8]], runs: &Runs, window_bytes: usize) -> Vec<usize> {
    let mut window = Window {
        functions: VecDeque::new(),
        size: 0,
        present: vec![0; runs.holders.len()],
        shared: vec![0; bodies.len()],
    };
    let mut left: BTreeSet<usize> = (0..bodies.len()).collect();
    let mut order = Vec::with_capacity(bodies.len());
    while let Some(next) = most_alike(&left, &window.shared, &runs.counts, bodies) {
        left.remove(&next);
        order.push(next);
        window.enter(next, bodies[next].len(), runs);
        while window.size > window_bytes && window.functions.len() > 1 {
            window.leave(runs);
        }
    }
    order
}

/// The short runs of bytes of all functions.
struct Runs {
    /// For each function, those of its runs that others have too.
    shared: Vec<Vec<usize>>,
    /// How many runs each function has, in all.
    counts: Vec<usize>,
    /// The functions that have a run.
    holders: Vec<Vec<usize>>,
}

impl Runs {
    fn of(bodies: &[&[u8]]) -> Runs {
        let mut holders: BTreeMap<&[u8], Vec<usize>> = BTreeMap::new();
        let mut counts = Vec::with_capacity(bodies.len());
        for (function, body) in bodies.iter().enumerate() {
            let own: BTreeSet<&[u8]> = body.windows(RUN_BYTES).collect();
            counts.push(own.len());
            for run in own {
                holders.entry(run).or_default().push(function);
            }
        }
        holders.retain(|_, holders| (2..COMMON_LIMIT).contains(&holders.len()));
        let holders: Vec<Vec<usize>> = holders.into_values().collect();
        let mut shared = vec![Vec::new(); bodies.len()];
        for (run, holders) in holders.iter().enumerate() {
            for &function in holders {
                shared[function].push(run);
            }
        }
        Runs {
            shared,
            counts,
            holders,
        }
    }
}

/// The functions put down last, and what those that are left share with them.
struct Window {
    functions: VecDeque<(usize, usize)>,
    size: usize,
    /// How many functions of the window have a run.
    present: Vec<u32>,
    /// How many runs of each function are in the window.
    shared: Vec<usize>,
}

impl Window {
    fn enter(&mut self, function: usize, size: usize, runs: &Runs) {
        self.functions.push_back((function, size));
        self.size += size;
        for &run in &runs.shared[function] {
            self.present[run] += 1;
            if self.present[run] == 1 {
                for &holder in &runs.holders[run] {
                    self.shared[holder] += 1;
                }
            }
        }
    }

    fn leave(&mut self, runs: &Runs) {
        let Some((function, size)) = self.functions.pop_front() else {
            return;
        };
        self.size -= size;
        for &run in &runs.shared[function] {
            self.present[run] -= 1;
            if self.present[run] == 0 {
                for &holder in &runs.holders[run] {
                    self.shared[holder] -= 1;
                }
            }
        }
    }
}

/// Of those left, the function of which the greatest part is in the window; the largest where
/// nothing is.
fn most_alike(
    left: &BTreeSet<usize>,
    shared: &[usize],
    counts: &[usize],
    bodies: &[&[u8]],
) -> Option<usize> {
    let size = |function: usize| counts[function] + SIZE_FLOOR;
    // Fractions compared crosswise: the order is the same on every machine.
    let more = |one: usize, other: usize| {
        let (mine, others) = (shared[one] * size(other), shared[other] * size(one));
        mine.cmp(&others)
            .then(bodies[one].len().cmp(&bodies[other].len()))
    };
    left.iter()
        .copied()
        .max_by(|&one, &other| more(one, other).then(other.cmp(&one)))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    /// Six functions in two families, mixed; each of one family calls the next.
    fn mixed() -> Vec<u8> {
        use wasm_encoder::{
            CodeSection, ExportKind, ExportSection, Function, FunctionSection, Instruction, Module,
            TypeSection, ValType,
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
