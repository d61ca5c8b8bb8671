//! What means the same is written the same, which deflate rewards. Variables of one type stand
//! together in a function, and among these the one that is used most is the first: the compiler's
//! order means nothing. And every access to memory hints at the alignment that its size has; what
//! the compiler knows of single ones changes no result, and engines take no notice.

use std::cmp::Reverse;
use std::convert::Infallible;

use anyhow::{Context, Result};
use wasm_encoder::reencode::{Error, Reencode, utils};
use wasm_encoder::{
    CodeSection, Function, FunctionSection, Instruction, MemArg, Module, TypeSection,
};
use wasmparser::{
    CodeSectionReader, FunctionBody, FunctionSectionReader, Operator, Parser, TypeSectionReader,
    ValType,
};

/// The same program, written more uniformly.
pub(crate) fn uniform(wasm: &[u8]) -> Result<Vec<u8>> {
    let mut module = Module::new();
    Uniform::default()
        .parse_core_module(&mut module, Parser::new(0), wasm)
        .context("cannot write the program uniformly")?;
    Ok(module.finish())
}

#[derive(Default)]
struct Uniform {
    /// How many values a function of each type takes.
    taken: Vec<u32>,
    /// The type of each function that has a body.
    types: Vec<u32>,
    /// The new number of each variable of the function that is written now.
    numbers: Vec<u32>,
}

impl Uniform {
    /// Gives the variables of a function their numbers, and the declarations that go with them.
    fn number(
        &mut self,
        taken: u32,
        body: &FunctionBody<'_>,
    ) -> Result<Vec<(u32, ValType)>, wasmparser::BinaryReaderError> {
        let variables = variables(taken, body)?;
        let kinds: Vec<ValType> = variables.iter().map(|variable| variable.kind).collect();
        let first_of_kind = |kind: ValType| kinds.iter().position(|&other| other == kind);
        let mut order: Vec<usize> = (0..variables.len()).collect();
        order.sort_by_key(|&own| {
            let Variable { kind, uses, first } = variables[own];
            (first_of_kind(kind), Reverse(uses), first)
        });
        self.numbers = (0..taken + order.len() as u32).collect();
        let mut declared: Vec<(u32, ValType)> = Vec::new();
        for (new, &old) in order.iter().enumerate() {
            self.numbers[taken as usize + old] = taken + new as u32;
            match declared.last_mut() {
                Some((count, kind)) if *kind == kinds[old] => *count += 1,
                _ => declared.push((1, kinds[old])),
            }
        }
        Ok(declared)
    }
}

/// What a function does with a variable of its own.
struct Variable {
    kind: ValType,
    uses: u32,
    /// The operator that uses it first.
    first: usize,
}

/// The variables of a function but for those that it takes.
fn variables(
    taken: u32,
    body: &FunctionBody<'_>,
) -> Result<Vec<Variable>, wasmparser::BinaryReaderError> {
    let mut variables = Vec::new();
    for declared in body.get_locals_reader()? {
        let (count, kind) = declared?;
        variables.extend((0..count).map(|_| Variable {
            kind,
            uses: 0,
            first: usize::MAX,
        }));
    }
    for (at, operator) in body.get_operators_reader()?.into_iter().enumerate() {
        if let Some(used) = used(&operator?)
            && let Some(own) = used.checked_sub(taken)
        {
            let variable = &mut variables[own as usize];
            variable.uses += 1;
            variable.first = variable.first.min(at);
        }
    }
    Ok(variables)
}

/// The variable that an operator reads or writes.
fn used(operator: &Operator<'_>) -> Option<u32> {
    match operator {
        Operator::LocalGet { local_index }
        | Operator::LocalSet { local_index }
        | Operator::LocalTee { local_index } => Some(*local_index),
        _ => None,
    }
}

impl Reencode for Uniform {
    type Error = Infallible;

    fn parse_type_section(
        &mut self,
        types: &mut TypeSection,
        section: TypeSectionReader<'_>,
    ) -> Result<(), Error<Infallible>> {
        for kind in section.clone().into_iter_err_on_gc_types() {
            self.taken.push(kind?.params().len() as u32);
        }
        utils::parse_type_section(self, types, section)
    }

    fn parse_function_section(
        &mut self,
        functions: &mut FunctionSection,
        section: FunctionSectionReader<'_>,
    ) -> Result<(), Error<Infallible>> {
        self.types = section.clone().into_iter().collect::<Result<_, _>>()?;
        utils::parse_function_section(self, functions, section)
    }

    fn parse_code_section(
        &mut self,
        code: &mut CodeSection,
        section: CodeSectionReader<'_>,
    ) -> Result<(), Error<Infallible>> {
        for (at, body) in section.into_iter().enumerate() {
            let body = body?;
            let taken = self.taken[self.types[at] as usize];
            let mut declared = Vec::new();
            for (count, kind) in self.number(taken, &body)? {
                declared.push((count, self.val_type(kind)?));
            }
            let mut function = Function::new(declared);
            for operator in body.get_operators_reader()? {
                function.instruction(&self.instruction(operator?)?);
            }
            code.function(&function);
        }
        Ok(())
    }

    fn mem_arg(&mut self, access: wasmparser::MemArg) -> Result<MemArg, Error<Infallible>> {
        Ok(MemArg {
            align: access.max_align.into(),
            ..utils::mem_arg(self, access)?
        })
    }

    fn instruction<'a>(
        &mut self,
        operator: Operator<'a>,
    ) -> Result<Instruction<'a>, Error<Infallible>> {
        let new = used(&operator).map(|used| self.numbers[used as usize]);
        Ok(match (operator, new) {
            (Operator::LocalGet { .. }, Some(new)) => Instruction::LocalGet(new),
            (Operator::LocalSet { .. }, Some(new)) => Instruction::LocalSet(new),
            (Operator::LocalTee { .. }, Some(new)) => Instruction::LocalTee(new),
            (operator, _) => utils::instruction(self, operator)?,
        })
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use wasm_encoder::{EntityType, ImportSection, MemoryType, ValType};
    use wasmparser::Payload;

    /// A function that takes one number and has variables of two types, the last used most.
    fn program(variables: [u32; 3], align: u32) -> Vec<u8> {
        let mut module = Module::new();
        let mut types = TypeSection::new();
        types.ty().function([ValType::I32], [ValType::I32]);
        module.section(&types);
        let mut imports = ImportSection::new();
        let memory = MemoryType {
            minimum: 1,
            maximum: None,
            memory64: false,
            shared: false,
            page_size_log2: None,
        };
        imports.import("a", "b", EntityType::Memory(memory));
        module.section(&imports);
        let mut functions = FunctionSection::new();
        functions.function(0);
        module.section(&functions);
        let [seldom, float, often] = variables;
        let mut function = Function::new([(1, ValType::I32), (1, ValType::F64), (1, ValType::I32)]);
        if float == 3 {
            function = Function::new([(2, ValType::I32), (1, ValType::F64)]);
        }
        let memory = MemArg {
            offset: 4,
            align,
            memory_index: 0,
        };
        for instruction in [
            Instruction::LocalGet(0),
            Instruction::LocalTee(seldom),
            Instruction::I32Load(memory),
            Instruction::LocalTee(often),
            Instruction::LocalGet(often),
            Instruction::I32Add,
            Instruction::LocalSet(often),
            Instruction::F64Const(1.0.into()),
            Instruction::LocalSet(float),
            Instruction::LocalGet(often),
            Instruction::End,
        ] {
            function.instruction(&instruction);
        }
        let mut code = CodeSection::new();
        code.function(&function);
        module.section(&code);
        module.finish()
    }

    #[test]
    fn variables_get_their_order_and_accesses_their_alignment() {
        let after = uniform(&program([1, 2, 3], 0)).unwrap();
        assert_eq!(after, program([2, 3, 1], 2));
        assert_eq!(uniform(&after).unwrap(), after, "not the same twice");
        let bodies = Parser::new(0).parse_all(&after);
        let bodies = bodies.filter(|it| matches!(it, Ok(Payload::CodeSectionEntry(_))));
        assert_eq!(bodies.count(), 1);
    }

    #[test]
    fn what_is_no_program_is_told() {
        assert!(uniform(b"\0asm\x01\0\0\0\x0a\xff").is_err());
    }
}
