//! How well does the engine rank the documents of a test collection?
//!
//! Reads the collections beside the project (see CONTRIBUTING) and computes nDCG@10: gain
//! `2^rel - 1`, discount `log2(rank + 1)`, ideal over all judged documents, mean over judged
//! queries. The index is the one that ships: articles go through `backfile_viewer::indexing`.

#![allow(unreachable_pub)] // shared by a test and an example
#![allow(dead_code, clippy::unwrap_used)]

use std::collections::BTreeMap;
use std::path::PathBuf;

use backfile_model::Article;
use backfile_search::{Builder, Index, Request};
use backfile_viewer::indexing;
use serde_json::Value;

/// Folder of the collections.
pub fn folder() -> PathBuf {
    PathBuf::from(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../../shared/corpora/ir"
    ))
}

/// A test collection in memory.
pub struct Collection {
    pub docs: Vec<(String, String, String)>,
    pub queries: Vec<(String, String)>,
    pub gains: BTreeMap<String, BTreeMap<String, u32>>,
}

fn lines(path: PathBuf) -> Vec<Value> {
    let text = std::fs::read_to_string(path).unwrap();
    text.split('\n')
        .filter(|line| !line.is_empty())
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

fn member(value: &Value, name: &str) -> String {
    value[name].as_str().unwrap_or("").to_owned()
}

/// Reads a collection; `None` where its folder is missing.
pub fn read(name: &str) -> Option<Collection> {
    let folder = folder().join(name);
    if !folder.is_dir() {
        return None;
    }
    let docs = lines(folder.join("docs.jsonl"));
    let queries = lines(folder.join("queries.jsonl"));
    let mut gains: BTreeMap<String, BTreeMap<String, u32>> = BTreeMap::new();
    for line in std::fs::read_to_string(folder.join("qrels.tsv"))
        .unwrap()
        .lines()
    {
        let mut parts = line.split('\t');
        let (query, doc) = (parts.next().unwrap(), parts.next().unwrap());
        let gain = parts.next().unwrap().trim().parse().unwrap();
        gains
            .entry(query.to_owned())
            .or_default()
            .insert(doc.to_owned(), gain);
    }
    Some(Collection {
        docs: docs
            .iter()
            .map(|doc| (member(doc, "id"), member(doc, "title"), member(doc, "text")))
            .collect(),
        queries: queries
            .iter()
            .map(|query| (member(query, "id"), member(query, "text")))
            .collect(),
        gains,
    })
}

/// Builds the index of a collection, as an archive without language tags would be. The variable
/// `TITLE_WEIGHT` sets another weight than the shipped one, for experiments.
pub fn build(collection: &Collection) -> Vec<u8> {
    let mut schema = indexing::schema();
    let title = std::env::var("TITLE_WEIGHT").ok();
    if let Some(weight) = title.and_then(|weight| weight.parse().ok()) {
        schema.fields[0].weight = weight;
    }
    let mut builder = Builder::new(schema);
    for (_, title, text) in &collection.docs {
        let article = Article {
            title: title.clone(),
            ..Article::default()
        };
        builder.add(indexing::document(&article, text, None));
    }
    builder.finish().unwrap()
}

fn dcg(gains: impl Iterator<Item = u32>) -> f64 {
    gains
        .zip(1..)
        .map(|(gain, rank)| (f64::from(gain).exp2() - 1.0) / (f64::from(rank) + 1.0).log2())
        .sum()
}

/// nDCG@10 by query, judged queries only.
pub fn judge(collection: &Collection, index: &Index<Vec<u8>>) -> Vec<(String, f64)> {
    let mut out = Vec::new();
    for (id, text) in &collection.queries {
        let Some(gains) = collection.gains.get(id) else {
            continue;
        };
        let mut ideal: Vec<u32> = gains.values().copied().collect();
        ideal.sort_unstable_by(|a, b| b.cmp(a));
        let ideal = dcg(ideal.into_iter().take(10));
        if ideal == 0.0 {
            continue;
        }
        let request = Request {
            query: text.clone(),
            limit: 10,
            widen: true,
            ..Request::default()
        };
        let response = index.search(&request);
        let got = response.hits.iter().map(|hit| {
            gains
                .get(&collection.docs[hit.doc.0 as usize].0)
                .copied()
                .unwrap_or(0)
        });
        out.push((id.clone(), dcg(got) / ideal));
    }
    out
}

/// Mean nDCG@10.
pub fn mean(judged: &[(String, f64)]) -> f64 {
    judged.iter().map(|(_, score)| score).sum::<f64>() / judged.len() as f64
}
