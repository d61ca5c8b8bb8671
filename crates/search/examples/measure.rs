//! How fast and how large is the engine on a large collection, natively?
//!
//! `zcat arxiv-25k.jsonl.gz | cargo run --release -p backfile-search --example measure [OUT]`.
//! Reads JSON Lines of `{title, text, date, tags}`; writes the index to OUT where given. A
//! keystroke is a growing prefix of the first three words of a title, as a reader types it.
#![allow(clippy::print_stdout, clippy::unwrap_used, clippy::cast_precision_loss)]

use std::borrow::Cow;
use std::io::BufRead;
use std::time::{Duration, Instant as Wall};

use backfile_search::{
    Builder, DateRange, DocId, Document, FacetId, FieldId, FieldSpec, Index, Request, Schema,
};
use serde_json::Value;

/// Time that this thread was on a processor where the system tells it, so that others' work on
/// the machine does not count; else the time on the wall.
struct Instant(Wall, Option<u64>);

fn on_processor() -> Option<u64> {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    text.split(' ').next()?.parse().ok()
}

impl Instant {
    fn now() -> Self {
        Self(Wall::now(), on_processor())
    }

    fn elapsed(&self) -> Duration {
        let spent = on_processor()
            .zip(self.1)
            .map(|(now, then)| Duration::from_nanos(now - then));
        spent.unwrap_or_else(|| self.0.elapsed())
    }
}

fn schema(facets: bool) -> Schema {
    let field = |name: &str, weight: f32| FieldSpec {
        name: name.to_owned(),
        weight,
    };
    let facets = if facets {
        vec!["tag".to_owned(), "year".to_owned()]
    } else {
        Vec::new()
    };
    Schema {
        fields: vec![field("title", 2.5), field("body", 1.0)],
        facets,
    }
}

fn text(value: &Value, name: &str) -> String {
    value[name].as_str().unwrap_or("").to_owned()
}

fn build(rows: &[Value], facets: bool) -> Vec<u8> {
    let mut builder = Builder::new(schema(facets));
    for row in rows {
        let day = text(row, "date");
        let mut parts = day.split('-').map(|part| part.parse::<i32>().unwrap_or(1));
        let year = parts.next().unwrap_or(1970);
        let day = (year - 1970) * 365 + parts.next().unwrap_or(1) * 30 + parts.next().unwrap_or(1);
        let tags = row["tags"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(Value::as_str);
        let tags = tags.map(|tag| (FacetId(0), Cow::Borrowed(tag)));
        builder.add(Document {
            fields: vec![
                (FieldId(0), text(row, "title").into()),
                (FieldId(1), text(row, "text").into()),
            ],
            facets: tags
                .chain([(FacetId(1), year.to_string().into())])
                .collect(),
            date: Some(DateRange {
                first: day,
                last: day,
            }),
            language: Some("en".into()),
        });
    }
    builder.finish().unwrap()
}

fn report(name: &str, mut times: Vec<Duration>) {
    times.sort_unstable();
    let at = |part: usize| times[(times.len() - 1) * part / 100].as_secs_f64() * 1e3;
    println!(
        "{name}: p50 {:.3} p95 {:.3} p99 {:.3} max {:.3} ms ({})",
        at(50),
        at(95),
        at(99),
        at(100),
        times.len()
    );
}

fn timed(index: &Index<Vec<u8>>, queries: &[(String, bool)]) -> Vec<Duration> {
    let mut times = Vec::new();
    for (query, live) in queries {
        let request = Request {
            query: query.clone(),
            live: *live,
            limit: 10,
            ..Request::default()
        };
        // The least of a few: what it takes when no one else is on the processor.
        let least = (0..5).map(|_| {
            let start = Wall::now();
            std::hint::black_box(index.search(&request));
            start.elapsed()
        });
        times.extend(least.min());
    }
    times
}

fn main() {
    let rows: Vec<Value> = std::io::stdin()
        .lock()
        .split(b'\n')
        .map_while(Result::ok)
        .filter_map(|line| serde_json::from_slice(&line).ok())
        .collect();
    let start = Instant::now();
    let bytes = build(&rows, false);
    println!(
        "{} documents: {} bytes in {:.2?}",
        rows.len(),
        bytes.len(),
        start.elapsed()
    );
    if let Some(path) = std::env::args().nth(1) {
        std::fs::write(path, &bytes).unwrap();
    }
    let start = Instant::now();
    let index = Index::open(bytes).unwrap();
    println!("opened in {:.3?}", start.elapsed());
    if let Ok(query) = std::env::var("PROFILE") {
        let queries: Vec<(String, bool)> = query.split('|').map(|q| (q.to_owned(), true)).collect();
        for _ in 0..100 {
            report(&query, timed(&index, &queries));
        }
        return;
    }
    let (mut keys, mut words, mut typos) = (Vec::new(), Vec::new(), Vec::new());
    for row in rows.iter().step_by((rows.len() / 60).max(1)) {
        let title = text(row, "title");
        let three: Vec<&str> = title.split_whitespace().take(3).collect();
        let three = three.join(" ");
        words.push((three.clone(), false));
        typos.push((
            format!("{}xq", three.split(' ').next().unwrap_or("")),
            false,
        ));
        keys.extend(
            three
                .char_indices()
                .map(|(at, c)| (three[..at + c.len_utf8()].to_owned(), true)),
        );
    }
    let times = timed(&index, &keys);
    let mut slowest: Vec<_> = times.iter().zip(&keys).collect();
    slowest.sort_unstable_by(|a, b| b.0.cmp(a.0));
    for (time, (query, _)) in slowest.iter().take(20) {
        println!("  {time:>10.2?} {query}");
    }
    for (time, (query, _)) in slowest.iter().skip(20).step_by(40) {
        println!("  {time:>10.2?} {query}");
    }
    report("keystroke", times);
    report("3 words", timed(&index, &words));
    report("typo", timed(&index, &typos));
    let start = Instant::now();
    (0..20).for_each(|doc| drop(index.related(DocId(doc), 10)));
    println!("related: {:.3?} each", start.elapsed() / 20);
    let index = Index::open(build(&rows, true)).unwrap();
    report("keystroke with facets", timed(&index, &keys));
}
