//! Which table does `fold` need? Writes `src/fold/table.rs` to standard output:
//! `cargo run -p backfile-text --example fold_table > crates/text/src/fold/table.rs`.
//!
//! The rule is compatibility decomposition, lower case, marks of alphabetic scripts taken away,
//! and what decomposition does not know (Latin letters with strokes, Arabic letter forms,
//! digits), written out below. A test in `fold.rs` holds the table to this rule.
#![allow(clippy::print_stdout)]

include!("../src/fold/rule.rs");

include!("../src/fold/dropped.rs");

/// `count` characters from `first`, `step` apart, each mapped to itself plus `delta`.
struct Run {
    first: u32,
    count: u32,
    step: u32,
    delta: i32,
}

fn runs(pairs: &[(u32, u32)]) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for &(from, to) in pairs {
        let delta = to as i32 - from as i32;
        if let Some(run) = runs
            .last_mut()
            .filter(|run| run.delta == delta && run.count < 60_000)
        {
            let step = from - (run.first + (run.count - 1) * run.step);
            if step <= 2 && (run.count == 1 || step == run.step) {
                run.step = step;
                run.count += 1;
                continue;
            }
        }
        runs.push(Run {
            first: from,
            count: 1,
            step: 1,
            delta,
        });
    }
    runs
}

fn print_runs(name: &str, doc: &str, pairs: &[(u32, u32)]) {
    let runs = runs(pairs);
    println!("\n/// {doc}: first, count, step, delta.");
    println!(
        "pub(super) static {name}: [(u32, u16, u8, i32); {}] = [",
        runs.len()
    );
    for run in runs {
        println!(
            "    ({:#x}, {}, {}, {}),",
            run.first, run.count, run.step, run.delta
        );
    }
    println!("];");
}

fn main() {
    let (mut single, mut multi, mut lower) = (Vec::new(), Vec::new(), Vec::new());
    for c in ('\u{80}'..=char::MAX).filter(|&c| !is_own_fold(c)) {
        let folded = folded(c);
        let mut chars = folded.chars();
        match (chars.next(), chars.next()) {
            (Some(only), None) if only == c => {}
            (Some(only), None) => single.push((c as u32, only as u32)),
            _ => multi.push((c, folded.clone())),
        }
        if let Some(kept) = accented(c).filter(|kept| *kept != folded) {
            let only = kept.chars().next().unwrap_or(c);
            lower.push((c as u32, only as u32));
        }
    }
    println!("//! The tables of `fold`, written by `examples/fold_table.rs`; do not edit.");
    print_runs("SINGLE", "Characters that fold to one character", &single);
    print_runs(
        "ACCENTED",
        "Letters whose lower case, accent kept, is not their fold",
        &lower,
    );
    println!("\n/// Characters that fold to none or several, ascending.");
    println!("pub(super) static MULTI_KEYS: [u32; {}] = [", multi.len());
    for (c, _) in &multi {
        println!("    {:#x},", *c as u32);
    }
    println!("];\n\n/// Where each of them ends in [`MULTI_TEXT`].");
    println!("pub(super) static MULTI_ENDS: [u16; {}] = [", multi.len());
    let mut end = 0;
    for (_, folded) in &multi {
        end += folded.len();
        println!("    {end},");
    }
    println!("];\n\n/// What they fold to, joined.");
    let text: String = multi.iter().map(|(_, folded)| folded.as_str()).collect();
    println!(
        "pub(super) static MULTI_TEXT: &str = \"{}\";",
        text.escape_unicode()
    );
}
