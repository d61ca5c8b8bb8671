//! Ranking keeps the relevance that it has shown on the test collections beside the project.
#![allow(clippy::unwrap_used, clippy::print_stdout)]

mod judge;

use backfile_search::Index;

/// Collection and the least nDCG@10 that it may fall to (what was reached, less 0.003).
const FLOORS: [(&str, f64); 3] = [("cranfield", 0.365), ("cacm", 0.503), ("npl", 0.455)];

#[test]
fn relevance_does_not_fall() {
    for (name, floor) in FLOORS {
        let Some(collection) = judge::read(name) else {
            assert!(
                std::env::var_os("CI").is_none_or(|ci| ci != "true"),
                "collection {name} is required"
            );
            println!("skipped: no collection {name} beside the project");
            continue;
        };
        let index = Index::open(judge::build(&collection)).unwrap();
        let mean = judge::mean(&judge::judge(&collection, &index));
        assert!(mean >= floor, "{name}: nDCG@10 {mean:.4} is below {floor}");
    }
}
