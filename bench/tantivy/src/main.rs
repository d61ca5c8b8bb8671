//! How does the engine stand against tantivy, both native, on the same documents and queries?
//!
//! ```text
//! backfile-bench-tantivy judge FOLDER          nDCG@10 of tantivy on a test collection
//! backfile-bench-tantivy cost CORPUS COUNT     building and asking, tantivy and the engine
//! ```
//! One line of JSON comes back. tantivy indexes title and text with its English stemmer and
//! positions, in memory, on one thread, in one segment, and stores no texts; so does the engine.
//! Building is timed without reading the corpus, in time of the processor. A query is the first
//! three words of a title; its time is the least of five runs. tantivy is asked twice, for the best
//! ten alone and with their exact number, which the engine always tells. The queries are given
//! back, so that the engine in WebAssembly can be asked the same.

mod engine;
mod peer;

use std::fs;
use std::io::{BufRead, BufReader};
use std::time::Instant;

use serde_json::{Value, json};

/// Anything that ends a measurement.
type Failure = Box<dyn std::error::Error>;

/// Titles that lend their words.
const TITLES: usize = 200;

/// Title and text.
type Row = (String, String);

/// How the words of a query are joined.
#[derive(Clone, Copy, PartialEq)]
enum Join {
    All,
    Any,
}

fn main() -> Result<(), Failure> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let said = match words.as_slice() {
        ["judge", folder] => judge(folder)?,
        ["cost", corpus, count] => cost(corpus, count.parse()?)?,
        _ => return Err("judge FOLDER, or cost CORPUS COUNT".into()),
    };
    println!("{said}");
    Ok(())
}

fn lines(path: &str) -> Result<impl Iterator<Item = Value>, Failure> {
    let lines = BufReader::new(fs::File::open(path)?).lines();
    Ok(lines
        .map_while(Result::ok)
        .filter_map(|line| serde_json::from_str(&line).ok()))
}

fn text(row: &Value, name: &str) -> String {
    row[name].as_str().unwrap_or("").to_owned()
}

fn rows(path: &str, count: usize) -> Result<Vec<Row>, Failure> {
    let rows = lines(path)?.take(count);
    Ok(rows
        .map(|row| (text(&row, "title"), text(&row, "text")))
        .collect())
}

/// Seconds that this process has been on a processor, with all its threads.
fn processor_seconds() -> f64 {
    let stat = fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let after = stat.rsplit(')').next().unwrap_or("");
    let ticks = after.split_whitespace().skip(11).take(2);
    ticks
        .filter_map(|ticks| ticks.parse::<f64>().ok())
        .sum::<f64>()
        / 100.0
}

fn timed<T>(run: impl FnOnce() -> T) -> (T, f64) {
    let before = processor_seconds();
    let value = run();
    (value, processor_seconds() - before)
}

/// Median and 95th percentile of a query's milliseconds.
fn times(queries: &[String], ask: &mut dyn FnMut(&str)) -> Value {
    let mut times: Vec<f64> = queries
        .iter()
        .map(|query| {
            let runs = (0..5).map(|_| {
                let start = Instant::now();
                ask(query);
                start.elapsed().as_secs_f64() * 1e3
            });
            runs.fold(f64::INFINITY, f64::min)
        })
        .collect();
    times.sort_by(f64::total_cmp);
    let at = |part: usize| times.get((times.len().max(1) - 1) * part / 100);
    json!({ "p50": at(50), "p95": at(95) })
}

/// The first three words of titles spread over the corpus; of letters only, so that every engine
/// takes them for three words.
fn queries(rows: &[Row]) -> Vec<String> {
    let step = (rows.len() / TITLES).max(1);
    let three = |(title, _): &Row| -> Option<String> {
        let words: Vec<&str> = title.split_whitespace().take(3).collect();
        let plain = words
            .iter()
            .all(|word| word.bytes().all(|byte| byte.is_ascii_alphabetic()));
        (words.len() == 3 && plain).then(|| words.join(" "))
    };
    rows.chunks(step)
        .filter_map(|rows| rows.iter().find_map(three))
        .collect()
}

fn cost(corpus: &str, count: usize) -> Result<Value, Failure> {
    let rows = rows(corpus, count)?;
    let queries = queries(&rows);
    let (bytes, engine_seconds) = timed(|| engine::build(&rows));
    let bytes = bytes?;
    let saved = bytes.len();
    let index = engine::open(bytes)?;
    let (peer, peer_seconds) = timed(|| peer::build(&rows));
    let peer = peer?;
    let mut said = json!({
        "queries": queries,
        "engine": { "buildSeconds": engine_seconds, "savedBytes": saved },
        "tantivy": { "buildSeconds": peer_seconds, "savedBytes": peer.size() },
    });
    for (name, join) in [("all", Join::All), ("any", Join::Any)] {
        said["engine"][name] = times(&queries, &mut |query| engine::ask(&index, query, join));
        for (suffix, counts) in [("", false), ("Counted", true)] {
            let mut ask = |query: &str| drop(peer.ask(query, join, counts));
            said["tantivy"][format!("{name}{suffix}")] = times(&queries, &mut ask);
        }
    }
    Ok(said)
}

fn judge(folder: &str) -> Result<Value, Failure> {
    let docs: Vec<Value> = lines(&format!("{folder}/docs.jsonl"))?.collect();
    let rows: Vec<Row> = docs
        .iter()
        .map(|row| (text(row, "title"), text(row, "text")))
        .collect();
    let peer = peer::build(&rows)?;
    let judged = fs::read_to_string(format!("{folder}/qrels.tsv"))?;
    let gains = |query: &str| -> Vec<(&str, f64)> {
        let lines = judged.lines().filter_map(|line| {
            let mut parts = line.split('\t');
            let mine = parts.next() == Some(query);
            let (doc, gain) = (parts.next()?, parts.next()?.parse().ok()?);
            mine.then_some((doc, gain))
        });
        lines.collect()
    };
    let dcg = |gains: &[f64]| -> f64 {
        let each = gains.iter().enumerate();
        each.map(|(rank, gain)| (gain.exp2() - 1.0) / (rank as f64 + 2.0).log2())
            .sum()
    };
    let mut scores = Vec::new();
    for query in lines(&format!("{folder}/queries.jsonl"))? {
        let known = gains(&text(&query, "id"));
        let mut ideal: Vec<f64> = known.iter().map(|(_, gain)| *gain).collect();
        ideal.sort_by(|a, b| b.total_cmp(a));
        ideal.truncate(10);
        if dcg(&ideal) <= 0.0 {
            continue;
        }
        let hits = peer.ask(&text(&query, "text"), Join::Any, false)?;
        let gain = |doc: u32| {
            let id = docs
                .get(doc as usize)
                .map_or("", |doc| doc["id"].as_str().unwrap_or(""));
            known
                .iter()
                .find(|(known, _)| *known == id)
                .map_or(0.0, |(_, gain)| *gain)
        };
        let found: Vec<f64> = hits.into_iter().map(gain).collect();
        scores.push(dcg(&found) / dcg(&ideal));
    }
    let mean = scores.iter().sum::<f64>() / scores.len().max(1) as f64;
    Ok(json!({ "ndcg": mean, "queries": scores.len() }))
}
