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

/// LEB128: seven bits a byte, low ones first.
fn put_number(out: &mut Vec<u8>, mut value: u32) {
    while value >= 0x80 {
        out.push(value as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}

fn print_bytes(name: &str, doc: &str, bytes: &[u8]) {
    println!("\n/// {doc}.");
    println!("pub(super) static {name}: &[u8] = &[");
    for row in bytes.chunks(24) {
        let row: Vec<String> = row.iter().map(u8::to_string).collect();
        println!("    {},", row.join(", "));
    }
    println!("];");
}

/// Runs as the gap from the first of the last run, count and step, and the change of the delta.
fn print_runs(name: &str, doc: &str, pairs: &[(u32, u32)]) {
    let (mut bytes, mut first, mut delta) = (Vec::new(), 0, 0);
    let runs = runs(pairs);
    put_number(&mut bytes, runs.len() as u32);
    for run in runs {
        let change = run.delta - delta;
        put_number(&mut bytes, run.first - first);
        put_number(&mut bytes, run.count << 1 | (run.step - 1));
        put_number(&mut bytes, (change << 1 ^ change >> 31) as u32);
        (first, delta) = (run.first, run.delta);
    }
    print_bytes(name, doc, &bytes);
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
    let mut keys = Vec::new();
    let mut last = 0;
    for (c, folded) in &multi {
        put_number(&mut keys, *c as u32 - last);
        put_number(&mut keys, folded.len() as u32);
        last = *c as u32;
    }
    print_bytes(
        "MULTI",
        "Characters that fold to several: gap from the last, bytes of the fold",
        &keys,
    );
    println!("\n/// What they fold to, joined.");
    let text: String = multi.iter().map(|(_, folded)| folded.as_str()).collect();
    println!(
        "pub(super) static MULTI_TEXT: &str = \"{}\";",
        text.escape_unicode()
    );
}
