//! How well does the engine rank the documents of a test collection?
//!
//! Reads the collections beside the project (see CONTRIBUTING) and computes nDCG@10: gain
//! `2^rel - 1`, discount `log2(rank + 1)`, ideal over all judged documents, mean over judged
//! queries.

#![allow(unreachable_pub)] // shared by a test and an example
#![allow(dead_code, clippy::unwrap_used)]

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::PathBuf;

use backfile_search::{Builder, Document, FieldId, FieldSpec, Index, Request, Schema};
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

/// The schema that every collection is judged with.
pub fn schema() -> Schema {
    let field = |name: &str, weight: f32| FieldSpec {
        name: name.to_owned(),
        weight,
    };
    let title = std::env::var("TITLE_WEIGHT")
        .ok()
        .and_then(|weight| weight.parse().ok())
        .unwrap_or(2.5);
    Schema {
        fields: vec![field("title", title), field("body", 1.0)],
        facets: Vec::new(),
    }
}

/// Builds the index of a collection.
pub fn build(collection: &Collection) -> Vec<u8> {
    let mut builder = Builder::new(schema());
    for (_, title, text) in &collection.docs {
        builder.add(Document {
            fields: vec![
                (FieldId(0), Cow::Borrowed(title)),
                (FieldId(1), Cow::Borrowed(text)),
            ],
            language: Some(Cow::Borrowed("en")),
            ..Document::default()
        });
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
