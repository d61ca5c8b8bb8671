//! The search engine in wasm beside its peers from npm, in Node: relevance, building, saving,
//! opening, typing, memory, and how these grow. Figures go to `bench/search-results.json`, tables
//! to BENCHMARKS.md, the growth of a keystroke to `bench/search-growth.svg`.
//!
//! `--engines a,b` and `--counts 1000,10000` limit a run; a limited run writes no files. `--tables`
//! measures nothing and writes the tables of the figures that are there.

#![allow(
    clippy::format_push_string,
    reason = "a page is put together piece by piece, once"
)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};

use super::page;
use crate::args::Args;
use crate::workspace::{cargo, output, root, run as run_command, step, target};

const RESULTS: &str = "search-results.json";

const COLLECTIONS: [&str; 3] = ["cranfield", "cacm", "npl"];

/// Engines whose relevance is judged, and those whose cost is measured.
const RANKED: [&str; 4] = ["backfile", "minisearch", "lunr", "sqlite"];
const MEASURED: [&str; 3] = ["backfile", "minisearch", "sqlite"];

const LONG: &str = "arxiv-25k";
const SHORT: &str = "arxiv-100k-short";
const COUNTS: [u32; 3] = [1_000, 10_000, 100_000];

/// `cargo xtask bench search`.
pub(crate) fn run(args: &Args) -> Result<()> {
    if args.flag("tables") {
        let file = root().join("bench").join(RESULTS);
        return write(&serde_json::from_str(&fs::read_to_string(file)?)?);
    }
    let bench = Bench::prepare()?;
    let list = |name: &str| -> Option<Vec<String>> {
        Some(args.option(name)?.split(',').map(str::to_owned).collect())
    };
    let wanted = list("engines");
    let is_wanted = |engine: &&str| {
        wanted
            .as_ref()
            .is_none_or(|names| names.iter().any(|name| name == engine))
    };
    let counts: Vec<u32> = match list("counts") {
        Some(counts) => counts
            .iter()
            .map(|count| count.parse().context("--counts"))
            .collect::<Result<_>>()?,
        None => COUNTS.to_vec(),
    };
    let started = page::load();
    let mut relevance = Vec::new();
    for collection in COLLECTIONS {
        for engine in RANKED.iter().filter(|engine| is_wanted(engine)) {
            let folder = bench.corpora.join("ir").join(collection);
            let mut row = bench.node(&["judge", engine, &text(&folder)])?;
            row["engine"] = json!(engine);
            row["collection"] = json!(collection);
            println!("{row}");
            relevance.push(row);
        }
    }
    let mut costs = Vec::new();
    let sizes = counts.iter().map(|&count| (SHORT, count));
    for (corpus, count) in sizes.chain([(LONG, 25_000)]) {
        for engine in MEASURED.iter().filter(|engine| is_wanted(engine)) {
            let row = bench.cost(engine, corpus, count)?;
            println!("{row}");
            costs.push(row);
        }
    }
    let results = json!({
        "date": output(Command::new("date").args(["-u", "+%Y-%m-%d"]))?,
        "node": output(Command::new("node").arg("--version"))?,
        "load": format!("{started} at the start, {} at the end", page::load()),
        "relevance": relevance,
        "costs": costs,
    });
    if args.option("engines").is_some() || args.option("counts").is_some() {
        return Ok(());
    }
    write(&results)
}

/// What a run needs: the corpora and the module.
struct Bench {
    corpora: PathBuf,
    module: PathBuf,
}

impl Bench {
    fn prepare() -> Result<Self> {
        let corpora = root().join("..").join("shared").join("corpora");
        if !corpora.join("large").is_dir() {
            bail!("the corpora of CONTRIBUTING.md are not beside the project");
        }
        step("build the engine for WebAssembly");
        let folder = target().join("bench");
        let manifest = root().join("bench").join("wasm").join("Cargo.toml");
        let wasm = "wasm32-unknown-unknown";
        run_command(
            cargo()
                .args(["build", "--release", "--target", wasm, "--manifest-path"])
                .arg(manifest)
                .arg("--target-dir")
                .arg(&folder),
        )?;
        if !root().join("bench").join("node_modules").is_dir() {
            step("bring the peers");
            run_command(
                Command::new("npm")
                    .arg("ci")
                    .current_dir(root().join("bench")),
            )?;
        }
        let module = folder.join(wasm).join("release");
        Ok(Self {
            corpora,
            module: module.join("backfile_bench_wasm.wasm"),
        })
    }

    /// Runs one measurement in a process of its own.
    fn node(&self, words: &[&str]) -> Result<Value> {
        let mut node = Command::new("node");
        node.args(["--max-old-space-size=6000", "search.mjs"])
            .args(words)
            .current_dir(root().join("bench"))
            .env("BACKFILE_BENCH_WASM", &self.module);
        let said = output(&mut node)?;
        let last = said.lines().last().unwrap_or("");
        serde_json::from_str(last).with_context(|| format!("search.mjs said: {last}"))
    }

    fn cost(&self, engine: &str, corpus: &str, count: u32) -> Result<Value> {
        let path = self
            .corpora
            .join("large")
            .join(format!("{corpus}.jsonl.gz"));
        let saved = target().join("bench").join("saved-index");
        let (path, file, number) = (text(&path), text(&saved), count.to_string());
        let built = self.node(&["build", engine, &path, &number, &file])?;
        let mut row = self.node(&["ask", engine, &file])?;
        fs::remove_file(&saved)?;
        fs::remove_file(saved.with_extension("queries"))?;
        for (name, value) in built.as_object().into_iter().flatten() {
            row[name] = value.clone();
        }
        row["engine"] = json!(engine);
        row["corpus"] = json!(corpus);
        row["count"] = json!(count);
        Ok(row)
    }
}

fn text(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}

/// The machine's load over the last minute, where the system tells it.
fn write(results: &Value) -> Result<()> {
    let bench = root().join("bench");
    let mut pretty = serde_json::to_string_pretty(results)?;
    pretty.push('\n');
    fs::write(bench.join(RESULTS), pretty)?;
    fs::write(bench.join("search-growth.svg"), growth(results))?;
    page::replace("search", &tables(results))
}

fn number(row: &Value, name: &str) -> f64 {
    row[name].as_f64().unwrap_or(f64::NAN)
}

fn tables(results: &Value) -> String {
    let words = |name: &str| results[name].as_str().unwrap_or("").to_owned();
    let rows = |name: &str| results[name].as_array().cloned().unwrap_or_default();
    let mut page = format!(
        "{}, Node {}, 2 shared processors; load {}.\n\n| nDCG@10 | {} |\n|---|{}\n",
        words("date"),
        words("node"),
        words("load"),
        COLLECTIONS.join(" | "),
        "---|".repeat(COLLECTIONS.len()),
    );
    for engine in RANKED {
        page += &format!("| {engine} |");
        for collection in COLLECTIONS {
            let mine = |row: &&Value| row["engine"] == engine && row["collection"] == collection;
            let found = rows("relevance")
                .iter()
                .find(mine)
                .map(|row| number(row, "ndcg"));
            page += &format!(" {:.3} |", found.unwrap_or(f64::NAN));
        }
        page += "\n";
    }
    page += "\n| documents | engine | build s | saved MB (gzipped) | open ms | keystroke p50 / p95 ms | peak open MB | peak building MB |\n|---|---|---|---|---|---|---|---|\n";
    for row in rows("costs") {
        page += &format!(
            "| {} of {} | {} | {:.2} | {:.2} ({:.2}) | {:.1} | {:.3} / {:.2} | {:.0} | {:.0} |\n",
            row["count"],
            row["corpus"].as_str().unwrap_or(""),
            row["engine"].as_str().unwrap_or(""),
            number(&row, "buildSeconds"),
            number(&row, "savedBytes") / 1e6,
            number(&row, "gzipBytes") / 1e6,
            number(&row, "openMillis"),
            number(&row, "p50"),
            number(&row, "p95"),
            number(&row, "openMegabytes"),
            number(&row, "buildMegabytes"),
        );
    }
    page
}

/// The 95th percentile of a keystroke by the number of documents, both on logarithmic axes.
fn growth(results: &Value) -> String {
    const COLORS: [&str; 3] = ["#0b6", "#c50", "#36c"];
    let rows = results["costs"].as_array().cloned().unwrap_or_default();
    let x = |count: f64| 70.0 + (count.log10() - 3.0) * 200.0;
    let y = |millis: f64| 250.0 - (millis.max(0.01).log10() + 2.0) * 46.0;
    let mut svg = String::from(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 620 300\" font-family=\"sans-serif\" font-size=\"12\">\n<rect width=\"620\" height=\"300\" fill=\"#fff\"/>\n",
    );
    for (power, label) in (-2..=3).zip(["0.01", "0.1", "1", "10", "100", "1000 ms"]) {
        let at = y(10f64.powi(power));
        svg += &format!(
            "<path d=\"M70 {at:.0}H470\" stroke=\"#ddd\"/><text x=\"62\" y=\"{:.0}\" text-anchor=\"end\">{label}</text>\n",
            at + 4.0
        );
    }
    for count in COUNTS {
        svg += &format!(
            "<text x=\"{:.0}\" y=\"275\" text-anchor=\"middle\">{count} documents</text>\n",
            x(f64::from(count))
        );
    }
    for (engine, color) in MEASURED.iter().zip(COLORS) {
        let mine = |row: &&Value| row["engine"] == *engine && row["corpus"] == SHORT;
        for (name, dash) in [("p95", ""), ("p50", " stroke-dasharray=\"4 4\"")] {
            let point = |row: &Value| (x(number(row, "count")), y(number(row, name)));
            let points: Vec<(f64, f64)> = rows.iter().filter(mine).map(point).collect();
            let line: Vec<String> = points
                .iter()
                .map(|(x, y)| format!("{x:.1},{y:.1}"))
                .collect();
            svg += &format!(
                "<polyline points=\"{}\" fill=\"none\" stroke=\"{color}\" stroke-width=\"2\"{dash}/>\n",
                line.join(" ")
            );
            if let Some((x, y)) = points.last() {
                svg += &format!(
                    "<text x=\"{:.0}\" y=\"{:.0}\" fill=\"{color}\">{engine} {name}</text>\n",
                    x + 6.0,
                    y + 4.0
                );
            }
        }
    }
    svg + "</svg>\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_figure_has_its_place() {
        let cost = json!({
            "engine": "backfile", "corpus": SHORT, "count": 1000, "buildSeconds": 1.5,
            "savedBytes": 2_000_000, "gzipBytes": 1_000_000, "openMillis": 0.5, "p50": 0.1,
            "p95": 2.0, "openMegabytes": 3, "buildMegabytes": 60,
        });
        let results = json!({
            "date": "2030-01-02", "node": "v1", "load": "0.1",
            "relevance": [{ "engine": "lunr", "collection": "cacm", "ndcg": 0.25 }],
            "costs": [cost],
        });
        let page = tables(&results);
        assert!(page.contains("| lunr | NaN | 0.250 | NaN |"), "{page}");
        let row = "| 1000 of arxiv-100k-short | backfile | 1.50 | 2.00 (1.00) | 0.5 | 0.100 / 2.00 | 3 | 60 |";
        assert!(page.contains(row), "{page}");
        assert!(growth(&results).contains("backfile p95"));
    }
}
