//! Single files of 10,000 and 100,000 articles in three engines, beside pages of their size that hold
//! their bytes in a comment and draw a list: the floor. `tests/e2e` drives the engines and measures.

use std::fmt::Write;
use std::process::Command;

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};

use super::{Bench, corpus, date, folder, measurements, number, plain, scripts};
use crate::bench::page;
use crate::workspace::{cargo, step};

/// How many articles, and of which corpus.
const SIZES: [(&str, &str); 2] = [("10000", "arxiv-25k"), ("100000", "arxiv-100k-short")];

const ENGINES: [(&str, &str); 3] = [
    ("chromium", "Chromium"),
    ("firefox", "Firefox ESR"),
    ("webkit", "WebKitGTK"),
];

const MIB: f64 = (1 << 20) as f64;

/// Packs, opens in the engines; writes a table of the files and one of each engine.
pub(super) fn run(bench: &Bench<'_>, only: Option<&str>) -> Result<()> {
    let is_wanted = |name: &str| only.is_none_or(|only| only == name);
    ensure!(
        ENGINES.iter().any(|(name, _)| is_wanted(name)),
        "the engines are chromium, firefox and webkit"
    );
    let mut files = Vec::new();
    for (count, name) in SIZES {
        step(&format!("single file: pack {count} of {name}"));
        let mut node = Command::new("node");
        node.arg("single.mjs").arg(&bench.command);
        node.arg(corpus(name)?).args([count]).arg(folder(count));
        files.push(measurements(node.current_dir(scripts()))?);
    }
    let table = format!("{}.\n\n{}", date()?, files_table(&files)?);
    print!("{table}");
    page::replace("artefacts files", &table)?;
    for (name, title) in ENGINES.into_iter().filter(|(name, _)| is_wanted(name)) {
        let load = page::load();
        let opened = SIZES.map(|(count, _)| open(name, count, bench.rounds));
        let [small, large] = opened;
        let table = engine_table(&[medians(&small?[name])?, medians(&large?[name])?])?;
        let (date, rounds) = (date()?, bench.rounds);
        let head = format!("{title}, {date}, medians of {rounds} fresh profiles, load {load}.\n\n");
        let table = head + &table;
        print!("{table}");
        page::replace(&format!("artefacts {name}"), &table)?;
    }
    Ok(())
}

fn open(engine: &str, count: &str, rounds: &str) -> Result<Value> {
    step(&format!(
        "open {count} articles in {engine}, {rounds} times"
    ));
    let folder = folder(count);
    let mut measure = cargo();
    measure.args(["run", "--quiet", "--package", "backfile-e2e", "--"]);
    measure.args(["--engine", engine, "--measure-large"]);
    measure.args([folder.join("archive.html"), folder.join("floor.html")]);
    measurements(measure.arg(rounds))
}

/// The median of every number over the rounds, of the file and of the floor; other values are left out.
fn medians(engine: &Value) -> Result<Value> {
    let of = |page: &str| {
        let rounds = engine[page].as_array().filter(|rounds| !rounds.is_empty());
        let rounds = rounds.with_context(|| format!("no rounds of `{page}`"))?;
        Ok::<_, anyhow::Error>(median(&rounds.iter().collect::<Vec<_>>()))
    };
    Ok(json!({"file": of("file")?, "floor": of("floor")?}))
}

fn median(rounds: &[&Value]) -> Value {
    if let Some(Value::Object(first)) = rounds.first() {
        let member = |name: &String| {
            let values: Vec<&Value> = rounds.iter().map(|round| &round[name]).collect();
            (name.clone(), median(&values))
        };
        return Value::Object(first.keys().map(member).collect());
    }
    let mut numbers: Vec<f64> = rounds.iter().filter_map(|round| round.as_f64()).collect();
    numbers.sort_by(f64::total_cmp);
    numbers
        .get(numbers.len() / 2)
        .map_or(Value::Null, |&number| number.into())
}

fn files_table(files: &[Value]) -> Result<String> {
    let mut out = String::from(
        "| single file | MB | `gzip -9` of the archive JSON | ratio | asked | packing, seconds | MB of memory |\n\
         |---|---|---|---|---|---|---|\n",
    );
    for ((count, name), file) in SIZES.iter().zip(files) {
        let (bytes, json) = (number(file, "/bytes")?, number(file, "/gzipJson")?);
        writeln!(
            out,
            "| {count} of {name} | {} | {} | {:.2} | 1.45 | {} | {} |",
            plain(bytes / 1e6),
            plain(json / 1e6),
            bytes / json,
            plain(number(file, "/build/seconds")?),
            plain(number(file, "/build/peakMb")?),
        )?;
    }
    Ok(out)
}

/// A row without a floor: words, unit, what is asked for, and the value of a size.
type Row = (&'static str, f64, &'static str, fn(&Value) -> Option<f64>);

/// Times that are compared with the list of the floor.
const TIMES: [Row; 3] = [
    (
        "first view: its list is painted, before the program runs",
        1.0,
        "",
        first_view,
    ),
    ("list of the app is painted", 1.0, "1.3", |of| {
        value(of, "/file/times/list")
    }),
    ("search is ready", 1.0, "3", |of| {
        value(of, "/file/times/search")
    }),
];

const OTHERS: [Row; 8] = [
    (
        "JavaScript heap and wasm memory, with the bytes given to the worker, MB",
        MIB,
        "120",
        memory,
    ),
    (
        "of it the wasm memory of page and worker, MB",
        MIB,
        "",
        wasm,
    ),
    ("of it bytes given to the worker, MB", MIB, "", |of| {
        value(of, "/file/memory/given")
    }),
    (
        "the page's process, more than that of the floor, MB",
        MIB,
        "120",
        process,
    ),
    ("a search answered, ms", 1.0, "", |of| {
        value(of, "/file/answer")
    }),
    ("the last page of the list, ms", 1.0, "", |of| {
        value(of, "/file/scroll/last")
    }),
    ("scrolling, ms per frame", 1.0, "", |of| {
        value(of, "/file/scroll/frame")
    }),
    ("the same, 95 of 100 frames", 1.0, "", |of| {
        value(of, "/file/scroll/slowFrame")
    }),
];

fn value(of: &Value, path: &str) -> Option<f64> {
    of.pointer(path)?.as_f64()
}

/// What the engine tells as the first paint with content counts where it is later. Where the app was
/// so soon that the list before it was never painted, its own is the first.
fn first_view(of: &Value) -> Option<f64> {
    let paint = value(of, "/file/paint").unwrap_or_default();
    let list = value(of, "/file/times/list")?;
    let first = value(of, "/file/times/first");
    Some(first.map_or(list, |first| first.max(paint).min(list)))
}

fn wasm(of: &Value) -> Option<f64> {
    Some(value(of, "/file/memory/wasm")? + value(of, "/file/memory/workerWasm")?)
}

/// None where the engine does not tell its heap.
fn memory(of: &Value) -> Option<f64> {
    let heaps = value(of, "/file/memory/heap")?;
    let of_worker = value(of, "/file/memory/workerHeap").unwrap_or_default();
    Some(heaps + of_worker + wasm(of)? + value(of, "/file/memory/given")?)
}

fn process(of: &Value) -> Option<f64> {
    Some(value(of, "/file/memory/process")? - value(of, "/floor/memory/process")?)
}

fn engine_table(sizes: &[Value; 2]) -> Result<String> {
    let mut out = String::from(
        "| ms since the start | 10,000 | floor | ratio | 100,000 | floor | ratio | asked |\n\
         |---|---|---|---|---|---|---|---|\n",
    );
    for (words, _, asked, own) in TIMES {
        write!(out, "| {words} |")?;
        for size in sizes {
            let floor = number(size, "/floor/times/floor")?;
            let own = own(size).with_context(|| format!("no figure of `{words}`"))?;
            write!(
                out,
                " {} | {} | {:.2} |",
                plain(own),
                plain(floor),
                own / floor
            )?;
        }
        writeln!(out, " {asked} |")?;
    }
    out.push_str("\n| | 10,000 | 100,000 | asked at 10,000 |\n|---|---|---|---|\n");
    for (words, unit, asked, own) in OTHERS {
        let told = |size| own(size).map_or("not told".to_owned(), |own| plain(own / unit));
        let [small, large] = sizes.each_ref().map(told);
        writeln!(out, "| {words} | {small} | {large} | {asked} |")?;
    }
    Ok(out)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn round(list: f64, heap: Option<f64>) -> Value {
        json!({
            "times": {"first": 110, "list": list, "search": 300},
            "paint": 120, "answer": 20, "first": ["a title"],
            "memory": {"heap": heap, "workerHeap": null, "wasm": MIB, "workerWasm": 2.0 * MIB,
                "given": 3.0 * MIB, "process": 90.0 * MIB},
            "scroll": {"last": 50, "frame": 16.7, "slowFrame": 17},
        })
    }

    #[test]
    fn the_table_has_medians_and_ratios_and_says_what_is_not_told() {
        let floor = json!({"times": {"floor": 100}, "memory": {"process": 50.0 * MIB}});
        let engine = |heap| {
            let rounds = [900.0, 130.0, 120.0].map(|list| round(list, heap));
            medians(&json!({"file": rounds, "floor": [floor]})).unwrap()
        };
        let table = engine_table(&[engine(Some(4.0 * MIB)), engine(None)]).unwrap();
        let expected = [
            "first view: its list is painted, before the program runs | 120 | 100 | 1.20 |",
            "list of the app is painted | 130 | 100 | 1.30 | 130 | 100 | 1.30 | 1.3 |",
            "given to the worker, MB | 10 | not told | 120 |",
            "than that of the floor, MB | 40 | 40 | 120 |",
        ];
        for row in expected {
            assert!(table.contains(row), "{row}\n{table}");
        }
        let error = medians(&json!({"file": [], "floor": []}))
            .unwrap_err()
            .to_string();
        assert!(error.contains("`file`"), "{error}");
    }

    #[test]
    fn files_stand_beside_the_compressed_json() {
        let file = json!({"bytes": 9_000_000, "gzipJson": 6_000_000, "build": {"seconds": 2.5, "peakMb": 150}});
        let table = files_table(&[file]).unwrap();
        assert!(
            table.contains("| 10000 of arxiv-25k | 9 | 6 | 1.50 | 1.45 | 2.5 | 150 |"),
            "{table}"
        );
    }
}
