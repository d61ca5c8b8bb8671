//! The search engine in wasm beside its peers from npm, in Node: relevance, building, saving,
//! opening, typing, memory, and how these grow; and beside tantivy, which is native. Figures go to
//! `bench/search-results.json`, tables to BENCHMARKS.md (`search_page`), the growth of a keystroke
//! to `bench/search-growth.svg`.
//!
//! `--engines a,b` and `--counts 1000,10000` limit a run; a limited run writes no files. `--tables`
//! measures nothing and writes the tables of the figures that are there.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};

use super::{page, search_page};
use crate::args::Args;
use crate::workspace::{cargo, output, root, run as run_command, step, target};

const RESULTS: &str = "search-results.json";

pub(super) const COLLECTIONS: [&str; 3] = ["cranfield", "cacm", "npl"];

/// Engines whose relevance is judged, and those whose cost is measured.
pub(super) const RANKED: [&str; 5] = ["backfile", "minisearch", "lunr", "sqlite", "tantivy"];
pub(super) const MEASURED: [&str; 3] = ["backfile", "minisearch", "sqlite"];

const LONG: &str = "arxiv-25k";
pub(super) const SHORT: &str = "arxiv-100k-short";
pub(super) const COUNTS: [u32; 3] = [1_000, 10_000, 100_000];

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
            let mut row = match *engine {
                "tantivy" => bench.native(&["judge", &text(&folder)])?,
                engine => bench.node(&["judge", engine, &text(&folder)])?,
            };
            row["engine"] = json!(engine);
            row["collection"] = json!(collection);
            println!("{row}");
            relevance.push(row);
        }
    }
    let (mut costs, mut limits) = (Vec::new(), Vec::new());
    let sizes = counts.iter().map(|&count| (SHORT, count));
    for (corpus, count) in sizes.chain([(LONG, 25_000)]) {
        let file = bench.unpack(corpus, count)?;
        let mut saved = None;
        for engine in MEASURED.iter().filter(|engine| is_wanted(engine)) {
            let index = target().join("bench").join(format!("saved-{engine}"));
            let mut row = bench.cost(engine, &file, count, &index)?;
            row["corpus"] = json!(corpus);
            println!("{row}");
            costs.push(row);
            if *engine == "backfile" {
                saved = Some(index);
            } else {
                fs::remove_file(index)?;
            }
        }
        if let Some(saved) = saved.filter(|_| is_wanted(&"tantivy")) {
            let mut row = bench.limit(&file, count, &saved)?;
            row["corpus"] = json!(corpus);
            println!("{row}");
            limits.push(row);
        }
    }
    let results = json!({
        "date": output(Command::new("date").args(["-u", "+%Y-%m-%d"]))?,
        "node": output(Command::new("node").arg("--version"))?,
        "load": format!("{started} at the start, {} at the end", page::load()),
        "relevance": relevance,
        "costs": costs,
        "limits": limits,
    });
    if args.option("engines").is_some() || args.option("counts").is_some() {
        return Ok(());
    }
    write(&results)
}

/// What a run needs: the corpora, the module, and the program that has tantivy.
struct Bench {
    corpora: PathBuf,
    module: PathBuf,
    program: PathBuf,
}

impl Bench {
    fn prepare() -> Result<Self> {
        let corpora = root().join("..").join("shared").join("corpora");
        if !corpora.join("large").is_dir() {
            bail!("the corpora of CONTRIBUTING.md are not beside the project");
        }
        let folder = target().join("bench");
        let build = |name: &str, more: &[&str]| {
            let manifest = root().join("bench").join(name).join("Cargo.toml");
            let mut cargo = cargo();
            cargo.args(["build", "--release", "--locked", "--manifest-path"]);
            cargo.arg(manifest).arg("--target-dir").arg(&folder);
            run_command(cargo.args(more))
        };
        let wasm = "wasm32-unknown-unknown";
        step("build the engine for WebAssembly");
        build("wasm", &["--target", wasm])?;
        step("build tantivy and the engine for this machine");
        build("tantivy", &[])?;
        if !root().join("bench").join("node_modules").is_dir() {
            step("bring the peers");
            run_command(
                Command::new("npm")
                    .arg("ci")
                    .current_dir(root().join("bench")),
            )?;
        }
        let module = folder.join(wasm).join("release");
        let program = format!("backfile-bench-tantivy{}", std::env::consts::EXE_SUFFIX);
        Ok(Self {
            corpora,
            module: module.join("backfile_bench_wasm.wasm"),
            program: folder.join("release").join(program),
        })
    }

    /// Runs one measurement in a process of its own.
    fn node(&self, words: &[&str]) -> Result<Value> {
        let mut node = Command::new("node");
        node.args(["--max-old-space-size=6000", "search.mjs"])
            .args(words)
            .current_dir(root().join("bench"))
            .env("BACKFILE_BENCH_WASM", &self.module);
        last_line(&output(&mut node)?)
    }

    fn native(&self, words: &[&str]) -> Result<Value> {
        last_line(&output(Command::new(&self.program).args(words))?)
    }

    /// Unpacks a corpus, so that every engine can read it document by document.
    fn unpack(&self, corpus: &str, count: u32) -> Result<String> {
        let packed = self
            .corpora
            .join("large")
            .join(format!("{corpus}.jsonl.gz"));
        let file = text(&target().join("bench").join("corpus.jsonl"));
        self.node(&["unpack", &text(&packed), &count.to_string(), &file])?;
        Ok(file)
    }

    fn cost(&self, engine: &str, corpus: &str, count: u32, index: &Path) -> Result<Value> {
        let (index, number) = (text(index), count.to_string());
        let built = self.node(&["build", engine, corpus, &number, &index])?;
        let mut row = self.node(&["ask", engine, corpus, &index])?;
        for (name, value) in built.as_object().into_iter().flatten() {
            row[name] = value.clone();
        }
        row["engine"] = json!(engine);
        row["count"] = json!(count);
        Ok(row)
    }

    /// Asks tantivy, and the engine both natively and in WebAssembly, the same whole queries.
    fn limit(&self, corpus: &str, count: u32, index: &Path) -> Result<Value> {
        let mut row = self.native(&["cost", corpus, &count.to_string()])?;
        let queries = target().join("bench").join("queries.json");
        fs::write(&queries, row["queries"].to_string())?;
        row["wasm"] = self.node(&["whole", "backfile", &text(&queries), &text(index)])?;
        row["queries"] = json!(row["queries"].as_array().map_or(0, Vec::len));
        row["count"] = json!(count);
        fs::remove_file(index)?;
        Ok(row)
    }
}

fn last_line(said: &str) -> Result<Value> {
    let last = said.lines().last().unwrap_or("");
    serde_json::from_str(last).with_context(|| format!("the measurement said: {last}"))
}

fn text(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}

/// Writes figures, tables and figure.
fn write(results: &Value) -> Result<()> {
    let bench = root().join("bench");
    let mut pretty = serde_json::to_string_pretty(results)?;
    pretty.push('\n');
    fs::write(bench.join(RESULTS), pretty)?;
    fs::write(
        bench.join("search-growth.svg"),
        search_page::growth(results),
    )?;
    page::replace("search", &search_page::tables(results))
}
