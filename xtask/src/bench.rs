//! `cargo xtask bench NAME`: how do we stand against others? Each bench measures, writes its
//! figures beside `bench/` and its part of BENCHMARKS.md, and judges nothing: machines differ.

mod artefacts;
mod open;
mod page;
mod search;
mod search_page;

use anyhow::{Result, bail};

use crate::args::Args;

/// A bench by its name.
type Bench = (&'static str, fn(&Args) -> Result<()>);

/// All benches.
const BENCHES: &[Bench] = &[
    ("artefacts", artefacts::run),
    ("open", open::run),
    ("search", search::run),
];

/// `cargo xtask bench NAME`.
pub(crate) fn run(args: &Args) -> Result<()> {
    let name = args.rest().first().map_or("", String::as_str);
    let Some((_, bench)) = BENCHES.iter().find(|(known, _)| *known == name) else {
        let names: Vec<&str> = BENCHES.iter().map(|(name, _)| *name).collect();
        bail!("there is no bench `{name}`; there are {}", names.join(", "));
    };
    bench(args)
}

#[cfg(test)]
mod tests {
    use super::BENCHES;

    #[test]
    fn names_are_told_apart() {
        for (at, (name, _)) in BENCHES.iter().enumerate() {
            assert!(BENCHES[..at].iter().all(|(other, _)| other != name));
        }
    }
}
