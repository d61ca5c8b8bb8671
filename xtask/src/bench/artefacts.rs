//! What does an artefact of 10,000 articles cost its readers? `cargo xtask bench artefacts [--rounds N]`:
//! the hosted folder beside Pagefind on the same documents, in the same run, and the single file beside
//! a page of its size. `bench/artefacts/run.mjs` measures; here the table is written.

use std::fmt::Write;
use std::process::Command;

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use super::page;
use crate::args::Args;
use crate::workspace::{output, root, run as run_command, step, target};

/// Fresh profiles for each time, unless told otherwise.
const ROUNDS: &str = "5";

/// `cargo xtask bench artefacts`.
pub(crate) fn run(args: &Args) -> Result<()> {
    crate::setup::run(args)?;
    let corpus = root().join("../shared/corpora/large/arxiv-25k.jsonl.gz");
    ensure!(
        corpus.is_file(),
        "the corpora of CONTRIBUTING.md are not beside the project"
    );
    let scripts = root().join("bench").join("artefacts");
    if !scripts.join("node_modules").is_dir() {
        step("bring Pagefind");
        run_command(Command::new("npm").arg("ci").current_dir(&scripts))?;
    }
    let shell = crate::shell::build(true)?;
    let command = crate::run::build_command(&shell.folder)?;
    let rounds = args.option("rounds").unwrap_or(ROUNDS);
    step("pack, build, open: some minutes");
    let load = page::load();
    let mut node = Command::new("node");
    node.arg("run.mjs").arg(command).arg(corpus);
    node.arg(target().join("bench").join("artefacts"));
    node.arg(rounds).current_dir(&scripts);
    let said = output(&mut node)?;
    let results = serde_json::from_str(said.lines().last().unwrap_or_default());
    let results: Value = results.context("the measurements cannot be read")?;
    let date = output(Command::new("date").args(["-u", "+%Y-%m-%d"]))?;
    let head = format!("{date}, Chromium, medians of {rounds} fresh profiles, load {load}.\n\n");
    let table = head + &table(&results)?;
    print!("{table}");
    page::replace("artefacts", &table)
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

const FILE: [Row; 4] = [
    (
        "size beside `gzip -9` of the archive JSON, MB",
        "/file/bytes",
        "/file/gzipJson",
        1e6,
        "1.45",
    ),
    (
        "list visible, ms",
        "/opened/list",
        "/floor/list",
        1.0,
        "1.3",
    ),
    ("search ready, ms", "/opened/ready", "/floor/list", 1.0, "3"),
    (
        "JavaScript heap, MB",
        "/opened/heapMb",
        "/floor/heapMb",
        1.0,
        "",
    ),
];

fn number(results: &Value, path: &str) -> Result<f64> {
    let value = results.pointer(path).and_then(Value::as_f64);
    value.with_context(|| format!("no {path} in the measurements"))
}

fn table(results: &Value) -> Result<String> {
    let number = |path| number(results, path);
    let mut out = rows(results, ["hosted", "Backfile", "Pagefind 1.6"], &HOSTED)?;
    let changed = number("/changedBytes")?;
    write!(
        out,
        "\nWith the texts of the cards, which come after their titles: {} requests, {} KB, {} s.\n\
         One article more changes {:.1} MB, {:.0} % (asked for: 10).\n\n",
        number("/texts/requests")?,
        plain(number("/texts/bytes")? / 1e3),
        plain(number("/texts/slowMillis")? / 1e3),
        changed / 1e6,
        100.0 * changed / number("/site/bytes")?,
    )?;
    out.push_str(&rows(results, ["single file", "file", "floor"], &FILE)?);
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

/// A number with no more digits than it deserves.
fn plain(number: f64) -> String {
    if number >= 100.0 || number.fract() == 0.0 {
        format!("{number:.0}")
    } else {
        format!("{number:.1}")
    }
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
        let times = json!({"list": 300, "ready": 900, "heapMb": 20.5});
        let mut results = json!({
            "hosted": hosted(10), "texts": hosted(13), "peer": hosted(20),
            "site": site, "peerSite": site, "build": built, "peerBuild": built,
            "changedBytes": 1_300_000, "opened": times, "floor": times,
            "file": {"bytes": 9_000_000, "gzipJson": 6_000_000},
        });
        let table = table(&results).unwrap();
        assert!(
            table.contains("ten results with facets | 10 | 20 | 0.50 | 6 |"),
            "{table}"
        );
        assert!(table.contains("changes 1.3 MB, 10 %"), "{table}");
        assert!(
            table.contains("archive JSON, MB | 9 | 6 | 1.50 | 1.45 |"),
            "{table}"
        );
        results["peer"] = json!({});
        let error = super::table(&results).unwrap_err().to_string();
        assert!(error.contains("/peer/requests"), "{error}");
    }
}
