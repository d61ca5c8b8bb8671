//! The hosted folder of 10,000 articles beside Pagefind: requests, bytes, seconds, files, building.

use std::fmt::Write;
use std::process::Command;

use anyhow::Result;
use serde_json::Value;

use super::{Bench, corpus, date, folder, measurements, number, plain, scripts};
use crate::bench::page;
use crate::workspace::{run as run_command, step};

/// Packs, builds, opens in Chromium; writes the table.
pub(super) fn run(bench: &Bench<'_>) -> Result<()> {
    if !scripts().join("node_modules").is_dir() {
        step("bring Pagefind");
        run_command(Command::new("npm").arg("ci").current_dir(scripts()))?;
    }
    step("hosted: pack, build, open; some minutes");
    let load = page::load();
    let mut node = Command::new("node");
    node.arg("hosted.mjs").arg(&bench.command);
    node.arg(corpus("arxiv-25k")?).arg(folder("hosted"));
    node.arg(bench.rounds).current_dir(scripts());
    let results = measurements(&mut node)?;
    let (date, rounds) = (date()?, bench.rounds);
    let head = format!("{date}, Chromium, medians of {rounds} fresh profiles, load {load}.\n\n");
    let table = head + &table(&results)?;
    print!("{table}");
    page::replace("artefacts hosted", &table)
}

/// What is measured: its words, where our figure is, where the other one, the unit, what is asked for.
type Row = (&'static str, &'static str, &'static str, f64, &'static str);

const HOSTED: [Row; 7] = [
    (
        "requests from nothing to ten results with facets",
        "/hosted/requests",
        "/peer/requests",
        1.0,
        "6",
    ),
    (
        "the same, KB as `gzip -9` sends them",
        "/hosted/bytes",
        "/peer/bytes",
        1e3,
        "200",
    ),
    (
        "the same, seconds at 400 ms and 400 kbit/s",
        "/hosted/slowMillis",
        "/peer/slowMillis",
        1e3,
        "0.5",
    ),
    ("files", "/site/files", "/peerSite/files", 1.0, "64"),
    ("their size, MB", "/site/bytes", "/peerSite/bytes", 1e6, ""),
    (
        "build, seconds",
        "/build/seconds",
        "/peerBuild/seconds",
        1.0,
        "0.33",
    ),
    (
        "build, most memory, MB",
        "/build/peakMb",
        "/peerBuild/peakMb",
        1.0,
        "0.33",
    ),
];

fn table(results: &Value) -> Result<String> {
    let number = |path| number(results, path);
    let mut out = rows(results, ["hosted", "Backfile", "Pagefind 1.6"], &HOSTED)?;
    let changed = number("/changedBytes")?;
    write!(
        out,
        "\nWith the texts of the cards, which come after their titles: {} requests, {} KB, {} s.\n\
         One article more changes {:.1} MB, {:.1} % (asked for: 10), where it is packed over what is \
         there; packed from nothing {:.0} %.\n",
        number("/texts/requests")?,
        plain(number("/texts/bytes")? / 1e3),
        plain(number("/texts/slowMillis")? / 1e3),
        changed / 1e6,
        100.0 * changed / number("/site/bytes")?,
        100.0 * number("/anewBytes")? / number("/site/bytes")?,
    )?;
    Ok(out)
}

fn rows(results: &Value, [name, own, other]: [&str; 3], rows: &[Row]) -> Result<String> {
    let mut out = format!("| {name} | {own} | {other} | ratio | asked |\n|---|---|---|---|---|\n");
    for (words, own, other, unit, asked) in rows {
        let own = number(results, own)? / unit;
        let other = number(results, other)? / unit;
        let (ratio, own, other) = (own / other, plain(own), plain(other));
        writeln!(out, "| {words} | {own} | {other} | {ratio:.2} | {asked} |")?;
    }
    Ok(out)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use serde_json::json;

    #[test]
    fn figures_stand_beside_those_of_the_peer() {
        let hosted =
            |requests: u32| json!({"requests": requests, "bytes": 200_000, "slowMillis": 9_000});
        let built = json!({"seconds": 2, "peakMb": 100});
        let site = json!({"files": 64, "bytes": 13_000_000});
        let mut results = json!({
            "hosted": hosted(10), "texts": hosted(13), "peer": hosted(20),
            "site": site, "peerSite": site, "build": built, "peerBuild": built,
            "changedBytes": 1_300_000, "anewBytes": 5_200_000,
        });
        let table = table(&results).unwrap();
        assert!(
            table.contains("ten results with facets | 10 | 20 | 0.50 | 6 |"),
            "{table}"
        );
        assert!(table.contains("changes 1.3 MB, 10.0 %"), "{table}");
        results["peer"] = json!({});
        let error = super::table(&results).unwrap_err().to_string();
        assert!(error.contains("/peer/requests"), "{error}");
    }
}
