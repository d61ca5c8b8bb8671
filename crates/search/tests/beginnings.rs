//! The last word, while it is typed. A phrase that ends in it finds the documents where a word that
//! begins so stands in its place, however many such words there are; and completions are counted.
#![allow(clippy::unwrap_used)]

use std::collections::{BTreeMap, BTreeSet};

use backfile_search::{Builder, Document, FieldId, FieldSpec, Index, Request, Schema};
use proptest::prelude::*;

/// Words by number: a few that meet often, and hundreds with one beginning.
fn word(number: usize) -> String {
    match number {
        0..4 => ["apple", "bridge", "cloud", "the"][number].to_owned(),
        _ => format!("ta{}", number * 7919 % 997),
    }
}

fn index(texts: &[Vec<String>]) -> Index<Vec<u8>> {
    let field = FieldSpec {
        name: "body".to_owned(),
        weight: 1.0,
    };
    let mut builder = Builder::new(Schema {
        fields: vec![field],
        facets: Vec::new(),
    });
    for text in texts {
        builder.add(Document {
            fields: vec![(FieldId(0), text.join(" ").into())],
            language: Some("en".into()),
            ..Document::default()
        });
    }
    Index::open(builder.finish().unwrap()).unwrap()
}

fn found(index: &Index<Vec<u8>>, query: &str) -> Vec<u32> {
    let response = index.search(&Request {
        query: query.to_owned(),
        live: true,
        limit: 1_000,
        ..Request::default()
    });
    let mut docs: Vec<u32> = response.hits.iter().map(|hit| hit.doc.0).collect();
    docs.sort_unstable();
    assert_eq!(response.total as usize, docs.len());
    docs
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn a_beginning_is_held_to_its_place(
        texts in prop::collection::vec(prop::collection::vec(0usize..400, 1..20), 1..200),
        common in prop::collection::vec(0usize..4, 200),
    ) {
        // Every second word is one of the few.
        let texts: Vec<Vec<String>> = texts.iter().enumerate().map(|(at, text)| {
            let pair = |(number, &other): (usize, &usize)| [word(common[(at + number) % 200]), word(other)];
            text.iter().enumerate().flat_map(pair).collect()
        }).collect();
        let index = index(&texts);
        let scan = |phrase: &[&str], begin: &str| -> Vec<u32> {
            let holds = |text: &Vec<String>| text.windows(phrase.len() + 1).any(|row| {
                row[..phrase.len()] == *phrase && row[phrase.len()].starts_with(begin)
            });
            (0..).zip(&texts).filter(|(_, text)| holds(text)).map(|(doc, _)| doc).collect()
        };
        for begin in ["t", "ta", "ta1", "ta12"] {
            for phrase in [&["apple"][..], &["the"], &["bridge", "apple"]] {
                let want = scan(phrase, begin);
                // Where nothing matches, the reader is offered something else.
                if !want.is_empty() {
                    let words = phrase.join(" ");
                    prop_assert_eq!(found(&index, &format!("\"{words} {begin}")), want.clone());
                    prop_assert_eq!(found(&index, &format!("{}-{begin}", phrase.join("-"))), want);
                }
            }
        }
    }

    #[test]
    fn completions_count_what_a_scan_counts(
        texts in prop::collection::vec(prop::collection::vec(0usize..24, 1..12), 1..80),
    ) {
        let texts: Vec<Vec<String>> = texts.iter().map(|text| text.iter().map(|&at| word(at)).collect()).collect();
        let index = index(&texts);
        for beside in ["", "apple ", "the bridge "] {
            let all = |text: &&Vec<String>| beside.split_whitespace().all(|word| text.iter().any(|other| other == word));
            let mut counts = BTreeMap::new();
            for text in texts.iter().filter(all) {
                let words: BTreeSet<&String> = text.iter().filter(|word| word.starts_with("ta")).collect();
                words.into_iter().for_each(|word| *counts.entry(format!("{beside}{word}")).or_insert(0) += 1);
            }
            // Where nothing matches, the reader is offered something else.
            if counts.is_empty() {
                continue;
            }
            let request = Request { query: format!("{beside}ta"), live: true, ..Request::default() };
            let completions = index.search(&request).completions;
            prop_assert!(completions.is_sorted_by(|a, b| a.1 >= b.1));
            let least = completions.last().map_or(0, |last| last.1);
            for (query, count) in &completions {
                prop_assert_eq!(counts.remove(query), Some(*count), "{}", query);
            }
            prop_assert!(completions.len() == 8 || counts.is_empty(), "{:?}", counts);
            prop_assert!(counts.values().all(|&count| count <= least));
        }
    }
}
