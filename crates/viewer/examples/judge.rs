//! Prints nDCG@10 of test collections:
//! `cargo run --release -p backfile-viewer --example judge -- cranfield cacm npl`.
#![allow(clippy::print_stdout, clippy::unwrap_used)]

#[path = "../tests/judge/mod.rs"]
mod judge;

use backfile_search::Index;

fn main() {
    let verbose = std::env::var_os("VERBOSE").is_some();
    for name in std::env::args().skip(1) {
        let Some(collection) = judge::read(&name) else {
            println!("{name}: not there");
            continue;
        };
        let start = std::time::Instant::now();
        let bytes = judge::build(&collection);
        let (built, size) = (start.elapsed(), bytes.len());
        let index = Index::open(bytes).unwrap();
        let start = std::time::Instant::now();
        let judged = judge::judge(&collection, &index);
        let each = start.elapsed().as_secs_f64() * 1e3 / judged.len() as f64;
        if verbose {
            judged
                .iter()
                .for_each(|(id, score)| println!("{id}\t{score:.4}"));
        }
        let mean = judge::mean(&judged);
        println!(
            "{name:20} nDCG@10 {mean:.4} over {} queries; {size} bytes, built in {built:.2?}, {each:.3} ms each",
            judged.len()
        );
    }
}
